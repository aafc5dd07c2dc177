"""What a one-to-one looks at: the last whole week, and deals that slip, lie still or lack a step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crm.models import Deal, User
from crm.services import deals
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.scope import ALL, narrowed
from kpis.team.meetings import DealsToSee, deals_to_see, last_week, looked_back
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = date(2026, 11, 20)


def seen(rep: User, reader: User) -> DealsToSee:
    return deals_to_see(rep, reader, TODAY)


def expected(deal: Deal, day: date, at_day: int) -> None:
    at = paris(2026, 11, at_day, 15)
    deals.expect_close(deal_id=deal.pk, on=day, by=None, now=at)


def open_deal(rep: User, **more: object) -> Deal:
    """Opened yesterday with a next step: nothing to talk about."""
    fields = {"next_step": "Call", "next_step_on": TODAY + timedelta(days=3)}
    return factories.deal(owner=rep, at=NOW - timedelta(days=1), **fields | more)


def test_the_last_week_is_the_last_whole_one() -> None:
    found = last_week(TODAY)

    assert (found.first, found.last) == (date(2026, 11, 9), date(2026, 11, 15))
    assert last_week(date(2026, 11, 16)) == found


def test_the_week_beside_the_week_before_and_the_usual_one(rep: User) -> None:
    for day, count in ((10, 5), (3, 2), (27, 4), (20, 3)):
        month = 11 if day < 15 else 10
        for _ in range(count):
            factories.activity(rep=rep, at=paris(2026, month, day), direction="out")
    snapshots.drain(now=NOW)

    [calls] = looked_back(
        [KPIS["calls_made_all"]], narrowed(ALL, rep=rep.pk), TODAY, 10
    )

    assert (calls.value.value, calls.before.value) == (5, 2)
    assert calls.usual is not None
    assert (calls.usual.mean, calls.usual.n) == (3, 3)


def test_a_deal_expected_later_than_first_said_slips(rep: User) -> None:
    first = TODAY + timedelta(days=5)
    deal = open_deal(rep, expected_close_on=first)
    expected(deal, first + timedelta(days=10), 19)
    expected(deal, first + timedelta(days=30), 20)

    [pushed] = seen(rep, rep).pushed

    assert (pushed.deal, pushed.times, pushed.first) == (deal, 2, first)
    assert pushed.by == timedelta(days=30)


def test_brought_forward_or_back_to_the_first_day_does_not_slip(rep: User) -> None:
    first = TODAY + timedelta(days=15)
    sooner, back = (open_deal(rep, expected_close_on=first) for _ in range(2))
    expected(sooner, first - timedelta(days=5), 19)
    expected(back, first + timedelta(days=5), 19)
    expected(back, first, 20)

    assert seen(rep, rep).pushed == []


def test_a_first_date_given_late_is_no_push(rep: User) -> None:
    deal = open_deal(rep)
    expected(deal, TODAY + timedelta(days=9), 20)

    assert seen(rep, rep).count == 0


def test_still_or_without_next_step_each_deal_stands_once(rep: User) -> None:
    old = NOW - timedelta(days=200)
    still = factories.deal(owner=rep, at=old, name="Still")
    idle = open_deal(rep, next_step="", next_step_on=None)
    open_deal(rep)
    planned = open_deal(rep, next_step="", next_step_on=None)
    factories.activity(rep=rep, at=NOW + timedelta(days=1), deal=planned)

    found = seen(rep, rep)

    assert (found.still, found.idle) == ([still], [idle])


def test_only_deals_that_the_reader_may_see(
    rep: User, teammate: User, manager: User
) -> None:
    open_deal(rep, next_step="", next_step_on=None)

    assert seen(rep, manager).count == 1
    assert seen(rep, teammate).count == 0
