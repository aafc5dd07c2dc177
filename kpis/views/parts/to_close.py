"""Before a month is closed: which figures would be kept, and what may still move them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.civil import civil_day
from crm.models import NO_TEAM_ID, Activity, Organisation, Team, User
from crm.services.rates.missing import missing
from crm.templatetags import formats
from kpis import wording
from kpis.closing import kept_kpis, month_of, waiting_for
from kpis.compiler import window
from kpis.models import ClosedMonth
from kpis.periods import Period
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL
from kpis.signals.anomalies import NUMBERS, odd_rows
from kpis.spec import Kpi
from kpis.tiles import presets
from kpis.values import Value
from kpis.views.parts.closed import name_of

#: Figures of the company shown at once; the others open under them.
FIRST = 6


def context(user: User, month: date, now: datetime) -> dict[str, Any]:
    """The page of a month that may be closed. One that has not begun only says so."""
    organisation = Organisation.current()
    today = civil_day(now, organisation.zone)
    period = month_of(month)
    if period.first > today:
        return refused(month, [_("This month has not begun.")])
    kpis = _foremost_first(kept_kpis())
    rows = _company(kpis, period, today, organisation)
    return {
        "name": name_of(period.first),
        "month": formats.day(period.first, "month"),
        "day": f"{period.first:%Y-%m}",
        "refusals": [],
        "kept": _kept(kpis),
        "first": rows[:FIRST],
        "more": rows[FIRST:],
        "doubts": waiting_for(period, today),
        "loose": loose(user, kpis, period, now, organisation),
        "before": ClosedMonth.objects.filter(month=period.first)
        .select_related("reopened_by")
        .order_by("-closed_at")
        .first(),
    }


def refused(month: date, why: list[str]) -> dict[str, Any]:
    """The page of a month that cannot be closed."""
    return {
        "name": name_of(month),
        "month": formats.day(month, "month"),
        "day": f"{month:%Y-%m}",
        "refusals": why,
    }


def _foremost_first(kpis: list[Kpi]) -> list[Kpi]:
    """As a manager's page begins; the others in the order of the catalogue."""
    first = {key: place for place, key in enumerate(presets.PRESETS["manager"])}
    return sorted(kpis, key=lambda kpi: first.get(kpi.key, len(first)))


def _kept(kpis: list[Kpi]) -> str:
    teams = Team.objects.exclude(pk=NO_TEAM_ID).count()
    indicators = ngettext("%(n)s indicator", "%(n)s indicators", len(kpis))
    of_teams = ngettext("of %(n)s team", "of each of %(n)s teams", teams)
    words = _("%(indicators)s, of the company, %(teams)s and of each person.")
    return words % {
        "indicators": indicators % {"n": formats.number(len(kpis))},
        "teams": of_teams % {"n": formats.number(teams)},
    }


def _company(
    kpis: list[Kpi], period: Period, today: date, organisation: Organisation
) -> list[dict[str, str]]:
    """What would be kept of the company, in one question."""
    found = figures(kpis, Question(ALL, period, today))
    currency, on = organisation.base_currency, f"?period=month&on={period.first}"
    return [
        {
            "label": str(kpi.label),
            "text": wording.figure(kpi, found[kpi.key].get((), Value(None)), currency),
            "url": reverse("kpis:explain", args=[kpi.key]) + on,
        }
        for kpi in kpis
    ]


# -- what is not settled ----------------------------------------------------------------------


def loose(
    user: User,
    kpis: list[Kpi],
    period: Period,
    now: datetime,
    organisation: Organisation,
) -> list[dict[str, str]]:
    """[{text, url}]: whoever looks after these first has less to correct afterwards."""
    found = [
        _untold(period, now, organisation),
        *_without_price(period),
        *_odd(user, period, now, organisation),
        _young(kpis, period, now, organisation),
    ]
    return [one for one in found if one]


def _untold(
    period: Period, now: datetime, organisation: Organisation
) -> dict[str, str]:
    start, end = window(period, organisation.zone)
    count = Activity.objects.overdue(now).between(start, end).count()
    if not count:
        return {}
    words = ngettext(
        "%(n)s activity was planned and nobody said what became of it: it is not counted.",
        "%(n)s activities were planned and nobody said what became of them: they are not counted.",
        count,
    )
    asked = {"status": "planned", "from": period.first, "to": period.last}
    url = f"{reverse('crm:activities')}?{urlencode(asked)}"
    return {"text": words % {"n": formats.number(count)}, "url": url}


def _without_price(period: Period) -> list[dict[str, str]]:
    """Amounts of another currency that no rate prices, from a day of the month or before."""
    words = _("%(currency)s: amounts since %(day)s have no price and are not counted.")
    return [
        {
            "text": words
            % {"currency": one.currency, "day": formats.day(one.since, "year")},
            "url": reverse("crm:setup-rates"),
        }
        for one in missing()
        if one.since < period.end
    ]


def _odd(
    user: User, period: Period, now: datetime, organisation: Organisation
) -> list[dict[str, str]]:
    """Rows that make figures of the month wrong, a line a kind."""
    found = odd_rows(user, ALL, period, now=now, organisation=organisation)
    url = f"{reverse('kpis:noticed')}?period=month&on={period.first}"
    return [
        {
            "text": wording.labelled(
                str(odd.oddity.rule) % NUMBERS,
                ngettext("%(n)s row", "%(n)s rows", odd.count)
                % {"n": formats.number(odd.count)},
            ),
            "url": f"{url}#{odd.oddity.key}",
        }
        for odd in found
    ]


def _young(
    kpis: list[Kpi], period: Period, now: datetime, organisation: Organisation
) -> dict[str, str]:
    """Figures whose last cases of the month still have time."""
    today = civil_day(now, organisation.zone)
    young = [str(kpi.label) for kpi in kpis if kpi.matures]
    if not young or period.last <= today - timedelta(days=organisation.maturing_days):
        return {}
    words = _(
        "Too early for %(figures)s: cases of the last %(days)s days still have time to turn out well."
    )
    named = {
        "figures": ", ".join(young),
        "days": formats.number(organisation.maturing_days),
    }
    return {"text": words % named, "url": ""}
