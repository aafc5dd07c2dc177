"""The tiles people chose: one dashboard a person, one a team, else the usual choice of the role.

A dashboard is a short list of keys in an order. Eight at most: one more asks which one leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from crm.access import managed_teams, members_on, own_teams, subtree, today
from crm.models import Team, User
from crm.models.people import NO_TEAM_ID
from crm.services.errors import Refused
from kpis.models import Dashboard, TileOpened
from kpis.spec import Kpi
from kpis.tiles import presets

#: A tile that nobody opened for so long is pointed out.
UNOPENED = timedelta(days=60)
#: A dashboard that nobody looked over for so long asks whether it still is the right one.
REVIEWED = timedelta(days=183)


@dataclass(frozen=True)
class Chosen:
    """Tiles in their order, and where they come from: a dashboard, else a preset by its name."""

    keys: tuple[str, ...]
    rhythm: str = "month"
    preset: str = ""
    held: Dashboard | None = None

    def kpis(self, reader: User) -> list[Kpi]:
        return presets.kpis_of(self.keys, reader)

    def own_of(self, whose: Whose) -> Dashboard | None:
        """The dashboard when it is this one's own, None when it is taken over from a team."""
        ids = (whose.owner and whose.owner.pk, whose.team and whose.team.pk)
        held = self.held
        return held if held and (held.owner_id, held.team_id) == ids else None


@dataclass(frozen=True)
class Whose:
    """A person's own dashboard, or a team's: one of both."""

    owner: User | None = None
    team: Team | None = None

    def held(self) -> Dashboard | None:
        rows = Dashboard.objects.select_related("owner", "team")
        return rows.filter(owner=self.owner, team=self.team).first()

    def readers(self) -> QuerySet[User, User]:
        """Who looks at it: the person, or the team's people, its managers and the admins."""
        if self.owner is not None:
            return User.objects.filter(pk=self.owner.pk)
        if self.team is None:
            return User.objects.none()
        members = members_on(subtree({self.team.pk}), today())
        return User.objects.filter(
            Q(pk__in=members) | Q(managed_teams=self.team) | Q(role=User.Role.ADMIN)
        )


# -- which tiles a page shows -----------------------------------------------------------------


def of_preset(name: str) -> Chosen:
    rhythm = presets.RHYTHMS.get(name, "month")
    return Chosen(presets.PRESETS[name], rhythm, preset=name)


def of_person(person: User) -> Chosen:
    """The person's own choice, else that of their team or of one above it, else the usual one."""
    rows = Dashboard.objects.filter(Q(owner=person) | Q(team__isnull=False))
    found = {(row.owner_id, row.team_id): row for row in rows}
    if (person.pk, None) in found:
        return _of(found[person.pk, None])
    for team in _above(sorted(own_teams(person, today()))) if found else ():
        if (None, team) in found:
            return _of(found[None, team])
    leads = (person.is_manager or person.is_admin) and not person.sells
    return of_preset("manager" if leads else "rep")


def of_team(team: Team | None, leader: User) -> Chosen:
    """The team's choice or that of one above it, of several teams the leader's own, else the usual."""
    if team is None:
        row = Whose(owner=leader).held()
        return _of(row) if row else of_preset("manager")
    found = {row.team_id: row for row in Dashboard.objects.filter(team__isnull=False)}
    for each in _above([team.pk]) if found else ():
        if each in found:
            return _of(found[each])
    return of_preset("manager")


def of(whose: Whose) -> Chosen:
    """What the page of these tiles shows."""
    if whose.owner is not None:
        return of_person(whose.owner)
    return of_team(whose.team, User())


def _of(row: Dashboard) -> Chosen:
    return Chosen(tuple(row.tiles), row.rhythm, held=row)


def _above(teams: Sequence[int]) -> Iterable[int]:
    """The teams themselves, then those above them, the nearest first."""
    parents = dict(Team.objects.values_list("id", "parent_id"))
    level = list(teams)
    while level:
        yield from level
        level = [up for team in level if (up := parents.get(team)) is not None]


def teams_chosen_for(user: User) -> QuerySet[Team, Team]:
    """Teams whose tiles this person may choose."""
    teams = Team.objects.filter(archived_at__isnull=True).exclude(pk=NO_TEAM_ID)
    if user.is_admin:
        return teams
    led = managed_teams(user) if user.is_manager else set()
    return teams.filter(pk__in=led)


# -- lists of keys ----------------------------------------------------------------------------


def with_one_more(keys: Sequence[str], key: str) -> list[str]:
    """``key`` at the end; Refused when the dashboard is full."""
    if key in keys:
        return list(keys)
    if len(keys) >= presets.LIMIT:
        raise Refused(
            _("Eight figures are enough to act on: one of them has to leave.")
        )
    return [*keys, key]


def swapped(keys: Sequence[str], key: str, out: str) -> list[str]:
    """``key`` in the place of ``out``."""
    if key in keys:
        return list(keys)
    return [key if each == out else each for each in keys]


def moved(keys: Sequence[str], key: str, step: int) -> list[str]:
    """``key`` one place earlier (-1) or later (1), as far as the ends go."""
    kept = [each for each in keys if each != key]
    if key in keys:
        kept.insert(max(0, keys.index(key) + step), key)
    return kept


# -- what to look at again --------------------------------------------------------------------


def unused(held: Dashboard | None, whose: Whose, now: datetime) -> set[str]:
    """Tiles that none of its readers opened for sixty days; nobody is blamed for a preset."""
    if held is None:
        return set()
    seen = TileOpened.objects.since(now - UNOPENED).filter(user__in=whose.readers())
    return set(held.tiles) - set(seen.values_list("key", flat=True))


def review_due(held: Dashboard | None, now: datetime) -> bool:
    return held is not None and now - held.reviewed_at >= REVIEWED


def missing_companions(kpi: Kpi, keys: Sequence[str], reader: User) -> list[Kpi]:
    """What the figure hides when it stands alone; nothing once one companion stands beside it."""
    if set(kpi.companions) & set(keys):
        return []
    return presets.kpis_of(kpi.companions, reader)
