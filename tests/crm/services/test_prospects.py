"""Prospects and the steps of their life."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from crm.models import (
    AuditEntry,
    ChurnReason,
    DisqualifyReason,
    Prospect,
    ProspectStep,
    SurveyAnswer,
    User,
)
from crm.services import deals, prospects
from crm.services.errors import Conflict
from tests import factories
from tests.factories import NOW, paris

JANUARY, MARCH, MAY = paris(2026, 1, 5), paris(2026, 3, 2), paris(2026, 5, 4)


@pytest.fixture
def company(rep: User) -> Prospect:
    return factories.prospect(owner=rep, at=JANUARY, name="Lefèvre & Fils SARL")


@pytest.fixture
def customer(rep: User, company: Prospect) -> Prospect:
    factories.won_deal(owner=rep, prospect=company, at=MARCH)
    company.refresh_from_db()
    return company


def take(
    company: Prospect, step: str, at: Any, by: User, **detail: Any
) -> ProspectStep:
    return prospects.take_step(
        prospect_id=company.pk, step=step, at=at, by=by, now=NOW, **detail
    )


class TestAdding:
    def test_a_new_prospect_is_detected_for_its_owner(
        self, rep: User, manager: User
    ) -> None:
        company = factories.prospect(owner=rep, by=manager, at=JANUARY)
        step = company.steps.get()
        assert (step.step, step.at, step.rep) == ("detected", JANUARY, rep)

    def test_nobody_is_detected_in_the_future(self, rep: User) -> None:
        with pytest.raises(ValidationError) as refused:
            factories.prospect(owner=rep, at=NOW + timedelta(days=1), now=NOW)
        assert list(refused.value.message_dict) == ["detected_at"]

    def test_it_is_found_without_accents_case_or_legal_form(
        self, company: Prospect
    ) -> None:
        assert company.name_key == "lefevre fils"

    def test_the_first_contact_person_is_the_main_one_until_another_is(
        self, rep: User, company: Prospect
    ) -> None:
        def add(name: str, **values: Any) -> Any:
            return prospects.add_contact(
                prospect=company, by=rep, now=NOW, name=name, **values
            )

        first, second, third = add("A"), add("B"), add("C", is_main=True)
        first.refresh_from_db()
        assert (first.is_main, second.is_main, third.is_main) == (False, False, True)


class TestEditing:
    def test_the_search_keys_follow_the_name_and_the_address(
        self, rep: User, company: Prospect
    ) -> None:
        changed = prospects.edit_prospect(
            prospect_id=company.pk, by=rep, now=NOW, name="ÉTOILE SA", email="a@B.fr"
        )
        assert (changed.name_key, changed.email_domain) == ("etoile", "b.fr")

    def test_only_descriptions_are_edited(self, rep: User, company: Prospect) -> None:
        for field in ("owner", "converted_at", "detected_at", "version"):
            with pytest.raises(ValueError, match="not a description"):
                prospects.edit_prospect(
                    prospect_id=company.pk, by=rep, now=NOW, **{field: None}
                )

    def test_who_saw_an_older_version_changes_nothing(
        self, rep: User, company: Prospect
    ) -> None:
        def edit(name: str) -> None:
            prospects.edit_prospect(
                prospect_id=company.pk, by=rep, now=NOW, seen=1, name=name
            )

        edit("First")
        with pytest.raises(Conflict):
            edit("Second")
        company.refresh_from_db()
        assert company.name == "First"

    def test_another_owner_leaves_the_credit_where_it_was(
        self, rep: User, teammate: User, company: Prospect
    ) -> None:
        moved = prospects.assign_prospect(
            prospect_id=company.pk, owner=teammate, by=rep, now=NOW
        )
        assert moved.owner == teammate
        assert company.steps.get().rep == rep
        again = prospects.assign_prospect(
            prospect_id=company.pk, owner=teammate, by=rep, now=NOW
        )
        assert again.version == moved.version
        assert AuditEntry.objects.filter(action="assigned").count() == 1


class TestSteps:
    @pytest.mark.parametrize(
        ("step", "column"),
        [
            ("mql", "mql_at"),
            ("sql", "sql_at"),
            ("trial", "trial_started_at"),
            ("disqualified", "disqualified_at"),
        ],
    )
    def test_a_declared_step_is_credited_to_the_owner_on_its_day(
        self, rep: User, manager: User, company: Prospect, step: str, column: str
    ) -> None:
        taken = take(company, step, MARCH, manager)
        company.refresh_from_db()
        assert (taken.rep, taken.at, getattr(company, column)) == (rep, MARCH, MARCH)

    @pytest.mark.parametrize("step", ["detected", "contacted", "converted", "nonsense"])
    def test_what_follows_from_facts_is_neither_declared_nor_undone(
        self, rep: User, customer: Prospect, step: str
    ) -> None:
        with pytest.raises(ValidationError, match="follows from"):
            take(customer, step, MARCH, rep)
        with pytest.raises(ValidationError, match="follows from"):
            prospects.undo_step(prospect_id=customer.pk, step=step, by=rep, now=NOW)
        assert customer.steps.standing().count() == 2

    def test_a_step_is_not_taken_twice_nor_before_detection_nor_in_the_future(
        self, rep: User, company: Prospect
    ) -> None:
        take(company, "sql", MARCH, rep)
        with pytest.raises(ValidationError, match="already recorded"):
            take(company, "sql", MAY, rep)
        with pytest.raises(ValidationError, match="before the prospect was detected"):
            take(company, "mql", JANUARY - timedelta(days=1), rep)
        with pytest.raises(ValidationError, match="future"):
            take(company, "mql", NOW + timedelta(days=1), rep)

    def test_a_step_undone_is_withdrawn_and_can_be_taken_again(
        self, rep: User, company: Prospect
    ) -> None:
        reason = DisqualifyReason.objects.create(name="Too small")
        take(company, "disqualified", MARCH, rep, disqualify_reason=reason)
        prospects.undo_step(
            prospect_id=company.pk, step="disqualified", by=rep, now=NOW
        )
        company.refresh_from_db()
        assert (company.disqualified_at, company.disqualify_reason) == (None, None)
        step = company.steps.get(step="disqualified")
        assert (step.withdrawn_at, step.disqualify_reason) == (NOW, reason)
        take(company, "disqualified", MAY, rep)

    def test_a_step_that_was_not_taken_is_not_undone(
        self, rep: User, company: Prospect
    ) -> None:
        with pytest.raises(ValidationError, match="not recorded"):
            prospects.undo_step(prospect_id=company.pk, step="sql", by=rep, now=NOW)


class TestChurn:
    def test_only_a_customer_stops_being_one_and_not_before_it_was(
        self, rep: User, company: Prospect
    ) -> None:
        with pytest.raises(ValidationError, match="Only a customer"):
            take(company, "churned", MAY, rep)
        factories.won_deal(owner=rep, prospect=company, at=MARCH)
        with pytest.raises(ValidationError, match="Only a customer"):
            take(company, "churned", JANUARY, rep)
        take(company, "churned", MAY, rep)

    def test_a_customer_who_buys_again_is_not_lost(
        self, rep: User, customer: Prospect
    ) -> None:
        reason = ChurnReason.objects.create(name="Budget")
        take(customer, "churned", MAY, rep, churn_reason=reason)
        factories.won_deal(owner=rep, prospect=customer, at=NOW)
        customer.refresh_from_db()
        assert (customer.churned_at, customer.churn_reason) == (None, None)
        assert customer.is_customer
        assert not customer.steps.of("churned").exists()

    def test_a_win_told_late_that_came_before_the_churn_leaves_it(
        self, rep: User, customer: Prospect
    ) -> None:
        take(customer, "churned", MAY, rep)
        factories.won_deal(owner=rep, prospect=customer, at=paris(2026, 4, 1))
        customer.refresh_from_db()
        assert customer.churned_at == MAY

    def test_with_the_only_win_goes_the_churn(
        self, rep: User, customer: Prospect
    ) -> None:
        take(customer, "churned", MAY, rep)
        deal = customer.deals.get()
        deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
        customer.refresh_from_db()
        assert (customer.converted_at, customer.churned_at) == (None, None)
        assert set(customer.steps.standing().values_list("step", flat=True)) == {
            "detected"
        }


class TestLeaving:
    def test_a_prospect_without_history_is_deleted(
        self, rep: User, company: Prospect
    ) -> None:
        prospects.delete_prospect(prospect_id=company.pk, by=rep, now=NOW)
        assert not Prospect.objects.exists()
        assert not ProspectStep.objects.exists()
        assert AuditEntry.objects.filter(action="deleted").exists()

    @pytest.mark.parametrize("fact", ["deal", "activity", "complaint", "answer"])
    def test_one_with_a_history_is_archived_instead(
        self, rep: User, company: Prospect, fact: str
    ) -> None:
        if fact == "deal":
            factories.deal(owner=rep, prospect=company)
        elif fact == "activity":
            factories.activity(rep=rep, prospect=company)
        elif fact == "complaint":
            factories.complaint(by=rep, prospect=company)
        else:
            SurveyAnswer.objects.create(survey="nps", score=9, at=NOW, prospect=company)
        with pytest.raises(ValidationError, match="Archive it"):
            prospects.delete_prospect(prospect_id=company.pk, by=rep, now=NOW)
        prospects.archive_prospect(prospect_id=company.pk, by=rep, now=NOW)
        assert not Prospect.objects.current().exists()
        prospects.archive_prospect(
            prospect_id=company.pk, by=rep, now=NOW, archived=False
        )
        assert Prospect.objects.current().exists()
