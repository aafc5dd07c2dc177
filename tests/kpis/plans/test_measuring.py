"""What moved since a plan began: equal spans of whole weeks, what is too early, what is too few."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crm.models import Notice, User
from kpis import snapshots
from kpis.models import ActionPlan
from kpis.plans.measuring import keep_effects, measured, spans
from kpis.plans.steps import Step, remind_overdue
from kpis.plans.writing import Wanted, open_plan
from kpis.subjects import Subject
from tests.factories import NOW, activity, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = NOW.date()
#: Two whole weeks up to 15 November.
START = date(2026, 11, 2)


def plan(rep: User, kpi: str = "calls_made_all", start: date = START) -> ActionPlan:
    wanted = Wanted(
        "More calls", kpi, Subject(rep=rep.pk), rep.pk, start, date(2026, 11, 15)
    )
    return open_plan(wanted=wanted, steps=[Step("Call")], by=None, now=NOW)


def calls(rep: User, before: int, after: int) -> None:
    for count, day in ((before, 26), (after, 9)):
        for _ in range(count):
            activity(rep=rep, at=paris(2026, 10 if day == 26 else 11, day))
    snapshots.drain(now=NOW)


def test_spans_are_whole_weeks_of_equal_length() -> None:
    assert spans(START, START + timedelta(days=6)) is None
    found = spans(START, START + timedelta(days=20))
    assert found is not None
    before, after = found
    assert (before.first, before.end) == (date(2026, 10, 19), START)
    assert (after.first, after.end) == (START, date(2026, 11, 16))


def test_calls_before_and_after(rep: User, teammate: User) -> None:
    calls(rep, 4, 20)
    calls(teammate, 9, 1)

    found = measured(plan(rep), TODAY)

    assert (found.before, found.after, found.days) == (4, 20, 14)
    assert found.interval is not None
    # 16 more, give or take 1.96 times the root of 24.
    assert round(found.interval.low, 1) == 6.4
    assert found.interval.beyond_chance


def test_too_few_and_too_early(rep: User) -> None:
    calls(rep, 2, 4)
    assert measured(plan(rep), TODAY).why == "few"
    early = measured(plan(rep, start=date(2026, 11, 14)), TODAY)
    assert (early.why, early.from_on) == ("early", date(2026, 11, 21))


def test_what_stands_has_no_interval(rep: User) -> None:
    calls(rep, 1, 1)
    found = measured(plan(rep, "open_deals"), TODAY)
    assert (found.why, found.interval) == ("level", None)


def test_an_effect_is_written_down_once_its_days_are_over(rep: User) -> None:
    calls(rep, 4, 20)
    row = plan(rep)
    assert keep_effects(now=paris(2026, 11, 15)) == 0
    assert keep_effects(now=NOW) == 1
    assert keep_effects(now=NOW) == 0
    row.refresh_from_db()
    assert row.effect is not None
    assert row.effect["after"] == [20, 1]


def test_an_overdue_plan_is_told_once_to_who_sees_to_it(
    rep: User, manager: User
) -> None:
    plan(rep)
    assert remind_overdue(now=NOW) == 1
    assert remind_overdue(now=NOW + timedelta(days=1)) == 0
    told = Notice.objects.get(kind="plan")
    assert (told.user, told.label) == (rep, "More calls")
