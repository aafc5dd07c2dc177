"""Whose figures: what the reader may see, narrowed to what they ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from crm.access import EVERYTHING, FigureScope, figure_scope, subtree
from crm.models import NO_TEAM_ID, UNASSIGNED_ID, Membership, Team, User
from crm.remember import remembered
from kpis.periods import Period


@dataclass(frozen=True)
class Scope:
    """Cells seen, narrowed to one person and to a team with everything below it.

    Flows follow frozen credit: the team of each cell. Balances follow the members of the last day.
    """

    seen: FigureScope
    rep: int | None = None
    teams: frozenset[int] | None = None

    @property
    def depends_on_teams(self) -> bool:
        return self.teams is not None or (not self.seen.all and bool(self.seen.teams))

    def cells(self, rep: str = "rep_id", team: str = "team_id") -> Q:
        """The condition on cells, or on rows that carry a ``rep`` and a ``team``."""
        found = Q()
        if not self.seen.all:
            found = Q(**{rep: self.seen.rep}) | Q(**{f"{team}__in": self.seen.teams})
        if self.rep is not None:
            found &= Q(**{rep: self.rep})
        if self.teams is not None:
            found &= Q(**{f"{team}__in": self.teams})
        return found

    def person(self, rep: str = "rep_id") -> Q:
        """The condition on people alone, when teams play no part."""
        found = Q() if self.seen.all or self.seen.teams else Q(**{rep: self.seen.rep})
        return found & Q(**{rep: self.rep}) if self.rep is not None else found

    def holds(self, rep: int, team: int) -> bool:
        """Whether a person who is in ``team`` on the day is in this scope."""
        seen = self.seen.all or rep == self.seen.rep or team in self.seen.teams
        return (
            seen
            and (self.rep is None or rep == self.rep)
            and (self.teams is None or team in self.teams)
        )


ALL = Scope(EVERYTHING)
#: From so many different spans of days on, the team of each row is asked instead.
MOST_SPANS = 200
#: Days from the first to before the second.
Span = tuple[date, date]


def rows_over(scope: Scope, period: Period, rep: str = "rep_id") -> Q:
    """``Scope.cells`` for rows that carry a civil ``day`` of the period, and a ``team``.

    Told as people and their days in the scope's teams, which an index finds: the team of each row
    would be sought for every row of the organisation.
    """
    if not scope.depends_on_teams:
        return scope.person(rep)
    whole: Span = (period.first, period.end)
    among: dict[Span, list[int]] = {whole: []}
    teams = teams_over(period)
    for person, spans in teams.items():
        kept = [span for span, team in spans if scope.holds(person, team)]
        for span in _joined(kept):
            among.setdefault(span, []).append(person)
    if len(among) > MOST_SPANS:
        return scope.cells(rep, "team")
    found = Q(**{f"{rep}__in": among.pop(whole)}) | _alone(scope, rep, teams)
    for (first, end), people in among.items():
        found |= Q(**{f"{rep}__in": people}, day__gte=first, day__lt=end)
    return found


def people_over(scope: Scope, period: Period, rep: str = "rep_id") -> Q:
    """Whoever may be in the scope on a day of the period: an index finds their cells."""
    if not scope.depends_on_teams:
        return Q()
    teams = teams_over(period)
    held = {
        person
        for person, spans in teams.items()
        if any(scope.holds(person, team) for _span, team in spans)
    }
    return Q(**{f"{rep}__in": sorted(held)}) | _alone(scope, rep, teams)


def _alone(scope: Scope, rep: str, teams: Collection[int]) -> Q:
    """The condition on people who are in no team, as far as the scope holds them; ``teams`` has the others."""
    nobody = Q(**{f"{rep}__in": []})
    person = scope.rep
    if scope.teams is not None and NO_TEAM_ID not in scope.teams:
        return nobody
    if not scope.seen.all and NO_TEAM_ID not in scope.seen.teams:
        if person not in (None, scope.seen.rep):
            return nobody
        person = scope.seen.rep
    if person is None:
        return ~Q(**{f"{rep}__in": sorted(teams)})
    return nobody if person in teams else Q(**{rep: person})


def people_on(scope: Scope, days: Sequence[date], rep: str = "rep_id") -> Q:
    """Whoever may be in the scope on one of the days: nobody else's rows are in an answer of them."""
    if not scope.depends_on_teams:
        return scope.person(rep)
    each = teams_at(days)
    held = {p for teams in each for p, team in teams.items() if scope.holds(p, team)}
    always = set(each[0]).intersection(*each[1:])
    return Q(**{f"{rep}__in": sorted(held)}) | _alone(scope, rep, always)


