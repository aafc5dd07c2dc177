"""Targets, each case worked by hand: 13 and 14 of the catalogue, moves between teams, stretch."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from crm.models import Absence, Team, User, WorkingTime
from crm.services import people
from kpis import wording
from kpis.catalogue import KPIS
from kpis.models import Target
from kpis.periods import Period, whole
from kpis.targets.attainment import TargetBook, book, set_target
from kpis.values import plain
from kpis.working_days import calendar_for
from tests.factories import NOW, activity, paris, prospect
from tests.kpis.figures import NOVEMBER, TODAY, values

pytestmark = pytest.mark.django_db
NOV = date(2026, 11, 1)
#: 20 working days in November 2026: 21 weekdays, less the 11th, a holiday in France.
WORKED = 20


def aim(kpi: str, who: User | Team, value: int, month: date = NOV, **more: int) -> None:
    place = {"user": who} if isinstance(who, User) else {"team": who}
    set_target(
        by=None,
        now=NOW,
        kpi=kpi,
        period="month",
        starts_on=month,
        value=value,
        **place,  # type: ignore[arg-type]
        **more,
    )


def test_13_seventeen_of_ten_is_170_percent(rep: User) -> None:
    for _ in range(17):
        activity(rep=rep, kind="demo", at=paris(2026, 11, 5))
    aim("demos", rep, 10)

    found = values("demos", NOVEMBER)[()]
    standing = book(NOVEMBER, TODAY).standing(KPIS["demos"], found, Fraction(10))

    assert found.value == 17
    assert standing.share == Fraction(17, 10)
    assert standing.met


def test_14_half_the_delay_allowed_is_met_at_200_percent(rep: User) -> None:
    # One lead is called on its day, one the day after: half a day on average, 12 hours of 24.
    for day in (3, 4):
        lead = prospect(owner=rep, at=paris(2026, 11, 3))
        activity(rep=rep, prospect=lead, at=paris(2026, 11, day, 14))
    delay = KPIS["time_to_first_contact"]
    aim(delay.key, rep, delay.unit.step)

    held = book(NOVEMBER, TODAY)
    target = held.aim_of_person(delay, rep.pk)
    standing = held.standing(delay, values(delay.key)[()], target)

    assert target == 1
    assert values(delay.key)[()].value == Fraction(1, 2)
    assert (standing.share, standing.met, standing.pace) == (2, True, None)


def of_teams(held: TargetBook, *teams: Team) -> list[Fraction | None]:
    return [held.aim_of_team(KPIS["demos"], team.pk) for team in teams]


def test_who_moves_takes_along_what_is_left_of_the_target(
    rep: User, teammate: User, north: Team, south: Team
) -> None:
    aim("demos", rep, 40)
    aim("demos", teammate, 20)
    # From Monday the 16th: 9 of the 20 working days are behind, 11 to come.
    people.join_team(user=rep, team=south, from_on=date(2026, 11, 16), by=None, now=NOW)

    held = book(NOVEMBER, TODAY)

    assert of_teams(held, north, south) == [
        20 + Fraction(9 * 40, WORKED),
        Fraction(11 * 40, WORKED),
    ]
    assert held.aim_of_all(KPIS["demos"]) == 60


def test_a_past_month_of_a_team_does_not_follow_who_moved_later(
    rep: User, north: Team, south: Team
) -> None:
    october = whole("month", date(2026, 10, 1))
    aim("demos", rep, 30, october.first)
    aim("demos", rep, 40)
    quarter = Period(date(2026, 10, 1), date(2027, 1, 1))

    def months() -> list[Fraction | None]:
        held = book(quarter, TODAY)
        return [
            held.aim_of_team(KPIS["demos"], team.pk, period)
            for team in (north, south)
            for period in (october, NOVEMBER)
        ]

    assert months() == [30, 40, None, None]
    people.join_team(user=rep, team=south, from_on=NOV, by=None, now=NOW)
    assert months() == [30, None, None, 40]


def test_days_in_no_team_count_for_everybody(rep: User, north: Team) -> None:
    aim("demos", rep, 40)
    held = rep.memberships.get()
    held.to_on = date(2026, 11, 16)
    held.save()

    found = book(NOVEMBER, TODAY)

    assert of_teams(found, north) == [Fraction(9 * 40, WORKED)]
    assert found.aim_of_all(KPIS["demos"]) == 40


def test_the_stretch_stands_beside_and_changes_no_attainment(rep: User) -> None:
    aim("demos", rep, 10, stretch=15)
    aim("demos", rep, 20, date(2026, 12, 1))
    found = values("demos", NOVEMBER)[()]
    both = Period(NOV, date(2027, 1, 1))

    held = book(both, TODAY)

    assert held.aim_of_person(KPIS["demos"], rep.pk, harder=True) == 15 + 20
    month = held.standing(KPIS["demos"], found, Fraction(10), stretch=Fraction(15))
    assert (month.target, month.stretch, month.share) == (10, 15, 0)


@pytest.mark.parametrize(("kpi", "stretch"), [("demos", 10), ("sales_cycle", 11)])
def test_the_database_keeps_the_stretch_on_the_better_side(
    rep: User, kpi: str, stretch: int
) -> None:
    aim(kpi, rep, 10)
    target = Target.objects.get()
    target.stretch = stretch
    with pytest.raises(IntegrityError), transaction.atomic():
        target.save()


def test_working_days_know_holidays_absences_and_part_time(rep: User) -> None:
    # A whole holiday on the 11th; away Monday 2 to Wednesday 4 (3 days); half days all month.
    Absence.objects.create(user=rep, from_on=date(2026, 11, 2), to_on=date(2026, 11, 5))
    WorkingTime.objects.create(
        user=rep, from_on=NOV, weekdays="12345", share_percent=50
    )

    held = calendar_for(NOVEMBER)

    assert held.days(NOVEMBER) == WORKED
    assert held.days(NOVEMBER, rep.pk) == Fraction(WORKED - 3, 2)
    # The 20th has not closed: 13 working days have, 10 of them without the absence.
    assert held.elapsed(NOVEMBER, TODAY, [rep.pk]) == Fraction(10, 17)


def test_the_stretch_is_told_beside_the_target_of_a_tile(rep: User) -> None:
    aim("demos", rep, 10, stretch=15)
    held = book(NOVEMBER, TODAY)
    found = values("demos", NOVEMBER)[()]
    harder = held.aim_of_person(KPIS["demos"], rep.pk, harder=True)

    standing = held.standing(KPIS["demos"], found, Fraction(10), stretch=harder)

    assert wording.aim(KPIS["demos"], standing, "EUR")["stretch"] == "stretch 15"
    assert not wording.aim(KPIS["demos"], standing, "EUR")["stretch_met"]


@pytest.mark.parametrize(
    ("kpi", "target", "stretch", "value", "met", "mark"),
    [
        ("demos", 10, 15, 14, False, None),
        ("demos", 10, 15, 15, True, None),
        # A rate's target stands at 64% of its bar, a delay's in the middle.
        ("win_rate", Fraction(2, 5), Fraction(1, 2), Fraction(1, 2), True, 0.8),
        ("win_rate", Fraction(2, 5), Fraction(4, 5), Fraction(1, 2), False, None),
        ("sales_cycle", 40, 30, 30, True, 0.375),
        ("sales_cycle", 40, 30, 31, False, 0.375),
    ],
)
def test_the_stretch_is_reached_and_marked(
    kpi: str,
    target: Fraction,
    stretch: Fraction,
    value: Fraction,
    met: bool,
    mark: float | None,
) -> None:
    held = book(NOVEMBER, TODAY)
    aims = (Fraction(target), (), None, Fraction(stretch))

    standing = held.standing(KPIS[kpi], plain(Fraction(value)), *aims)
    told = wording.aim(KPIS[kpi], standing, "EUR")

    assert (told["stretch_met"], told["stretch_mark"]) == (met, mark)
