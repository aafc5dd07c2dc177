"""Two years of a figure as a line beside the year before, and the typical year as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from crm.models import Organisation
from crm.templatetags import formats
from kpis import wording
from kpis.sheets import Column, Sheet
from kpis.spec import Kpi
from kpis.team.seasons import Month, Season
from kpis.views.parts.correlated import drawn, shape


def chart(
    kpi: Kpi, months: Sequence[Month], organisation: Organisation
) -> dict[str, Any]:
    """The mapping of ``components/_chart_card.html``, with its table."""
    currency = organisation.base_currency
    names = [formats.day(month.period.first, "mon-year") for month in months]
    last = months[-1]
    now = wording.figure(kpi, last.value, currency)
    lines = [
        [drawn(kpi, v.value, currency) if v.value is not None else None for v in line]
        for line in ([m.value for m in months], [m.before for m in months])
    ]
    series: list[dict[str, Any]] = [
        {"label": str(kpi.label), "data": lines[0], "end": now}
    ]
    if any(point is not None for point in lines[1]):
        series.append({"label": _("A year before"), "data": lines[1], "past": True})
    title = _("%(kpi)s, month by month") % {"kpi": kpi.label}
    return {
        "id": "months",
        "kind": "line",
        "title": title,
        "unit": "",
        "note": _(
            "The month that runs is left out. Grey: the same month a year before."
        ),
        "sentence": _("%(kpi)s, %(period)s: %(figure)s")
        % {"kpi": kpi.label, "period": names[-1], "figure": now},
        "data": {"labels": names, "series": series, "format": shape(kpi, currency)},
        "table": _table(kpi, months, names, title, currency),
    }


def _table(
    kpi: Kpi, months: Sequence[Month], names: list[str], title: str, currency: str
) -> dict[str, Any]:
    side = {"strong": False, "quiet": False, "sort_url": "", "sorted": ""}
    heads = [(_("Month"), False), (str(kpi.label), True), (_("A year before"), True)]
    return {
        "caption": title,
        "columns": [side | {"label": h, "numeric": n} for h, n in heads],
        "rows": [
            {
                "cells": [
                    name,
                    wording.figure(kpi, month.value, currency),
                    wording.figure(kpi, month.before, currency),
                ]
            }
            for name, month in zip(names, months, strict=True)
        ],
        "foot": [],
    }


def year_rows(kpi: Kpi, year: Sequence[Season], currency: str) -> list[dict[str, Any]]:
    """January 7.2 % of a typical year; of what does not add up, January 12 % above the mean."""
    most = max((season.part for season in year), default=1)
    rows = []
    for season in year:
        part = season.part if kpi.is_flow else season.part - 1
        rows.append(
            {
                "month": month_name(season.month),
                "mean": wording.written(kpi.unit, season.mean, currency),
                "part": formats.percent(
                    wording.rounded(part, 3), 1, signed=not kpi.is_flow
                ),
                "bar": float(season.part / most) if most > 0 else 0.0,
                "years": season.years,
            }
        )
    return rows


def month_name(month: int) -> str:
    """November, without its year."""
    text = formats.day(date(2001, month, 1), "month").removesuffix(" 2001")
    return text[:1].upper() + text[1:]


def sheet(kpi: Kpi, months: Sequence[Month]) -> Sheet:
    columns = [Column(_("Month")), Column(str(kpi.label), kpi.unit)]
    columns.append(Column(_("A year before"), kpi.unit))
    rows = [[m.period.first, m.value.value, m.before.value] for m in months]
    return Sheet("months", str(kpi.label), columns, rows)
