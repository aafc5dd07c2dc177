"""The second opinion: stored cells against the rows, by a path of its own.

Nothing here comes from the compiler it checks: rows are read one by one, days are computed in
Python, measures are stated again in plain conditions. Slow on purpose, right by being simple.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Sum

from crm.civil import civil_day
from crm.models import Complaint, DealMovement, Membership, Organisation
from kpis.measures import STORED
from kpis.models import DailySnapshot, Mark, TeamMark
from kpis.periods import Period
from kpis.recount import READERS

Cell = tuple[date, int]


@dataclass(frozen=True)
class Difference:
    """A cell that says one thing while the rows say another; measure ``team_id`` included."""

    day: date
    rep: int
    measure: str
    stored: int
    rows: int

    def as_json(self) -> dict[str, Any]:
        return {
            "day": str(self.day),
            "rep": self.rep,
            "measure": self.measure,
            "stored": self.stored,
            "rows": self.rows,
        }


@dataclass
class Verdict:
    """Cells compared, marks that were waiting (their cells may differ rightly), differences."""

    cells: int = 0
    pending: int = 0
    differences: list[Difference] = field(default_factory=list)


def verify(*, period: Period | None = None) -> Verdict:
    """Compare every stored cell of the period (default: all) with the rows, and all rows with cells.

    Cells with a mark are left out: they are known to be behind.
    """
    waiting = set(Mark.objects.values_list("day", "rep_id"))
    moved = set(TeamMark.objects.values_list("rep_id", flat=True))
    expected = _expected(period)
    verdict = Verdict(pending=len(waiting) + len(moved))
    teams = _teams()
    for cell, stored in _stored(period):
        rows = expected.pop(cell, Counter())
        verdict.cells += 1
        if cell not in waiting:
            known = cell[1] not in moved
            rows["team_id"] = _team(teams, *cell) if known else stored["team_id"]
            verdict.differences += _compared(cell, stored, rows)
    for cell, rows in expected.items():
        if cell not in waiting:
            verdict.differences += _compared(cell, Counter(), rows)
    if not waiting and period is None:
        verdict.differences += _totals()
    return verdict


def _stored(period: Period | None) -> Iterator[tuple[Cell, dict[str, int]]]:
    cells = DailySnapshot.objects.all()
    if period:
        cells = cells.filter(day__gte=period.first, day__lt=period.end)
    for row in cells.values("day_id", "rep_id", "team_id", *STORED).iterator():
        yield (row["day_id"], row["rep_id"]), row


def _compared(
    cell: Cell, stored: Mapping[str, int], rows: Counter[str]
) -> list[Difference]:
    pairs = ((m, stored[m], rows[m]) for m in ("team_id", *STORED))
    return [Difference(*cell, m, was, now) for m, was, now in pairs if was != now]


def _expected(period: Period | None) -> dict[Cell, Counter[str]]:
    """{(day, rep): {measure: amount}} counted row by row."""
    zone = Organisation.current().zone
    found: dict[Cell, Counter[str]] = {}
    for contributions in READERS:
        for at, rep, amounts in contributions():
            day = civil_day(at, zone)
            if amounts and (period is None or day in period):
                found.setdefault((day, rep), Counter()).update(amounts)
    return found


def _teams() -> dict[int, list[tuple[date | None, date | None, int]]]:
    found: dict[int, list[tuple[date | None, date | None, int]]] = {}
    for user, first, end, team in Membership.objects.values_list(
        "user_id", "from_on", "to_on", "team_id"
    ):
        found.setdefault(user, []).append((first, end, team))
    return found


def _team(
    teams: dict[int, list[tuple[date | None, date | None, int]]], day: date, rep: int
) -> int:
    for first, end, team in teams.get(rep, []):
        if (first is None or first <= day) and (end is None or day < end):
            return team
    return 0


#: The whole table must add up to these plain totals, whoever and whenever.
TOTALS: dict[str, Callable[[], int]] = {
    "won_amount": lambda: _sum("won", "outcome_amount"),
    "lost_amount": lambda: _sum("lost", "outcome_amount"),
    "deals_won": lambda: DealMovement.objects.of("won").count(),
    "deals_lost": lambda: DealMovement.objects.of("lost").count(),
    "complaints": Complaint.objects.count,
    "pipeline_count": lambda: DealMovement.objects.aggregate(n=Sum("count"))["n"] or 0,
    "pipeline_amount": lambda: (
        DealMovement.objects.aggregate(n=Sum("amount"))["n"] or 0
    ),
}


def _sum(kind: str, column: str) -> int:
    return DealMovement.objects.of(kind).aggregate(n=Sum(column))["n"] or 0


def _totals() -> list[Difference]:
    stored = DailySnapshot.objects.aggregate(**{key: Sum(key) for key in TOTALS})
    pairs = ((key, stored[key] or 0, total()) for key, total in TOTALS.items())
    return [
        Difference(date.min, -1, key, was, is_) for key, was, is_ in pairs if was != is_
    ]
