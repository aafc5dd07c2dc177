"""The journal of a deal, row by row, from its opening to its deletion."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum

from crm.models import (
    AuditEntry,
    Contract,
    Deal,
    DealMovement,
    Prospect,
    TimeEntry,
    User,
    Verbatim,
)
from crm.services import deals
from crm.services.deal_lines import LineInput
from crm.services.errors import Conflict
from tests import factories
from tests.factories import NOW, paris, stage

MONDAY, TUESDAY, WEDNESDAY = (paris(2026, 11, day) for day in (9, 10, 11))
QUALIFICATION, DEMO, PROPOSAL = "Qualification", "Demo", "Proposal"


def rows(deal: Deal) -> list[tuple[Any, ...]]:
    """(kind, stage, rep's first name, count, amount, weighted) in the order of writing."""
    return [
        (
            row.kind, row.stage.name, row.rep.get_short_name(),
            row.count, row.amount, row.weighted,
        )
        for row in deal.movements.select_related("stage", "rep").order_by("id")
    ]  # fmt: skip


def sums(found: Iterable[DealMovement]) -> tuple[int, int, int]:
    total = DealMovement.objects.filter(pk__in=[row.pk for row in found]).aggregate(
        n=Sum("count"), a=Sum("amount"), w=Sum("weighted")
    )
    return total["n"] or 0, total["a"] or 0, total["w"] or 0


def pipeline() -> tuple[int, int, int]:
    """(deals, amount, weighted) of all rows, checked against the deals that are open."""
    held = sums(DealMovement.objects.all())
    is_open = Deal.objects.open().aggregate(n=Count("pk"), a=Sum("base_amount"))
    assert held[:2] == (is_open["n"], is_open["a"] or 0)
    return held


class TestOpening:
    def test_an_opened_deal_enters_the_pipeline_on_its_day(self, rep: User) -> None:
        deal = factories.deal(owner=rep, at=MONDAY, expected_close_on=date(2026, 12, 1))
        assert rows(deal) == [("opened", QUALIFICATION, "Camille", 1, 100_000, 10_000)]
        row = deal.movements.get()
        assert (row.at, row.expected_close_on) == (MONDAY, date(2026, 12, 1))
        assert pipeline() == (1, 100_000, 10_000)

    def test_a_deal_without_amount_is_counted(self, rep: User) -> None:
        deal = factories.deal(owner=rep, amount=None)
        assert rows(deal) == [("opened", QUALIFICATION, "Camille", 1, None, None)]

    def test_a_deal_opens_in_an_open_stage_and_not_in_the_future(
        self, rep: User
    ) -> None:
        with pytest.raises(ValidationError, match="open stage"):
            factories.deal(owner=rep, in_stage="Won")
        with pytest.raises(ValidationError, match="future"):
            factories.deal(owner=rep, at=paris(2026, 11, 21), now=NOW)
        assert not Deal.objects.exists()

    def test_a_deal_takes_the_source_of_its_prospect(self, rep: User) -> None:
        from crm.models import Source

        fair = Source.objects.create(name="Trade fair")
        company = factories.prospect(owner=rep, source=fair)
        assert factories.deal(owner=rep, prospect=company).source == fair


class TestMoving:
    def test_a_move_takes_the_deal_out_of_one_stage_and_puts_it_in_another(
        self, rep: User
    ) -> None:
        deal = factories.deal(owner=rep, at=MONDAY)
        deals.move_deal(deal_id=deal.pk, stage=stage(DEMO), by=rep, now=NOW, at=TUESDAY)
        assert rows(deal)[1:] == [
            ("stage", QUALIFICATION, "Camille", -1, -100_000, -10_000),
            ("stage", DEMO, "Camille", 1, 100_000, 30_000),
        ]
        assert pipeline() == (1, 100_000, 30_000)
        deal.refresh_from_db()
        assert (deal.stage.name, deal.stage_entered_at) == (DEMO, TUESDAY)

    def test_a_move_to_the_same_stage_writes_nothing(self, rep: User) -> None:
        deal = factories.deal(owner=rep)
        same = deals.move_deal(deal_id=deal.pk, stage=deal.stage, by=rep, now=NOW)
        assert (same.version, len(rows(deal))) == (1, 1)

    def test_a_deal_is_not_moved_into_an_end(self, rep: User) -> None:
        deal = factories.deal(owner=rep)
        with pytest.raises(ValidationError, match="Win or lose"):
            deals.move_deal(deal_id=deal.pk, stage=stage("Won"), by=rep, now=NOW)

    @pytest.mark.parametrize("when", [MONDAY, paris(2026, 11, 21)])
    def test_a_move_before_the_last_one_or_in_the_future_is_refused(
        self, rep: User, when: Any
    ) -> None:
        deal = factories.deal(owner=rep, at=TUESDAY)
        with pytest.raises(ValidationError) as refused:
            deals.move_deal(
                deal_id=deal.pk, stage=stage(DEMO), by=rep, now=NOW, at=when
            )
        assert list(refused.value.message_dict) == ["at"]
        assert len(rows(deal)) == 1

    def test_the_day_of_the_last_move_is_named(self, rep: User) -> None:
        deal = factories.deal(owner=rep, at=TUESDAY)
        with pytest.raises(ValidationError, match=r"Nov\. 10, 2026"):
            deals.win_deal(deal_id=deal.pk, by=rep, now=NOW, at=MONDAY)

    def test_who_saw_an_older_version_changes_nothing(self, rep: User) -> None:
        deal = factories.deal(owner=rep)
        deals.edit_deal(deal_id=deal.pk, by=rep, now=NOW, seen=1, name="Renamed")
        before = AuditEntry.objects.count()
        for write in (
            lambda: deals.move_deal(
                deal_id=deal.pk, stage=stage(DEMO), by=rep, now=NOW, seen=1
            ),
            lambda: deals.assign_deal(
                deal_id=deal.pk, owner=rep, by=rep, now=NOW, seen=1
            ),
            lambda: deals.price_deal(
                deal_id=deal.pk, amount=1, by=rep, now=NOW, seen=1
            ),
            lambda: deals.expect_close(
                deal_id=deal.pk, on=date(2027, 1, 1), by=rep, now=NOW, seen=1
            ),
            lambda: deals.win_deal(deal_id=deal.pk, by=rep, now=NOW, seen=1),
            lambda: deals.edit_deal(
                deal_id=deal.pk, by=rep, now=NOW, seen=1, name="Mine"
            ),
        ):
            with pytest.raises(Conflict):
                write()
        deal.refresh_from_db()
        assert (deal.name, deal.version, len(rows(deal))) == ("Renamed", 2, 1)
        assert AuditEntry.objects.count() == before


class TestAssigning:
    def test_the_open_load_goes_along_and_the_opening_stays(
        self, rep: User, teammate: User, manager: User
    ) -> None:
        deal = factories.deal(owner=rep, at=MONDAY)
        deals.assign_deal(deal_id=deal.pk, owner=teammate, by=manager, now=TUESDAY)
        assert rows(deal) == [
            ("opened", QUALIFICATION, "Camille", 1, 100_000, 10_000),
            ("owner", QUALIFICATION, "Camille", -1, -100_000, -10_000),
            ("owner", QUALIFICATION, "Hugo", 1, 100_000, 10_000),
        ]
        assert sums(DealMovement.objects.filter(rep=rep)) == (0, 0, 0)

    def test_a_deal_that_ended_changes_owner_without_a_row(
        self, rep: User, teammate: User
    ) -> None:
        deal = factories.won_deal(owner=rep)
        deals.assign_deal(deal_id=deal.pk, owner=teammate, by=rep, now=NOW)
        assert len(rows(deal)) == 2
        assert deal.movements.get(kind="won").rep == rep

    def test_opened_by_one_moved_to_another_and_won_by_the_other(
        self, rep: User, teammate: User
    ) -> None:
        deal = factories.deal(owner=rep, at=MONDAY)
        deals.assign_deal(deal_id=deal.pk, owner=teammate, by=rep, now=TUESDAY)
        deals.win_deal(deal_id=deal.pk, by=teammate, now=WEDNESDAY)
        assert deal.movements.get(kind="opened").rep == rep
        won = deal.movements.get(kind="won")
        assert (won.rep, won.outcome_amount) == (teammate, 100_000)
        assert sums(DealMovement.objects.filter(rep=rep)) == (0, 0, 0)
        assert sums(DealMovement.objects.filter(rep=teammate)) == (0, 0, 0)


class TestExpecting:
    def test_another_expected_day_moves_the_load_from_one_day_to_the_other(
        self, rep: User
    ) -> None:
        deal = factories.deal(owner=rep, at=MONDAY, expected_close_on=date(2026, 12, 1))
        deals.expect_close(deal_id=deal.pk, on=date(2027, 1, 15), by=rep, now=TUESDAY)
        moved = deal.movements.filter(kind="expected").order_by("id")
        assert list(moved.values_list("expected_close_on", "count", "amount")) == [
            (date(2026, 12, 1), -1, -100_000),
            (date(2027, 1, 15), 1, 100_000),
        ]
        assert pipeline() == (1, 100_000, 10_000)


class TestPricing:
    def test_a_new_amount_adds_the_difference(self, rep: User) -> None:
        deal = factories.deal(owner=rep, at=MONDAY)
        deals.price_deal(deal_id=deal.pk, amount=80_005, by=rep, now=TUESDAY)
        assert rows(deal)[1:] == [
            ("amount", QUALIFICATION, "Camille", 0, -19_995, -1_999)
        ]
        assert pipeline() == (1, 80_005, 8_001)

    def test_the_same_amount_adds_nothing(self, rep: User) -> None:
        deal = factories.deal(owner=rep)
        deals.price_deal(deal_id=deal.pk, amount=100_000, by=rep, now=NOW)
        assert len(rows(deal)) == 1

    def test_a_deal_that_loses_its_amount_leaves_with_all_it_put_in(
        self, rep: User
    ) -> None:
        deal = factories.deal(owner=rep, at=MONDAY)
        deals.price_deal(deal_id=deal.pk, amount=None, by=rep, now=TUESDAY)
        assert rows(deal)[1:] == [
            ("amount", QUALIFICATION, "Camille", 0, -100_000, -10_000)
        ]
        deals.move_deal(deal_id=deal.pk, stage=stage(DEMO), by=rep, now=WEDNESDAY)
        assert pipeline() == (1, 0, 0)

    def test_a_won_deal_is_corrected_on_the_day_it_was_won(self, rep: User) -> None:
        deal = factories.won_deal(owner=rep, opened_at=MONDAY, at=TUESDAY)
        deals.price_deal(deal_id=deal.pk, amount=90_000, by=rep, now=NOW)
        won = deal.movements.get(kind="won")
        assert (won.at, won.amount, won.outcome_amount) == (TUESDAY, -100_000, 90_000)
        assert pipeline() == (0, 0, 0)

    def test_another_probability_revalues_the_open_deals_of_the_stage(
        self, rep: User, admin: User
    ) -> None:
        deal = factories.deal(owner=rep, at=MONDAY)
        factories.deal(owner=rep, at=MONDAY, amount=None)
        factories.deal(owner=rep, at=MONDAY, in_stage=DEMO)
        factories.won_deal(owner=rep, at=MONDAY)
        count = deals.set_probability(
            stage=stage(QUALIFICATION), probability=25, by=admin, now=NOW
        )
        assert count == 1
        assert rows(deal)[1:] == [("revalued", QUALIFICATION, "Camille", 0, 0, 15_000)]
        deals.win_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert rows(deal)[-1][3:] == (-1, -100_000, -25_000)

    def test_the_probability_of_an_end_is_fixed(self, admin: User) -> None:
        with pytest.raises(ValidationError):
            deals.set_probability(stage=stage("Won"), probability=90, by=admin, now=NOW)


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


class TestDescribing:
    def test_only_descriptions_are_edited(self, rep: User) -> None:
        deal = factories.deal(owner=rep)
        for field in ("stage", "owner", "amount", "won_at", "state"):
            with pytest.raises(ValueError, match="not a description"):
                deals.edit_deal(deal_id=deal.pk, by=rep, now=NOW, **{field: None})

    def test_an_edit_is_audited_with_what_was_and_is(self, rep: User) -> None:
        deal = factories.deal(owner=rep, name="Delorme")
        deals.edit_deal(deal_id=deal.pk, by=rep, now=NOW, name="Delorme II")
        entry = AuditEntry.objects.get(action="edited")
        assert entry.changes == {"name": ["Delorme", "Delorme II"]}
        assert (entry.by, entry.at, entry.object_id) == (rep, NOW, deal.pk)


class TestDeleting:
    def test_a_deleted_deal_leaves_the_pipeline_and_the_audit(self, rep: User) -> None:
        deal = factories.deal(owner=rep)
        deals.delete_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert pipeline() == (0, 0, 0)
        assert AuditEntry.objects.get(action="deleted").object_id == deal.pk

    def test_what_the_customer_said_and_what_was_done_stay(self, rep: User) -> None:
        company = factories.prospect(owner=rep)
        deal = factories.deal(owner=rep, prospect=company)
        call = factories.activity(rep=rep, prospect=company, deal=deal)
        row = factories.complaint(by=rep, prospect=company, deal=deal)
        said = Verbatim.objects.create(
            kind="question", text="When?", at=NOW, prospect=company, deal=deal
        )
        TimeEntry.objects.create(rep=rep, deal=deal, day=NOW.date(), minutes=30)
        deals.delete_deal(deal_id=deal.pk, by=rep, now=NOW)
        for fact in (call, row, said):
            fact.refresh_from_db()
            assert fact.deal is None

    def test_a_deal_with_a_contract_is_kept_and_said_why(self, rep: User) -> None:
        company = factories.prospect(owner=rep)
        deal = factories.won_deal(owner=rep, prospect=company)
        Contract.objects.create(
            prospect=company, deal=deal, rep=rep, signed_at=NOW, start_on=NOW.date()
        )
        with pytest.raises(ValidationError, match="Contracts"):
            deals.delete_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert Deal.objects.filter(pk=deal.pk).exists()


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


def line(amount: int, **values: Any) -> LineInput:
    return LineInput(product=None, unit_price=amount, label="Line", **values)


class TestLines:
    def test_a_deal_with_lines_is_worth_their_total(self, rep: User) -> None:
        big = factories.product(name="Press", list_price=50_000, unit_cost=20_000)
        deal = factories.deal(
            owner=rep,
            amount=None,
            lines=[
                LineInput(product=None, unit_price=10_000, quantity=Decimal("1.5")),
                LineInput(product=big, unit_price=50_000, discount_bp=1_000),
            ],
        )
        assert (deal.amount, deal.main_product) == (60_000, big)
        assert rows(deal) == [("opened", QUALIFICATION, "Camille", 1, 60_000, 6_000)]
        second = deal.lines.get(product=big)
        assert (second.list_price, second.base_list) == (50_000, 50_000)
        assert (second.base_cost, second.base_amount) == (20_000, 45_000)

    def test_a_win_keeps_list_price_and_cost_when_every_line_has_them(
        self, rep: User
    ) -> None:
        press = factories.product(name="Press", list_price=50_000, unit_cost=20_000)
        priced = LineInput(product=press, unit_price=45_000, quantity=Decimal(2))
        deal = factories.won_deal(owner=rep, amount=None, lines=[priced])
        won = deal.movements.get(kind="won")
        assert (won.outcome_amount, won.outcome_list, won.outcome_cost) == (
            90_000, 100_000, 40_000,
        )  # fmt: skip
        other = factories.won_deal(owner=rep, amount=None, lines=[priced, line(100)])
        won = other.movements.get(kind="won")
        assert (won.outcome_list, won.outcome_cost) == (None, None)

    def test_lines_replaced_by_an_amount_vanish(self, rep: User) -> None:
        deal = factories.deal(owner=rep, amount=None, lines=[line(100)])
        deals.price_deal(deal_id=deal.pk, amount=70, by=rep, now=NOW)
        assert not deal.lines.exists()
        deals.price_deal(deal_id=deal.pk, lines=[line(30), line(50)], by=rep, now=NOW)
        assert pipeline() == (1, 80, 8)
