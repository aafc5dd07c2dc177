"""What the grid of targets is written with, and its words: short figures, names of columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils.translation import pgettext

from crm.money import to_major
from crm.templatetags import formats
from kpis import wording
from kpis.forms.targets import Sent
from kpis.periods import Period, each
from kpis.scope import Scope
from kpis.spec import Kpi, Unit
from kpis.targets.grid import Grid
from kpis.targets.rows import Row
from kpis.targets.usual import Usual, months_by_both


@dataclass(frozen=True)
class Told:
    """What the grid is written with: what was sent, and the months of each row."""

    grid: Grid
    sent: Sent
    months: dict[str, dict[date, Fraction]]
    currency: str

    @property
    def kpi(self) -> Kpi:
        return self.grid.wanted.kpi

    def usual(self, row: Row) -> Usual:
        wanted = self.grid.wanted
        months = self.months.get(row.name, {})
        return Usual(wanted.kpi, wanted.today, months, wanted.span)

    def actual(self, row: Row, period: Period) -> Fraction | None:
        """The figure of the period as far as it has come; of a level, of one month only."""
        months = self.months.get(row.name, {})
        known = [months[p.first] for p in each("month", period) if p.first in months]
        if not self.kpi.is_flow:
            return known[0] if known and period.days < 32 else None
        return sum(known, Fraction(0)) if known else None


def months_of_rows(grid: Grid, scope: Scope) -> dict[str, dict[date, Fraction]]:
    """{row: its months}: of what adds up, in one question."""
    wanted = grid.wanted
    end = wanted.today + timedelta(days=1)
    people, teams = months_by_both(wanted.kpi, scope, wanted.today, end)
    children = grid.book.children
    found = {}
    for row in grid.rows:
        if row.user is not None:
            found[row.name] = people.get(row.user.pk, {})
        elif row.team is not None:
            below = _below(row.team.pk, children)
            if wanted.kpi.is_flow or len(below) == 1:
                found[row.name] = _sum([teams.get(team, {}) for team in below])
    return found


def _below(team: int, children: dict[int | None, list[int]]) -> list[int]:
    return [
        team,
        *(pk for child in children.get(team, []) for pk in _below(child, children)),
    ]


def _sum(teams: list[dict[date, Fraction]]) -> dict[date, Fraction]:
    found: dict[date, Fraction] = {}
    for months in teams:
        for month, value in months.items():
            found[month] = found.get(month, Fraction(0)) + value
    return found


def short(told: Told, value: Fraction | None) -> str:
    """As few signs as say it, in the unit of the column: 58k, 24%, 12."""
    if value is None or told.kpi.unit not in (Unit.MONEY, Unit.COUNT):
        return wording.written(told.kpi.unit, value, told.currency, fixed=False)
    if told.kpi.unit == Unit.COUNT:
        return formats.number(wording.rounded(value))
    major = to_major(int(wording.rounded(value)), told.currency)
    for size, letter in ((1_000_000, "M"), (10_000, "k")):
        if abs(major) >= size:
            unit, places = (1_000_000, 1) if letter == "M" else (1_000, 0)
            return formats.number(major / unit, places) + letter
    return formats.number(major, 0)


def full(told: Told, value: Fraction) -> str:
    """Every digit, in the unit of the column."""
    if told.kpi.unit != Unit.MONEY:
        return short(told, value)
    return formats.number(to_major(int(wording.rounded(value)), told.currency), 0)


def between(told: Told, low: Fraction, high: Fraction) -> str:
    """51–53k: the letter once where both have it."""
    low, high = min(low, high), max(low, high)
    first, last = short(told, low), short(told, high)
    if first == last:
        return last
    if first[-1] == last[-1] and last[-1] in "kM%":
        first = first[:-1].rstrip()
    return f"{first}{formats.DASH}{last}"


def column_name(period: Period, span: str) -> str:
    if span == "month":
        return formats.day(period.first, "month")
    return formats.period(period.first, period.last)


def column_head(period: Period, span: str, first_month: int) -> str:
    """Short: Jan, or Q1."""
    if span == "month":
        return formats.day(period.first, "short").split("\u00a0")[-1].split(" ")[-1]
    return pgettext("quarter", "Q%(n)d") % {
        "n": (period.first.month - first_month) % 12 // 3 + 1
    }
