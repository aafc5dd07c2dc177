"""A one-to-one in words: the figures of the week and of the month."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from crm.templatetags import formats
from kpis import showing, wording
from kpis.dashboard import too_few
from kpis.periods import Period
from kpis.spec import Kpi
from kpis.team import meetings
from kpis.team.benchmarks import Past
from kpis.team.meetings import Looked
from kpis.team.table import early
from kpis.views.parts import profiles
from kpis.views.parts.meeting_seen import Seen


def context_of(seen: Seen) -> dict[str, Any]:
    """The figures: of the week, of the month, strong and weak."""
    picked, person = seen.asked_for.picked, seen.person
    week = meetings.last_week(picked.today)
    marks = list(seen.marks.values())
    return {
        "person": person,
        "mine": person == seen.asked_for.user,
        "team": seen.team,
        "picked": picked,
        "picker": picked.shown(),
        "week_name": formats.period(week.first, week.last),
        "month_name": showing.period_name(picked),
        "month_inside": showing.period_inside(picked),
        "week": [week_row(each, seen, week) for each in seen.week],
        "figures": [figure_row(kpi, seen) for kpi in seen.columns],
        "compares": bool(marks),
        "has_references": bool(seen.references),
        "shows_medians": seen.shows_medians and bool(marks),
        "profile": profiles.profile(marks, seen.currency),
        "figures_url": reverse("kpis:my-figures") + picked.address(rep=person.pk),
    }


def week_row(each: Looked, seen: Seen, week: Period) -> dict[str, Any]:
    """Calls made 41, 38 the week before, usually 44.2."""
    kpi, currency = each.kpi, seen.currency
    span = {"from": week.first, "to": week.last, "period": None, "on": None}
    return {
        "label": str(kpi.label),
        "url": showing.explain_url(
            kpi, seen.asked_for.picked, rep=seen.person.pk, **span
        ),
        "value": wording.figure(kpi, each.value, currency),
        "before": wording.figure(kpi, each.before, currency),
        "usual": past_text(kpi, each.usual, currency),
    }


def past_text(kpi: Kpi, past: Past | None, currency: str) -> str:
    return wording.written(kpi.unit, past.mean if past else None, currency)


def figure_row(kpi: Kpi, seen: Seen) -> dict[str, Any]:
    """A figure of the period: target and judgement, own past, median of the team."""
    picked, currency, value = seen.asked_for.picked, seen.currency, seen.values[kpi.key]
    aim = seen.held.aim_of_person(kpi, seen.person.pk, picked.around)
    standing = seen.held.standing(kpi, value, aim, [seen.person.pk], picked.around)
    small = too_few(kpi, value, seen.asked_for.organisation.minimum_sample)
    said = None if small else wording.judged(kpi, value, standing, currency)
    young = kpi.matures and early(picked, seen.asked_for.organisation)
    said = wording.patient(said, young)
    mark = seen.marks.get(kpi.key)
    return {
        "key": kpi.key,
        "label": str(kpi.label),
        "url": showing.explain_url(kpi, picked, rep=seen.person.pk),
        "value": wording.figure(kpi, value, currency),
        "small": small,
        "base": showing.cell_base(kpi, value, standing, small=small, currency=currency),
        "target": wording.written(kpi.unit, aim, currency, fixed=False) if aim else "",
        "said": said.shown() if said else None,
        "past": past_text(kpi, seen.pasts[kpi.key], currency),
        "reference": wording.written(
            kpi.unit, seen.references.get(kpi.key), currency, fixed=False
        ),
        "median": wording.written(kpi.unit, mark.middle.median, currency)
        if mark and seen.shows_medians
        else "",
        "band": mark.band if mark else None,
        "words": str(showing.WORDS[mark.band]) if mark else "",
    }
