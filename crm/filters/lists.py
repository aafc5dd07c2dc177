"""The narrowings of the lists, and the list values they offer (one query for all)."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, PositiveSmallIntegerField, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from crm import access
from crm.filters.declared import Choice, Narrowing, Select
from crm.forms.choices import capitalised
from crm.models import (
    Activity,
    ClientType,
    Complaint,
    ComplaintReason,
    Region,
    Sector,
    Source,
    Stage,
    User,
)

PROSPECTS = Narrowing(
    search_label=_("Search a prospect"),
    selects=(
        Select(
            "step",
            _("Step"),
            rule=lambda rows, value: rows.at_step(value),  # type: ignore[attr-defined]
            choices=(
                ("detected", _("Detected")),
                ("contacted", _("Contacted")),
                ("sql", _("Qualified")),
                ("converted", _("Customer")),
                ("churned", _("Former customer")),
                ("disqualified", _("Disqualified")),
            ),
        ),
        Select("owner", _("Owner"), column="owner_id"),
        Select("source", _("Source"), column="source_id"),
        Select("region", _("Region"), column="region_id"),
        Select("sector", _("Industry"), column="sector_id"),
        Select("type", _("Customer type"), column="client_type_id"),
    ),
    sorts={
        "name": "name_key",
        "detected": "detected_at",
        "owner": "owner__full_name",
        "city": "city",
    },
    default_sort="-detected",
)

DEALS = Narrowing(
    search_label=_("Search a deal"),
    selects=(
        Select(
            "state",
            _("State"),
            rule=lambda rows, value: getattr(rows, value)(),
            choices=(("open", _("Open")), ("won", _("Won")), ("lost", _("Lost"))),
        ),
        Select("stage", _("Stage"), column="stage_id"),
        Select("owner", _("Owner"), column="owner_id"),
    ),
    sorts={
        "name": "name",
        "opened": "opened_at",
        "amount": "base_amount",
        "close": "expected_close_on",
        "owner": "owner__full_name",
    },
    default_sort="-opened",
)

ACTIVITIES = Narrowing(
    search_label=_("Search"),
    selects=(
        Select(
            "kind",
            _("Kind"),
            rule=lambda rows, value: rows.filter(kind=value),
            choices=capitalised(Activity.Kind.choices),
        ),
        Select(
            "status",
            _("Status"),
            rule=lambda rows, value: rows.filter(status=value),
            choices=capitalised(Activity.Status.choices),
        ),
        Select(
            "outcome",
            _("Outcome"),
            rule=lambda rows, value: rows.filter(outcome=value),
            choices=capitalised(Activity.Outcome.choices),
        ),
        Select("rep", _("Sales rep"), column="rep_id"),
    ),
    sorts={"at": "at", "rep": "rep__full_name", "prospect": "prospect__name_key"},
    default_sort="-at",
)

COMPLAINTS = Narrowing(
    search_label=_("Search"),
    selects=(
        Select(
            "state",
            _("State"),
            rule=lambda rows, value: getattr(rows, value)(),
            choices=(
                ("unanswered", _("Awaiting an answer")),
                ("answered", _("Answered")),
                ("resolved", _("Resolved")),
            ),
        ),
        Select("reason", _("Reason"), column="reason_id"),
        Select(
            "severity",
            _("Severity"),
            rule=lambda rows, value: rows.filter(severity=value),
            choices=capitalised(Complaint.Severity.choices),
        ),
        Select("owner", _("Owner"), column="owner_id"),
    ),
    sorts={"received": "received_at", "owner": "owner__full_name"},
    default_sort="-received",
)

LISTS: dict[str, Any] = {
    "source": Source,
    "region": Region,
    "sector": Sector,
    "type": ClientType,
    "reason": ComplaintReason,
    "stage": Stage,
}


def offered(user: User, *names: str) -> dict[str, list[Choice]]:
    """{filter: [(id, label)]} for lists and people, in one query.

    ``owner`` and ``rep`` are the people whose names this person may see.
    """
    parts: list[QuerySet[Any, Any]] = []
    for name in names:
        if name in ("owner", "rep"):
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
        found[part].append((str(pk), label))
    return found


def _part(rows: QuerySet[Any], name: str, label: str) -> QuerySet[Any, Any]:
    place = (
        F("position")
        if label == "name"
        else Value(0, output_field=PositiveSmallIntegerField())
    )
    shown: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            part=Value(name, output_field=CharField()), place=place, label=F(label)
        )
        .values_list("part", "place", "label", "pk")
    )
    return shown
