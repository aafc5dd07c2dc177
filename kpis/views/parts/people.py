"""People against figures as the team page shows them: heat, sorting, whom to see first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.templatetags import formats
from kpis import dashboard, showing, topics, wording
from kpis.medians import Mark, strengths, weaknesses
from kpis.targets import TargetBook
from kpis.team_table import PeopleTable, marks_of
from kpis.topics import Topic
from kpis.views.parts.asking import Asked


def ordered(table: PeopleTable, request: HttpRequest) -> PeopleTable:
    """By the figure that the address names: ``sort=demos`` best first, ``sort=-demos`` worst first."""
    asked_for = request.GET.get("sort", "")
    key = asked_for.removeprefix("-")
    return table.sorted_by(key, worst_first=asked_for.startswith("-"))


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


def meeting_url(person: int) -> str:
    return reverse("kpis:one-to-one", args=[person])


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


# -- strong and weak --------------------------------------------------------------------------


def mark_shown(mark: Mark, currency: str) -> dict[str, Any]:
    """Win rate 22 %, median 16 %, n = 41."""
    kpi, value = mark.kpi, mark.value
    return {
        "label": str(kpi.label),
        "value": wording.figure(kpi, value, currency),
        "median": wording.written(kpi.unit, mark.middle.median, currency),
        "n": f"n = {formats.number(value.n)}" if value.n is not None else "",
        "band": mark.band,
        "words": str(showing.WORDS[mark.band]),
    }


def profile(marks: list[Mark], currency: str) -> dict[str, Any]:
    """The three strongest and the three weakest figures of one person."""
    return {
        "strong": [mark_shown(mark, currency) for mark in strengths(marks)],
        "weak": [mark_shown(mark, currency) for mark in weaknesses(marks)],
    }


def profiles_of(table: PeopleTable, currency: str) -> list[dict[str, Any]]:
    """The strong and weak figures of everybody who has any."""
    found = []
    for person, cells in table.rows:
        shown = profile(marks_of(cells), currency)
        shown |= {"name": person.full_name, "url": meeting_url(person.pk)}
        if shown["strong"] or shown["weak"]:
            found.append(shown)
    return found


def rule_of(table: PeopleTable, minimum: int) -> str:
    """How people are compared, with the numbers of this table."""
    n = max((middle.n for middle in table.middles if middle), default=0)
    return _(
        "Compared with the median of the team (up to %(people)s people; none below 3). What counts"
        " is a tenth of the median, or the distance declared with a rate or a delay, and never less"
        " than chance moves it; ▲▲ and ▼▼ are twice that. Rates below %(least)s cases are not judged."
    ) % {"people": n, "least": minimum}


# -- whom to see first ------------------------------------------------------------------------


def to_coach(table: PeopleTable, asked_for: Asked) -> list[dict[str, Any]]:
    """The short list: each person with the reason, linked to their one-to-one."""
    currency, picked = asked_for.organisation.base_currency, asked_for.picked
    idle = topics.deals_with_nothing_ahead(asked_for.user, table, picked.today)
    return [
        {
            "name": topic.person.full_name,
            "url": meeting_url(topic.person.pk),
            "said": said_of(topic, currency),
        }
        for topic in topics.what_to_coach(table, idle)
    ]


def said_of(topic: Topic, currency: str) -> list[str]:
    """Demos held 4, median 11; 6 open deals without a next step."""
    words = _("%(kpi)s %(value)s, median %(median)s")
    said = []
    for mark in topic.weak[:2]:
        shown = mark_shown(mark, currency)
        of = {"kpi": shown["label"], "value": shown["value"]}
        said.append(words % {**of, "median": shown["median"]})
    if topic.nothing_ahead:
        n = topic.nothing_ahead
        said.append(
            ngettext(
                "%(n)s open deal without a next step",
                "%(n)s open deals without a next step",
                n,
            )
            % {"n": formats.number(n)}
        )
    return said
