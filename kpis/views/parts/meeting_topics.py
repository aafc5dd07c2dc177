"""What a one-to-one had better speak of: at most six sentences, the most telling first."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.templatetags import formats
from kpis import wording
from kpis.team.medians import Mark, weaknesses
from kpis.team.meetings import DealsToSee

MOST = 6


def topics_of(
    *,
    late: int,
    marks: Sequence[Mark],
    medians: bool,
    deals: DealsToSee,
    complaints: int,
    currency: str,
) -> list[dict[str, str]]:
    """[{text, do}]; ``medians``: whether the reader may know the team's median."""
    found = []
    if late:
        words = ngettext(
            "%(n)s agreement is overdue.", "%(n)s agreements are overdue.", late
        )
        found.append({"text": words % {"n": late}, "do": _("What stood in the way?")})
    found += [_weak(mark, medians, currency) for mark in weaknesses(marks)]
    if deals.pushed:
        words = ngettext(
            "%(n)s deal is expected later than first said.",
            "%(n)s deals are expected later than first said.",
            len(deals.pushed),
        )
        do = _("What does the customer still need to decide?")
        found.append({"text": words % {"n": len(deals.pushed)}, "do": do})
    idle = len(deals.idle) + len(deals.still)
    if idle:
        words = ngettext(
            "%(n)s open deal has nothing ahead.",
            "%(n)s open deals have nothing ahead.",
            idle,
        )
        do = _("Plan the next step, or close them.")
        found.append({"text": words % {"n": formats.number(idle)}, "do": do})
    if complaints:
        words = ngettext(
            "%(n)s complaint is open.", "%(n)s complaints are open.", complaints
        )
        do = _("What was promised, and by when?")
        found.append({"text": words % {"n": complaints}, "do": do})
    return found[:MOST]


def _weak(mark: Mark, medians: bool, currency: str) -> dict[str, str]:
    """Demos held: 4, the median of the team is 11. With what the catalogue says one can do."""
    kpi = mark.kpi
    said = {
        "kpi": kpi.label,
        "value": wording.figure(kpi, mark.value, currency),
        "median": wording.written(kpi.unit, mark.middle.median, currency),
    }
    words = (
        _("%(kpi)s: %(value)s, the median of the team is %(median)s.")
        if medians
        else _("%(kpi)s: %(value)s, worse than the median of the team.")
    )
    return {"text": words % said, "do": str(kpi.do)}
