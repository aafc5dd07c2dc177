"""One board for any figure: by result, or by progress against one's own target.

Ties share a place. Who has too few cases, or nothing to be ranked by, stands apart without a place.
Nobody is capped at 100 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from crm.access import EVERYTHING, own_teams
from crm.models import Organisation, Team, User
from kpis.dashboard import too_few
from kpis.picker import Picked, members_of
from kpis.rollup import figures
from kpis.scope import Scope, narrowed
from kpis.spec import Better, Kpi
from kpis.targets import Standing, TargetBook, book
from kpis.values import Value

RESULT, SHARE = "result", "share"
#: How many neighbours a seller is shown above and below.
ABOVE, BELOW = 2, 1


@dataclass(frozen=True)
class Place:
    """One person on the board; ``place`` is null for who is not ranked."""

    place: int | None
    person: User
    value: Value
    standing: Standing
    too_few: bool = False


@dataclass(frozen=True)
class Board:
    kpi: Kpi
    basis: str
    places: list[Place]

    @property
    def ranked(self) -> list[Place]:
        return [row for row in self.places if row.place is not None]

    def of(self, person: User) -> Place | None:
        return next((row for row in self.places if row.person == person), None)

    def around(self, person: User) -> list[Place]:
        """The person's own place with the neighbours, never the last place of somebody else."""
        ranked = self.ranked
        at = next((i for i, row in enumerate(ranked) if row.person == person), None)
        if at is None:
            return []
        shown = ranked[max(0, at - ABOVE) : at + BELOW + 1]
        last = ranked[-1].place
        return [r for r in shown if r.person == person or r.place != last or last == 1]


def peers_scope(scope: Scope, picked: Picked, user: User) -> Scope:
    """Whose figures are set side by side: the team asked for, all that the reader manages, or, for a
    seller, the people of the own team. It is never shown beyond what the organisation chose."""
    if scope.seen.all or scope.seen.teams:
        return picked.narrow(scope)
    teams = own_teams(user, picked.today)
    whole = Scope(EVERYTHING)
    return narrowed(whole, team=min(teams)) if teams else narrowed(whole, rep=user.pk)


def own_team(user: User, day: date) -> Team | None:
    """The team the person is in on the day."""
    teams = own_teams(user, day)
    return Team.objects.get(pk=min(teams)) if teams else None


def board(
    kpi: Kpi,
    scope: Scope,
    picked: Picked,
    *,
    basis: str,
    organisation: Organisation,
    held: TargetBook | None = None,
) -> Board:
    """Everybody who sells in the scope, best first. ``scope`` holds the peers."""
    question = picked.question(scope, by=("rep",), where=dict(picked.members))
    found = figures([kpi], question)[kpi.key] if picked.period.days else {}
    values = {key[0]: value for key, value in found.items()}
    people = people_in(scope, picked, set(values))
    held = held or book(picked.around, picked.today)
    empty = blank(kpi)
    rows = []
    for person in people:
        value = values.get(person.pk, empty)
        aim = (
            None if picked.where else held.aim_of_person(kpi, person.pk, picked.around)
        )
        standing = held.standing(kpi, value, aim, [person.pk], picked.around)
        few = too_few(kpi, value, organisation.minimum_sample)
        rows.append(Place(None, person, value, standing, few))
    return Board(kpi, basis, placed(rows, kpi, basis))


def moved_since(
    now: Board,
    scope: Scope,
    picked: Picked,
    person: User,
    held: TargetBook,
    organisation: Organisation,
) -> tuple[date, int] | None:
    """(a week ago, places gained since) inside a running period; null when there is no earlier place."""
    day = picked.today - timedelta(days=7)
    place = now.of(person)
    if not picked.runs or day < picked.around.first or place is None:
        return None
    then = board(
        now.kpi,
        scope,
        replace(picked, today=day),
        basis=now.basis,
        organisation=organisation,
        held=held,
    ).of(person)
    if then is None or then.place is None or place.place is None:
        return None
    return day, then.place - place.place


def blank(kpi: Kpi) -> Value:
    """What a person without any row has: nothing of what adds up, no figure of anything else."""
    if kpi.is_flow or kpi.is_stock:
        return Value(Fraction(0), numerator=Fraction(0))
    return Value(None, "no_rows", n=0)


def people_in(scope: Scope, picked: Picked, with_figures: set[int]) -> list[User]:
    """Members of the scope's teams in the period, and whoever has figures in it."""
    teams = scope.teams if scope.teams is not None else None
    if teams is None and not scope.seen.all:
        teams = scope.seen.teams
    people = {p.pk: p for p in members_of(teams, picked.period)}
    if scope.rep is not None:
        people = {pk: p for pk, p in people.items() if pk == scope.rep}
    missing = with_figures - people.keys() - {0}
    people |= User.objects.in_bulk(missing) if missing else {}
    return sorted(people.values(), key=lambda p: (p.full_name.casefold(), p.pk))


def placed(rows: Sequence[Place], kpi: Kpi, basis: str) -> list[Place]:
    """The rows in order, with their places; those that cannot be ranked come last."""
    keyed = [(_merit(row, kpi, basis), row) for row in rows]
    ranked = sorted(
        ((merit, row) for merit, row in keyed if merit is not None),
        key=lambda pair: pair[0],
        reverse=True,
    )
    found: list[Place] = []
    for number, (merit, row) in enumerate(ranked, start=1):
        tie = number > 1 and ranked[number - 2][0] == merit
        place = found[-1].place if tie else number
        found.append(Place(place, row.person, row.value, row.standing, row.too_few))
    return found + [row for merit, row in keyed if merit is None]


def _merit(row: Place, kpi: Kpi, basis: str) -> tuple[int, Fraction] | None:
    """What the row is ordered by, more being better; null when it is not ranked.

    Lower is better: the least first, and 0 reached is met and first.
    """
    if row.too_few or row.value.value is None:
        return None
    if basis == RESULT:
        value = row.value.value
        return (0, -value if kpi.better == Better.DOWN else value)
    if row.standing.target is None:
        return None
    if row.standing.share is None:
        return (1, Fraction(0)) if row.standing.met else (0, Fraction(0))
    return (0, row.standing.share)
