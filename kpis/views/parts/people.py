"""People against figures as the team page shows them: heat, sorting, whom to see first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from crm.templatetags import formats
from kpis import dashboard, showing, wording
from kpis.targets.attainment import TargetBook
from kpis.team.table import PeopleTable
from kpis.views.parts.asking import Asked
from kpis.views.parts.profiles import meeting_url


def ordered(table: PeopleTable, request: HttpRequest) -> PeopleTable:
    """By the figure that the address names: ``sort=demos`` best first, ``sort=-demos`` worst first."""
    asked_for = request.GET.get("sort", "")
    key = asked_for.removeprefix("-")
    return table.sorted_by(key, worst_first=asked_for.startswith("-"))


def order_said(table: PeopleTable, request: HttpRequest) -> str:
    """What the rows follow while no head was asked to sort them."""
    if request.GET.get("sort") or not table.rows or not table.kpis:
        return ""
    words = (
        _("by share of target, %(kpi)s") if table.by_target else _("by result, %(kpi)s")
    )
    return words % {"kpi": table.kpis[0].label}


def heads_of(
    table: PeopleTable, asked_for: Asked, request: HttpRequest
) -> list[dict[str, Any]]:
    """One head a figure, which sorts by it: best first, then worst first."""
    now = request.GET.get("sort", "")
    preset = request.GET.get("preset") or None
    found = []
    for kpi in table.kpis:
        then = f"-{kpi.key}" if now == kpi.key else kpi.key
        order = {kpi.key: "descending", f"-{kpi.key}": "ascending"}.get(now, "")
        url = asked_for.picked.address(sort=then, preset=preset)
        found.append({"label": str(kpi.label), "url": url, "sorted": order})
    return found


def rows_of(table: PeopleTable, asked_for: Asked) -> list[dict[str, Any]]:
    """One row a person, each cell linked to its own explanation."""
    picked, organisation = asked_for.picked, asked_for.organisation
    return [
        {
            "name": person.full_name,
            "url": meeting_url(person.pk),
            "cells": [
                showing.cell(
                    cell,
                    organisation,
                    showing.explain_url(cell.kpi, picked, rep=person.pk),
                )
                for cell in cells
            ],
        }
        for person, cells in table.rows
    ]


def sums_of(
    table: PeopleTable, asked_for: Asked, held: TargetBook
) -> list[dict[str, Any]]:
    """The last row: the team's own figures, as its tiles show them."""
    question = asked_for.question()
    organisation, picked = asked_for.organisation, asked_for.picked
    found = []
    for kpi, value in zip(table.kpis, table.team, strict=True):
        standing = dashboard.standing_of(kpi, value, question, held, (), picked.around)
        small = dashboard.too_few(kpi, value, organisation.minimum_sample)
        currency = organisation.base_currency
        base = showing.cell_base(kpi, value, standing, small=small, currency=currency)
        found.append(
            {
                "value": wording.figure(kpi, value, currency),
                "base": base,
                "url": showing.explain_url(kpi, picked),
            }
        )
    return found


def medians_of(table: PeopleTable, currency: str) -> list[str]:
    """The median of each column, as its last row but one says it."""
    return [
        wording.written(middle.kpi.unit, middle.median, currency)
        if middle
        else formats.DASH
        for middle in table.middles
    ]
