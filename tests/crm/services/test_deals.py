"""The journal of a deal, row by row, from its opening to its deletion."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from crm.models import (
    AuditEntry,
    Contract,
    Deal,
    DealMovement,
    TimeEntry,
    User,
    Verbatim,
)
from crm.services import deals
from crm.services.errors import Conflict
from tests import factories
from tests.crm.services.reading import (
    DEMO,
    MONDAY,
    QUALIFICATION,
    TUESDAY,
    WEDNESDAY,
    pipeline,
    rows,
    sums,
)
from tests.factories import NOW, paris, stage


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
