"""What the database itself refuses, on both databases."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from crm.models import (
    Activity,
    AuditEntry,
    Campaign,
    Contact,
    CostEntry,
    Deal,
    DealLine,
    DealMovement,
    ExchangeRate,
    Membership,
    Organisation,
    Product,
    Prospect,
    ProspectStep,
    Quote,
    Stage,
    SurveyAnswer,
    Team,
    TimeEntry,
    User,
)
from tests import factories
from tests.factories import NOW, paris

postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL has infinite dates"
)


def refused(rows: Any, **values: Any) -> None:
    """An update that goes straight to the database is refused by it."""
    assert rows.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**values)


def refused_sql(statement: str, *values: Any) -> None:
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


class TestMemberships:
    @pytest.mark.parametrize(
        ("from_on", "to_on"),
        [
            (None, None),
            (None, date(2026, 2, 1)),
            (date(2026, 1, 31), date(2026, 2, 1)),
            (date(2025, 1, 1), date(2026, 1, 2)),
            (date(2025, 1, 1), None),
            (date(2026, 1, 10), date(2026, 1, 20)),
        ],
    )
    def test_an_overlap_is_refused_when_it_is_inserted_and_when_it_is_made(
        self, outsider: User, north: Team, south: Team,
        from_on: date | None, to_on: date | None,
    ) -> None:  # fmt: skip
        Membership.objects.create(
            user=outsider, team=north, from_on=date(2026, 1, 1), to_on=date(2026, 2, 1)
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(
                user=outsider, team=south, from_on=from_on, to_on=to_on
            )
        Membership.objects.create(
            user=outsider, team=south, from_on=date(2027, 1, 1), to_on=date(2027, 2, 1)
        )
        refused(Membership.objects.filter(team=south), from_on=from_on, to_on=to_on)

    def test_memberships_that_touch_do_not_overlap(
        self, outsider: User, north: Team, south: Team
    ) -> None:
        day = date(2026, 1, 1)
        Membership.objects.create(user=outsider, team=north, to_on=day)
        Membership.objects.create(user=outsider, team=south, from_on=day)
        assert Membership.objects.on(day).get().team == south

    def test_an_update_that_changes_nothing_of_the_dates_is_no_overlap(
        self, rep: User, south: Team
    ) -> None:
        assert Membership.objects.filter(user=rep).update(team=south) == 1

    def test_another_person_may_be_there_at_the_same_time(
        self, rep: User, teammate: User
    ) -> None:
        assert Membership.objects.count() == 2

    def test_a_membership_lasts_at_least_a_day(self, rep: User) -> None:
        day = date(2026, 1, 1)
        refused(Membership.objects.filter(user=rep), from_on=day, to_on=day)


class TestNumbers:
    @pytest.mark.parametrize("rate", ["NaN", "Infinity", "-1", "0"])
    def test_a_rate_is_a_positive_number(self, db: None, rate: str) -> None:
        ExchangeRate.objects.create(currency="USD", day=date(2026, 1, 1), rate="0.9")
        refused_sql("UPDATE crm_exchangerate SET rate = %s", rate)

    @pytest.mark.parametrize("rate", ["NaN", "-1"])
    def test_the_rate_of_a_deal_too(self, rep: User, rate: str) -> None:
        factories.deal(owner=rep)
        refused_sql("UPDATE crm_deal SET rate = %s", rate)

    def test_nan_does_not_pass_the_model_either(self, db: None) -> None:
        with pytest.raises(ValidationError):
            ExchangeRate.objects.create(
                currency="USD", day=date(2026, 1, 1), rate=float("nan")
            )

    def test_a_line_has_a_quantity_and_a_discount_of_at_most_all(
        self, rep: User
    ) -> None:
        deal = factories.deal(owner=rep)
        DealLine.objects.create(deal=deal, unit_price=100, amount=100)
        lines = DealLine.objects.filter(deal=deal)
        refused(lines, quantity=0)
        refused(lines, quantity=-1)
        refused(lines, discount_bp=10_001)

    def test_a_score_stays_on_its_scale(self, rep: User) -> None:
        answer = SurveyAnswer.objects.create(survey="nps", score=10, at=NOW)
        rows = SurveyAnswer.objects.filter(pk=answer.pk)
        refused(rows, score=11)
        refused(rows, survey="csat")
        refused(rows, survey="csat", score=0)

    def test_a_price_is_not_negative(self, db: None) -> None:
        rows = Product.objects.filter(pk=factories.product().pk)
        refused(rows, list_price=-1)
        refused(rows, unit_cost=-1)

    def test_minutes_fit_in_a_day(self, rep: User) -> None:
        deal = factories.deal(owner=rep)
        TimeEntry.objects.create(rep=rep, deal=deal, day=date(2026, 11, 20), minutes=60)
        refused(TimeEntry.objects.all(), minutes=0)
        refused(TimeEntry.objects.all(), minutes=1441)

    def test_no_more_people_answer_a_campaign_than_received_it(self, db: None) -> None:
        Campaign.objects.create(
            name="Spring", started_on=date(2026, 3, 1), audience=10, responses=10
        )
        refused(Campaign.objects.all(), responses=11)

    def test_a_cost_belongs_to_the_first_of_a_month(self, db: None) -> None:
        CostEntry.objects.create(month=date(2026, 3, 1), kind="marketing", amount=1)
        refused(CostEntry.objects.all(), month=date(2026, 3, 2))
        refused(CostEntry.objects.all(), amount=None)


class TestDates:
    @pytest.mark.parametrize("year", [1899, 2200])
    def test_facts_happen_between_1900_and_2200(self, rep: User, year: int) -> None:
        company = factories.prospect(owner=rep)
        factories.deal(owner=rep, prospect=company)
        factories.activity(rep=rep)
        at = paris(year, 6, 1)
        refused(Prospect.objects.all(), detected_at=at)
        refused(ProspectStep.objects.all(), at=at)
        refused(Deal.objects.all(), opened_at=at)
        refused(Deal.objects.all(), expected_close_on=at.date())
        refused(DealMovement.objects.all(), at=at)
        refused(Activity.objects.all(), at=at)

    @postgresql
    @pytest.mark.parametrize("when", ["infinity", "-infinity"])
    @pytest.mark.parametrize(
        ("table", "column"),
        [
            ("crm_deal", "opened_at"),
            ("crm_deal", "expected_close_on"),
            ("crm_dealmovement", "at"),
            ("crm_prospect", "detected_at"),
            ("crm_membership", "from_on"),
        ],
    )
    def test_no_date_is_infinite(
        self, rep: User, table: str, column: str, when: str
    ) -> None:
        factories.deal(owner=rep, prospect=factories.prospect(owner=rep))
        # Names of tables and columns of our own; the value is a parameter.
        refused_sql(f"UPDATE {table} SET {column} = %s", when)


class TestDeals:
    def test_a_lost_deal_has_a_reason(self, rep: User) -> None:
        factories.lost_deal(owner=rep)
        refused(Deal.objects.all(), lost_reason=None)

    def test_a_deal_has_the_date_of_its_state_and_no_other(self, rep: User) -> None:
        factories.won_deal(owner=rep)
        refused(Deal.objects.all(), won_at=None)
        refused(Deal.objects.all(), state="open")
        refused(Deal.objects.all(), lost_at=NOW)

    @pytest.mark.parametrize("currency", ["XXX", "", "eur", "EU"])
    def test_a_currency_is_known(self, rep: User, currency: str) -> None:
        factories.deal(owner=rep)
        refused(Deal.objects.all(), currency=currency)
        refused(Organisation.objects.all(), base_currency=currency)

    def test_a_recurring_amount_says_how_often(self, rep: User) -> None:
        factories.deal(owner=rep)
        refused(Deal.objects.all(), recurring_amount=100)
        refused(Deal.objects.all(), recurring_interval="month")
        Deal.objects.update(recurring_amount=100, recurring_interval="month")

    def test_a_deal_has_one_standing_outcome(self, rep: User) -> None:
        deal = factories.won_deal(owner=rep)
        won = deal.movements.get(kind="won")
        won.pk, won.kind = None, "lost"
        with pytest.raises(IntegrityError), transaction.atomic():
            won.save(force_insert=True)
        deal.movements.filter(kind="won").update(withdrawn_at=NOW)
        won.save(force_insert=True)

    def test_only_an_end_has_an_outcome_and_can_be_withdrawn(self, rep: User) -> None:
        rows = factories.deal(owner=rep).movements.all()
        refused(rows, outcome_amount=1)
        refused(rows, withdrawn_at=NOW)

    def test_a_quote_is_answered_once_and_after_it_was_sent(self, rep: User) -> None:
        deal = factories.deal(owner=rep)
        Quote.objects.create(deal=deal, number="Q1", rep=rep, created_at=NOW)
        refused(Quote.objects.all(), signed_at=NOW)
        refused(Quote.objects.all(), sent_at=NOW, signed_at=NOW, refused_at=NOW)
        Quote.objects.update(sent_at=NOW, signed_at=NOW)

    def test_probabilities_of_ends_are_fixed(self, db: None) -> None:
        refused(Stage.objects.filter(kind="won"), probability=90)
        refused(Stage.objects.filter(kind="lost"), probability=10)
        refused(Stage.objects.filter(name="Demo"), probability=101)


class TestUniqueness:
    @pytest.mark.parametrize("kind", ["prospect", "deal"])
    def test_an_external_id_is_unique_per_kind_when_given(
        self, rep: User, kind: str
    ) -> None:
        make = getattr(factories, kind)
        make(owner=rep)
        make(owner=rep)
        make(owner=rep, external_id="A1")
        with pytest.raises(IntegrityError), transaction.atomic():
            make(owner=rep, external_id="A1")

    def test_an_email_is_unique_whatever_its_case(self, rep: User) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(email=rep.email.upper(), full_name="Copy")

    def test_a_prospect_is_detected_once(self, rep: User) -> None:
        company = factories.prospect(owner=rep)
        with pytest.raises(IntegrityError), transaction.atomic():
            ProspectStep.objects.create(
                prospect=company, step="detected", at=NOW, rep=rep
            )

    def test_a_prospect_has_one_main_contact(self, rep: User) -> None:
        company = factories.prospect(owner=rep)
        Contact.objects.create(prospect=company, name="A", is_main=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.create(prospect=company, name="B", is_main=True)

    def test_there_is_one_organisation(self, organisation: Organisation) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.create(pk=2)

    def test_a_team_is_not_its_own_parent(self, north: Team) -> None:
        refused(Team.objects.filter(pk=north.pk), parent=north)

    def test_an_owner_is_never_missing(self, rep: User) -> None:
        factories.prospect(owner=rep)
        refused(Prospect.objects.all(), owner=None)
        assert Prospect._meta.get_field("owner").get_default() == 0

    def test_who_owns_facts_cannot_be_deleted(self, rep: User) -> None:
        factories.prospect(owner=rep)
        with pytest.raises(IntegrityError), transaction.atomic():
            rep.delete()
        assert AuditEntry.objects.filter(action="created").exists()
