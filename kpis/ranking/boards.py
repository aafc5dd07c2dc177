"""One board for any figure: by result, share of target, progress against oneself, or a score card.

Ties share a place. Who has too few cases, or nothing to be ranked by, stands apart without a place.
Nobody is capped at 100 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from django.db.models import Q

from crm.access import EVERYTHING, own_teams
from crm.models import Membership, Organisation, Team, User
from crm.models.people import NO_TEAM_ID
from kpis.catalogue import KPIS
from kpis.dashboard import too_few
from kpis.picker import Picked, members_of, sellers_of
from kpis.ranking.choices import private_among
from kpis.ranking.own_past import change, means
from kpis.ranking.placing import Merit, merit, placed
from kpis.ranking.score_cards import Card
from kpis.ranking.scores import HONEST, Part, Scorer, share_counted, values_of, weighed
from kpis.rollup import figures
from kpis.scope import Scope, narrowed
from kpis.spec import Better, Kpi
from kpis.targets.attainment import Standing, TargetBook, attained, book
from kpis.values import Value, percentile

RESULT, SHARE, PROGRESS, CARD = "result", "share", "progress", "card"
#: How many neighbours a seller is shown above and below.
ABOVE, BELOW = 2, 1
#: A score stands on at least this share of its card's weight, or nobody is ranked by it.
LEAST_WEIGHT = Fraction(1, 2)


@dataclass(frozen=True)
class Compared:
    """What is compared: a basis, of people or of teams. ``card`` and ``back`` for those that ask one."""

    basis: str = RESULT
    teams: bool = False
    card: Card | None = None
    back: int = 3

    @property
    def split(self) -> str:
        return "team" if self.teams else "rep"


@dataclass(frozen=True)
class Who:
    """A person or a team, as far as a board names it."""

    pk: int
    name: str


@dataclass(frozen=True)
class Place:
    """One row of the board; ``place`` is null for who is not ranked.

    ``standing`` is without pace. ``own`` is the mean of the own earlier periods, ``change`` what the
    figure moved from it. ``parts`` make up a score.
    """

    who: Who
    value: Value
    place: int | None = None
    standing: Standing = field(default_factory=Standing)
    too_few: bool = False
    own: Fraction | None = None
    change: Fraction | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Board:
    kpi: Kpi
    compared: Compared
    places: list[Place]

    @property
    def basis(self) -> str:
        return self.compared.basis

    @cached_property
    def ranked(self) -> list[Place]:
        return [row for row in self.places if row.place is not None]

    @cached_property
    def median(self) -> Fraction | None:
        """The median of the figures that are ranked: half of the board is below it."""
        known = sorted(
            row.value.value for row in self.ranked if row.value.value is not None
        )
        return percentile(known, Fraction(1, 2)) if known else None

    @cached_property
    def _places(self) -> dict[int, Place]:
        return {row.who.pk: row for row in self.places}

    def of(self, person: User) -> Place | None:
        return self._places.get(person.pk)

    def around(self, person: User) -> list[Place]:
        """The person's own place with the neighbours, never the last place of somebody else."""
        ranked = self.ranked
        at = next((i for i, r in enumerate(ranked) if r.who.pk == person.pk), None)
        if at is None:
            return []
        shown = ranked[max(0, at - ABOVE) : at + BELOW + 1]
        last = ranked[-1].place
        return [
            r for r in shown if r.who.pk == person.pk or r.place != last or last == 1
        ]


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
    organisation: Organisation,
    compared: Compared | None = None,
    held: TargetBook | None = None,
) -> Board:
    """Everybody who sells in the scope, or each of its teams, best first. ``scope`` holds the peers.

    By a score card, ``kpi`` is the productivity score: its unit and its direction.
    """
    compared = compared or Compared()
    work = _Work(kpi, scope, picked, organisation, compared, held)
    rows = work.by_card() if compared.card else work.by_figure()
    return Board(work.kpi, compared, in_order(rows, work.kpi, compared.basis))


@dataclass
class _Work:
    """What one board is made from."""

    kpi: Kpi
    scope: Scope
    picked: Picked
    organisation: Organisation
    compared: Compared
    held: TargetBook | None

    def __post_init__(self) -> None:
        self.question = self.picked.question(
            self.scope, by=(self.compared.split,), where=dict(self.picked.members)
        )
        if self.compared.card:
            self.kpi = KPIS["rep_score"]

    def by_figure(self) -> list[Place]:
        found = figures([self.kpi], self.question)[self.kpi.key]
        values = {key[0]: value for key, value in found.items()}
        whom, empty = self.whom(set(values)), blank(self.kpi)
        few, minimum = self.kpi.minimum, self.organisation.minimum_sample
        rows = []
        for who in whom:
            value = values.get(who.pk, empty)
            small = few and too_few(self.kpi, value, minimum)
            rows.append(Place(who, value, too_few=small))
        if self.compared.basis == PROGRESS:
            return self.with_past(rows)
        if self.compared.basis == SHARE:
            held = self.held or book(self.picked.around, self.picked.today)
            return [
                replace(
                    row,
                    standing=standing_of(
                        row, self.kpi, self.picked, held, self.compared
                    ),
                )
                for row in rows
            ]
        return rows

    def with_past(self, rows: list[Place]) -> list[Place]:
        mean_of = means(
            self.kpi,
            self.question,
            self.picked,
            self.compared.back,
            blank(self.kpi),
            self.organisation,
            [row.who.pk for row in rows],
        )
        found = []
        for row in rows:
            mean, value = mean_of.get(row.who.pk), row.value.value
            moved = None if mean is None or value is None else change(value, mean)
            found.append(replace(row, own=mean, change=moved))
        return found

    def by_card(self) -> list[Place]:
        card = self.compared.card
        if card is None:
            raise TypeError("no score card")
        held = self.held or book(self.picked.around, self.picked.today)
        scorer = Scorer(card, held, self.question)
        values = {k[0]: v for k, v in values_of(scorer.keys, self.question).items()}
        nothing = {key: blank(KPIS[key]) for key in scorer.keys}
        minimum = self.organisation.minimum_sample
        rows = []
        for who in self.whom(set(values)):
            members = {self.compared.split: who.pk}
            parts = scorer.parts(
                values.get(who.pk, nothing), members, self.picked.period
            )
            stands = share_counted(
                parts, lambda part: not too_few(part.kpi, part.value, minimum)
            )
            score = weighed(parts)
            small = score.defined and stands < LEAST_WEIGHT
            rows.append(Place(who, score, too_few=small, parts=tuple(parts)))
        return rows

    def whom(self, with_figures: set[int]) -> list[Who]:
        if self.compared.teams:
            return teams_in(self.scope, self.picked, with_figures)
        return names_in(self.scope, self.picked, with_figures)


