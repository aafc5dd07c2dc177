"""Who is watched: people who sell, with their team and since when; who works on which days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from crm.access import subtree
from crm.models import Membership, User
from kpis.models import AlertRule
from kpis.periods import DAY, Period
from kpis.subjects import Subject
from kpis.working_days import WorkingCalendar

Who = AlertRule.Who


@dataclass
class Crew:
    """``team_of`` is as of today; ``since`` the first day of somebody who came later than always."""

    people: set[int]
    team_of: dict[int, int]
    since: dict[int, date]
    calendar: WorkingCalendar
    _days: dict[tuple[int, Period], Fraction] = field(default_factory=dict)

    def subjects(self, rule: AlertRule) -> list[Subject]:
        """Whom a rule watches today; nobody once the person left."""
        if rule.who == Who.COMPANY:
            return [Subject()]
        if rule.who == Who.TEAM:
            return [Subject(team=rule.team_id)]
        if rule.who == Who.PERSON:
            found = {rep for rep in self.people if rep == rule.user_id}
        elif rule.team_id is None:
            found = set(self.people)
        else:
            teams = subtree({rule.team_id})
            found = {p for p in self.people if self.team_of.get(p) in teams}
        return [Subject(rep=rep) for rep in sorted(found)]

    def works(self, rep: int, period: Period) -> bool:
        """Whether the person was due on any day of the period."""
        calendar = self.calendar
        who = rep if rep in calendar.absences or rep in calendar.times else 0
        days = self._days.get((who, period))
        if days is None:
            days = self._days[who, period] = calendar.days(period, who or None)
        return days > 0

    def was_there(self, rep: int, period: Period) -> bool:
        """Since before the period began: part of a month is not held to a whole one."""
        first = self.since.get(rep)
        return first is None or first <= period.first

    def worked(
        self, rep: int | None, parts: tuple[Period, ...], count: int
    ) -> set[date]:
        """The last ``count`` of these days that the person worked, since they came."""
        found = [
            part.first
            for part in parts
            if rep is None or (self.works(rep, part) and self.was_there(rep, part))
        ]
        return set(found[-count:])


def crew_of(today: date, calendar: WorkingCalendar) -> Crew:
    """Everybody who sells and may sign in; two queries."""
    people = User.objects.get_queryset().sellers().active()
    found = Crew(set(people.values_list("pk", flat=True)), {}, {}, calendar)
    always: set[int] = set()
    held = Membership.objects.filter(user__in=people).order_by("from_on")
    for rep, team, first, end in held.values_list(
        "user_id", "team_id", "from_on", "to_on"
    ):
        if first is None:
            always.add(rep)
        elif rep not in always:
            found.since[rep] = min(first, found.since.get(rep, first))
        if (first is None or first < today + DAY) and (end is None or end > today):
            found.team_of[rep] = team
    found.since = {
        rep: first for rep, first in found.since.items() if rep not in always
    }
    return found
