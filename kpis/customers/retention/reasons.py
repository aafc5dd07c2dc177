"""The five reasons why a customer may leave: each a visible rule, told with its numbers and its day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.templatetags import formats
from kpis.customers import MRR_MONTHS, Portrait

#: Silence is judged from three weeks on; three times as long as usual is no chance any more.
LEAST_DAYS, TIMES = 21, 3
#: A contract that ends within so many days asks for a word now.
AHEAD = timedelta(days=60)

RULES = {
    "complaint": gettext_lazy("A complaint is open."),
    "detractor": gettext_lazy(
        "Somebody's last answer to “would you recommend us?” within a year is 6 or less."
    ),
    "silence": gettext_lazy(
        "No word and no order for more than three times as long as usual, three weeks at least; without a"
        " habit, for as many days as the organisation says."
    ),
    "mrr": gettext_lazy("Recurring revenue is lower than three months ago."),
    "contract": gettext_lazy("The last running contract ends within 60 days."),
}


@dataclass(frozen=True)
class Reason:
    """Why a customer may leave; ``on`` is the day it began, or comes."""

    key: str
    text: str
    on: date


def reasons_of(
    one: Portrait, today: date, silent_after: int, currency: str
) -> list[Reason]:
    rules: tuple[Callable[[], Reason | None], ...] = (
        lambda: _complaint(one),
        lambda: _detractor(one),
        lambda: _silence(one, today, silent_after),
        lambda: _falling(one, today, currency),
        lambda: _ending(one, today),
    )
    return [reason for rule in rules if (reason := rule()) is not None]


def _complaint(one: Portrait) -> Reason | None:
    if not one.complaints or one.complaining_since is None:
        return None
    words = ngettext(
        "%(n)s complaint is open since %(day)s",
        "%(n)s complaints are open, the first since %(day)s",
        one.complaints,
    )
    day = formats.day(one.complaining_since, "year")
    text = words % {"n": formats.number(one.complaints), "day": day}
    return Reason("complaint", text, one.complaining_since)


def _detractor(one: Portrait) -> Reason | None:
    if one.detractor is None:
        return None
    score, on = one.detractor
    text = _("Gave %(score)s of 10 on %(day)s") % {
        "score": score,
        "day": formats.day(on, "year"),
    }
    return Reason("detractor", text, on)


def patience(one: Portrait, silent_after: int) -> Fraction:
    """Days of silence that are still nothing, of this customer."""
    if one.usual is None:
        return Fraction(silent_after)
    return max(one.usual * TIMES, Fraction(LEAST_DAYS))


def _silence(one: Portrait, today: date, silent_after: int) -> Reason | None:
    days = (today - one.last_heard).days
    if days <= patience(one, silent_after):
        return None
    said = {"n": formats.number(days), "day": formats.day(one.last_heard, "year")}
    if one.usual is None:
        text = _("No word and no order since %(day)s (%(n)s days)") % said
    else:
        usual = formats.number(max(round(one.usual), 1))
        text = _(
            "No word and no order since %(day)s (%(n)s days); usually every %(usual)s days"
        ) % {**said, "usual": usual}
    return Reason("silence", text, one.last_heard)


def _falling(one: Portrait, today: date, currency: str) -> Reason | None:
    if one.mrr >= one.mrr_before:
        return None
    text = _(
        "Recurring revenue fell from %(was)s to %(now)s a month in %(n)s months"
    ) % {
        "was": formats.money_minor(one.mrr_before, currency),
        "now": formats.money_minor(one.mrr, currency),
        "n": MRR_MONTHS,
    }
    return Reason("mrr", text, today)


def _ending(one: Portrait, today: date) -> Reason | None:
    ends = one.contract_ends
    if ends is None or ends > today + AHEAD:
        return None
    text = _("The contract ends on %(day)s") % {"day": formats.day(ends, "year")}
    return Reason("contract", text, ends)
