"""Whose figures each person is sent, and which: those of the page they look at first.

The same rules as ``kpis.tiles.chosen``, for many people in a few questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crm.access import EVERYTHING, FigureScope, managed_by_each
from crm.models import Membership, Team, User
from kpis.models import Dashboard
from kpis.scope import ALL, Scope
from kpis.spec import Kpi
from kpis.tiles import presets


@dataclass(frozen=True)
class Reader:
    """One person; ``scope`` null: their own figures alone. ``team`` is the one they lead."""

    user: User
    kpis: tuple[Kpi, ...]
    scope: Scope | None = None
    team: int | None = None


def readers(users: Iterable[User], today: date) -> list[Reader]:
    """Six questions, whatever the number of people."""
    users = list(users)
    rows = Dashboard.objects.all()
    found = _Rooms(
        {(row.owner_id, row.team_id): row.tiles for row in rows},
        dict(Team.objects.values_list("pk", "parent_id")),
        dict(Membership.objects.on(today).values_list("user_id", "team_id")),
        managed_by_each(users),
    )
    led: dict[int, list[int]] = {}
    links = Team.managers.through.objects.values_list("user_id", "team_id")
    for user, team in links:
        led.setdefault(user, []).append(team)
    return [_reader(user, found, sorted(led.get(user.pk, []))) for user in users]


@dataclass(frozen=True)
class _Rooms:
    tiles: dict[tuple[int | None, int | None], list[str]]
    parents: dict[int, int | None]
    team_of: dict[int, int]
    managed: dict[int, set[int]]

    def of_team(self, team: int | None) -> list[str] | None:
        """The tiles chosen for the team, or for the nearest one above it."""
        while team is not None:
            if (None, team) in self.tiles:
                return self.tiles[None, team]
            team = self.parents.get(team)
        return None


def _reader(user: User, rooms: _Rooms, led: list[int]) -> Reader:
    own = rooms.tiles.get((user.pk, None))
    if not (user.is_manager or user.is_admin):
        chosen = own or rooms.of_team(rooms.team_of.get(user.pk))
        return Reader(user, _kpis(chosen or presets.PRESETS["rep"], user))
    if user.is_admin:
        return Reader(user, _kpis(own or presets.PRESETS["manager"], user), ALL)
    if len(led) == 1:
        chosen = rooms.of_team(led[0])
        # Whoever leads the same team is asked for together.
        scope = Scope(EVERYTHING, teams=frozenset(rooms.managed[user.pk]))
        keys = chosen or presets.PRESETS["manager"]
        return Reader(user, _kpis(keys, user), scope, led[0])
    seen = FigureScope(rep=user.pk, teams=frozenset(rooms.managed[user.pk]))
    return Reader(user, _kpis(own or presets.PRESETS["manager"], user), Scope(seen))


def _kpis(keys: Iterable[str], user: User) -> tuple[Kpi, ...]:
    return tuple(presets.kpis_of(keys, user))
