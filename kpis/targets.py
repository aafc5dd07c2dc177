"""(6) What is aimed at, and how far along: attainment and pace.

A target of a flow is spread evenly over the working days of its month or quarter; the target of any
other period is the sum of these shares. A ratio, delay or stock is compared with the target as it
is. Attainment is never capped. Pace exists for flows only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction

from crm.models import Membership, Organisation, Team, User
from crm.remember import forget, remembered
from crm.services.history import record
from kpis import rollup
from kpis.catalogue import KPIS
from kpis.cells import Key
from kpis.models import Target
from kpis.periods import Period, each, shift, whole
from kpis.question import Question
from kpis.spec import Better, Kpi
from kpis.values import NO_PACE, NO_TARGET, TARGET_ZERO, ZERO_ACTUAL, Value
from kpis.working_days import WorkingCalendar, calendar_for

SPANS = ("month", "quarter")


@dataclass(frozen=True)
class Standing:
    """A figure against its target. ``share`` and ``pace`` are fractions; null when undefined."""

    target: Fraction | None = None
    share: Fraction | None = None
    met: bool | None = None
    pace: Fraction | None = None
    elapsed: Fraction | None = None


@dataclass
class TargetBook:
    """Every target that touches a period, read once, answered from memory."""

    period: Period
    today: date
    calendar: WorkingCalendar
    rows: dict[tuple[str, str, int], list[tuple[str, date, int]]]
    team_of: dict[int, int]
    children: dict[int | None, list[int]]

    def aim_of_person(
        self, kpi: Kpi, rep: int, period: Period | None = None
    ) -> Fraction | None:
        return self._aim(kpi, "user", rep, period or self.period)

    def aim_of_team(
        self, kpi: Kpi, team: int, period: Period | None = None
    ) -> Fraction | None:
        """The team's own target; without one, for a flow, the sum of what is below it."""
        own = self._aim(kpi, "team", team, period or self.period)
        if own is not None or not kpi.is_flow:
            return own
        members = [rep for rep, held in self.team_of.items() if held == team]
        below = [
            self.aim_of_team(kpi, child, period)
            for child in self.children.get(team, [])
        ]
        return _total(
            [*below, *(self.aim_of_person(kpi, rep, period) for rep in members)]
        )

    def aim_of_all(self, kpi: Kpi, period: Period | None = None) -> Fraction | None:
        """The organisation's: the sum of its top teams, and of people outside any team."""
        if not kpi.is_flow:
            return None
        teams = [
            self.aim_of_team(kpi, team, period) for team in self.children.get(None, [])
        ]
        people = {key[2] for key in self.rows if key[1] == "user"}
        alone = [
            self.aim_of_person(kpi, p, period) for p in people if p not in self.team_of
        ]
        return _total([*teams, *alone])

    def _aim(self, kpi: Kpi, kind: str, pk: int, period: Period) -> Fraction | None:
        held = self.rows.get((kpi.key, kind, pk), [])
        if not held:
            return None
        if not kpi.is_flow:
            return self._standing_target(kpi, held, period)
        person = pk if kind == "user" else None
        return self._spread(held, period, person)

    def _standing_target(
        self, kpi: Kpi, held: list[tuple[str, date, int]], period: Period
    ) -> Fraction | None:
        """The level in force on the last day; a quarter's own before a month's for a quarter."""
        covering = [
            (span != "quarter" if period.days > 45 else span == "quarter", value)
            for span, start, value in held
            if start <= period.last < shift(span, start, 1)
        ]
        return Fraction(min(covering)[1], kpi.unit.step) if covering else None

    def _spread(
        self, held: list[tuple[str, date, int]], period: Period, person: int | None
    ) -> Fraction | None:
        """Months first; a quarter's target speaks where no month of it does."""
        found: Fraction | None = None
        months = {start for span, start, _value in held if span == "month"}
        for span, start, value in held:
            around = Period(start, shift(span, start, 1))
            if span == "quarter" and any(
                start <= month < around.end for month in months
            ):
                continue
            part = Period(max(around.first, period.first), min(around.end, period.end))
            if part.first >= part.end:
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
    ) -> Standing:
        """Where the figure stands against its target, with pace for a flow."""
        if target is None or value.value is None:
            return Standing(target=target)
        share, met = attained(kpi, value.value, target)
        if not kpi.is_flow or target == 0:
            return Standing(target, share, met)
        elapsed = self.calendar.elapsed(period or self.period, self.today, people)
        done = value.value / target
        pace = elapsed - done if kpi.better == Better.DOWN else done - elapsed
        return Standing(target, share, met, pace, elapsed)


def attained(
    kpi: Kpi, actual: Fraction, target: Fraction
) -> tuple[Fraction | None, bool]:
    """(share, met). Lower-is-better divides the other way; with 0 there is no percentage."""
    if kpi.better == Better.DOWN:
        met = actual <= target
        return (None, met) if actual == 0 or target == 0 else (target / actual, met)
    met = actual >= target
    return (None, met) if target == 0 else (actual / target, met)


def _total(parts: Iterable[Fraction | None]) -> Fraction | None:
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if known else None


def book(period: Period, today: date) -> TargetBook:
    """The targets that touch the period, with the calendar: five queries, whatever is asked of it.

    Asked once a request: attainment reads the book of the page that shows it.
    """
    return remembered(("targets", period, today), lambda: _book(period, today))


