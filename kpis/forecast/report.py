"""(6) What the forecast page says: months against target, how right it was, dates that slip.

Totals are those of the roll-up: revenue, and the weighted pipeline due. What people call their deals
stands beside, from the same deals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kpis.catalogue import KPIS
from kpis.forecast.lines import WON, Line, Sums, summed
from kpis.periods import Period, shift
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import Scope
from kpis.targets.attainment import TargetBook, target_of

BACK, AHEAD = 2, 3
REVENUE, DUE = "revenue", "pipeline_due"


@dataclass(frozen=True)
class Month:
    """One month, or one person in it: won, what people call, weighted; ``aim`` null: no target."""

    start: date
    won: int
    sums: Sums
    weighted: int
    aim: Fraction | None = None

    @property
    def with_commit(self) -> int:
        return self.won + self.sums.commit

    @property
    def with_best(self) -> int:
        return self.won + self.sums.best

    @property
    def expected(self) -> int:
        """Won already, and the open deals due weighed by their stage."""
        return self.won + self.weighted

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.expected) / self.aim if self.aim else None


def months_of(today: date) -> list[date]:
    """The first days of the months shown: two that closed, this one, the next."""
    start = today.replace(day=1)
    return [shift("month", start, n) for n in range(-BACK, AHEAD + 1)]


def over(months: Sequence[date]) -> Period:
    return Period(months[0], shift("month", months[-1], 1))


def by_month(
    months: Sequence[date],
    scope: Scope,
    today: date,
    lines: Sequence[Line],
    held: TargetBook,
) -> list[Month]:
    """Each month of the scope. ``lines`` are of its open deals today."""
    asked = Question(scope, over(months), today, ("month",))
    found = figures([KPIS[REVENUE], KPIS[DUE]], asked)
    sums = summed(lines, lambda line: line.month)
    current = today.replace(day=1)
    rows = []
    for start in months:
        won, due = found[REVENUE].get((start,)), found[DUE].get((start,))
        part = Period(start, shift("month", start, 1))
        open_now = start >= current
        rows.append(
            Month(
                start,
                int(won.value or 0) if won else 0,
                sums.get(start, Sums()) if open_now else Sums(),
                int(due.value or 0) if due and open_now else 0,
                target_of(held, asked, KPIS[REVENUE], {}, part),
            )
        )
    return rows


def by_person(
    start: date,
    scope: Scope,
    today: date,
    lines: Sequence[Line],
    held: TargetBook,
) -> dict[int, Month]:
    """{person: their part of one month}; the rows sum to the month's."""
    part = Period(start, shift("month", start, 1))
    asked = Question(scope, part, today, ("rep",))
    won = figures([KPIS[REVENUE]], asked)[REVENUE]
    own = [line for line in lines if line.month == start]
    sums = summed(own, lambda line: line.rep)
    open_now = start >= today.replace(day=1)
    people = {rep for (rep,), value in won.items() if value.value}
    people |= {line.rep for line in own if open_now}
    found = {}
    for rep in people:
        value = won.get((rep,))
        mine = sums.get(rep, Sums()) if open_now else Sums()
        aim = held.aim_of_person(KPIS[REVENUE], rep, part)
        amount = int(value.value or 0) if value else 0
        found[rep] = Month(start, amount, mine, mine.weighted, aim)
    return found


def as_seen(months: Sequence[date], lines: Sequence[Line]) -> list[Month]:
    """Each month as one past day saw it, its won included; no target: it may have changed since."""
    sums = summed(lines, lambda line: line.month)
    rows = []
    for start in months:
        known = sums.get(start, Sums())
        rows.append(Month(start, known.amounts[WON], known, known.weighted))
    return rows
