"""Two records become one, the figures follow, and the way back restores every row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from crm.models import DisqualifyReason, Prospect, ProspectStep, User, WayBack
from crm.services import prospects, way_back
from crm.services.errors import Conflict
from crm.services.merging import fuller, merge_prospects, proposed
from kpis import snapshots
from kpis.models import DailySnapshot
from kpis.verify import verify
from tests import factories
from tests.crm.services.merging.pairs import FEBRUARY, JANUARY, MARCH, MAY, Pair
from tests.factories import NOW

Tables = dict[str, list[tuple[object, ...]]]

pytestmark = pytest.mark.django_db


def merged(pair: Pair, by: User, **said: object) -> WayBack:
    back = merge_prospects(
        into=pair.home.pk, other=pair.other.pk, by=by, now=NOW, **said
    )
    pair.home.refresh_from_db()
    pair.other.refresh_from_db()
    return back


def undone(back: WayBack, by: User) -> None:
    way_back.undo(way_back_id=back.pk, by=by, now=NOW + timedelta(seconds=5))


def leads() -> int:
    snapshots.drain(now=NOW)
    return sum(DailySnapshot.objects.values_list("leads_created", flat=True))


class TestWhatMoves:
    def test_everything_hangs_on_the_one_that_stays(self, pair: Pair, rep: User):
        merged(pair, rep)
        for link in Prospect._meta.related_objects:
            rows = link.related_model._base_manager.filter(
                **{link.field.name: pair.other}
            )
            assert not rows.exists(), link.name
        assert pair.other.merged_into == pair.home
        assert pair.other.archived_at == NOW
        assert [tag.name for tag in pair.home.tags.all()] == ["Fair 2026"]
        assert pair.home.contacts.filter(is_main=True).count() == 1
        assert pair.home.snoozes.count() == 1

    def test_only_the_chosen_values_come_over(self, pair: Pair, rep: User):
        merged(pair, rep, taken={"email", "phone"})
        home = pair.home
        assert (home.name, home.city, home.email) == (
            "Durand SARL",
            "Lyon",
            "a@durand.fr",
        )
        assert home.phone_e164 == "+33144556677"
        assert "durand.fr" in home.search_text
        assert home.email_domain == "durand.fr"

    def test_an_objection_is_never_lost(self, pair: Pair, rep: User):
        Prospect.objects.filter(pk=pair.other.pk).update(objected_at=MAY)
        merged(pair, rep)
        assert pair.home.objected_at == MAY

    def test_the_fuller_one_stays_and_gaps_are_filled(self, pair: Pair):
        assert fuller(pair.home, pair.other) == pair.other
        assert proposed(pair.home, pair.other) == {"email", "phone"}


class TestOneLife:
    def test_the_earliest_step_of_each_kind_stands(self, pair: Pair, rep: User):
        merged(pair, rep)
        standing = dict(pair.home.steps.standing().values_list("step", "at"))
        assert standing["detected"] == pair.home.detected_at == JANUARY
        assert standing["contacted"] == JANUARY + timedelta(days=2)
        assert standing["converted"] == pair.home.converted_at == MARCH
        assert pair.home.steps.filter(step="detected").count() == 2

    def test_disqualified_as_a_duplicate_does_not_disqualify(self, pair, rep):
        reason = DisqualifyReason.objects.create(name="Duplicate")
        prospects.take_step(
            prospect_id=pair.other.pk,
            step="disqualified",
            at=NOW,
            by=rep,
            now=NOW,
            disqualify_reason=reason,
        )
        merged(pair, rep)
        assert pair.home.disqualified_at is None
        assert not ProspectStep.objects.of("disqualified").exists()

    def test_a_customer_left_only_when_both_left(self, pair: Pair, rep: User):
        def churn(row: Prospect, at: object) -> None:
            prospects.take_step(
                prospect_id=row.pk, step="churned", at=at, by=rep, now=NOW
            )

        churn(pair.other, FEBRUARY + timedelta(days=60))
        back = merged(pair, rep)
        assert pair.home.churned_at is None
        undone(back, rep)
        churn(pair.home, NOW)
        merged(pair, rep)
        assert pair.home.churned_at == NOW


class TestFigures:
    def test_a_lead_counts_once_and_twice_again_after_undo(
        self, pair: Pair, rep: User
    ) -> None:
        assert leads() == 2
        back = merged(pair, rep)
        assert leads() == 1
        assert verify().differences == []
        undone(back, rep)
        assert leads() == 2
        assert verify().differences == []


class TestWayBack:
    def test_undo_restores_every_row(
        self, pair: Pair, rep: User, tables: Callable[[], Tables]
    ) -> None:
        before = tables()
        back = merged(pair, rep, taken={"email", "name", "owner"})
        assert tables() != before
        undone(back, rep)
        assert tables() == before

    def test_a_chain_is_undone_from_its_end(
        self, pair: Pair, rep: User, tables: Callable[[], Tables]
    ) -> None:
        last = factories.prospect(owner=rep, at=FEBRUARY, name="Durand et fils")
        before = tables()
        first = merged(pair, rep)
        second = merge_prospects(into=last.pk, other=pair.home.pk, by=rep, now=NOW)
        pair.other.refresh_from_db()
        assert pair.other.merged_into == last
        with pytest.raises(ValidationError, match="changed here since"):
            undone(first, rep)
        undone(second, rep)
        undone(first, rep)
        assert tables() == before


class TestRefusals:
    def test_not_with_itself_nor_twice_nor_into_the_archive(
        self, pair: Pair, rep: User
    ) -> None:
        home, other = pair.home.pk, pair.other.pk
        with pytest.raises(ValidationError, match="with itself"):
            merge_prospects(into=home, other=home, by=rep, now=NOW)
        merged(pair, rep)
        for into, gone in ((home, other), (other, home)):
            with pytest.raises(ValidationError, match="already merged"):
                merge_prospects(into=into, other=gone, by=rep, now=NOW)
        archived = factories.prospect(owner=rep)
        prospects.archive_prospect(prospect_id=archived.pk, by=rep, now=NOW)
        with pytest.raises(ValidationError, match="archived"):
            merge_prospects(into=archived.pk, other=home, by=rep, now=NOW)

    def test_not_over_what_somebody_just_changed(self, pair: Pair, rep: User):
        with pytest.raises(Conflict):
            merged(pair, rep, seen=(pair.home.version, pair.other.version - 1))
        pair.other.refresh_from_db()
        assert pair.other.merged_into is None
