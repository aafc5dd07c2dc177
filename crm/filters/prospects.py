"""The narrowing of prospects."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from crm.filters.declared import Narrowing, Select
from crm.filters.rules import days_before
from crm.models.prospects import standing_rank

STEPS = (
    ("detected", _("Detected")),
    ("contacted", _("Contacted")),
    ("sql", _("Qualified")),
    ("converted", _("Customer")),
    ("churned", _("Former customer")),
    ("disqualified", _("Disqualified")),
)
#: What is still to be done, and nobody does.
WAITING = (
    ("never_contacted", _("Never contacted")),
    ("without_next_step", _("No next step")),
    ("archived", _("Archived")),
)
SILENT = (
    ("14", _("For 14 days")),
    ("30", _("For 30 days")),
    ("90", _("For 90 days")),
    ("180", _("For 180 days")),
)


def _waiting(rows: Any, value: str) -> Any:
    return getattr(rows, value)()


PROSPECTS = Narrowing(
    search_label=_("Search a prospect"),
    selects=(
        Select(
            "step",
            _("Step"),
            rule=lambda rows, value: rows.at_step(value),  # type: ignore[attr-defined]
            choices=STEPS,
        ),
        Select("owner", _("Owner"), column="owner_id"),
        Select("source", _("Source"), column="source_id"),
        Select("tag", _("Tag"), column="tags"),
        Select("waiting", _("Waiting"), rule=_waiting, choices=WAITING, more=True),
        Select("region", _("Region"), column="region_id", more=True),
        Select("sector", _("Industry"), column="sector_id", more=True),
        Select("type", _("Customer type"), column="client_type_id", more=True),
        Select(
            "silent",
            _("Silent"),
            timed=lambda rows, value, now: rows.silent_since(  # type: ignore[attr-defined]
                days_before(value, now)
            ),
            choices=SILENT,
            any=_("Any"),
            more=True,
        ),
        Select(
            "city",
            _("City"),
            rule=lambda rows, value: rows.in_city(value),  # type: ignore[attr-defined]
            type="text",
            more=True,
        ),
    ),
    sorts={
        "name": "name_key",
        "step": standing_rank(),
        "detected": "detected_at",
        "owner": "owner__full_name",
        "city": "city",
        "source": "source__name",
        "region": "region__name",
        "sector": "sector__name",
        "type": "client_type__name",
        "email": "email",
        "contacted": "contacted_at",
        "converted": "converted_at",
        "next": "next_step_on",
    },
    default_sort="-detected",
)
