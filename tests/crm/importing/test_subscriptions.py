"""Subscriptions from a file: the rows, and the journal of recurring revenue they write."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crm.models import (
    ExchangeRate,
    MrrMovement,
    Product,
    Prospect,
    Subscription,
    User,
)
from crm.services import deals
from tests import factories
from tests.crm.importing.conftest import Importer
from tests.crm.importing.subscribing import HEAD, SPRING, converted_on, journal
from tests.factories import NOW, paris


@pytest.fixture
def durand(rep: User) -> Prospect:
    return factories.prospect(owner=rep, name="Durand", at=SPRING, external_id="P1")


@pytest.fixture
def martin(rep: User) -> Prospect:
    return factories.prospect(owner=rep, name="Martin", at=SPRING)


# -- new ones -------------------------------------------------------------------------------------


def test_subscriptions_are_written_with_theirjournal(
    importing: Importer, rep: User, durand: Prospect, product: Product
) -> None:
    report = importing(
        "subscriptions",
        HEAD + "S1,P1,Licence,2026-04-10,,100.50,,\n"
        "S2,durand,,2026-05-01,2026-07-31,40,,Price\n",
    )
    assert (report.created, report.errors, report.warnings) == (2, [], [])
    assert report.created_values == {"churn_reason": ["Price"]}
    first, second = Subscription.objects.order_by("pk")
    assert (first.product, first.owner, first.amount) == (product, rep, 10_050)
    assert (first.base_amount, first.rate, first.ended_on) == (10_050, 1, None)
    assert second.ended_on == date(2026, 7, 31)
    assert str(second.churn_reason) == "Price"
    assert journal() == [
        (paris(2026, 4, 10, 12), 10_050, 10_050),
        (paris(2026, 5, 1, 12), 4_000, 4_000),
        (paris(2026, 7, 31, 12), -4_000, -4_000),
    ]
    assert set(MrrMovement.objects.values_list("rep", "prospect")) == {
        (rep.pk, durand.pk)
    }


def test_who_pays_is_a_customer_from_the_first_payment_on(
    importing: Importer, durand: Prospect, martin: Prospect
) -> None:
    importing(
        "subscriptions",
        HEAD + "S1,Durand,,2026-05-10,,30,,\nS2,Durand,,2026-04-10,,10,,\n"
        "S3,Durand,,2026-04-01,,0,,\nS4,Martin,,2026-04-01,,0,,\n",
    )
    assert converted_on(durand) == [(paris(2026, 4, 10, 12), None)]
    durand.refresh_from_db()
    assert durand.converted_at == paris(2026, 4, 10, 12)
    assert converted_on(martin) == []


def test_a_trial_writes_no_revenue_until_it_is_paid(
    importing: Importer, durand: Prospect
) -> None:
    line = "S1,Durand,,2026-04-01,{},{},,\n"
    importing("subscriptions", HEAD + line.format("", 0))
    assert Subscription.objects.get().base_amount == 0
    assert journal() == []
    importing("subscriptions", HEAD + line.format("", 25))
    assert journal() == [(NOW, 2_500, 2_500)]
    assert converted_on(durand) == [(NOW, None)]


def test_a_trial_ends_without_a_word_in_thejournal(
    importing: Importer, durand: Prospect
) -> None:
    line = "S1,Durand,,2026-04-01,{},0,,\n"
    importing("subscriptions", HEAD + line.format(""))
    assert importing("subscriptions", HEAD + line.format("2026-05-01")).updated == 1
    assert Subscription.objects.get().ended_on == date(2026, 5, 1)
    assert journal() == []


def test_one_that_ends_the_day_it_starts_nets_to_nothing_on_that_day(
    importing: Importer, durand: Prospect
) -> None:
    report = importing("subscriptions", HEAD + "S1,P1,,2026-04-10,2026-04-10,30,,\n")
    noon = paris(2026, 4, 10, 12)
    assert journal() == [(noon, 3_000, 3_000), (noon, -3_000, -3_000)]
    assert converted_on(durand) == [(noon, None)]
    assert report.filled == {"churn_reason": 1}
    assert str(Subscription.objects.get().churn_reason) == "Not recorded"


@pytest.mark.parametrize(
    ("cells", "monthly"),
    [("100,", 10_000), (",1200", 10_000), (",100", 833), ("8.34,100", 834)],
)
def test_an_amount_is_said_a_month_or_a_year(
    importing: Importer, durand: Prospect, cells: str, monthly: int
) -> None:
    head = "prospect,started,mrr,arr\n"
    assert importing("subscriptions", f"{head}P1,2026-04-10,{cells}\n").created == 1
    assert Subscription.objects.get().amount == monthly


def test_today_is_now_and_the_day_of_detection_not_before_it(
    importing: Importer, rep: User
) -> None:
    factories.prospect(owner=rep, name="Late", at=paris(2026, 4, 10, 17))
    importing(
        "subscriptions",
        HEAD + "S1,Late,,2026-04-10,2026-04-10,30,,\nS2,Late,,2026-11-20,,30,,\n",
    )
    late = paris(2026, 4, 10, 17)
    assert [at for at, _base, _own in journal()] == [late, late, NOW]


# -- money ----------------------------------------------------------------------------------------


def test_what_was_put_in_is_taken_out_at_the_rate_of_the_first_day(
    importing: Importer, durand: Prospect
) -> None:
    ExchangeRate.objects.create(currency="USD", day="2026-04-01", rate="0.9")
    ExchangeRate.objects.create(currency="USD", day="2026-05-01", rate="0.5")
    importing("subscriptions", HEAD + "S1,P1,,2026-04-10,2026-06-10,100,USD,\n")
    assert [rest for _at, *rest in journal()] == [[9_000, 10_000], [-9_000, -10_000]]
    assert Subscription.objects.get().base_amount == 9_000


def test_what_has_no_rate_is_counted_and_priced_when_it_comes(
    importing: Importer, durand: Prospect
) -> None:
    importing(
        "subscriptions",
        HEAD + "S1,P1,,2026-04-10,2026-06-10,100,USD,\nS2,P1,,2026-04-10,,0,USD,\n",
    )
    assert [rest for _at, *rest in journal()] == [[None, 10_000], [None, -10_000]]
    importing("rates", "currency,day,rate\nUSD,2026-01-01,0.90\n")
    assert [rest for _at, *rest in journal()] == [[9_000, 10_000], [-9_000, -10_000]]
    priced = Subscription.objects.order_by("external_id")
    assert list(priced.values_list("base_amount", flat=True)) == [9_000, 0]


# -- customers by a win ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("started", "converted"),
    [("2026-04-10", 10), ("2026-04-12", 11), ("2026-04-11", 11)],
)
def test_a_customer_is_one_since_the_first_win_or_payment(
    importing: Importer, rep: User, durand: Prospect, started: str, converted: int
) -> None:
    won = factories.won_deal(owner=rep, prospect=durand, at=paris(2026, 4, 11, 15))
    importing("subscriptions", HEAD + f"S1,P1,,{started},,30,,\n")
    (found,) = converted_on(durand)
    assert found[0].day == converted
    # On the day of the win the win is what made it a customer, whatever the hour of the import.
    assert found[1] == (won.pk if converted == 11 else None)


def test_a_win_taken_back_leaves_the_customer_who_pays(
    importing: Importer, rep: User, durand: Prospect
) -> None:
    won = factories.won_deal(owner=rep, prospect=durand, at=paris(2026, 4, 11))
    importing("subscriptions", HEAD + "S1,P1,,2026-05-10,,30,,\n")
    deals.reopen_deal(deal_id=won.pk, by=rep, now=NOW)
    assert converted_on(durand) == [(paris(2026, 5, 10, 12), None)]
    again = deals.win_deal(deal_id=won.pk, by=rep, now=NOW)
    assert again.won_at == NOW
    assert converted_on(durand) == [(paris(2026, 5, 10, 12), None)]


# -- what is refused ------------------------------------------------------------------------------

BAD = [
    ("S1,Nobody,,2026-04-10,,30,,", "prospect", "Nobody"),
    ("S1,,,2026-04-10,,30,,", "prospect", "required"),
    ("S1,P1,Nothing,2026-04-10,,30,,", "product", "Nothing"),
    ("S1,P1,,,,30,,", "started", "required"),
    ("S1,P1,,2026-04-31,,30,,", "started", "not a date"),
    ("S1,P1,,2026-11-21,,30,,", "started", "in the future"),
    ("S1,P1,,2026-04-10,2026-04-09,30,,", "ended", "before it starts"),
    ("S1,P1,,2026-04-10,,-30,,", "amount a month", "negative"),
    ("S1,P1,,2026-04-10,,,,", "amount a month", "a month or a year"),
    ("S1,P1,,2026-04-10,,30,XXX,", "currency", "currency"),
    ("S1,P1,,2026-04-10,,30,,Price", "churn reason", "when it ended"),
]


@pytest.mark.parametrize(("line", "column", "reason"), BAD)
def test_a_bad_line_is_named_with_its_column(
    importing: Importer, durand: Prospect, line: str, column: str, reason: str
) -> None:
    text = f"{HEAD}S0,P1,,2026-04-01,,5,,\n{line}\n"
    report = importing("subscriptions", text)
    assert (report.created, report.rejected) == (1, 1)
    (error,) = report.errors
    assert (error["line"], error["column"]) == (3, column)
    assert reason in error["reason"]
    assert Subscription.objects.get().external_id == "S0"


def test_a_month_and_a_year_may_not_contradict_each_other(
    importing: Importer, durand: Prospect
) -> None:
    head = "prospect,started,mrr,arr\n"
    report = importing("subscriptions", head + "P1,2026-04-10,100,1100\n")
    assert [error["column"] for error in report.errors] == ["arr"]


def test_an_end_to_come_is_left_out_until_it_came(
    importing: Importer, durand: Prospect
) -> None:
    text = HEAD + "S1,P1,,2026-04-10,2026-12-31,30,,Price\n"
    report = importing("subscriptions", text)
    assert (report.created, report.rejected) == (1, 0)
    assert report.created_values == {}
    (warning,) = report.warnings
    assert (warning["column"], warning["value"]) == ("ended_on", "2026-12-31")
    assert Subscription.objects.get().ended_on is None
    later = importing("subscriptions", text, now=NOW + timedelta(days=60))
    assert (later.updated, later.unchanged, later.warnings) == (1, 0, [])
    assert Subscription.objects.get().ended_on == date(2026, 12, 31)
    assert sum(base or 0 for _at, base, _own in journal()) == 0


# -- how the file is written ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "﻿Client;Début;Fin;Montant mensuel\nDurand;13/04/2026;05/06/2026;1 100,50\n",
        "customer,start date,end date,mrr\nDurand,04/13/2026,06/05/2026,1100.50\n",
        "﻿account,start_date,end_date,arr_amount\nDurand,13-04-2026,05-06-2026,13206\n",
    ],
)
def test_days_are_read_in_the_order_of_the_file(
    importing: Importer, durand: Prospect, text: str
) -> None:
    assert importing("subscriptions", text).created == 1
    row = Subscription.objects.get()
    assert (row.started_on, row.ended_on) == (date(2026, 4, 13), date(2026, 6, 5))
    assert row.amount == 110_050
