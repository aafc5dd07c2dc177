"""The rows of the grid of targets: teams from the top down, each with its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from crm.models import NO_TEAM_ID, UNASSIGNED_ID, Membership, Team, User
from kpis.models import Target
from kpis.periods import Period, each
from kpis.spec import Kpi
from kpis.targets.aiming import Wish
from kpis.targets.book import children_of

VALUE = "value"


STRETCH = "stretch"


LEVELS = (VALUE, STRETCH)


@dataclass(frozen=True)
class Wanted:
    """Which grid: a KPI, a team with all below it (null: everybody), months or quarters of a year."""

    kpi: Kpi
    team: Team | None
    span: str
    year: Period
    today: date
    first_month: int
    level: str = VALUE

    @property
    def columns(self) -> list[Period]:
        return list(each(self.span, self.year, self.first_month))


@dataclass
class Cell:
    """One target of one row. ``open``: the person is in these teams on a day of it."""

    row: Row
    period: Period
    target: Target | None = None
    open: bool = True
    #: What the figure is aimed at where this cell holds none: its quarter's, its months', its people's.
    otherwise: Fraction | None = None

    @property
    def name(self) -> str:
        return f"{self.row.name}-{self.period.first:%Y-%m}"

    def steps(self, level: str) -> int | None:
        return getattr(self.target, level) if self.target else None

    def wish(self, wanted: Wanted, steps: int | None) -> Wish:
        place = Wish(
            wanted.kpi.key,
            wanted.span,
            self.period.first,
            self.row.user,
            self.row.team if self.row.user is None else None,
        )
        levels = {wanted.level: steps}
        return Wish(
            place.kpi, place.period, place.starts_on, place.user, place.team, **levels
        )


@dataclass
class Row:
    """A person, or a team: ``depth`` levels below the team that was asked for."""

    team: Team | None
    user: User | None = None
    depth: int = 0
    cells: list[Cell] = field(default_factory=list)

    @property
    def name(self) -> str:
        if self.user is not None:
            return f"user-{self.user.pk}"
        return f"team-{self.team.pk if self.team else NO_TEAM_ID}"

    @property
    def label(self) -> str:
        return str(self.user or self.team)


def memberships_in(year: Period) -> list[Membership]:
    """Of people who sell, by name."""
    held = Membership.objects.overlapping(year.first, year.last)
    sellers = held.filter(user__sells=True).exclude(user=UNASSIGNED_ID)
    rows = sellers.select_related("user", "team").order_by("user__full_name", "pk")
    return list(rows)


def people_outside(held: Sequence[Membership]) -> list[User]:
    """People who sell in no team this year."""
    known = {row.user_id for row in held}
    people = User.objects.get_queryset().sellers().active().exclude(pk__in=known)
    return list(people.order_by("full_name", "pk"))


def below_of(team: Team | None, teams: Sequence[Team]) -> set[int]:
    """The team and all under it; all of them without one."""
    if team is None:
        return {each.pk for each in teams}
    children = children_of((each.pk, each.parent_id) for each in teams)
    found, waiting = set(), [team.pk]
    while waiting:
        found.add(waiting.pop())
        waiting = [pk for parent in found for pk in children.get(parent, [])]
        waiting = [pk for pk in waiting if pk not in found]
    return found


def placed(
    held: Sequence[Membership], inside: set[int], outside: Sequence[User]
) -> dict[int, list[User]]:
    """{team: its people}; each once, in the last team they are in this year."""
    last: dict[int, Membership] = {}
    for row in held:
        if row.team_id not in inside and not (outside and row.team_id == NO_TEAM_ID):
            continue
        known = last.get(row.user_id)
        if known is None or (row.from_on or date.min) > (known.from_on or date.min):
            last[row.user_id] = row
    found: dict[int, list[User]] = {}
    for row in held:
        if last.get(row.user_id) is row:
            found.setdefault(row.team_id, []).append(row.user)
    found[NO_TEAM_ID] = [*found.get(NO_TEAM_ID, []), *outside]
    return found


def rows_in(
    wanted: Wanted,
    teams: Sequence[Team],
    inside: set[int],
    people: dict[int, list[User]],
) -> list[Row]:
    """Teams from the top down, each with its people; who is in none comes last."""
    shown = [team for team in teams if team.pk in inside]
    rows: list[Row] = []

    def walk(team: Team, depth: int) -> None:
        rows.append(Row(team, None, depth))
        rows.extend(Row(team, user, depth + 1) for user in people.get(team.pk, []))
        for child in shown:
            if child.parent_id == team.pk:
                walk(child, depth + 1)

    for team in shown:
        if team.parent_id not in inside or team == wanted.team:
            walk(team, 0)
    rows.extend(Row(None, user) for user in people.get(NO_TEAM_ID, []))
    # An archived team without people or targets to show says nothing.
    return [
        row for row in rows if row.user or row.team is None or _lives(row.team, people)
    ]


def _lives(team: Team, people: dict[int, list[User]]) -> bool:
    return team.archived_at is None or bool(people.get(team.pk))