def standing_of(
    row: Place, kpi: Kpi, picked: Picked, held: TargetBook, compared: Compared
) -> Standing:
    """Target and share of the row, without pace; nothing under a filter that changes what is counted."""
    if any(name != HONEST for name, _member in picked.where):
        return Standing()
    aim_of = held.aim_of_team if compared.teams else held.aim_of_person
    aim = aim_of(kpi, row.who.pk, picked.around)
    if aim is None or row.value.value is None:
        return Standing(target=aim)
    share, met = attained(kpi, row.value.value, aim)
    return Standing(aim, share, met)


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
        compared=now.compared,
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
    people = {p.pk: p for p in members_of(teams_of(scope), picked.period)}
    if scope.rep is not None:
        people = {pk: p for pk, p in people.items() if pk == scope.rep}
    missing = with_figures - people.keys() - {0}
    people |= User.objects.in_bulk(missing) if missing else {}
    return sorted(people.values(), key=lambda p: (p.full_name.casefold(), p.pk))


def names_in(scope: Scope, picked: Picked, with_figures: set[int]) -> list[Who]:
    """The same by name alone: a board of a thousand shows fifty of them."""
    people = sellers_of(teams_of(scope), picked.period)
    found = dict(people.values_list("pk", "full_name"))
    if scope.rep is not None:
        found = {pk: name for pk, name in found.items() if pk == scope.rep}
    missing = with_figures - found.keys() - {0}
    if missing:
        rows = User.objects.filter(pk__in=missing)
        found |= dict(rows.values_list("pk", "full_name"))
    return by_name(Who(pk, name) for pk, name in found.items())


def teams_of(scope: Scope) -> frozenset[int] | None:
    """The teams whose people the scope holds; null for everybody."""
    if scope.teams is not None or scope.seen.all:
        return scope.teams
    return scope.seen.teams


def by_name(whom: Iterable[Who]) -> list[Who]:
    return sorted(whom, key=lambda who: (who.name.casefold(), who.pk))


def teams_in(scope: Scope, picked: Picked, with_figures: set[int]) -> list[Who]:
    """Teams of the scope that had people in the period, and those with figures in it."""
    period = picked.period
    held = Membership.objects.overlapping(period.first, period.last)
    wanted = teams_of(scope)
    if wanted is not None:
        held = held.filter(team__in=wanted)
    named = Q(pk__in=held.values("team")) | Q(pk__in=with_figures)
    rows = Team.objects.filter(named).exclude(pk=NO_TEAM_ID)
    return by_name(Who(pk, name) for pk, name in rows.values_list("pk", "name"))


def in_order(rows: Iterable[Place], kpi: Kpi, basis: str) -> list[Place]:
    """The rows in order, with their places; those that cannot be ranked come last."""
    found = placed(rows, lambda row: _merit(row, kpi, basis))
    return [replace(row, place=place) for place, row in found]


def _merit(row: Place, kpi: Kpi, basis: str) -> Merit | None:
    """What the row is ordered by, more being better; null when it is not ranked.

    Lower is better: the least first, and 0 reached is met and first.
    """
    if row.too_few or row.value.value is None:
        return None
    if basis == SHARE:
        return _merit_of_share(row.standing)
    value = row.change if basis == PROGRESS else row.value.value
    if value is None:
        return None
    return merit(-value if kpi.better == Better.DOWN else value)


def _merit_of_share(standing: Standing) -> Merit | None:
    if standing.target is None:
        return None
    if standing.share is None:
        return merit(Fraction(0), met=bool(standing.met))
    return merit(standing.share)


def hidden_among(places: Iterable[Place], reader: User) -> set[int]:
    """Whom this reader does not see by name: colleagues who chose so."""
    return private_among(row.who.pk for row in places) - {reader.pk}


def shares_of(
    places: Iterable[Place], board_: Board, picked: Picked
) -> Mapping[int, Standing]:
    """{row: its standing against the own target}, for the rows that a page shows."""
    places = list(places)
    if board_.basis == SHARE:
        return {row.who.pk: row.standing for row in places}
    if board_.basis == CARD or not places:
        return {}
    held = book(picked.around, picked.today)
    return {
        row.who.pk: standing_of(row, board_.kpi, picked, held, board_.compared)
        for row in places
    }
