"""Rows that make figures wrong: each kind planted, its neighbours left alone, within one's rights."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from crm.models import Activity, Deal, ImportRun, Organisation, User
from crm.services.deal_lines import LineInput
from kpis import signals
from kpis.catalogue import KPIS
from kpis.periods import Period, run_up, whole
from kpis.scope import narrowed, scope_of
from kpis.signals import anomalies
from kpis.signals.anomalies import ODDITIES, changed, odd_rows
from kpis.values import plain
from tests import factories
from tests.factories import NOW, paris

YEAR = Period(date(2025, 11, 1), date(2026, 12, 1))


def odd(who: User, period: Period = YEAR, **narrow: Any) -> dict[str, list[Any]]:
    found = odd_rows(
        who,
        narrowed(scope_of(who), **narrow),
        period,
        now=NOW,
        organisation=Organisation.current(),
    )
    return {each.oddity.key: each.rows for each in found}


@pytest.mark.django_db
def test_a_won_deal_without_an_amount(rep: User) -> None:
    nothing = factories.won_deal(owner=rep, amount=None)
    zero = factories.won_deal(owner=rep, amount=0)
    factories.won_deal(owner=rep, amount=1)
    factories.deal(owner=rep, amount=None)
    factories.lost_deal(owner=rep, amount=None)

    assert set(odd(rep)["unpriced"]) == {nothing, zero}


@pytest.mark.django_db
def test_a_deal_won_before_it_was_opened(rep: User) -> None:
    deal = factories.won_deal(owner=rep, at=paris(2026, 11, 3))
    assert odd(rep) == {}

    Deal.objects.filter(pk=deal.pk).update(opened_at=paris(2026, 11, 3, 11))

    assert odd(rep) == {"backwards": [deal]}


@pytest.mark.django_db
def test_an_amount_far_above_its_product_s(rep: User) -> None:
    shelf, other = factories.product("Shelf"), factories.product("Desk")

    def sold(product: Any, amount: int) -> Deal:
        return factories.won_deal(
            owner=rep, lines=[LineInput(product=product, unit_price=amount)]
        )

    # Ten lines: the median lies between 100 and 110, twenty times 105 is 2,100.
    for amount in (90, 90, 100, 100, 100, 110, 110, 120):
        sold(shelf, amount)
    sold(shelf, 2_100)
    assert odd(rep) == {}
    huge = sold(shelf, 2_101)
    # Of a product sold nine times nothing is said.
    for amount in (*[100] * 8, 90_000):
        sold(other, amount)

    assert odd(rep) == {"huge": [huge]}


@pytest.mark.django_db
def test_a_deal_that_ended_long_ago_and_is_still_expected(rep: User) -> None:
    future = date(2026, 12, 24)
    won = factories.won_deal(owner=rep, at=paris(2026, 10, 1), expected_close_on=future)
    lost = factories.lost_deal(
        owner=rep, at=paris(2026, 10, 1), expected_close_on=future
    )
    factories.won_deal(owner=rep, at=paris(2026, 10, 21), expected_close_on=future)
    factories.deal(owner=rep, at=paris(2026, 10, 1), expected_close_on=future)
    today = NOW.date()
    factories.won_deal(owner=rep, at=paris(2026, 10, 1), expected_close_on=today)

    assert set(odd(rep)["still_expected"]) == {won, lost}


@pytest.mark.django_db
def test_an_activity_logged_long_after(rep: User) -> None:
    late = factories.activity(rep=rep, at=NOW - timedelta(days=14, minutes=1))
    factories.activity(rep=rep, at=NOW - timedelta(days=14))
    assert odd(rep) == {"late": [late]}

    # What a file brought in was written down long after by nature.
    ImportRun.objects.create(
        kind="activities", file_name="calls.csv", started_at=NOW, finished_at=NOW
    )

    assert Activity.objects.count() == 2
    assert odd(rep) == {}


@pytest.mark.django_db
def test_rows_of_other_days_are_left_alone(rep: User) -> None:
    factories.won_deal(owner=rep, at=paris(2025, 10, 31), amount=0)

    assert odd(rep) == {}
    assert "unpriced" in odd(rep, Period(date(2025, 10, 31), date(2025, 11, 1)))


@pytest.mark.django_db
def test_nobody_sees_the_odd_rows_of_others(
    rep: User, teammate: User, other_rep: User, manager: User, admin: User, north: Any
) -> None:
    mine, his, hers = (
        factories.won_deal(owner=who, amount=0) for who in (rep, teammate, other_rep)
    )

    assert set(odd(rep)["unpriced"]) == {mine}
    assert set(odd(manager)["unpriced"]) == {mine, his}
    assert set(odd(admin)["unpriced"]) == {mine, his, hers}
    assert set(odd(admin, team=north.pk)["unpriced"]) == {mine, his}
    assert set(odd(manager, rep=teammate.pk)["unpriced"]) == {his}
    # A person outside the scope has no rows in it.
    assert odd(manager, rep=other_rep.pk) == {}


@pytest.mark.django_db
def test_whoever_sees_every_record_has_figures_of_the_own_scope(
    rep: User, teammate: User
) -> None:
    organisation = Organisation.current()
    organisation.records_seen_by_reps = Organisation.RecordsSeen.ALL
    organisation.save()
    factories.won_deal(owner=teammate, amount=0)

    assert odd(rep) == {}


@pytest.mark.django_db
def test_whoever_sees_everybody_s_figures_opens_the_own_rows_alone(
    rep: User, teammate: User
) -> None:
    organisation = Organisation.current()
    organisation.figures_seen_by_reps = Organisation.FiguresSeen.ALL
    organisation.save()
    mine = factories.won_deal(owner=rep, amount=0)
    factories.won_deal(owner=teammate, amount=0)
    at = NOW - timedelta(days=20)
    late = factories.activity(rep=rep, at=at)
    factories.activity(rep=teammate, at=at)

    assert odd(rep) == {"unpriced": [mine], "late": [late]}


@pytest.mark.django_db
def test_the_first_rows_are_listed_and_all_are_counted(
    rep: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anomalies, "LISTED", 2)
    for _ in range(3):
        factories.won_deal(owner=rep, amount=0)

    [found] = odd_rows(
        rep, scope_of(rep), YEAR, now=NOW, organisation=Organisation.current()
    )

    assert (len(found.rows), found.count) == (2, 3)


def test_every_kind_says_its_rule_with_its_numbers() -> None:
    for oddity in ODDITIES:
        assert "%(" not in str(oddity.rule) % anomalies.NUMBERS
        assert str(oddity.harm)


def test_the_figures_that_changed_come_the_furthest_out_first() -> None:
    parts = run_up(whole("month", date(2026, 10, 1)), "month", 12)
    kpis = [KPIS[key] for key in ("demos", "calls_made_all", "emails_sent", "trials")]
    values = {
        "demos": [plain(25)] * 11 + [plain(50)],
        "calls_made_all": [plain(25)] * 11 + [plain(90)],
        "emails_sent": [plain(25)] * 12,
        "trials": [plain(25)] * 3,
    }

    found = changed(kpis, parts, values, minimum=10, mature_on=parts[-1].last)

    assert [one.kpi.key for one in found] == ["calls_made_all", "demos"]
    assert {one.signal.kind for one in found} == {signals.OUTSIDE}


def test_a_figure_that_matures_waits() -> None:
    parts = run_up(whole("month", date(2026, 10, 1)), "month", 12)
    kpi = KPIS["lead_conversion"]
    assert kpi.matures
    values = {kpi.key: [plain(0)] + [plain(1)] * 10 + [plain(90)]}

    def told(mature_on: date) -> int:
        return len(changed([kpi], parts, values, minimum=1, mature_on=mature_on))

    assert told(date(2026, 10, 31)) == 1
    assert told(date(2026, 10, 30)) == 0
