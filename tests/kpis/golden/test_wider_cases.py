"""A case worked by hand for each figure of leads, quotes, margins and what customers say.

NOW is Friday 20 November 2026; the month asked is November.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from crm.announce import announce_many
from crm.models import Contact, Prospect, ProspectStep, Team, User
from crm.services import (
    complaint_acts,
    people,
    prospects,
    quote_answers,
    quotes,
    reviews,
    survey_answers,
    verbatims,
)
from crm.services.deal_lines import LineInput
from tests import factories
from tests.factories import NOW, activity, paris, prospect, won_deal
from tests.kpis.figures import NOVEMBER, figure, split, values

OCTOBER = NOVEMBER.__class__(date(2026, 10, 1), date(2026, 11, 1))


def _step(lead: Prospect, step: str, day: int, month: int = 11) -> None:
    prospects.take_step(
        prospect_id=lead.pk,
        step=step,
        at=paris(2026, month, day),
        by=lead.owner,
        now=NOW,
    )


@pytest.fixture
def leads(rep: User) -> list[Prospect]:
    """Five leads of 2 November."""
    return [prospect(owner=rep, at=paris(2026, 11, 2), now=NOW) for _ in range(5)]


def test_lead_quality_is_of_the_leads_of_the_period(leads: list[Prospect]) -> None:
    _step(leads[0], "sql", 10)
    _step(leads[1], "sql", 12)

    assert figure("lead_quality") == Fraction(2, 5)
    # Qualified in November, detected in October: quality of October.
    older = prospect(owner=leads[0].owner, at=paris(2026, 10, 30), now=NOW)
    _step(older, "sql", 13)
    assert figure("lead_quality") == Fraction(2, 5)
    assert figure("lead_quality", OCTOBER) == 1
    prospects.undo_step(prospect_id=older.pk, step="sql", by=older.owner, now=NOW)
    assert figure("lead_quality", OCTOBER) == 0


def test_marketing_leads_become_sales_leads(leads: list[Prospect]) -> None:
    assert figure("mql_to_sql") is None
    for lead in leads[:4]:
        _step(lead, "mql", 4)
    _step(leads[0], "sql", 9)
    _step(leads[4], "sql", 9)  # never marketing's

    assert figure("mql_to_sql") == Fraction(1, 4)


def test_those_never_called_are_told_beside_the_delay(leads: list[Prospect]) -> None:
    for lead, day in zip(leads, (2, 5, 12), strict=False):
        activity(rep=lead.owner, prospect=lead, at=paris(2026, 11, day))
    activity(
        rep=leads[3].owner, prospect=leads[3], at=paris(2026, 11, 3), direction="in"
    )

    spread = values("time_to_first_contact")[()].spread
    assert spread is not None
    assert (spread.n, spread.mean, spread.median) == (3, Fraction(13, 3), 3)
    assert figure("leads_uncontacted") == Fraction(2, 5)


def test_trials_and_onboardings_count_on_their_day(
    rep: User, leads: list[Prospect]
) -> None:
    compass = factories.product("Compass")
    prospects.take_step(
        prospect_id=leads[0].pk,
        step="trial",
        at=paris(2026, 11, 6),
        by=rep,
        now=NOW,
        product=compass,
    )
    for status in ("held", "cancelled"):
        activity(rep=rep, kind="onboarding", at=paris(2026, 11, 9), status=status)

    assert figure("trials") == figure("onboardings") == 1
    assert split("trials", "product") == {compass.pk: 1}


def test_a_quote_counts_once_with_its_first_version(rep: User) -> None:
    sent, signed = [], paris(2026, 11, 18)
    for amount in (100_000, 50_000, 30_000):
        deal = factories.deal(owner=rep, at=paris(2026, 10, 5), amount=amount)
        quote = quotes.quote_deal(deal_id=deal.pk, by=rep, now=paris(2026, 11, 3))
        quote_answers.send_quote(quote_id=quote.pk, by=rep, now=paris(2026, 11, 3))
        sent.append(quote)
    again = quotes.next_version(quote_id=sent[0].pk, by=rep, now=paris(2026, 11, 10))
    quote_answers.send_quote(quote_id=again.pk, by=rep, now=paris(2026, 11, 10))

    assert figure("quotes_sent") == 3
    assert figure("quotes_value") == 180_000
    assert figure("quote_win_rate") == 0
    back = quote_answers.sign_quote(
        quote_id=again.pk, by=rep, now=signed, on=signed.date()
    )
    assert figure("quote_win_rate") == Fraction(1, 3)
    assert back.pk
    # A draft is no quote sent, nor is the deal's amount one.
    other = factories.deal(owner=rep, at=paris(2026, 11, 5))
    quotes.quote_deal(deal_id=other.pk, by=rep, now=NOW)
    assert figure("quotes_sent") == 3


def test_calls_that_reach_and_demos_that_take_place(rep: User) -> None:
    for outcome in ("reached", "positive", "no_answer", "voicemail", ""):
        activity(rep=rep, at=paris(2026, 11, 4), outcome=outcome)
    for status in ("held", "held", "no_show", "cancelled"):
        activity(rep=rep, kind="demo", at=paris(2026, 11, 5), status=status)

    assert figure("reach_rate") == Fraction(2, 5)
    assert figure("demo_show_rate") == Fraction(2, 3)


def test_qualified_leads_become_customers(leads: list[Prospect]) -> None:
    for lead in leads[:3]:
        _step(lead, "sql", 5)
    won_deal(owner=leads[0].owner, prospect=leads[0], at=paris(2026, 11, 16))
    won_deal(owner=leads[0].owner, prospect=leads[4], at=paris(2026, 11, 17))

    assert figure("sql_conversion") == Fraction(1, 3)
    assert figure("sales_per_lead") == Fraction(2, 5)
    spread = values("time_to_convert")[()].spread
    assert spread is not None
    assert (spread.n, spread.mean) == (2, Fraction(29, 2))


def test_margin_is_of_what_has_a_cost(rep: User) -> None:
    compass = factories.product("Compass")
    for price, cost in ((80_000, 60_000), (20_000, 5_000), (50_000, None)):
        line = LineInput(product=compass, unit_price=price, unit_cost=cost)
        won_deal(owner=rep, at=paris(2026, 11, 6), lines=[line])

    assert figure("revenue") == 150_000
    assert figure("gross_margin") == 35_000
    # Sums first: the mean of the two rates would be 50 %.
    assert figure("margin_rate") == Fraction(35, 100)
    assert values("margin_rate")[()].n is None
    assert split("gross_margin", "product") == {compass.pk: 35_000}


def test_a_complaint_is_resolved_in_days(rep: User) -> None:
    slow, fast, _open = (
        factories.complaint(by=rep, at=paris(2026, 11, day)) for day in (2, 10, 12)
    )
    for row, day in ((slow, 12), (fast, 10)):
        complaint_acts.resolve_complaint(
            complaint_id=row.pk, resolution="Sent.", by=rep, now=paris(2026, 11, day)
        )

    spread = values("complaint_resolution")[()].spread
    assert spread is not None
    assert (spread.n, spread.mean, spread.median) == (2, 5, 5)
    complaint_acts.reopen_complaint(complaint_id=slow.pk, by=rep, now=NOW)
    assert values("complaint_resolution")[()].n == 1


def test_satisfied_is_four_or_five(rep: User) -> None:
    assert figure("csat") is None
    customer = prospect(owner=rep, at=paris(2026, 10, 1), now=NOW)
    for survey, score in (("csat", 5), ("csat", 4), ("csat", 3), ("nps", 10)):
        survey_answers.record_answer(
            by=rep,
            now=NOW,
            survey=survey,
            score=score,
            prospect=customer,
            at=paris(2026, 11, 9),
        )

    assert figure("csat") == Fraction(2, 3)


def test_stars_are_a_mean_over_all_reviews(rep: User, teammate: User) -> None:
    for by, rating in ((rep, 5), (rep, 5), (rep, 5), (teammate, 1)):
        reviews.add_review(
            by=by, now=NOW, site="Maps", rating=rating, at=paris(2026, 11, 8)
        )

    # Not 3, the mean of the two people's means.
    assert figure("review_rating") == 4
    assert figure("five_star_share") == Fraction(3, 4)


def test_words_are_counted_by_kind(rep: User) -> None:
    for kind in ("compliment", "compliment", "question"):
        verbatims.record_verbatim(
            by=rep, now=NOW, kind=kind, text="Well.", at=paris(2026, 11, 8)
        )

    assert figure("verbatims") == 3
    assert split("verbatims", "kind") == {"compliment": 2, "question": 1}


def test_4_promoters_less_detractors(rep: User) -> None:
    assert values("nps")[()].reason == "no_denominator"
    for count, score in ((5, 9), (2, 8), (1, 7), (2, 6)):
        for _ in range(count):
            _recommends(prospect(owner=rep, at=paris(2026, 10, 1), now=NOW), score, 9)

    asked = values("nps")[()]
    assert (asked.value, asked.n) == (30, 10)


def test_who_answers_twice_counts_with_the_last_answer(rep: User) -> None:
    customer = prospect(owner=rep, at=paris(2026, 10, 1), now=NOW)
    contact = prospects.add_contact(prospect=customer, by=rep, now=NOW, name="Ada")
    _recommends(customer, 10, 5)
    _recommends(customer, 2, 12)
    _recommends(customer, 9, 6, contact=contact)

    # In the month each has one answer; split by day, what they said that day.
    assert figure("nps") == 0
    assert split("nps", "day") == {
        date(2026, 11, 5): 100,
        date(2026, 11, 6): 100,
        date(2026, 11, 12): -100,
    }


def _recommends(customer: Prospect, score: int, day: int, **who: Contact) -> None:
    survey_answers.record_answer(
        by=customer.owner,
        now=NOW,
        survey="nps",
        score=score,
        prospect=customer,
        at=paris(2026, 11, day),
        **who,
    )


def test_7_who_stays_and_who_leaves(rep: User) -> None:
    """200 customers at the start, 8 lost, 30 new: 96 % kept, 4 % lost, 222 at the end."""
    before, during = paris(2026, 10, 1), paris(2026, 11, 5)
    customers = Prospect.objects.bulk_create(
        Prospect(
            name=f"Customer {n}",
            owner=rep,
            created_at=before,
            detected_at=before,
            converted_at=before if n < 200 else during,
        )
        for n in range(230)
    )
    ProspectStep.objects.bulk_create(
        ProspectStep(prospect=each, step="converted", at=each.converted_at, rep=rep)
        for each in customers
    )
    announce_many(ProspectStep.objects.all())
    for left in customers[:8]:
        _step(left, "churned", 12)
    # Won and lost within the month: neither kept nor lost of those at the start.
    passing = prospect(owner=rep, at=paris(2026, 11, 2), now=NOW)
    won_deal(owner=rep, prospect=passing, at=paris(2026, 11, 3))
    passing.refresh_from_db()
    _step(passing, "churned", 18)

    assert figure("retention") == Fraction(96, 100)
    assert figure("churn") == Fraction(4, 100)
    assert figure("customers") == 222
    assert figure("customers", OCTOBER) == 200
    assert figure("customers_lost") == 9
    assert figure("retention", OCTOBER) is None


def test_a_prospect_is_in_hand_until_it_is_settled(leads: list[Prospect]) -> None:
    rep = leads[0].owner
    assert figure("prospects_open") == 5
    won_deal(owner=rep, prospect=leads[0], at=paris(2026, 11, 16))
    _step(leads[1], "disqualified", 17)

    assert figure("prospects_open") == 3
    assert split("prospects_open", "day")[date(2026, 11, 16)] == 4
    prospects.undo_step(prospect_id=leads[1].pk, step="disqualified", by=rep, now=NOW)
    assert figure("prospects_open") == 4


def test_a_team_has_the_customers_of_its_members(
    rep: User, north: Team, south: Team
) -> None:
    customer = prospect(owner=rep, at=paris(2026, 9, 1), now=NOW)
    won_deal(owner=rep, prospect=customer, at=paris(2026, 9, 10))
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 10))

    assert split("customers", "team", OCTOBER) == {north.pk: 1}
    assert split("customers", "team") == {south.pk: 1}
    # Asked of November, the start of the month says whose it was.
    customer.refresh_from_db()
    _step(customer, "churned", 15)
    assert split("churn", "team") == {north.pk: 1}


def test_a_customer_who_buys_twice_spends_more(rep: User) -> None:
    assert figure("avg_spend_customer") is None
    faithful, other = (prospect(owner=rep, at=paris(2026, 9, 1)) for _ in range(2))
    for customer, amount, month in (
        (faithful, 60_000, 10),
        (faithful, 30_000, 11),
        (faithful, 50_000, 11),
        (other, 40_000, 11),
        (None, 99_000, 11),
    ):
        won_deal(owner=rep, prospect=customer, amount=amount, at=paris(2026, month, 6))

    assert figure("avg_spend_customer") == 60_000
    both = OCTOBER.__class__(OCTOBER.first, NOVEMBER.end)
    assert figure("avg_spend_customer", both) == 90_000
    assert figure("avg_transaction") == Fraction(219_000, 4)