def _book(period: Period, today: date) -> TargetBook:
    first_month = Organisation.current().fiscal_first_month
    around = Period(
        whole("quarter", period.first, first_month).first,
        whole("quarter", period.last, first_month).end,
    )
    rows: dict[tuple[str, str, int], list[tuple[str, date, int]]] = {}
    held = Target.objects.filter(starts_on__gte=around.first, starts_on__lt=around.end)
    for row in held.order_by("starts_on"):
        holder = (
            ("user", row.user_id) if row.user_id is not None else ("team", row.team_id)
        )
        key = (row.kpi, holder[0], holder[1] or 0)
        rows.setdefault(key, []).append((row.period, row.starts_on, row.value))
    children: dict[int | None, list[int]] = {}
    for team, parent in Team.objects.exclude(pk=0).values_list("id", "parent_id"):
        children.setdefault(parent, []).append(team)
    day = min(max(today, period.first), period.last)
    members = Membership.objects.on(day).values_list("user_id", "team_id")
    return TargetBook(
        period, today, calendar_for(around), rows, dict(members), children
    )


# -- the KPIs "attainment" and "pace" ---------------------------------------------------------


def _closed(question: Question, kpi: Kpi, *, pace: bool) -> dict[Key, Value]:
    of = KPIS[kpi.formula.of]  # type: ignore[union-attr]
    held = book(question.period, question.today)
    actual = rollup.figures([of], question)[of.key]
    return {
        key: _against(held, question, of, key, value, pace=pace)
        for key, value in actual.items()
    }


def _against(
    held: TargetBook, question: Question, of: Kpi, key: Key, value: Value, *, pace: bool
) -> Value:
    period = _part(question, key)
    members = dict(zip(question.by, key, strict=True))
    target = target_of(held, question, of, members, period)
    people = (
        [members["rep"]] if "rep" in members else people_of(held, question, members)
    )
    standing = held.standing(of, value, target, people, period)
    if target is None or value.value is None:
        return Value(None, NO_TARGET, value.value)
    if standing.share is None:
        return Value(
            None, TARGET_ZERO if target == 0 else ZERO_ACTUAL, value.value, target
        )
    if pace:
        reason = "" if standing.pace is not None else NO_PACE
        return Value(standing.pace, reason, value.value, target)
    return Value(standing.share, "", value.value, target)


def _part(question: Question, key: Key) -> Period:
    if question.grain is None:
        return question.period
    first_month = Organisation.current().fiscal_first_month
    start = key[question.by.index(question.grain)]
    return next(
        each(question.grain, Period(start, shift("day", start, 1)), first_month)
    )


def target_of(
    held: TargetBook,
    question: Question,
    of: Kpi,
    members: dict[str, int],
    period: Period,
) -> Fraction | None:
    """The target of a group of a question; without members, of its whole scope."""
    scope = question.scope
    rep = members.get("rep", scope.rep)
    if rep is None and not scope.seen.all and not scope.seen.teams:
        rep = scope.seen.rep
    if rep is not None:
        return held.aim_of_person(of, rep, period)
    if "team" in members:
        return held.aim_of_team(of, members["team"], period)
    tops = _tops(held, scope.teams if scope.teams is not None else scope.seen.teams)
    if tops:
        return _total(held.aim_of_team(of, team, period) for team in tops)
    return held.aim_of_all(of, period)


def _tops(held: TargetBook, teams: frozenset[int]) -> list[int]:
    """The teams of the set that are not under another one of it."""
    under = {child for team in teams for child in held.children.get(team, [])}
    return sorted(teams - under)


def people_of(
    held: TargetBook, question: Question, members: dict[str, int]
) -> list[int]:
    """Whose working time the pace is measured on: the members of the scope's teams."""
    wanted = {members["team"]} if "team" in members else question.scope.teams
    if wanted is None and not question.scope.seen.all:
        wanted = question.scope.seen.teams
    if question.scope.rep is not None:
        return [question.scope.rep]
    if not wanted and question.scope.seen.rep is not None:
        return [question.scope.seen.rep]
    return [p for p, team in held.team_of.items() if wanted is None or team in wanted]


rollup.CLOSED["attainment"] = lambda question, kpi: _closed(question, kpi, pace=False)
rollup.CLOSED["pace"] = lambda question, kpi: _closed(question, kpi, pace=True)


# -- setting them -----------------------------------------------------------------------------


@transaction.atomic
def set_target(
    *,
    by: User | None,
    now: datetime,
    kpi: str,
    period: str,
    starts_on: date,
    value: int | None,
    user: User | None = None,
    team: Team | None = None,
) -> Target | None:
    """Set, change or (value null) remove one target; ``value`` in the unit's steps."""
    forget()
    where = {
        "kpi": kpi,
        "user": user,
        "team": team,
        "period": period,
        "starts_on": starts_on,
    }
    held = Target.objects.select_for_update().filter(**where).first()
    was = held.value if held else None
    if value is None:
        if held:
            record(
                by=by,
                action="deleted",
                row=held,
                at=now,
                changes={"value": [was, None]},
            )
            held.delete()
        return None
    if held is None:
        held = Target(**where, value=value)
    held.value = value
    held.full_clean()
    held.save()
    if was != value:
        record(
            by=by,
            action="target set",
            row=held,
            at=now,
            changes={"value": [was, value]},
        )
    return held


def may_have_target(kpi: Kpi) -> bool:
    """Every KPI can carry a target, except those that speak of targets themselves."""
    return kpi.group != "targets" and kpi.better != Better.DEPENDS


def targetable() -> list[Kpi]:
    return [kpi for kpi in KPIS.values() if may_have_target(kpi)]
