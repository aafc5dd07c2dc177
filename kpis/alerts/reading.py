"""Whose alerts and rules: by the figures a person may open; for a seller, the own ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from crm.access import managed_by_each, today
from crm.models import Membership, User
from kpis.models import Alert, AlertRule
from kpis.models.alerts import AlertQuerySet
from kpis.subjects import led_by, seen_by


def alerts_of(user: User) -> AlertQuerySet:
    """Every alert this person may see, with what its line says read along."""
    rows = Alert.objects.filter(seen_by(user))
    if not (user.is_manager or user.is_admin):
        rows = rows.filter(for_leaders=False)
    return rows.select_related("rule__user", "rule__team", "user", "team", "acted_by")


def awake(day: date) -> Q:
    return Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=day)


def open_alerts_for(user: User) -> AlertQuerySet:
    """What is open and not put off, the newest first: for the bell, a digest, a review."""
    rows = alerts_of(user).open().filter(awake(today()))
    return rows.order_by("-opened_at", "-pk")


def first_open_of_each(users: Iterable[User], most: int) -> dict[int, list[Alert]]:
    """The first ``most`` of ``open_alerts_for``, person by person: four questions for all of them."""
    rows = Alert.objects.open().filter(awake(today())).order_by("-opened_at", "-pk")
    heard = _Heard(
        list(rows.select_related("rule__user", "rule__team", "user", "team"))
    )
    if not heard.rows:
        return {}
    people = list(users)
    leaders = [user for user in people if user.is_manager and not user.is_admin]
    led = managed_by_each(leaders)
    members: dict[int, list[int]] = {}
    for team, who in Membership.objects.on(today()).values_list("team_id", "user_id"):
        members.setdefault(team, []).append(who)
    return {user.pk: heard.of(user, led, members, most) for user in people}


class _Heard:
    """Open alerts, the newest first, by whom they are about."""

    def __init__(self, rows: Sequence[Alert]) -> None:
        self.rows = rows
        self.of_person: dict[int | None, list[int]] = {}
        self.of_team: dict[int | None, list[int]] = {}
        for place, row in enumerate(rows):
            self.of_person.setdefault(row.user_id, []).append(place)
            self.of_team.setdefault(row.team_id, []).append(place)

    def of(
        self,
        user: User,
        led: dict[int, set[int]],
        members: dict[int, list[int]],
        most: int,
    ) -> list[Alert]:
        """As ``subjects.seen_by`` says it in SQL."""
        if not user.is_active:
            return []
        if user.is_admin:
            return list(self.rows[:most])
        own = self.of_person.get(user.pk, [])
        if not user.is_manager:
            told = [
                row for row in map(self.rows.__getitem__, own) if not row.for_leaders
            ]
            return told[:most]
        places = set(own)
        for team in led[user.pk]:
            places.update(self.of_team.get(team, []))
            for who in members.get(team, []):
                places.update(self.of_person.get(who, []))
        return [self.rows[place] for place in sorted(places)[:most]]


def rules_of(user: User) -> QuerySet[AlertRule]:
    """Running rules this person may change: an admin all, a manager those over whom they lead."""
    rows = AlertRule.objects.running().select_related("team", "user", "made_by")
    if user.is_admin:
        return rows
    if not user.is_manager:
        return rows.none()
    theirs = Q(who__in=["team", "each"], team__isnull=False) | Q(who="person")
    return rows.filter(theirs & led_by(user))
