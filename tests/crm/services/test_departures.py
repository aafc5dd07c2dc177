"""Customers lost for not ordering: dated at the end of the last month, back with the next order."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from crm.civil import civil_day
from crm.models import (
    ChurnReason,
    DayDone,
    Organisation,
    Prospect,
    ProspectStep,
    User,
)
from crm.services import contracts, deals, departures, people, prospects
from crm.services.errors import Refused
from tests.factories import NOW, PARIS, paris, prospect, won_deal


def day(year: int, month: int, number: int) -> date:
    return date(year, month, number)


@pytest.fixture
def customer(rep: User) -> Prospect:
    """Ordered on 5 March 2025, once."""
    found = prospect(owner=rep, at=paris(2025, 1, 1))
    won_deal(owner=rep, prospect=found, at=paris(2025, 3, 5, 16))
    return found


def settle(now: datetime = NOW) -> None:
    departures.settle_day(now=now)


def told(customer: Prospect) -> list[tuple[str, date]]:
    """The steps of the rule that stand, by day."""
    rows = ProspectStep.objects.standing().filter(prospect=customer, automatic=True)
    return [(row.step, civil_day(row.at, PARIS)) for row in rows.order_by("at", "id")]


def test_lost_at_the_end_of_the_twelfth_month(customer: Prospect) -> None:
    settle(paris(2026, 3, 4))
    assert told(customer) == []
    settle(paris(2026, 3, 5, 0, 1))
    assert told(customer) == [("churned", day(2026, 3, 5))]
    customer.refresh_from_db()
    assert customer.churned_at == paris(2026, 3, 5, 0)
    assert (customer.churn_reason and customer.churn_reason.name) == (
        "No order for 12 months"
    )
    assert not customer.is_customer


def test_days_of_absence_are_dated_each_on_its_own(
    customer: Prospect, rep: User
) -> None:
    other = prospect(owner=rep, at=paris(2025, 1, 1))
    won_deal(owner=rep, prospect=other, at=paris(2025, 3, 9))
    settle(paris(2026, 3, 4))
    settle(paris(2026, 4, 20))  # nobody was here for weeks

    assert told(customer) == [("churned", day(2026, 3, 5))]
    assert told(other) == [("churned", day(2026, 3, 9))]


def test_once_a_civil_day(customer: Prospect, django_assert_num_queries: Any) -> None:
    settle()
    assert DayDone.objects.get().day == NOW.date()
    with django_assert_num_queries(2):  # the organisation, the day
        settle(NOW + timedelta(hours=2))
    settle(NOW + timedelta(days=1))
    assert DayDone.objects.get().day == NOW.date() + timedelta(days=1)
    assert len(told(customer)) == 1


def test_an_order_takes_them_back_from_that_day(customer: Prospect, rep: User) -> None:
    settle()
    won_deal(owner=rep, prospect=customer, at=paris(2026, 11, 10))

    assert told(customer) == [
        ("churned", day(2026, 3, 5)),
        ("returned", day(2026, 11, 10)),
    ]
    customer.refresh_from_db()
    assert (customer.churned_at, customer.churn_reason) == (None, None)
    first = ProspectStep.objects.of("converted").get(prospect=customer)
    assert first.ended_at == paris(2026, 3, 5, 0)


def test_a_return_that_is_reopened_never_was(customer: Prospect, rep: User) -> None:
    settle()
    back = won_deal(owner=rep, prospect=customer, at=paris(2026, 11, 10))
    deals.reopen_deal(deal_id=back.pk, by=rep, now=NOW)

    assert told(customer) == [("churned", day(2026, 3, 5))]
    customer.refresh_from_db()
    assert customer.churned_at == paris(2026, 3, 5, 0)


def test_an_order_of_before_that_is_told_late_fills_the_gap(
    customer: Prospect, rep: User
) -> None:
    settle()
    won_deal(owner=rep, prospect=customer, at=paris(2026, 1, 15))

    assert told(customer) == []
    customer.refresh_from_db()
    assert customer.is_customer


def test_without_any_win_left_there_is_nobody_to_lose(
    customer: Prospect, rep: User
) -> None:
    settle()
    deals.reopen_deal(deal_id=customer.deals.get().pk, by=rep, now=NOW)

    assert told(customer) == []
    customer.refresh_from_db()
    assert (customer.converted_at, customer.churned_at) == (None, None)


@pytest.mark.parametrize(
    ("end_on", "lost"),
    [(None, None), (date(2027, 1, 1), None), (date(2026, 6, 30), date(2026, 7, 1))],
)
def test_a_running_contract_keeps_a_customer(
    customer: Prospect, rep: User, end_on: date | None, lost: date | None
) -> None:
    contracts.sign_contract(
        prospect=customer,
        start_on=date(2025, 3, 5),
        end_on=end_on,
        by=rep,
        now=NOW,
        at=paris(2025, 3, 5),
    )
    settle()

    assert told(customer) == ([] if lost is None else [("churned", lost)])


def test_a_contract_that_ended_before_keeps_nobody(
    customer: Prospect, rep: User
) -> None:
    signed = contracts.sign_contract(
        prospect=customer,
        start_on=date(2025, 3, 5),
        by=rep,
        now=NOW,
        at=paris(2025, 3, 5),
    )
    contracts.end_contract(
        contract_id=signed.pk,
        reason=ChurnReason.objects.create(name="Closed"),
        by=rep,
        now=NOW,
        at=paris(2025, 8, 1),
    )
    settle()

    assert told(customer) == [("churned", day(2026, 3, 5))]


def test_a_running_subscription_keeps_a_customer(rep: User) -> None:
    found = prospect(owner=rep, at=paris(2025, 1, 1))
    won_deal(
        owner=rep,
        prospect=found,
        at=paris(2025, 3, 5),
        recurring_amount=9_000,
        recurring_interval="month",
    )
    settle()

    assert told(found) == []


def test_the_rule_is_changed_and_switched_off(customer: Prospect, admin: User) -> None:
    settle()
    people.edit_organisation(by=admin, now=NOW, churn_after_months=18)
    settle()
    assert told(customer) == [("churned", day(2026, 9, 5))]
    assert ChurnReason.objects.get(code="no_order").name == "No order for 18 months"
    people.edit_organisation(by=admin, now=NOW, churn_after_months=0)
    settle()
    assert told(customer) == []
    customer.refresh_from_db()
    assert customer.is_customer


@pytest.mark.parametrize("left", [paris(2025, 6, 1), paris(2026, 8, 1)])
def test_what_a_person_recorded_stands_before_the_rule(
    customer: Prospect, rep: User, left: datetime
) -> None:
    assert told(customer) == [("churned", day(2026, 3, 5))]
    reason = ChurnReason.objects.create(name="Closed down")
    prospects.take_step(
        prospect_id=customer.pk,
        step="churned",
        at=left,
        by=rep,
        now=NOW,
        churn_reason=reason,
    )
    settle()

    assert told(customer) == []
    customer.refresh_from_db()
    assert (customer.churned_at, customer.churn_reason) == (left, reason)


def test_nobody_takes_back_what_nobody_recorded(customer: Prospect, rep: User) -> None:
    settle()
    with pytest.raises(Refused):
        prospects.undo_step(prospect_id=customer.pk, step="churned", by=rep, now=NOW)


def test_who_never_ordered_here_is_not_judged(rep: User) -> None:
    found = prospect(owner=rep, at=paris(2020, 1, 1))
    Prospect.objects.filter(pk=found.pk).update(converted_at=paris(2020, 2, 1))
    settle()

    assert told(found) == []


def test_settled_twice_writes_nothing_more(customer: Prospect) -> None:
    said = {"now": NOW, "low": 0, "high": 10**9}
    people.edit_organisation(by=None, now=NOW, churn_after_months=18)
    assert departures.settle(**said) == 2  # one withdrawn, one written
    assert departures.settle(**said) == 0


@pytest.mark.parametrize(
    ("from_", "months", "to"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
        (date(2025, 6, 30), 18, date(2026, 12, 30)),
    ],
)
def test_months_are_counted_on_the_calendar(from_: date, months: int, to: date) -> None:
    assert departures.add_months(from_, months) == to


def test_many_customers_cost_as_few_queries(
    customer: Prospect, rep: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        found = prospect(owner=rep, at=paris(2025, 1, 1))
        won_deal(owner=rep, prospect=found, at=paris(2025, 4, 1 + number))
    assert Organisation.current().churn_after_months == 12
    with django_assert_max_num_queries(26):
        settle()
    assert ProspectStep.objects.filter(automatic=True).count() == 13
