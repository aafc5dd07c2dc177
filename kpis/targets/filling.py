"""Filling the grid of targets: what each way proposes. Nothing is written; the page shows it first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from crm.money import digits
from kpis.models import Target
from kpis.periods import add_months
from kpis.spec import Kpi, Unit
from kpis.targets.aiming import Place, place_of
from kpis.targets.grid import Grid
from kpis.targets.rows import Cell, Row
from kpis.targets.sharing_out import season, shared_out
from kpis.targets.usual import Months

SAME, BY_DAYS, BY_SEASON, LAST_TARGETS, LAST_RESULTS = (
    "same",
    "days",
    "season",
    "targets",
    "results",
)
WAYS = (SAME, BY_DAYS, BY_SEASON, LAST_TARGETS, LAST_RESULTS)
#: Shared out of one total: only what adds up can be.
SHARING = (BY_DAYS, BY_SEASON)
#: Taken from a year ago, with some more.
COPYING = (LAST_TARGETS, LAST_RESULTS)


@dataclass(frozen=True)
class Fill:
    """``figure`` in the unit's steps, for each row; ``more`` a fraction added to what is copied."""

    way: str
    figure: int = 0
    more: Fraction = Fraction(0)


@dataclass
class Filled:
    """{field: steps}, and what the reader should know about how they came to be."""

    steps: dict[str, int]
    #: Rows whose own season is not known: whose months it was taken from instead.
    by_team: list[Row]
    by_days: list[Row]


def fill(
    grid: Grid,
    rows: Sequence[Row],
    starts: Sequence[date],
    how: Fill,
    past: Months,
    currency: str,
) -> Filled:
    """What the cells of these rows and columns would hold; ``past`` is {person: months}."""
    found = Filled({}, [], [])
    last = _last_year(grid) if how.way == LAST_TARGETS else {}
    for row in rows:
        cells = [c for c in row.cells if c.open and c.period.first in starts]
        if how.way == SAME:
            found.steps |= {cell.name: how.figure for cell in cells}
        elif how.way in SHARING:
            weights = _weights(grid, row, cells, how.way, past, found)
            parts = shared_out(how.figure, weights, grain_of(grid.wanted.kpi, currency))
            found.steps |= {c.name: part for c, part in zip(cells, parts, strict=True)}
        elif how.way == LAST_TARGETS:
            found.steps |= _copied(grid, cells, how.more, last, currency)
        else:
            found.steps |= _repeated(grid, row, cells, how.more, past, currency)
    return found


def grain_of(kpi: Kpi, currency: str) -> int:
    """Whole units of money; anything else to the step."""
    return int(10 ** digits(currency)) if kpi.unit == Unit.MONEY else 1


def _weights(
    grid: Grid, row: Row, cells: Sequence[Cell], way: str, past: Months, found: Filled
) -> list[Fraction]:
    if way == BY_SEASON:
        shares = season(_months(grid, row, past), grid.wanted.today)
        if shares is None:
            shares = season(_sum(past.values()), grid.wanted.today)
            (found.by_days if shares is None else found.by_team).append(row)
        if shares is not None:
            return [_share(grid, cell, shares) for cell in cells]
    person = row.user.pk if row.user else None
    return [grid.book.calendar.days(cell.period, person) for cell in cells]


def _share(grid: Grid, cell: Cell, shares: dict[int, Fraction]) -> Fraction:
    length = 3 if grid.wanted.span == "quarter" else 1
    months = [add_months(cell.period.first, i).month for i in range(length)]
    return sum((shares.get(month, Fraction(0)) for month in months), Fraction(0))


def _months(grid: Grid, row: Row, past: Months) -> dict[date, Fraction]:
    """A person's months; a team's are those of its people in the grid."""
    if row.user is not None:
        return past.get(row.user.pk, {})
    members = [r.user.pk for r in grid.rows if r.user and r.team == row.team]
    return _sum(past.get(member, {}) for member in members)


def _sum(people: Iterable[dict[date, Fraction]]) -> dict[date, Fraction]:
    found: dict[date, Fraction] = {}
    for months in people:
        for month, value in months.items():
            found[month] = found.get(month, Fraction(0)) + value
    return found


def _last_year(grid: Grid) -> dict[Place, Target]:
    year = grid.wanted.year
    targets = Target.objects.filter(
        kpi=grid.wanted.kpi.key,
        period=grid.wanted.span,
        starts_on__gte=add_months(year.first, -12),
        starts_on__lt=add_months(year.end, -12),
    )
    return {place_of(target): target for target in targets}


def _copied(
    grid: Grid,
    cells: Sequence[Cell],
    more: Fraction,
    last: dict[Place, Target],
    currency: str,
) -> dict[str, int]:
    found = {}
    for cell in cells:
        place = cell.wish(grid.wanted, None).place
        held = last.get((*place[:4], add_months(cell.period.first, -12)))
        steps = getattr(held, grid.wanted.level) if held else None
        if steps is not None:
            found[cell.name] = raised(Fraction(steps), more, grid.wanted.kpi, currency)
    return found


def _repeated(
    grid: Grid,
    row: Row,
    cells: Sequence[Cell],
    more: Fraction,
    past: Months,
    currency: str,
) -> dict[str, int]:
    """Last year's figures as targets: months that are complete only."""
    months = _months(grid, row, past) if row.user or grid.wanted.kpi.is_flow else {}
    complete = grid.wanted.today.replace(day=1)
    length = 3 if grid.wanted.span == "quarter" else 1
    if length > 1 and not grid.wanted.kpi.is_flow:
        return {}
    found = {}
    for cell in cells:
        first = add_months(cell.period.first, -12)
        wanted = [add_months(first, i) for i in range(length)]
        if not all(m in months and m < complete for m in wanted):
            continue
        value = sum((months[month] for month in wanted), Fraction(0))
        steps = value * grid.wanted.kpi.unit.step
        found[cell.name] = raised(steps, more, grid.wanted.kpi, currency)
    return found


def raised(steps: Fraction, more: Fraction, kpi: Kpi, currency: str) -> int:
    """So much more, in whole units of money, half up."""
    grain = grain_of(kpi, currency)
    exact = max(steps * (1 + more), Fraction(0)) / grain
    return int(exact + Fraction(1, 2)) * grain
