"""The narrowing of activities."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from crm.filters.declared import Narrowing, Select
from crm.filters.rules import from_day, to_day
from crm.forms.choices import capitalised
from crm.models import Activity

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
        Select("rep", _("Sales rep"), column="rep_id"),
        Select("from", _("From"), rule=partial(from_day, column="at"), type="date"),
        Select("to", _("To"), rule=partial(to_day, column="at"), type="date"),
        Select(
            "outcome",
            _("Outcome"),
            rule=lambda rows, value: rows.filter(outcome=value),
            choices=capitalised(Activity.Outcome.choices),
            more=True,
        ),
        Select("method", _("Contact method"), column="method_id", more=True),
    ),
    sorts={
        "what": "kind",
        "at": "at",
        "rep": "rep__full_name",
        "prospect": "prospect__name_key",
        "deal": "deal__name",
        "status": "status",
        "outcome": "outcome",
        "method": "method__name",
        "duration": "duration_s",
    },
    default_sort="-at",
)
