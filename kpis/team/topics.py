"""What to talk about with whom: weak figures against the team, and deals that nobody moves on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crm.models import Deal, User
from kpis.team.medians import Mark, weaknesses
from kpis.team.table import PeopleTable, marks_of

#: A short list is read, a long one is not.
MOST = 5
#: So many deals without a next step are worth a word on their own.
MANY = 3


@dataclass(frozen=True)
class Topic:
    """One person, their weakest figures (none: no figure is weak), and deals with nothing ahead."""

    person: User
    weak: list[Mark]
    nothing_ahead: int


def what_to_coach(table: PeopleTable, nothing_ahead: Mapping[int, int]) -> list[Topic]:
    """Whom to see first: the weakest figure first, then the most deals without a next step.

    A figure that keeps up with the person's own target is no reason, however low beside the others:
    who came this month, or works half the week, has a target of their own.
    """
    found = []
    for person, cells in table.rows:
        weak = weaknesses(marks_of(c for c in cells if not c.aim_is_kept))
        idle = nothing_ahead.get(person.pk, 0)
        if weak or idle >= MANY:
            found.append(Topic(person, weak, idle))
    found.sort(
        key=lambda t: (min((m.steps for m in t.weak), default=0), -t.nothing_ahead)
    )
    return found[:MOST]


def deals_with_nothing_ahead(
    reader: User, table: PeopleTable, day: date
) -> dict[int, int]:
    """{person: their open deals without a next step}, of those the reader may see."""
    people = [person for person, _cells in table.rows]
    if not people:
        return {}
    deals = Deal.objects.visible_to(reader).filter(owner__in=people)
    return deals.nothing_ahead(day).by_owner()
