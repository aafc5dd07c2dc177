"""(6) What is aimed at on the days of a period: of a person, a team, or everybody.

A target of a flow is spread evenly over the working days of its month or quarter; the target of any
other period is the sum of these shares. A ratio, delay or stock is compared with the target as it
is. Attainment is never capped. Pace exists for flows only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from crm.models import NO_TEAM_ID, Membership, Organisation, Team
from crm.remember import remembered
from kpis.models import Target
from kpis.periods import Period, shift, whole
from kpis.spec import Better, Kpi
from kpis.values import Value
from kpis.working_days import WorkingCalendar, calendar_for


@dataclass(frozen=True)
class Standing:
    """A figure against its target. ``share`` and ``pace`` are fractions; null when undefined."""

    target: Fraction | None = None
    share: Fraction | None = None
    met: bool | None = None
    pace: Fraction | None = None
    elapsed: Fraction | None = None
    #: The harder level, where one is set.
    stretch: Fraction | None = None
    stretch_met: bool = False


class Held(NamedTuple):
    """One target: a month's or a quarter's, in the unit's steps."""

    span: str
    starts_on: date
    value: int
    stretch: int | None = None


class Stay(NamedTuple):
    """A person in a team, from ``first`` until before ``end``, inside the days of the book."""

    user: int
    team: int
    days: Period


@dataclass
class TargetBook:
    """Every target that touches a period, read once, answered from memory.

    ``harder`` asks for the stretch level, which is the target where no stretch is set.
    """

    period: Period
    today: date
    #: Read when a part of a month is asked for, or a pace.
    reads: Callable[[], WorkingCalendar]
    rows: dict[tuple[str, str, int], list[Held]]
    #: Read when a team is asked for: a board of a thousand people asks for none.
    asks_stays: Callable[[], list[Stay]]
    children: dict[int | None, list[int]]

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return self.reads()

    @cached_property
    def stays(self) -> list[Stay]:
        return self.asks_stays()

    @cached_property
    def stays_of_team(self) -> dict[int, list[Stay]]:
        found: dict[int, list[Stay]] = {}
        for stay in self.stays:
            found.setdefault(stay.team, []).append(stay)
        return found

    @cached_property
    def team_of(self) -> dict[int, int]:
        """{person: team} today, or on the day of the book's period that is nearest to it."""
        return self.team_in(self.period)

    def team_in(self, period: Period) -> dict[int, int]:
        """{person: team} today, or on the day of the period that is nearest to it."""
        day = min(max(self.today, period.first), period.last)
        return {stay.user: stay.team for stay in self.stays if day in stay.days}

    def aim_of_person(
        self,
        kpi: Kpi,
        rep: int,
        period: Period | None = None,
        *,
        harder: bool = False,
    ) -> Fraction | None:
        return self._aim(kpi, "user", rep, period or self.period, harder)

    def aim_of_team(
        self,
        kpi: Kpi,
        team: int,
        period: Period | None = None,
        *,
        harder: bool = False,
    ) -> Fraction | None:
        """The team's own target; without one, for a flow, the sum of what is below it.

        Each person's counts for the days they were in the team: who moves takes along what is left
        of their target, and no past month of either team changes.
        """
        period = period or self.period
        own = self._aim(kpi, "team", team, period, harder)
        if own is not None or not kpi.is_flow:
            return own
        return self.below_team(kpi, team, period, harder=harder)

    def below_team(
        self, kpi: Kpi, team: int, period: Period, *, harder: bool = False
    ) -> Fraction | None:
        """What its people and the teams under it add up to."""
        below = [
            self.aim_of_team(kpi, child, period, harder=harder)
            for child in self.children.get(team, [])
        ]
        members = [
            self.aim_of_person(kpi, stay.user, part, harder=harder)
            for stay in self.stays_of_team.get(team, [])
            if (part := common(stay.days, period)).days
        ]
        return total_of([*below, *members])

    def aim_of_all(
        self, kpi: Kpi, period: Period | None = None, *, harder: bool = False
    ) -> Fraction | None:
        """The organisation's: the sum of its top teams, and of people on days outside any team."""
        if not kpi.is_flow:
            return None
        period = period or self.period
        teams = [
            self.aim_of_team(kpi, team, period, harder=harder)
            for team in self.children.get(None, [])
        ]
        people = {key[2] for key in self.rows if key[:2] == (kpi.key, "user")}
        alone = [
            self.aim_of_person(kpi, person, part, harder=harder)
            for person in people
            for part in self._days_alone(person, period)
        ]
        return total_of([*teams, *alone])

    def _days_alone(self, person: int, period: Period) -> list[Period]:
        """The parts of the period in which the person was in no team."""
        days = sorted(stay.days for stay in self.stays if stay.user == person)
        found, first = [], period.first
        for held in days:
            part = common(held, period)
            if part.days:
                found.append(Period(first, part.first))
                first = part.end
        found.append(Period(first, period.end))
        return [part for part in found if part.days > 0]

    def has_stretch(self, kpi: Kpi) -> bool:
        return any(
            held.stretch is not None
            for key, rows in self.rows.items()
            if key[0] == kpi.key
            for held in rows
        )

    def _aim(
        self, kpi: Kpi, kind: str, pk: int, period: Period, harder: bool
    ) -> Fraction | None:
        held = self.rows.get((kpi.key, kind, pk), [])
        if not held:
            return None
        if harder:
            held = [
                row if row.stretch is None else row._replace(value=row.stretch)
                for row in held
            ]
        if not kpi.is_flow:
            return self._standing_target(kpi, held, period)
        person = pk if kind == "user" else None
        return self._spread(held, period, person)

    def _standing_target(
        self, kpi: Kpi, held: list[Held], period: Period
    ) -> Fraction | None:
        """The level in force on the last day; a quarter's own before a month's for a quarter."""
        covering = [
            (span != "quarter" if period.days > 45 else span == "quarter", value)
            for span, start, value, _stretch in held
            if start <= period.last < shift(span, start, 1)
        ]
        return Fraction(min(covering)[1], kpi.unit.step) if covering else None

    def _spread(
        self, held: list[Held], period: Period, person: int | None
    ) -> Fraction | None:
        """Months first; a quarter's target speaks where no month of it does."""
        found: Fraction | None = None
        months = {row.starts_on for row in held if row.span == "month"}
        for span, start, value, _stretch in held:
            around = Period(start, shift(span, start, 1))
            if span == "quarter" and any(
                start <= month < around.end for month in months
            ):
                continue
            part = common(around, period)
            if not part.days:
                continue
            found = (found or Fraction(0)) + value * self._share(part, around, person)
        return found

    def _share(self, part: Period, around: Period, person: int | None) -> Fraction:
        if part == around:
            return Fraction(1)
        days = self.calendar.days(around, person)
        return (
            self.calendar.days(part, person) / days
            if days
            else Fraction(part.days, around.days)
        )

    def standing(
        self,
        kpi: Kpi,
        value: Value,
        target: Fraction | None,
        people: Iterable[int] = (),
        period: Period | None = None,
        stretch: Fraction | None = None,
    ) -> Standing:
        """Where the figure stands against its target, with pace for a flow.

        The harder level is told beside it and plays no part in attainment.
        """
        stretch = stretch if stretch != target else None
        if target is None or value.value is None:
            return Standing(target=target, stretch=stretch)
        share, met = attained(kpi, value.value, target)
        beyond = stretch is not None and attained(kpi, value.value, stretch)[1]
        if not kpi.is_flow or target == 0:
            return Standing(target, share, met, stretch=stretch, stretch_met=beyond)
        elapsed = self.calendar.elapsed(period or self.period, self.today, people)
        done = value.value / target
        pace = elapsed - done if kpi.better == Better.DOWN else done - elapsed
        return Standing(target, share, met, pace, elapsed, stretch, beyond)


