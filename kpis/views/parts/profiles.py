"""What somebody is strong and weak at against the team, and the rule that says so."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.templatetags import formats
from kpis import showing, wording
from kpis.team.medians import Mark, strengths, weaknesses
from kpis.team.table import PeopleTable, marks_of


def meeting_url(person: int) -> str:
    return reverse("kpis:one-to-one", args=[person])


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
    if not n:
        return _(
            "Nobody is compared yet: a median needs three people with enough cases."
        )
    return _(
        "Compared with the median of the team (up to %(people)s people; none below 3). What counts"
        " is a tenth of the median, or the distance declared with a rate or a delay, and never less"
        " than chance moves it; ▲▲ and ▼▼ are twice that. Rates below %(least)s cases are not judged."
    ) % {"people": n, "least": minimum}
