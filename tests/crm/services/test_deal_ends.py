"""How a deal ends, comes back, and makes a customer of its prospect."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from crm.models import (
    DealMovement,
    Prospect,
    User,
)
from crm.services import deals
from tests import factories
from tests.crm.services.reading import (
    DEMO,
    MONDAY,
    PROPOSAL,
    QUALIFICATION,
    TUESDAY,
    WEDNESDAY,
    pipeline,
    rows,
    sums,
)
from tests.factories import NOW, paris, stage


class TestEnding:
    def test_a_win_takes_out_what_was_put_in_and_says_what_was_won(
        self, rep: User
    ) -> None:
        deal = factories.won_deal(owner=rep, opened_at=MONDAY, at=TUESDAY)
        assert rows(deal)[1:] == [
            ("won", QUALIFICATION, "Camille", -1, -100_000, -10_000)
        ]
        won = deal.movements.get(kind="won")
        assert (won.at, won.outcome_amount) == (TUESDAY, 100_000)
        deal.refresh_from_db()
        assert (deal.state, deal.stage.name, deal.won_at) == ("won", "Won", TUESDAY)
        assert pipeline() == (0, 0, 0)

    def test_a_loss_asks_for_a_reason_and_for_a_competitor_its_name(
        self, rep: User
    ) -> None:
        deal = factories.deal(owner=rep)
        beaten = factories.lost_reason("Competitor", needs_competitor=True)
        for reason, field in ((None, "reason"), (beaten, "competitor")):
            with pytest.raises(ValidationError) as refused:
                deals.lose_deal(deal_id=deal.pk, reason=reason, by=rep, now=NOW)
            assert list(refused.value.message_dict) == [field]
        assert len(rows(deal)) == 1

    def test_a_loss_is_counted_with_what_was_lost(self, rep: User) -> None:
        deal = factories.lost_deal(owner=rep, opened_at=MONDAY, at=TUESDAY)
        assert rows(deal)[1:] == [
            ("lost", QUALIFICATION, "Camille", -1, -100_000, -10_000)
        ]
        assert deal.movements.get(kind="lost").outcome_amount == 100_000

    def test_a_deal_ends_once(self, rep: User) -> None:
        deal = factories.won_deal(owner=rep)
        with pytest.raises(ValidationError, match="Reopen it first"):
            deals.win_deal(deal_id=deal.pk, by=rep, now=NOW)
        with pytest.raises(ValidationError, match="Reopen it first"):
            deals.move_deal(deal_id=deal.pk, stage=stage(DEMO), by=rep, now=NOW)


class TestReopening:
    def test_the_win_leaves_its_day_and_the_pipeline_has_the_deal_back_today(
        self, rep: User
    ) -> None:
        deal = factories.won_deal(
            owner=rep, opened_at=MONDAY, at=TUESDAY, in_stage=DEMO
        )
        deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert rows(deal)[1:] == [
            ("won", DEMO, "Camille", -1, -100_000, -30_000),
            ("reopened", DEMO, "Camille", 1, 100_000, 30_000),
        ]
        won, back = deal.movements.order_by("id")[1:]
        assert (won.at, won.withdrawn_at, back.at) == (TUESDAY, NOW, NOW)
        assert pipeline() == (1, 100_000, 30_000)
        deal.refresh_from_db()
        assert (deal.state, deal.stage.name, deal.won_at) == ("open", DEMO, None)

    def test_a_win_reopened_and_won_again_counts_once(self, rep: User) -> None:
        deal = factories.won_deal(owner=rep, opened_at=MONDAY, at=TUESDAY)
        deals.reopen_deal(deal_id=deal.pk, by=rep, now=WEDNESDAY)
        deals.win_deal(deal_id=deal.pk, by=rep, now=NOW)
        standing = DealMovement.objects.of("won")
        assert [row.at for row in standing] == [NOW]
        assert pipeline() == (0, 0, 0)

    def test_a_reversal_negates_what_is_stored_then_the_new_probability_is_a_row(
        self, rep: User, admin: User
    ) -> None:
        deal = factories.won_deal(owner=rep, opened_at=MONDAY, at=TUESDAY)
        deals.set_probability(
            stage=stage(QUALIFICATION), probability=20, by=admin, now=WEDNESDAY
        )
        deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert rows(deal)[2:] == [
            ("reopened", QUALIFICATION, "Camille", 1, 100_000, 10_000),
            ("revalued", QUALIFICATION, "Camille", 0, 0, 10_000),
        ]

    def test_it_may_come_back_in_another_open_stage_only(self, rep: User) -> None:
        deal = factories.won_deal(owner=rep, opened_at=MONDAY, at=TUESDAY)
        with pytest.raises(ValidationError, match="open stage"):
            deals.reopen_deal(deal_id=deal.pk, stage=stage("Lost"), by=rep, now=NOW)
        deals.reopen_deal(deal_id=deal.pk, stage=stage(PROPOSAL), by=rep, now=NOW)
        assert pipeline() == (1, 100_000, 50_000)
        assert deal.movements.get(kind="reopened").stage.name == PROPOSAL

    def test_it_comes_back_to_who_owns_it_now(self, rep: User, teammate: User) -> None:
        deal = factories.won_deal(owner=rep, opened_at=MONDAY, at=TUESDAY)
        deals.assign_deal(deal_id=deal.pk, owner=teammate, by=rep, now=WEDNESDAY)
        deals.reopen_deal(deal_id=deal.pk, by=teammate, now=NOW)
        assert sums(DealMovement.objects.filter(rep=rep)) == (0, 0, 0)
        assert sums(DealMovement.objects.filter(rep=teammate)) == (1, 100_000, 10_000)

    def test_a_win_corrected_then_reopened_comes_back_at_the_corrected_amount(
        self, rep: User
    ) -> None:
        deal = factories.won_deal(owner=rep, opened_at=MONDAY, at=TUESDAY)
        deals.price_deal(deal_id=deal.pk, amount=90_000, by=rep, now=WEDNESDAY)
        deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert rows(deal)[2:] == [
            ("reopened", QUALIFICATION, "Camille", 1, 100_000, 10_000),
            ("amount", QUALIFICATION, "Camille", 0, -10_000, -1_000),
        ]
        assert pipeline() == (1, 90_000, 9_000)

    def test_a_loss_reopened_forgets_its_reason(self, rep: User) -> None:
        deal = factories.lost_deal(owner=rep, opened_at=MONDAY, at=TUESDAY)
        deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
        deal.refresh_from_db()
        assert (deal.lost_reason, deal.lost_at) == (None, None)
        assert not DealMovement.objects.of("lost").exists()

    def test_an_open_deal_is_not_reopened(self, rep: User) -> None:
        with pytest.raises(ValidationError, match="open already"):
            deals.reopen_deal(deal_id=factories.deal(owner=rep).pk, by=rep, now=NOW)


class TestConversion:
    def company(self, rep: User) -> Prospect:
        return factories.prospect(owner=rep, at=paris(2026, 1, 5))

    def converted(self, company: Prospect) -> Any:
        company.refresh_from_db()
        step = company.steps.of("converted").first()
        assert (step and step.at) == company.converted_at
        return step

    def test_the_first_win_makes_a_customer_credited_to_who_won(
        self, rep: User, teammate: User
    ) -> None:
        company = self.company(rep)
        deal = factories.won_deal(owner=teammate, prospect=company, at=TUESDAY)
        step = self.converted(company)
        assert (step.at, step.rep, step.deal) == (TUESDAY, teammate, deal)
        factories.won_deal(owner=rep, prospect=company, at=NOW)
        assert self.converted(company) == step

    def test_an_earlier_win_told_later_moves_the_conversion(self, rep: User) -> None:
        company = self.company(rep)
        factories.won_deal(owner=rep, prospect=company, at=NOW)
        factories.won_deal(owner=rep, prospect=company, at=MONDAY)
        assert self.converted(company).at == MONDAY
        assert company.steps.filter(step="converted").count() == 2

    def test_reopening_the_only_win_withdraws_it(self, rep: User) -> None:
        company = self.company(rep)
        deal = factories.won_deal(owner=rep, prospect=company, at=TUESDAY)
        deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert self.converted(company) is None
        withdrawn = company.steps.get(step="converted")
        assert (withdrawn.at, withdrawn.withdrawn_at) == (TUESDAY, NOW)

    def test_reopening_the_first_of_two_wins_leaves_the_second(self, rep: User) -> None:
        company = self.company(rep)
        deal = factories.won_deal(owner=rep, prospect=company, at=MONDAY)
        factories.won_deal(owner=rep, prospect=company, at=TUESDAY)
        deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert self.converted(company).at == TUESDAY

    def test_deleting_the_only_win_withdraws_it(self, rep: User) -> None:
        company = self.company(rep)
        deal = factories.won_deal(owner=rep, prospect=company, at=TUESDAY)
        deals.delete_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert self.converted(company) is None

    def test_a_won_deal_that_gets_its_prospect_late_converts_it_on_its_day(
        self, rep: User
    ) -> None:
        first, second = self.company(rep), self.company(rep)
        deal = factories.won_deal(owner=rep, at=TUESDAY)
        deals.link_prospect(deal_id=deal.pk, prospect=first, by=rep, now=NOW)
        assert self.converted(first).at == TUESDAY
        deals.link_prospect(deal_id=deal.pk, prospect=second, by=rep, now=NOW)
        assert self.converted(first) is None
        assert self.converted(second).at == TUESDAY

    def test_a_lost_deal_converts_nobody(self, rep: User) -> None:
        company = self.company(rep)
        factories.lost_deal(owner=rep, prospect=company)
        assert self.converted(company) is None
