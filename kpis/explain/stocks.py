"""(5) From one end of a period to the other: what moved a stock, in parts that add up to its change."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy, ngettext

from kpis import bridge, rows
from kpis.compiler import total_of
from kpis.formula_words import PARTS
from kpis.measures import MEASURES, SOURCES
from kpis.periods import DAY, Period
from kpis.question import Question
from kpis.spec import Balance, Bridge


class Part(NamedTuple):
    """One part of the change, in the unit of the stock."""

    label: str
    amount: Fraction


#: (kind of movement, its sign or either) -> what it is called, in the order of a deal's life.
OF_DEALS = (
    ("opened", 0, gettext_lazy("new")),
    ("reopened", 0, gettext_lazy("reopened")),
    ("amount", 1, gettext_lazy("grown")),
    ("amount", -1, gettext_lazy("shrunk")),
    ("stage", 0, gettext_lazy("moved on or back")),
    ("revalued", 0, gettext_lazy("rate or probability")),
    ("won", 0, gettext_lazy("won")),
    ("lost", 0, gettext_lazy("lost")),
)
TRANSFERRED = gettext_lazy("transferred, or with people who changed team")


def between_ends(
    formula: Balance, earlier: Question, question: Question, moved: Fraction
) -> list[Part]:
    """What ``moved`` a balance from the end of the earlier period to the end of this one."""
    last = min(question.period.last, question.today)
    period = Period(earlier.period.end, max(last + DAY, earlier.period.end))
    told = _of_deals if MEASURES[formula.measure].source == "movements" else _of_people
    parts = list(told(formula, question, period))
    rest = moved - sum(part.amount for part in parts)
    return [*parts, Part(str(TRANSFERRED), rest)]


def _of_deals(formula: Balance, question: Question, period: Period) -> Iterator[Part]:
    """Movements of deals by kind; an owner's change is what is left."""
    value = MEASURES[formula.measure].value
    found = _movements(question, period)
    sums = found.values("kind").annotate(
        up=total_of(value, Q(**{f"{value}__gt": 0})),
        down=total_of(value, Q(**{f"{value}__lt": 0})),
    )
    held = {row["kind"]: row for row in sums}
    for kind, sign, label in OF_DEALS:
        row = held.get(kind, {"up": 0, "down": 0})
        amount = row["up"] * (sign >= 0) + row["down"] * (sign <= 0)
        yield Part(str(label), Fraction(amount))


def _of_people(formula: Balance, question: Question, period: Period) -> Iterator[Part]:
    """Recurring revenue by what became of each customer."""
    whole = Bridge(formula.measure, "prospect_id", ("new",))
    asked = (whole, question.scope, [period], (), question.where)
    crossing = bridge.crossings(*asked).get((0,), bridge.Crossing())
    for part, sign in (
        ("new", 1),
        ("returned", 1),
        ("grown", 1),
        ("shrunk", -1),
        ("lost", -1),
    ):
        yield Part(str(PARTS[part]), sign * crossing.total(whole, part))


def _movements(question: Question, period: Period) -> Any:
    source = SOURCES["movements"]
    return rows.scoped(source, question.scope, period, question.where)


def pushed(question: Question) -> str:
    """How many open deals left the period because their expected date moved beyond it."""
    period = question.period
    lived = period.clipped(question.today + DAY)
    if not lived.days:
        return ""
    left = _movements(question, lived).filter(
        kind="expected",
        count__lt=0,
        expected_close_on__gte=period.first,
        expected_close_on__lt=period.end,
        deal__state="open",
        deal__expected_close_on__gte=period.end,
    )
    count = left.order_by().values("deal").distinct().count()
    if not count:
        return ""
    words = ngettext(
        "%(n)d open deal expected in the period was pushed to a later one.",
        "%(n)d open deals expected in the period were pushed to a later one.",
        count,
    )
    return words % {"n": count}
