"""Customers at risk and lists from conditions: cases worked by hand, today being 20 November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from crm.models import ChurnReason, Prospect, User
from crm.services import (
    contracts,
    subscription_start,
    subscriptions,
    survey_answers,
    voice,
)
from kpis.customers import Portrait, habit, of_reader, portraits
from kpis.customers.loyalty import BY_KEY, CONDITIONS, matching
from kpis.customers.retention import at_risk, reasons_of, revenue_at_risk
from kpis.scope import narrowed, scope_of
from tests import factories
from tests.factories import NOW, paris

TODAY = NOW.date()
PLAIN = Portrait(1, "Acme", "Camille Roux", date(2025, 1, 10), last_word=TODAY)


def keys(one: Portrait) -> list[str]:
    return [reason.key for reason in reasons_of(one, TODAY, 90, "EUR")]


# -- each rule alone --------------------------------------------------------------------------


def test_a_customer_without_a_reason_is_not_at_risk() -> None:
    assert keys(PLAIN) == []


def test_habit_is_the_mean_of_the_gaps_and_needs_four_days() -> None:
    # 1, 11, 21 and 31 January: three gaps of ten days.
    assert habit(date(2026, 1, 1), date(2026, 1, 31), 4) == Fraction(10)
    assert habit(date(2026, 1, 1), date(2026, 1, 31), 3) is None


@pytest.mark.parametrize(
    ("usual", "days", "silent"),
    [
        (None, 90, False),
        (None, 91, True),
        (Fraction(20), 60, False),
        (Fraction(20), 61, True),
        # Spoken to every other day: three weeks of silence are nothing yet.
        (Fraction(2), 21, False),
        (Fraction(2), 22, True),
    ],
)
def test_silence_is_three_times_what_is_usual(
    usual: Fraction | None, days: int, silent: bool
) -> None:
    one = replace(PLAIN, last_word=TODAY - timedelta(days=days), usual=usual)
    assert keys(one) == (["silence"] if silent else [])


def test_an_order_breaks_the_silence() -> None:
    old = date(2026, 1, 1)
    assert keys(replace(PLAIN, last_word=old)) == ["silence"]
    assert keys(replace(PLAIN, last_word=old, last_order=TODAY)) == []


def test_contracts_are_told_sixty_days_ahead() -> None:
    ends = TODAY + timedelta(days=60)
    assert keys(replace(PLAIN, contract_ends=ends)) == ["contract"]
    assert keys(replace(PLAIN, contract_ends=ends + timedelta(days=1))) == []


def test_reasons_are_words_with_their_days() -> None:
    one = replace(
        PLAIN,
        complaints=2,
        complaining_since=date(2026, 11, 2),
        detractor=(3, date(2026, 10, 5)),
        mrr=80_000,
        mrr_before=100_000,
    )
    told = reasons_of(one, TODAY, 90, "EUR")
    assert [reason.text for reason in told] == [
        "2 complaints are open, the first since 2 Nov 2026",
        "Gave 3 of 10 on 5 Oct 2026",
        "Recurring revenue fell from €1,000 to €800 a month in 3 months",
    ]


@pytest.mark.django_db
def test_most_reasons_come_first_then_most_revenue() -> None:
    complaining = replace(PLAIN, complaints=1, complaining_since=TODAY)
    both = replace(complaining, pk=3, detractor=(1, TODAY), amounts={"revenue": 1})
    rich = replace(complaining, pk=2, amounts={"revenue": 500})
    found = at_risk([complaining, PLAIN, both, rich], TODAY)
    assert [risk.customer.pk for risk in found] == [3, 2, 1]
    assert [risk.score for risk in found] == [2, 1, 1]
    assert revenue_at_risk(found) == 501


# -- conditions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "holding", "failing"),
    [
        (
            "quiet",
            6,
            {"last_order": date(2026, 5, 19)},
            {"last_order": date(2026, 5, 20)},
        ),
        (
            "unheard",
            1,
            {"last_word": date(2026, 10, 19)},
            {"last_word": date(2026, 10, 20)},
        ),
        ("since", 12, {"since": date(2025, 11, 20)}, {"since": date(2025, 11, 21)}),
        (
            "margin",
            500,
            {"amounts": {"gross_margin": 500}},
            {"amounts": {"gross_margin": 499}},
        ),
        ("revenue", 500, {"amounts": {"revenue": 500}}, {"amounts": {}}),
        (
            "worth",
            500,
            {"amounts": {"clv_observed": 501}},
            {"amounts": {"clv_observed": 1}},
        ),
        ("detractor", 1, {"detractor": (2, TODAY)}, {"promoter": (9, TODAY)}),
        (
            "promoter",
            1,
            {"promoter": (9, TODAY)},
            {"promoter": (9, TODAY), "detractor": (2, TODAY)},
        ),
        ("complaint", 1, {"complaints": 1}, {"complaints": 0}),
        ("content", 1, {"complaints": 0}, {"complaints": 2}),
        ("falling", 1, {"mrr": 1, "mrr_before": 2}, {"mrr": 2, "mrr_before": 2}),
        (
            "ending",
            3,
            {"contract_ends": date(2027, 2, 20)},
            {"contract_ends": date(2027, 2, 21)},
        ),
    ],
)
def test_each_condition_holds_up_to_its_edge(
    key: str, value: int, holding: dict[str, object], failing: dict[str, object]
) -> None:
    holds = BY_KEY[key].holds
    assert holds(replace(PLAIN, **holding), value, TODAY)  # type: ignore[arg-type]
    assert not holds(replace(PLAIN, **failing), value, TODAY)  # type: ignore[arg-type]


def test_every_condition_has_a_case_above() -> None:
    [mark] = [m for m in test_each_condition_holds_up_to_its_edge.pytestmark if m.args]  # type: ignore[attr-defined]
    assert {case[0] for case in mark.args[1]} == {c.key for c in CONDITIONS}


def test_all_conditions_must_hold() -> None:
    rich = replace(PLAIN, pk=2, amounts={"revenue": 900}, complaints=1)
    content = replace(PLAIN, pk=3, amounts={"revenue": 900})
    found = [PLAIN, rich, content]
    asked = {"revenue": 900, "content": 1}
    assert [one.pk for one in matching(found, asked, TODAY)] == [3]
    assert matching(found, {}, TODAY) == found


# -- read from the facts ----------------------------------------------------------------------


@pytest.fixture
def acme(rep: User) -> Prospect:
    """A customer since 5 May 2025, bought again on 3 March 2026."""
    found = factories.prospect(owner=rep, name="Acme", at=paris(2025, 5, 1))
    for at, amount in ((paris(2025, 5, 5), 100_000), (paris(2026, 3, 3), 40_000)):
        factories.won_deal(owner=rep, prospect=found, at=at, amount=amount)
    return found


def portrait(user: User) -> Portrait:
    [one] = portraits(of_reader(user, scope_of(user), TODAY), NOW)
    return one


@pytest.mark.django_db
def test_a_portrait_gathers_what_the_record_says(acme: Prospect, rep: User) -> None:
    for day in (1, 11, 21, 31):
        factories.activity(rep=rep, prospect=acme, at=paris(2026, 8, day, 9))
        factories.activity(rep=rep, prospect=acme, at=paris(2026, 8, day, 15))
    voice.receive_complaint(
        by=rep,
        now=NOW,
        prospect=acme,
        reason=factories.complaint_reason(),
        received_at=paris(2026, 11, 2),
        severity="low",
    )
    for score, day in ((2, 3), (10, 9)):
        survey_answers.record_answer(
            by=rep,
            now=NOW,
            survey="nps",
            score=score,
            prospect=acme,
            at=paris(2026, 10, day),
        )
    contracts.sign_contract(
        prospect=acme,
        start_on=date(2026, 1, 1),
        end_on=date(2026, 12, 31),
        by=rep,
        now=NOW,
        at=paris(2026, 1, 1),
    )
    running = subscription_start.start_subscription(
        prospect_id=acme.pk,
        by=rep,
        now=NOW,
        amount=50_000,
        currency="EUR",
        on=date(2026, 2, 1),
    )
    subscriptions.change_subscription(
        subscription_id=running.pk, by=rep, now=NOW, amount=30_000, on=date(2026, 10, 1)
    )
    one = portrait(rep)
    assert (one.since, one.last_order) == (date(2025, 5, 5), date(2026, 3, 3))
    assert (one.last_word, one.usual) == (date(2026, 8, 31), Fraction(10))
    assert (one.complaints, one.complaining_since) == (1, date(2026, 11, 2))
    # The same person's later answer is the one that counts.
    assert (one.detractor, one.promoter) == (None, (10, date(2026, 10, 9)))
    assert one.contract_ends == date(2026, 12, 31)
    assert (one.mrr, one.mrr_before) == (30_000, 50_000)
    assert one.amounts["revenue"] == 40_000
    assert one.amounts["clv_observed"] == 140_000
    assert keys(one) == ["complaint", "silence", "mrr", "contract"]


@pytest.mark.django_db
def test_who_left_is_no_customer_at_risk(acme: Prospect, rep: User) -> None:
    from crm.services import prospects

    reason = ChurnReason.objects.create(name="Closed down")
    prospects.take_step(
        prospect_id=acme.pk,
        step="churned",
        at=NOW,
        by=rep,
        now=NOW,
        churn_reason=reason,
    )
    assert portraits(of_reader(rep, scope_of(rep), TODAY), NOW) == []


@pytest.mark.django_db
def test_a_manager_filtered_on_a_rep_reads_what_the_rep_reads(
    acme: Prospect, rep: User, teammate: User, manager: User, other_manager: User
) -> None:
    theirs = factories.prospect(owner=teammate, name="Zoe", at=paris(2026, 1, 5))
    factories.won_deal(owner=teammate, prospect=theirs, at=paris(2026, 1, 6))
    mine = portraits(of_reader(rep, scope_of(rep), TODAY), NOW)
    scope = narrowed(scope_of(manager), rep=rep.pk)
    assert portraits(of_reader(manager, scope, TODAY), NOW) == mine
    assert [one.name for one in mine] == ["Acme"]
    everyone = portraits(of_reader(manager, scope_of(manager), TODAY), NOW)
    assert [one.name for one in everyone] == ["Acme", "Zoe"]
    assert (
        portraits(of_reader(other_manager, scope_of(other_manager), TODAY), NOW) == []
    )


@pytest.mark.django_db
def test_a_record_is_worth_the_same_whoever_it_was_given_to(
    acme: Prospect, rep: User, teammate: User
) -> None:
    was = portrait(rep)
    Prospect.objects.filter(pk=acme.pk).update(owner=teammate)
    now = portrait(teammate)
    assert now.amounts == was.amounts
    assert portraits(of_reader(rep, scope_of(rep), TODAY), NOW) == []