def attained(
    kpi: Kpi, actual: Fraction, target: Fraction
) -> tuple[Fraction | None, bool]:
    """(share, met). Lower-is-better divides the other way; with 0 there is no percentage."""
    if kpi.better == Better.DOWN:
        met = actual <= target
        return (None, met) if actual == 0 or target == 0 else (target / actual, met)
    met = actual >= target
    return (None, met) if target == 0 else (actual / target, met)


def common(one: Period, other: Period) -> Period:
    """The days both have; none of them when they do not touch."""
    first = max(one.first, other.first)
    return Period(first, max(first, min(one.end, other.end)))


def total_of(parts: Iterable[Fraction | None]) -> Fraction | None:
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if known else None


def book(period: Period, today: date) -> TargetBook:
    """The targets that touch the period, with the calendar: at most five queries, whatever is asked.

    Asked once a request: attainment reads the book of the page that shows it.
    """
    return remembered(("targets", period, today), lambda: _book(period, today))


def _book(period: Period, today: date) -> TargetBook:
    around = around_of(period)
    held = Target.objects.filter(starts_on__gte=around.first, starts_on__lt=around.end)
    teams = Team.objects.exclude(pk=NO_TEAM_ID).values_list("id", "parent_id")
    return TargetBook(
        period,
        today,
        lambda: calendar_for(around),
        rows_of(held.order_by("starts_on")),
        lambda: stays_in(around),
        children_of(teams),
    )


def around_of(period: Period) -> Period:
    """The whole quarters that the period touches."""
    first_month = Organisation.current().fiscal_first_month
    return Period(
        whole("quarter", period.first, first_month).first,
        whole("quarter", period.last, first_month).end,
    )


def rows_of(targets: Iterable[Target]) -> dict[tuple[str, str, int], list[Held]]:
    found: dict[tuple[str, str, int], list[Held]] = {}
    for row in targets:
        kind = "user" if row.user_id is not None else "team"
        key = (row.kpi, kind, row.user_id or row.team_id or 0)
        found.setdefault(key, []).append(
            Held(row.period, row.starts_on, row.value, row.stretch)
        )
    return found


def children_of(
    teams: Iterable[tuple[int, int | None]],
) -> dict[int | None, list[int]]:
    """{parent: its teams}; null holds the top ones."""
    found: dict[int | None, list[int]] = {}
    for team, parent in teams:
        found.setdefault(parent, []).append(team)
    return found


def stays_in(period: Period) -> list[Stay]:
    """Who was in which team on which days of the period; *No team* is none."""
    held = Membership.objects.overlapping(period.first, period.last)
    return [stay_of(membership, period) for membership in held if membership.team_id]


def stay_of(held: Membership, period: Period) -> Stay:
    days = Period(held.from_on or period.first, held.to_on or period.end)
    return Stay(held.user_id, held.team_id, common(days, period))
