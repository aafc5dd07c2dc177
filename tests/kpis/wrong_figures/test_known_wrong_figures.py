"""Figures that look right and are not, read in other programs' sources: ours does none of them.

Each test is named after the fault and its number in the reference (features, section 2).
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from crm.models import AuditEntry, ExchangeRate, Stage, User
from crm.services import activities, deals, people, prospects
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.models import DailySnapshot
from kpis.periods import between
from kpis.scope import ALL, scope_of
from kpis.spec import Spread, Total, Unit
from kpis.targets.aiming import set_target
from kpis.values import Value
from tests.factories import (
    NOW,
    activity,
    deal,
    lost_deal,
    paris,
    product,
    prospect,
    won_deal,
)
from tests.kpis.figures import NOVEMBER, figure, split, values

MARCH = between(date(2026, 3, 1), date(2026, 3, 31))
YEAR = between(date(2026, 1, 1), date(2026, 12, 31))


def test_d1_revenue_follows_no_modification_time(rep: User) -> None:
    won = won_deal(owner=rep, at=paris(2026, 3, 10))
    deals.edit_deal(deal_id=won.pk, by=rep, now=NOW, name="Renamed", lost_note="Today")

    assert figure("revenue") == 0
    assert figure("revenue", MARCH) == 100_000


def test_d2_saving_a_record_forty_times_is_no_activity(rep: User) -> None:
    called = activity(rep=rep)
    company = prospect(owner=rep)
    for number in range(40):
        activities.edit_activity(
            activity_id=called.pk, by=rep, now=NOW, note=f"Note {number}"
        )
        prospects.edit_prospect(
            prospect_id=company.pk, by=rep, now=NOW, city=f"City {number}"
        )

    assert AuditEntry.objects.count() > 80
    assert figure("calls_made_all") == 1
    assert figure("touches_per_rep") == 1


def test_d3_attainment_is_not_capped_before_ranking(rep: User, teammate: User) -> None:
    for person, amount in ((rep, 150), (teammate, 900)):
        won_deal(owner=person, amount=amount)
        set_target(
            by=None,
            now=NOW,
            kpi="revenue",
            period="month",
            starts_on=date(2026, 11, 1),
            value=100,
            user=person,
        )

    assert split("attainment", "rep") == {rep.pk: Fraction(3, 2), teammate.pk: 9}


@pytest.fixture
def dollars(db: None) -> None:
    for day, rate in ((1, "0.90"), (15, "0.80")):
        ExchangeRate.objects.create(
            currency="USD", day=date(2026, 11, day), rate=Decimal(rate)
        )


def test_d4_currencies_neither_added_raw_nor_dropped(rep: User, dollars: None) -> None:
    won_deal(owner=rep, amount=10_000, at=paris(2026, 11, 16))
    won_deal(owner=rep, amount=10_000, currency="USD", at=paris(2026, 11, 5))
    won_deal(owner=rep, amount=10_000, currency="USD", at=paris(2026, 11, 16))
    won_deal(owner=rep, amount=10_000, currency="GBP", at=paris(2026, 11, 16))

    assert figure("revenue") == 10_000 + 9_000 + 8_000
    assert split("deals_won", "currency") == {"EUR": 1, "USD": 2, "GBP": 1}
    assert split("revenue", "currency") == {"EUR": 10_000, "USD": 17_000}


def test_d5_conversion_is_not_measured_against_all_leads_ever(rep: User) -> None:
    for month in (1, 2, 3):
        prospect(owner=rep, at=paris(2026, month, 5))
    customer = prospect(owner=rep, at=paris(2026, 3, 6))
    opened = deal(owner=rep, at=paris(2026, 3, 7), prospect=customer)
    deals.win_deal(deal_id=opened.pk, by=rep, now=NOW, at=paris(2026, 4, 2))

    assert split("lead_conversion", "month", YEAR) == {date(2026, 3, 1): Fraction(1, 2)}
    assert figure("lead_conversion_period", MARCH) == 0
    assert KPIS["lead_conversion"].label != KPIS["lead_conversion_period"].label


def test_d6_one_visibility_for_every_figure(
    rep: User, teammate: User, other_rep: User, manager: User
) -> None:
    for person in (rep, teammate, other_rep):
        company = prospect(owner=person)
        activity(rep=person, prospect=company)
        opened = deal(owner=person, prospect=company)
        deal(owner=person)
        deals.win_deal(deal_id=opened.pk, by=person, now=NOW)

    additive = [
        k for k, kpi in KPIS.items() if isinstance(kpi.formula, Total) and figure(k)
    ]
    assert len(additive) > 5
    for key in [*additive, "pipeline_value", "open_deals", "prospects_contacted"]:
        everything = figure(key)
        assert everything
        assert figure(key, scope=scope_of(rep)) == everything / 3
        assert figure(key, scope=scope_of(manager)) == everything * 2 / 3
        assert split(key, "rep", scope=scope_of(rep)).keys() == {rep.pk}
        assert other_rep.pk not in split(key, "rep", scope=scope_of(manager))


def test_d10_sales_by_rep_are_wins_not_openings(rep: User, teammate: User) -> None:
    for _ in range(5):
        deal(owner=rep)
    won_deal(owner=teammate)

    assert split("deals_won", "rep") == {teammate.pk: 1}
    assert split("revenue", "rep") == {teammate.pk: 100_000}


def test_d11_one_date_for_total_and_chart(rep: User) -> None:
    won_deal(owner=rep, opened_at=paris(2026, 3, 5), at=paris(2026, 11, 5))

    for grain in ("day", "week", "month", "quarter", "year"):
        parts = split("revenue", grain, YEAR)
        assert sum(parts.values()) == figure("revenue", YEAR)
    assert figure("revenue", MARCH) == 0
    assert split("revenue", "month", YEAR) == {date(2026, 11, 1): 100_000}


def test_d13_nothing_is_cut_off_and_stages_may_be_renamed(rep: User) -> None:
    for number in range(130):
        deal(owner=rep, amount=1_000 + number)
    stage = Stage.objects.get(name="Qualification")
    before = figure("pipeline_weighted")
    Stage.objects.filter(pk=stage.pk).update(name="First talk")

    amounts = [1_000 + number for number in range(130)]
    assert figure("open_deals") == 130
    assert figure("pipeline_value") == sum(amounts)
    assert figure("pipeline_weighted") == before
    shares = [(amount * stage.probability + 50) // 100 for amount in amounts]
    assert before == sum(shares)
    assert split("pipeline_value", "stage") == {stage.pk: sum(amounts)}


def test_d14_snapshots_are_components_that_can_be_computed_again(rep: User) -> None:
    won_deal(owner=rep, at=NOW - timedelta(days=40))
    lost_deal(owner=rep)
    snapshots.drain(now=NOW)
    kept = list(DailySnapshot.objects.order_by("day").values())
    assert all(
        isinstance(v, int) for k, v in kept[0].items() if k not in ("day_id", "day")
    )

    DailySnapshot.objects.all().delete()
    snapshots.build(now=NOW)

    rebuilt = DailySnapshot.objects.filter(rep_id=rep.pk).order_by("day").values()
    assert [c for c in rebuilt if c["opps_created"]] == kept
    assert split("win_rate", "quarter", YEAR) == {date(2026, 10, 1): Fraction(1, 2)}


def test_d16_an_average_delay_is_an_average_of_delays(rep: User) -> None:
    for days in (4, 8):
        won_deal(owner=rep, at=NOW, opened_at=NOW - timedelta(days=days))

    cycle = values("sales_cycle")[()]

    assert isinstance(KPIS["sales_cycle"].formula, Spread)
    assert KPIS["sales_cycle"].unit == Unit.DAYS
    assert cycle.value == 6
    won_deal(owner=rep, at=NOW, opened_at=NOW - timedelta(days=6))
    assert figure("sales_cycle") == 6, "who closes more must not be punished"
    assert figure("revenue") == 300_000, "money is a sum, not a count"


def test_d17_past_credit_does_not_follow_the_current_owner(
    rep: User, teammate: User, other_rep: User
) -> None:
    company = prospect(owner=rep, at=paris(2026, 11, 2))
    activity(rep=rep, prospect=company)
    opened = deal(owner=rep, prospect=company, at=paris(2026, 11, 3))
    deals.win_deal(deal_id=opened.pk, by=rep, now=NOW)
    keys = ("leads_created", "calls_made_all", "opps_created", "deals_won", "revenue")
    was = {key: split(key, "rep") for key in keys}

    for owner in (teammate, other_rep):
        prospects.assign_prospect(prospect_id=company.pk, owner=owner, by=rep, now=NOW)
        deals.assign_deal(deal_id=opened.pk, owner=owner, by=rep, now=NOW)
    snapshots.build(now=NOW)

    assert {key: split(key, "rep") for key in keys} == was
    assert all(found.keys() == {rep.pk} for found in was.values())


def test_d18_a_target_hears_money_of_every_currency(rep: User, dollars: None) -> None:
    set_target(
        by=None,
        now=NOW,
        kpi="revenue",
        period="month",
        starts_on=date(2026, 11, 1),
        value=18_000,
        user=rep,
    )
    won_deal(owner=rep, amount=10_000, at=paris(2026, 11, 5))
    won_deal(owner=rep, amount=10_000, currency="USD", at=paris(2026, 11, 16))

    assert split("attainment", "rep") == {rep.pk: 1}


def test_lines_of_two_products_add_up_to_the_deal(rep: User) -> None:
    """Revenue split by product is neither doubled by the join nor given to the first product."""
    from crm.services.deal_lines import LineInput

    one, other = product("One"), product("Other")
    opened = deal(
        owner=rep,
        amount=None,
        lines=[
            LineInput(product=one, unit_price=700),
            LineInput(product=other, unit_price=300),
        ],
    )
    deals.win_deal(deal_id=opened.pk, by=rep, now=NOW)
    won_deal(owner=rep, amount=50)

    assert split("revenue", "product") == {one.pk: 700, other.pk: 300, None: 50}
    for chosen, amount in ((one.pk, 700), (other.pk, 300), (None, 50)):
        assert values("revenue", where={"product": chosen})[()] == Value(
            Fraction(amount), numerator=Fraction(amount)
        )


def test_a_person_may_leave_without_taking_the_past(rep: User, admin: User) -> None:
    won_deal(owner=rep)
    people.deactivate(user=rep, by=admin, now=NOW)

    assert split("revenue", "rep", scope=ALL) == {rep.pk: 100_000}
    assert figure("revenue", NOVEMBER) == 100_000
