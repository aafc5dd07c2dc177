"""The forecast frozen each night: worked by hand, and equal to the journal over generated lives."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.db import transaction

from crm.civil import civil_day, ends_at
from crm.models import (
    Deal,
    Organisation,
    Team,
    User,
)
from crm.services import deals, stages
from crm.services.forecast_calls import call_deal
from kpis import forecast, tasks
from kpis.forecast.freezing import freeze, freeze_day, missing
from kpis.forecast.lines import Line
from kpis.forecast.sql import AsOf
from kpis.models import ForecastDay, ForecastSnapshot
from kpis.scope import ALL
from tests.factories import NOW, deal, lost_reason, paris, stage, won_deal
from tests.kpis.calling import HAPPENS, Chatty
from tests.kpis.recounting import naive

pytestmark = pytest.mark.django_db
DECEMBER, NOVEMBER = date(2026, 12, 1), date(2026, 11, 1)
TENTH = date(2026, 11, 10)


def of(day: date, *, rep: User) -> dict[tuple[date | None, str], tuple[int, ...]]:
    """{(month, category): (deals, unpriced, amount, weighted)} frozen of one person."""
    rows = ForecastSnapshot.objects.filter(day=day, rep_id=rep.pk)
    return {
        (row.month, row.category): (row.count, row.unpriced, row.amount, row.weighted)
        for row in rows
    }


def test_one_day_by_hand(rep: User, manager: User, north: Team) -> None:
    """Probabilities: Proposal 50, Negotiation 80. What happens on the 11th is not of the 10th."""
    at = paris(2026, 11, 2)
    said: dict[str, Any] = {"owner": rep, "at": at, "in_stage": "Proposal"}
    first = deal(amount=1_000, expected_close_on=date(2026, 12, 5), **said)
    deal(amount=2_000, expected_close_on=date(2026, 12, 9), **said)
    deal(amount=None, expected_close_on=date(2026, 12, 9), **said)
    deal(amount=500, expected_close_on=None, **said)
    won_deal(owner=rep, amount=700, at=paris(2026, 11, 6))
    won_deal(owner=rep, amount=900, at=paris(2026, 10, 6))
    call_deal(deal_id=first.pk, category="commit", by=rep, now=paris(2026, 11, 3))
    call_deal(
        deal_id=first.pk,
        category="omitted",
        by=manager,
        now=paris(2026, 11, 11),
        as_manager=True,
    )

    freeze_day(TENTH, now=NOW)

    own = stage("Proposal").forecast_category
    assert of(TENTH, rep=rep) == {
        (DECEMBER, "commit"): (1, 0, 1_000, 500),
        (DECEMBER, own): (2, 1, 2_000, 1_000),
        (None, own): (1, 0, 500, 250),
        (NOVEMBER, "won"): (1, 0, 700, 700),
    }
    assert set(ForecastSnapshot.objects.values_list("team_id", flat=True)) == {north.pk}
    freeze_day(date(2026, 11, 11), now=NOW)
    assert (DECEMBER, "omitted") in of(date(2026, 11, 11), rep=rep)


def test_what_is_frozen_never_changes(rep: User, teammate: User, admin: User) -> None:
    row = deal(
        owner=rep,
        amount=1_000,
        at=paris(2026, 11, 2),
        in_stage="Proposal",
        expected_close_on=date(2026, 12, 5),
    )
    freeze_day(TENTH, now=NOW)
    was = list(ForecastSnapshot.objects.order_by("pk").values())

    # Later writes, some of them about that very day.
    deals.move_deal(
        deal_id=row.pk, stage=stage("Demo"), by=rep, now=NOW, at=paris(2026, 11, 5)
    )
    deals.price_deal(deal_id=row.pk, by=rep, now=NOW, amount=9)
    call_deal(deal_id=row.pk, category="commit", by=rep, now=NOW)
    deals.assign_deal(deal_id=row.pk, by=rep, now=NOW, owner=teammate)
    stages.edit_stage(
        stage=stage("Demo"), by=admin, now=NOW, forecast_category="omitted"
    )
    deals.delete_deal(deal_id=row.pk, by=admin, now=NOW)
    assert freeze_day(TENTH, now=NOW) is False
    freeze(now=NOW, limit=None)

    kept = ForecastSnapshot.objects.filter(day=TENTH).order_by("pk")
    assert list(kept.values()) == was


def test_days_of_absence_are_caught_up_once_each(rep: User) -> None:
    assert missing(NOW) == []
    deal(owner=rep, at=paris(2026, 11, 12), expected_close_on=date(2026, 12, 5))
    assert freeze(now=NOW, limit=3) == 5
    assert freeze(now=NOW, limit=None) == 0
    assert freeze(now=NOW) == 0
    days = list(ForecastDay.objects.order_by("day").values_list("day", flat=True))
    assert days == [date(2026, 11, day) for day in range(12, 20)]
    assert ForecastSnapshot.objects.count() == 8
    # The day that has just ended is frozen after midnight, not before.
    later = paris(2026, 11, 20, 23, 59)
    assert missing(later) == []
    assert missing(later + timedelta(minutes=2)) == [date(2026, 11, 20)]
    with pytest.raises(ValueError, match="not ended"):
        freeze_day(date(2026, 11, 20), now=later)


def test_history_that_comes_late_is_frozen_too(rep: User) -> None:
    deal(owner=rep, at=paris(2026, 11, 18))
    freeze(now=NOW, limit=None)
    deal(owner=rep, at=paris(2026, 11, 16))
    assert missing(NOW) == [date(2026, 11, 16), date(2026, 11, 17)]


# -- over generated lives -------------------------------------------------------------------------


def counted(found: list[Line]) -> Counter[tuple[Any, ...]]:
    counter: Counter[tuple[Any, ...]] = Counter()
    for line in found:
        key = (line.rep, line.team, line.month, line.category)
        counter[(*key, "count")] += line.deals
        counter[(*key, "amount")] += line.amount
        if line.category != "won":
            counter[(*key, "weighted")] += line.weighted
    return Counter({key: n for key, n in counter.items() if n})


@pytest.mark.parametrize("seed", [3, 8])
def test_what_a_night_froze_is_rebuilt_from_the_journal(seed: int) -> None:
    """Each night the frozen rows equal a recount deal by deal; and weeks later the journal, read as
    it was known then, still says the same."""
    world = Chatty(seed)
    zone = Organisation.current().zone
    names, weights = list(HAPPENS), list(HAPPENS.values())
    nights: dict[date, Counter[tuple[Any, ...]]] = {}
    for n in range(24):
        start = datetime.combine(date(2026, 9, 21), time(), tzinfo=zone)
        begins = (start + timedelta(days=n)).astimezone(UTC)
        for hour in range(8):
            world.now = begins + timedelta(hours=hour * 2 + 1)
            with time_machine.travel(world.now, tick=False), transaction.atomic():
                world.do(world.random.choices(names, weights)[0])
        midnight = ends_at(civil_day(begins, zone), zone) + timedelta(minutes=1)
        with time_machine.travel(midnight, tick=False):
            freeze(now=midnight, limit=None)
        day = civil_day(begins, zone)
        kept = forecast.frozen([day])
        if day in kept:
            nights[day] = counted(kept[day])
            assert nights[day] == naive(day, midnight), day

    assert sum(bool(lines) for lines in nights.values()) > 12
    assert Deal.objects.count() > 10
    for frozen in ForecastDay.objects.all():
        again = counted(forecast.rebuilt(AsOf(frozen.day, known=frozen.frozen_at)))
        assert again == counted(forecast.frozen([frozen.day])[frozen.day]), frozen.day
        # A day before the first deal was written down was frozen with the first night after.
        assert again == nights.get(frozen.day, again)
    today = civil_day(world.now, zone)
    live = [due.line() for due in forecast.open_deals(today, ALL)]
    whole = [line for line in forecast.rebuilt(AsOf(today)) if line.category != "won"]
    assert counted(live) == counted(whole)


def test_a_lost_deal_is_in_no_frozen_forecast(rep: User) -> None:
    """Fault D9: and what is won counts in the month it was won, not the one expected."""
    said: dict[str, Any] = {"owner": rep, "amount": 1_000, "at": paris(2026, 11, 2)}
    lost = deal(expected_close_on=date(2026, 11, 28), **said)
    won = deal(expected_close_on=date(2026, 12, 28), **said)
    deals.lose_deal(
        deal_id=lost.pk, by=rep, now=NOW, at=paris(2026, 11, 5), reason=lost_reason()
    )
    deals.win_deal(deal_id=won.pk, by=rep, now=NOW, at=paris(2026, 11, 6))
    freeze_day(TENTH, now=NOW)
    assert of(TENTH, rep=rep) == {(NOVEMBER, "won"): (1, 0, 1_000, 1_000)}


def test_the_tick_freezes_what_is_missing(rep: User) -> None:
    deal(owner=rep, at=paris(2026, 11, 17), expected_close_on=date(2026, 12, 5))
    sending = mock.patch.object(tasks.freeze, "delay")
    with time_machine.travel(NOW, tick=False), sending as sent:
        tasks.tick()
        assert sent.call_count == 1
        tasks.freeze()
        tasks.tick()
        assert sent.call_count == 1
    assert ForecastDay.objects.count() == 3
