"""The mail of figures for a thousand people, written in one go."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from benchmarks.clock import take

PEOPLE, IN_A_TEAM = 1_000, 10


def digests(today: date) -> dict[str, Any]:
    """{people, seconds, per_person_ms}: a week's digest of everybody, one in ten leads a team.

    Everybody has an open alert: a leader reads those of ten people.
    """
    from kpis.digests import sending
    from kpis.models import DigestSent
    from kpis.periods import whole

    fill()
    alarm()
    now = datetime.combine(today, time(9), UTC)
    period = whole("week", today - timedelta(days=7))
    taken = take(lambda: sending.write_period("week", period, now))
    people = DigestSent.objects.count()
    return {
        "people": people,
        "seconds": taken.wall,
        "per_person_ms": taken.wall / people * 1000,
    }


def alarm() -> None:
    """One alert about each person who sells."""
    from crm.models import User
    from kpis.models import Alert, AlertRule

    at = datetime(2020, 1, 1, tzinfo=UTC)
    rule = AlertRule.objects.create(
        kpi="revenue", kind="below", who="each", level=1, made_at=at, updated_at=at
    )
    Alert.objects.bulk_create(
        Alert(
            rule=rule, user=user, subject=f"rep:{user.pk}", opened_at=at, checked_at=at
        )
        for user in User.objects.filter(is_active=True, sells=True)
    )


def fill() -> None:
    """People until there are a thousand, in teams of ten with a manager each; all ask weekly."""
    from crm.models import Membership, Team, User
    from kpis.models import DigestChoice

    missing = PEOPLE - User.objects.filter(is_active=True).exclude(email="").count()
    teams = Team.objects.bulk_create(
        Team(name=f"Digest {n}") for n in range(max(0, missing) // IN_A_TEAM)
    )
    for number in range(max(0, missing)):
        leads = number % IN_A_TEAM == 0
        user = User.objects.create(
            email=f"digest{number}@bench.test",
            full_name=f"Digest {number:04}",
            role="manager" if leads else "rep",
            sells=not leads,
        )
        team = teams[min(number // IN_A_TEAM, len(teams) - 1)]
        if leads:
            team.managers.add(user)
        else:
            Membership.objects.create(user=user, team=team)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    people = User.objects.filter(is_active=True).exclude(email="")
    DigestChoice.objects.bulk_create(
        (DigestChoice(user=user, rhythm="week", at=long_ago) for user in people),
        ignore_conflicts=True,
    )
