"""The list values that narrowings offer, one query for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db.models import CharField, F, PositiveSmallIntegerField, QuerySet, Value

from crm import access
from crm.filters.declared import Choice
from crm.models import (
    ClientType,
    ComplaintReason,
    ContactMethod,
    Pipeline,
    Product,
    Region,
    Sector,
    Source,
    Stage,
    Tag,
    User,
)
from crm.models.shipped import shown
from crm.prepared import rows_of

#: Filters that offer people.
PEOPLE = ("owner", "rep")
LISTS: dict[str, Any] = {
    "source": Source,
    "region": Region,
    "sector": Sector,
    "type": ClientType,
    "reason": ComplaintReason,
    "stage": Stage,
    "pipeline": Pipeline,
    "product": Product,
    "tag": Tag,
    "method": ContactMethod,
}


def offered(user: User, *names: str) -> dict[str, list[Choice]]:
    """{filter: [(id, label)]} for lists and people, in one query.

    ``owner`` and ``rep`` are the people whose names this person may see.
    """
    return offered_along(user, names)[0]


def offered_along(
    user: User, names: Sequence[str], *along: Along
) -> tuple[dict[str, list[Choice]], list[Line]]:
    """The same, with the lines of other parts (see ``part``) in the same query."""
    if not names and not along:
        return {}, []
    asked = (names, tuple(each.key for each in along))
    rows = rows_of((access.names_key(user), asked), lambda: _united(user, names, along))
    found: dict[str, list[Choice]] = {name: [] for name in names}
    rest: list[Line] = []
    for line in (Line(*row) for row in rows):
        if line.part not in found:
            rest.append(line)
            continue
        named = line.label if line.part in PEOPLE else shown(line.label)
        found[line.part].append((str(line.pk), named))
    return found, rest


def _united(
    user: User, names: Sequence[str], along: Sequence[Along]
) -> QuerySet[Any, Any]:
    first, *others = [
        *(_of(user, name) for name in names),
        *(each.lines() for each in along),
    ]
    ordered: QuerySet[Any, Any] = first.union(*others, all=True).order_by(
        "part", "place", "label"
    )
    return ordered


class Along(NamedTuple):
    """Lines of another part: ``key`` with the person and the day says all they follow from."""

    key: str
    lines: Callable[[], QuerySet[Any, Any]]


class Line(NamedTuple):
    """One line of the one query: which part it is of, its place there, what it says."""

    part: str
    place: int
    label: str
    pk: int
    note: str


def _of(user: User, name: str) -> QuerySet[Any, Any]:
    if name in PEOPLE:
        people = User.objects.filter(access.visible_people(user), is_active=True)
        return part(people, name, column="full_name")
    model = LISTS[name]
    ordered = any(field.name == "position" for field in model._meta.fields)
    return part(model.objects.current(), name, place=F("position") if ordered else None)


def part(
    rows: QuerySet[Any, Any],
    name: str,
    *,
    column: str = "name",
    place: Any = None,
    note: Any = None,
) -> QuerySet[Any, Any]:
    """Rows as lines of the one query: ``place`` orders them before their label, ``note`` goes along."""
    nowhere = Value(0, output_field=PositiveSmallIntegerField())
    lines: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            part=Value(name, output_field=CharField()),
            place=nowhere if place is None else place,
            label=F(column),
            note=Value("", output_field=CharField()) if note is None else note,
        )
        .values_list("part", "place", "label", "pk", "note")
    )
    return lines
