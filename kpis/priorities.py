"""Pinned priorities: what a manager asks a team to put first, until a day or until it is taken down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from crm.access import managed_teams, own_teams
from crm.models import Team, User
from crm.remember import remembered
from crm.services.history import record
from kpis.models import Priority


def above(teams: Iterable[int]) -> set[int]:
    """These teams and those they are part of."""
    parents = remembered(
        "parents", lambda: dict(Team.objects.values_list("id", "parent_id"))
    )
    found: set[int] = set()
    level = set(teams)
    while level:
        found |= level
        level = {up for team in level if (up := parents.get(team)) is not None} - found
    return found


def of_person(person: User, day: date) -> list[Priority]:
    """What stands at the top of this person's pages: of their team and of those above it."""
    return _standing(lambda: above(own_teams(person, day)), day)


def of_team(team: Team | None, leader: User, day: date) -> list[Priority]:
    """Of a team's page: of it and of those above; of several teams, of all that are led."""
    if team is not None:
        return _standing(lambda: above({team.pk}), day)
    if leader.is_admin:
        return _standing(None, day)
    return _standing(lambda: managed_teams(leader), day)


def _standing(teams: Callable[[], set[int]] | None, day: date) -> list[Priority]:
    """Few are ever pinned: whose they are is only asked once there are some."""
    rows = Priority.objects.standing(day).select_related("team", "pinned_by")
    found = list(rows.order_by("pinned_at", "pk"))
    if not found or teams is None:
        return found
    wanted = teams()
    return [row for row in found if row.team_id in wanted]


def pinned_by(user: User) -> QuerySet[Priority]:
    """Priorities this person may take down: those of teams they lead."""
    if user.is_admin:
        return Priority.objects.all()
    led = managed_teams(user) if user.is_manager else set()
    return Priority.objects.filter(team__in=led)


@transaction.atomic
def pin(
    *, team: int, text: str, kpi: str, until: date | None, by: User, now: datetime
) -> Priority:
    """The same text pinned twice is pinned once."""
    row = Priority(team_id=team, text=text.strip(), kpi=kpi, until=until)
    known = Priority.objects.filter(
        team=team, text=row.text, kpi=kpi, until=until, unpinned_at__isnull=True
    ).first()
    if known is not None:
        return known
    row.pinned_by, row.pinned_at = by, now
    row.save()
    record(by=by, action="priority pinned", row=row, at=now)
    return row


@transaction.atomic
def unpin(*, priority: Priority, by: User, now: datetime) -> bool:
    row = Priority.objects.select_for_update().get(pk=priority.pk)
    if row.unpinned_at is not None:
        return False
    row.unpinned_at = now
    row.save(update_fields=["unpinned_at"])
    record(by=by, action="priority unpinned", row=row, at=now)
    return True
