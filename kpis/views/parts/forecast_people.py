"""One month of the forecast person by person; the last row is the month's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import User
from crm.templatetags import formats
from kpis.forecast.report import Month
from kpis.views.parts.asking import Asked
from kpis.views.parts.forecast_months import (
    SHAPE,
    deals_url,
    linked,
    money,
    month_name,
)
from kpis.views.parts.opening import percent


def shown(
    people: Mapping[int, Month], month: Month, asked_for: Asked
) -> dict[str, Any]:
    """The mapping of ``components/_table.html``, with its title."""
    names = User.objects.in_bulk(people)
    rows = sorted(
        people.items(), key=lambda pair: (-pair[1].expected, names[pair[0]].full_name)
    )
    heads = (
        _("Sales rep"),
        _("Target"),
        _("Won"),
        _("With commit"),
        _("With best case"),
        _("Weighted"),
        _("Of target"),
    )
    return {
        "title": _("%(month)s by person") % {"month": month_name(month.start)},
        "columns": [
            SHAPE | {"label": label, "numeric": i > 0, "strong": i == 5}
            for i, label in enumerate(heads)
        ],
        "rows": [
            {
                "cells": [names[rep].full_name, *_cells(row, rep, asked_for)],
                "url": reverse("kpis:forecast")
                + asked_for.picked.address(rep=rep, team=None),
            }
            for rep, row in rows
        ],
        "foot": [{"cells": [_("Together"), *_cells(month, None, asked_for)]}],
    }


def _cells(row: Month, rep: int | None, asked_for: Asked) -> list[str]:
    picked = asked_for.picked
    key = f"{row.start:%Y-%m}"
    whose = {} if rep is None else {"rep": rep}
    won = money(row.won, asked_for)
    if row.start <= picked.today:
        address = picked.address(period="month", on=row.start, **whose)
        won = linked(reverse("kpis:explain", args=["revenue"]) + address, won)
    opened = (
        ("commit", row.with_commit),
        ("best", row.with_best),
        ("", row.expected),
    )
    return [
        money(row.aim, asked_for) if row.aim is not None else formats.DASH,
        won,
        *(
            linked(deals_url(asked_for, key, kind, **whose), money(amount, asked_for))
            for kind, amount in opened
        ),
        percent(row.share),
    ]
