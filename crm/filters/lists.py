"""The list values that narrowings offer, one query for all."""

from __future__ import annotations

from typing import Any

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
    parts: list[QuerySet[Any, Any]] = []
    for name in names:
        if name in PEOPLE:
            people = User.objects.filter(access.visible_people(user), is_active=True)
            parts.append(_part(people, name, "full_name"))
        else:
            parts.append(_part(LISTS[name].objects.current(), name, "name"))
    if not parts:
        return {}
    first, *others = parts
    rows = first.union(*others, all=True).order_by("part", "place", "label")
    found: dict[str, list[Choice]] = {name: [] for name in names}
    for part, _place, label, pk in rows:
        named = label if part in PEOPLE else shown(label)
        found[part].append((str(pk), named))
    return found


def _part(rows: QuerySet[Any], name: str, label: str) -> QuerySet[Any, Any]:
    ordered = any(field.name == "position" for field in rows.model._meta.fields)
    nowhere = Value(0, output_field=PositiveSmallIntegerField())
    place = F("position") if ordered else nowhere
    shown: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            part=Value(name, output_field=CharField()), place=place, label=F(label)
        )
        .values_list("part", "place", "label", "pk")
    )
    return shown
