"""Who came to some teams in a period, who left them, and for where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.civil import civil_day
from crm.models import Membership, Organisation, Team, User
from kpis.periods import Period


@dataclass(frozen=True)
class Moved:
    """One day of one person: the team left, the team joined, or the end of their access."""

    day: date
    user: User
    came_from: Team | None = None
    went_to: Team | None = None
    deactivated: bool = False


def moves_in(
    period: Period, held: Sequence[Membership], teams: set[int]
) -> list[Moved]:
    """In order of days; a change of team is one line. ``held`` knows every membership of the period."""
    came = {(row.user_id, row.from_on): row for row in held}
    left = {(row.user_id, row.to_on): row for row in held}
    found = []
    for user, day in {*came, *left}:
        here, there = left.get((user, day)), came.get((user, day))
        sides = [row for row in (here, there) if row is not None]
        if day is None or day not in period or not teams & {s.team_id for s in sides}:
            continue
        found.append(
            Moved(
                day,
                sides[0].user,
                here.team if here else None,
                there.team if there else None,
            )
        )
    people = {row.user_id: row.user for row in held if row.team_id in teams}
    return sorted(
        [*found, *_deactivated(period, list(people.values()))],
        key=lambda each: (each.day, each.user.full_name),
    )


def _deactivated(period: Period, people: Sequence[User]) -> list[Moved]:
    zone = Organisation.current().zone
    gone = [
        (civil_day(person.deactivated_at, zone), person)
        for person in people
        if person.deactivated_at is not None and not person.is_active
    ]
    return [Moved(day, who, deactivated=True) for day, who in gone if day in period]