def teams_over(period: Period) -> dict[int, list[tuple[Span, int]]]:
    """{person: [(days, team)]} of everybody with a team in the period; gaps are *No team*."""
    return remembered(("teams over", period), lambda: _teams_over(period))


def _teams_over(period: Period) -> dict[int, list[tuple[Span, int]]]:
    held = remembered("memberships", _memberships)
    found: dict[int, list[tuple[Span, int]]] = {}
    for person, team, from_on, to_on in held:
        first = max(from_on or period.first, period.first)
        end = min(to_on or period.end, period.end)
        if first < end:
            found.setdefault(person, []).append(((first, end), team))
    for spans in found.values():
        spans += _gaps(sorted(span for span, _team in spans), period)
    return found


def _memberships() -> list[tuple[int, int, date | None, date | None]]:
    rows = Membership.objects.order_by("pk")
    return list(rows.values_list("user_id", "team_id", "from_on", "to_on"))


def _gaps(spans: Sequence[Span], period: Period) -> list[tuple[Span, int]]:
    ends = [period.first, *(end for _first, end in spans)]
    firsts = [*(first for first, _end in spans), period.end]
    between = zip(ends, firsts, strict=True)
    return [((end, first), NO_TEAM_ID) for end, first in between if end < first]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans that touch as one: a move between two teams of the scope is no border."""
    found: list[Span] = []
    for first, end in sorted(spans):
        if found and found[-1][1] == first:
            first = found.pop()[0]
        found.append((first, end))
    return found


def scope_of(user: User) -> Scope:
    return Scope(figure_scope(user))


def narrowed(scope: Scope, *, rep: int | None = None, team: int | None = None) -> Scope:
    """The scope for one person, or for one team with its sub-teams; never wider than before."""
    teams = frozenset(subtree({team})) if team is not None else scope.teams
    return replace(scope, rep=rep if rep is not None else scope.rep, teams=teams)


def teams_on(day: date) -> Mapping[int, int]:
    """{person: team} on the civil day; people outside any membership are not in it."""
    return teams_at([day])[0]


def teams_at(days: Sequence[date]) -> list[Mapping[int, int]]:
    """``teams_on`` of each of the days, in one query."""
    held = remembered("memberships", _memberships)
    return [
        {
            person: team
            for person, team, first, end in held
            if (first is None or first <= day) and (end is None or end > day)
        }
        for day in days
    ]


@dataclass(frozen=True)
class Seller:
    """A person who sells, in one team, from ``first`` until before ``end`` (null: open)."""

    rep: int
    team: int
    first: date | None
    end: date | None

    def overlaps(self, first: date, end: date) -> bool:
        return (self.first is None or self.first < end) and (
            self.end is None or self.end > first
        )


def sellers(first: date, end: date) -> list[Seller]:
    """People who sell with a membership on any day of first..end (half-open).

    Somebody who was never in any team sells in *No team*: one person alone is a sales team too.
    """
    held = Membership.objects.filter(
        Q(from_on__isnull=True) | Q(from_on__lt=end),
        Q(to_on__isnull=True) | Q(to_on__gt=first),
        user__sells=True,
    )
    found = [
        Seller(*row)
        for row in held.values_list("user_id", "team_id", "from_on", "to_on")
    ]
    alone = (
        User.objects.get_queryset().sellers().active().filter(memberships__isnull=True)
    )
    found += [
        Seller(rep, NO_TEAM_ID, None, None)
        for rep in alone.values_list("id", flat=True)
    ]
    return found


def find_team(name: str) -> Team:
    """Of names that only some databases tell apart, the first."""
    return Team.objects.filter(name__iexact=name).order_by("pk")[:1].get()


def find_person(email: str) -> User:
    people = User.objects.exclude(pk=UNASSIGNED_ID)
    return people.filter(email__iexact=email).order_by("pk")[:1].get()
