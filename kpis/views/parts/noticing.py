"""What was noticed, as its templates take it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Activity, Deal
from crm.templatetags import formats
from kpis import signals, wording
from kpis.catalogue import KPIS
from kpis.periods import Period
from kpis.picker import Picked
from kpis.readings import Reading
from kpis.showing import explain_url
from kpis.signals.anomalies import NUMBERS, Changed, Odd
from kpis.views.parts.asking import Asked


def who(asked_for: Asked) -> str:
    """Whose figures they are."""
    picked, seen = asked_for.picked, asked_for.whole.seen
    if picked.rep is not None:
        return picked.rep.full_name
    if picked.team is not None:
        return picked.team.name
    if seen.all:
        return _("The whole company")
    return _("All my teams") if seen.teams else asked_for.user.full_name


def period_name(period: Period, picked: Picked) -> str:
    return wording.short_period(period, picked.today, picked.first_month)


def page_url(picked: Picked) -> str:
    return reverse("kpis:noticed") + picked.address(where=None)


def days(period: Period) -> dict[str, Any]:
    """The address of these days, whatever period the page was asked for."""
    return {"period": None, "on": None, "from": period.first, "to": period.last}


def reading(found: Reading, picked: Picked) -> dict[str, Any]:
    """The mapping of ``kpis/_noticed_reading.html``."""
    return {
        "title": found.title,
        "tone": "good" if found.good else "caution",
        "glyph": "▲" if found.good else "◆",
        "period": period_name(found.period, picked),
        "facts": found.facts,
        "rule": found.rule,
        "means": found.means,
        "do": found.do,
        "links": [
            {
                "label": look.label,
                "url": explain_url(
                    KPIS[look.kpi], picked, **days(found.period), **look.where
                ),
            }
            for look in found.looks
        ],
    }


def changed(
    found: list[Changed], period: Period, picked: Picked, currency: str
) -> list[dict[str, Any]]:
    """One row a figure: its value, what it usually is, what is said, by which rule."""
    return [
        {
            "label": str(one.kpi.label),
            "url": explain_url(one.kpi, picked, **days(period)) + "#trend",
            "value": wording.figure(one.kpi, one.value, currency),
            "usual": signals.usual_range(
                one.kpi, one.signal.usual, currency, one.signal.value
            ),
            "word": signals.word(one.signal),
            "rule": signals.rule(one.kpi, one.signal, currency),
        }
        for one in found
    ]


def odd(found: Odd, currency: str) -> dict[str, Any]:
    """One kind of odd row: why it matters, its rule, the first rows."""
    more = found.count - len(found.rows)
    tell = _deal if found.oddity.kind == "deal" else _activity
    return {
        "key": found.oddity.key,
        "label": str(found.oddity.label),
        "rule": str(found.oddity.rule) % NUMBERS,
        "harm": str(found.oddity.harm),
        "count": ngettext("%(n)s row", "%(n)s rows", found.count)
        % {"n": formats.number(found.count)},
        "rows": [tell(row, currency) for row in found.rows],
        "more": ngettext("and %(n)s more", "and %(n)s more", more)
        % {"n": formats.number(more)}
        if more
        else "",
    }


def _deal(row: Deal, _currency: str) -> dict[str, str]:
    return {
        "url": reverse("crm:deal", args=[row.pk]),
        "name": formats.labelled(str(row.prospect), row.name)
        if row.prospect
        else row.name,
        "who": row.owner.full_name,
        "day": formats.day(row.ended_at, "year"),
        "amount": formats.money_minor(row.amount, row.currency)
        if row.amount is not None
        else formats.DASH,
        "note": _("opened %(opened)s, expected %(expected)s")
        % {
            "opened": formats.day(row.opened_at, "year"),
            "expected": formats.day(row.expected_close_on, "year"),
        },
    }


def _activity(row: Activity, _currency: str) -> dict[str, str]:
    late = (row.logged_at - row.at).days
    return {
        "url": reverse("crm:activity", args=[row.pk]),
        "name": str(row),
        "who": row.rep.full_name,
        "day": formats.day(row.at, "year"),
        "amount": "",
        "note": ngettext("logged %(n)s day later", "logged %(n)s days later", late)
        % {"n": formats.number(late)},
    }
