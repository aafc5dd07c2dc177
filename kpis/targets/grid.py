"""The grid of targets: people and teams against the months or quarters of a fiscal year.

Four questions, however many people: memberships, teams, targets, and the calendar when a part of a
month is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from crm.models import NO_TEAM_ID, Team, User
from kpis.models import Target
from kpis.periods import Period
from kpis.targets.book import Held, TargetBook, children_of, common, rows_of, stay_of
from kpis.targets.rows import (
    STRETCH,
    Cell,
    Row,
    Wanted,
    below_of,
    memberships_in,
    people_outside,
    placed,
    rows_in,
)
from kpis.team_moves import Moved, moves_in
from kpis.working_days import calendar_for


@dataclass
class Grid:
    wanted: Wanted
    rows: list[Row]
    book: TargetBook
    moved: list[Moved]
    teams: dict[int, Team]

    @property
    def cells(self) -> Iterable[Cell]:
        return (cell for row in self.rows for cell in row.cells if cell.open)

    @property
    def people(self) -> list[User]:
        return [row.user for row in self.rows if row.user is not None]

    def row(self, name: str) -> Row | None:
        return next((row for row in self.rows if row.name == name), None)


def grid(wanted: Wanted, teams: Sequence[Team], *, alone: bool) -> Grid:
    """``teams`` are those the reader sets targets for; ``alone``: people outside any team too."""
    held = memberships_in(wanted.year)
    mine = {team.pk: team for team in teams}
    inside = below_of(wanted.team, teams)
    everybody = alone and wanted.team is None
    people = placed(held, inside, people_outside(held) if everybody else [])
    targets = list(
        Target.objects.filter(
            kpi=wanted.kpi.key,
            starts_on__gte=wanted.year.first,
            starts_on__lt=wanted.year.end,
        ).order_by("starts_on")
    )
    rows = rows_in(wanted, teams, inside, people)
    book = TargetBook(
        wanted.year,
        wanted.today,
        lambda: calendar_for(wanted.year),
        rows_of(targets),
        lambda: [
            stay_of(row, wanted.year) for row in held if row.team_id != NO_TEAM_ID
        ],
        children_of((team.pk, team.parent_id) for team in teams),
    )
    _fill(wanted, rows, targets, book, None if everybody else inside)
    return Grid(wanted, rows, book, moves_in(wanted.year, held, inside), mine)


def _fill(
    wanted: Wanted,
    rows: Sequence[Row],
    targets: Sequence[Target],
    book: TargetBook,
    inside: set[int] | None,
) -> None:
    """``inside`` null: every cell is open."""
    held = {
        (target.user_id, target.team_id, target.starts_on): target
        for target in targets
        if target.period == wanted.span
    }
    days: dict[int | None, list[Period]] = {}
    if inside is not None:
        for stay in book.stays:
            here = days.setdefault(stay.user, [])
            if stay.team in inside:
                here.append(stay.days)
    for row in rows:
        user = row.user.pk if row.user else None
        team = row.team.pk if row.team and user is None else None
        for period in wanted.columns:
            cell = Cell(row, period, held.get((user, team, period.first)))
            cell.open = user not in days or any(
                common(part, period).days for part in days[user]
            )
            if cell.open and cell.target is None:
                cell.otherwise = _otherwise(wanted, book, user, team, period)
            row.cells.append(cell)


def _otherwise(
    wanted: Wanted, book: TargetBook, user: int | None, team: int | None, period: Period
) -> Fraction | None:
    if not wanted.kpi.is_flow:
        return None
    harder = wanted.level == STRETCH
    if user is not None:
        return book.aim_of_person(wanted.kpi, user, period, harder=harder)
    return book.aim_of_team(wanted.kpi, team or 0, period, harder=harder)


def suppose(grid: Grid, steps: Mapping[str, int | None]) -> None:
    """Let the sums of teams follow what is proposed and not saved. ``steps`` by the cells' names."""
    wanted, book = grid.wanted, grid.book
    if wanted.level == STRETCH:
        return
    for cell in grid.cells:
        if cell.name not in steps:
            continue
        kind = "user" if cell.row.user else "team"
        holder = cell.row.user or cell.row.team
        key = (wanted.kpi.key, kind, holder.pk if holder else 0)
        first, value = cell.period.first, steps[cell.name]
        rows = [r for r in book.rows.get(key, []) if r[:2] != (wanted.span, first)]
        if value is not None:
            rows.append(Held(wanted.span, first, value))
        book.rows[key] = rows
    for cell in grid.cells:
        if cell.row.user is None and cell.target is None and cell.row.team:
            team = cell.row.team.pk
            cell.otherwise = _otherwise(wanted, book, None, team, cell.period)
