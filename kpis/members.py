"""The members of a split: how they are keyed in addresses and JSON, and named on screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import Organisation, Stage, Team, User
from crm.money import CURRENCIES
from kpis.catalogue import KPIS
from kpis.measures import MEASURES, SOURCES
from kpis.measures.describing import WorkedOut
from kpis.periods import key_of
from kpis.spec import (
    CELL_SPLITS,
    DIMENSIONS,
    PERIODS,
    SPLITS,
    Closed,
    Kpi,
    PerSeller,
    Source,
    measures_of,
)

LABELS = {
    "rep": gettext_lazy("Sales rep"),
    "team": gettext_lazy("Team"),
    "day": gettext_lazy("Day"),
    "week": gettext_lazy("Week"),
    "month": gettext_lazy("Month"),
    "quarter": gettext_lazy("Quarter"),
    "year": gettext_lazy("Year"),
    "source": gettext_lazy("Source"),
    "region": gettext_lazy("Region"),
    "sector": gettext_lazy("Industry"),
    "client_type": gettext_lazy("Customer type"),
    "product": gettext_lazy("Product"),
    "category": gettext_lazy("Product category"),
    "method": gettext_lazy("Contact method"),
    "stage": gettext_lazy("Stage"),
    "pipeline": gettext_lazy("Pipeline"),
    "reason": gettext_lazy("Reason"),
    "kind": gettext_lazy("Kind"),
    "campaign": gettext_lazy("Campaign"),
    "channel": gettext_lazy("Channel"),
    "currency": gettext_lazy("Currency"),
    "logging": gettext_lazy("As logged"),
}
#: How an address says "no source given".
NONE = "none"


class UnknownMember(ValueError):
    """The split has no such member; ``str`` says which, for the person who asked."""


class OfItself(NamedTuple):
    """A dimension whose members are the rows themselves, as campaigns by campaign."""

    related_model: type[Model]
    flatchoices: tuple[Any, ...] = ()


def field_of(source: Source, name: str) -> Any:
    """The model field a dimension ends at."""
    path = source.dims[name]
    if isinstance(path, WorkedOut):
        return path
    if not isinstance(path, str):
        path = path.get_source_expressions()[0].name
    if path == "id":
        return OfItself(source.model)
    field: Any = None
    model: type[Model] = source.model
    for part in path.split("__"):
        field = model._meta.get_field(part)
        model = field.related_model or model
    return field


def model_of(source: Source, name: str) -> type[Model] | None:
    """The list behind a dimension; none for a closed choice (kind) or a code (currency)."""
    found: type[Model] | None = field_of(source, name).related_model
    return found


def splits_of(kpi: Kpi) -> tuple[str, ...]:
    """What the KPI can be split by: what all its measures know, in the same list."""
    if isinstance(kpi.formula, Closed) and kpi.formula.parts:
        known = [splits_of(KPIS[key]) for key in kpi.formula.parts]
        return tuple(s for s in SPLITS if all(s in each for each in known))
    measures = [MEASURES[m] for m in measures_of(kpi.formula)]
    sources = [SOURCES[measure.source] for measure in measures]
    if not sources:
        return CELL_SPLITS
    if isinstance(kpi.formula, PerSeller):
        return CELL_SPLITS
    shared = [
        name
        for name in DIMENSIONS
        if all(SOURCES[m.source].knows(m, name) for m in measures)
        and len(
            {
                field_of(s, name) if name == "kind" else model_of(s, name)
                for s in sources
            }
        )
        == 1
    ]
    return (*CELL_SPLITS, *shared)


def resolve(source: Source, name: str, text: str) -> Any:
    """The member an address or a command names: an id, a name, or *none*."""
    if text == NONE:
        return None
    model = model_of(source, name)
    if model is None:
        _check_choice(source, name, text)
        return text
    rows = model._default_manager
    if (
        text.isdecimal()
        and len(text) < 18
        and (row := rows.filter(pk=int(text)).first())
    ):
        return row.pk
    row = rows.filter(name__iexact=text).first()
    if row is None:
        raise UnknownMember(
            _("No %(split)s is called “%(name)s”.")
            % {"split": LABELS[name], "name": text[:100]}
        )
    return row.pk


def _check_choice(source: Source, name: str, text: str) -> None:
    """A closed choice (kind) or a currency that exists."""
    known = {str(value) for value, _label in field_of(source, name).flatchoices}
    if text not in (known or CURRENCIES):
        raise UnknownMember(
            _("No %(split)s is called “%(name)s”.")
            % {"split": LABELS[name], "name": text[:100]}
        )


def member_key(split: str, member: Any) -> str:
    """The member as JSON and addresses name it: email, team name, 2017-03, list id."""
    if member is None:
        return NONE
    if split in PERIODS and isinstance(member, date):
        return key_of(split, member, Organisation.current().fiscal_first_month)
    return str(member)


def labels(split: str, members: Iterable[Any], source: Source | None) -> dict[Any, str]:
    """{member: what people call it}, in one query."""
    wanted = {member for member in members if member is not None}
    none = {None: _("(none)")}
    if split == "rep":
        people = User.objects.in_bulk(wanted)
        return {
            pk: str(people[pk]) if pk in people else str(pk) for pk in wanted
        } | none
    if split == "team":
        teams = Team.objects.in_bulk(wanted)
        return {pk: str(teams[pk]) if pk in teams else str(pk) for pk in wanted} | none
    if split in PERIODS:
        return {member: member_key(split, member) for member in wanted} | none
    model = model_of(source, split) if source else None
    if model is not None:
        rows = model._default_manager.in_bulk(wanted)
        return {pk: str(rows[pk]) if pk in rows else str(pk) for pk in wanted} | none
    choices = dict(field_of(source, split).flatchoices) if source else {}
    return {member: str(choices.get(member, member)) for member in wanted} | none


def keys_of(split: str, members: Iterable[Any]) -> dict[Any, str]:
    """{member: key}; people by email, teams by name, since both are what commands take."""
    wanted = {member for member in members if member is not None}
    none = {None: NONE}
    if split == "rep":
        emails = dict(User.objects.filter(pk__in=wanted).values_list("pk", "email"))
        return {pk: emails.get(pk, str(pk)) for pk in wanted} | none
    if split == "team":
        names = dict(Team.objects.filter(pk__in=wanted).values_list("pk", "name"))
        return {pk: names.get(pk, str(pk)) for pk in wanted} | none
    return {member: member_key(split, member) for member in wanted} | none


def places_of(split: str, members: Iterable[Any]) -> dict[Any, int]:
    """{member: its place} in a list that has an order of its own; nothing for another."""
    if split != "stage":
        return {}
    wanted = {member for member in members if member is not None}
    rows = Stage.objects.filter(pk__in=wanted).order_by("pipeline", "position", "pk")
    return {pk: place for place, pk in enumerate(rows.values_list("pk", flat=True))}


def source_of(kpi: Kpi) -> Source | None:
    if isinstance(kpi.formula, Closed) and kpi.formula.parts:
        return source_of(KPIS[kpi.formula.parts[0]])
    keys = measures_of(kpi.formula)
    return SOURCES[MEASURES[keys[0]].source] if keys else None
