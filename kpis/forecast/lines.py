"""(6) The forecast: what is won, what people say will come, what the stages make of it.

Live it is read from the deals open now; of a past day from what was frozen that night, or from the
journal where no night froze it. All three have the same shape.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kpis.claiming import as_day
from kpis.forecast.sql import AsOf, fetched, held, lines
from kpis.models import ForecastDay, ForecastSnapshot
from kpis.scope import Scope, people_on

WON, COMMIT, BEST, PIPELINE, OMITTED = "won", "commit", "best", "pipeline", "omitted"
OPEN = (COMMIT, BEST, PIPELINE, OMITTED)


class Line(NamedTuple):
    """One person's deals of one category due in one month (null: on no day). Base minor units."""

    rep: int
    team: int
    month: date | None
    category: str
    deals: int
    unpriced: int
    amount: int
    weighted: int


class Due(NamedTuple):
    """One open deal, where it stands and what is said of it."""

    deal: int
    rep: int
    team: int
    expected_on: date | None
    month: date | None
    category: str
    amount: int
    weighted: int

    def line(self) -> Line:
        unpriced = int(not self.amount)
        return Line(
            self.rep,
            self.team,
            self.month,
            self.category,
            1,
            unpriced,
            self.amount,
            self.weighted,
        )


@dataclass
class Sums:
    """Amounts by category, of open deals also weighted by the probability of their stage."""

    amounts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    deals: int = 0
    unpriced: int = 0
    weighted: int = 0

    def add(self, line: Line) -> None:
        self.amounts[line.category] += line.amount
        if line.category != WON:
            self.deals += line.deals
            self.unpriced += line.unpriced
            self.weighted += line.weighted

    @property
    def commit(self) -> int:
        """Open deals their people commit to."""
        return self.amounts[COMMIT]

    @property
    def best(self) -> int:
        """With the best case too."""
        return self.amounts[COMMIT] + self.amounts[BEST]


def open_deals(day: date, scope: Scope) -> list[Due]:
    """Every open deal of the scope as it is now; ``day`` is today."""
    return _due(AsOf(day, live=True), scope)


def open_on(day: date, scope: Scope) -> list[Due]:
    """The deals that were open at the end of a past day, from the journal."""
    return _due(AsOf(day), scope)


def _due(asked: AsOf, scope: Scope) -> list[Due]:
    asked = asked._replace(whose=people_on(scope, [asked.day], "pk"))
    found = []
    for deal, rep, team, expected, month, category, n, amount, weighted in fetched(
        held(asked)
    ):
        if n > 0 and scope.holds(rep, team):
            days = (_day(expected), _day(month))
            row = Due(deal, rep, team, *days, category, int(amount), int(weighted))
            found.append(row)
    return found


def _day(value: date | str | None) -> date | None:
    return None if value is None else as_day(value)


def frozen(days: Sequence[date]) -> dict[date, list[Line]]:
    """What was frozen on each of the days; a day that was not frozen is not in it. Two queries."""
    known = ForecastDay.objects.filter(day__in=days).values_list("day", flat=True)
    found: dict[date, list[Line]] = {day: [] for day in known}
    columns = ("rep_id", "team_id", "month", "category", "count", "unpriced")
    rows = ForecastSnapshot.objects.filter(day__in=days)
    for day, *row in rows.values_list("day", *columns, "amount", "weighted"):
        found[day].append(Line(*row))
    return found


def rebuilt(asked: AsOf) -> list[Line]:
    """The same from the journal: what the facts say of the day, as they were known then or are now."""
    return [
        Line(rep, team, _day(month), category, int(n), int(unpriced), int(a), int(w))
        for rep, team, month, category, n, unpriced, a, w in fetched(lines(asked))
        if n or a or w
    ]


def seen_on(day: date) -> tuple[list[Line], bool]:
    """(the forecast of a past day, whether it was frozen that night)."""
    kept = frozen([day])
    return (kept[day], True) if day in kept else (rebuilt(AsOf(day)), False)


def within(found: Iterable[Line], scope: Scope) -> list[Line]:
    return [line for line in found if scope.holds(line.rep, line.team)]


def summed(found: Iterable[Line], key: Callable[[Line], object]) -> dict[object, Sums]:
    """{what ``key`` says of the line: its sums}."""
    sums: dict[object, Sums] = defaultdict(Sums)
    for line in found:
        sums[key(line)].add(line)
    return sums
