"""Whose figures: what the reader may see, narrowed to what they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from crm.access import EVERYTHING, FigureScope, figure_scope, subtree
from crm.models import NO_TEAM_ID, UNASSIGNED_ID, Membership, Team, User


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


def scope_of(user: User) -> Scope:
    return Scope(figure_scope(user))


def narrowed(scope: Scope, *, rep: int | None = None, team: int | None = None) -> Scope:
    """The scope for one person, or for one team with its sub-teams; never wider than before."""
    teams = frozenset(subtree({team})) if team is not None else scope.teams
    return replace(scope, rep=rep if rep is not None else scope.rep, teams=teams)


def teams_on(day: date) -> Mapping[int, int]:
    """{person: team} on the civil day; people outside any membership are not in it."""
    return dict(Membership.objects.on(day).values_list("user_id", "team_id"))


def teams_at(days: Sequence[date]) -> list[Mapping[int, int]]:
    """``teams_on`` of each of the (ascending) days, in one query."""
    held = Membership.objects.overlapping(days[0], days[-1]).values_list(
        "user_id", "team_id", "from_on", "to_on"
    )
    found: list[dict[int, int]] = [{} for _day in days]
    for user, team, first, end in held:
        for place, day in enumerate(days):
            if (first is None or first <= day) and (end is None or end > day):
                found[place][user] = team
    return list(found)


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
