"""Stages edited by an admin: the past stays, deals move on, what was used is never deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.models import AuditEntry, Deal, DealMovement, Pipeline, Stage, User
from crm.services import deals
from crm.services.pipelines import add_pipeline, archive_pipeline, place_pipeline
from crm.services.stage_archive import archive_stage, restore_stage
from crm.services.stages import add_stage, edit_stage, place_stage
from tests import factories
from tests.crm.services.reading import DEMO, MONDAY, QUALIFICATION, pipeline, rows
from tests.factories import NOW, stage

pytestmark = pytest.mark.django_db


def names(kind: str = "open") -> list[str]:
    found = Stage.objects.current().filter(pipeline__name="Sales", kind=kind)
    return [row.name for row in found.order_by("position")]


def test_a_new_stage_stands_before_the_ends(admin: User) -> None:
    sales = Pipeline.objects.get()
    add_stage(pipeline=sales, by=admin, now=NOW, name="Trial", probability=60)
    everything = [row.name for row in sales.stages.all()]
    assert everything[-3:] == ["Trial", "Won", "Lost"]
    with pytest.raises(ValidationError, match="already has a stage"):
        add_stage(pipeline=sales, by=admin, now=NOW, name="trial")


def test_stages_change_places_and_the_ends_stay_last(admin: User) -> None:
    place_stage(stage=stage(DEMO), step=-1, by=admin, now=NOW)
    assert names()[:2] == [DEMO, QUALIFICATION]
    place_stage(stage=stage("Negotiation"), step=1, by=admin, now=NOW)
    assert names()[-1] == "Negotiation"
    with pytest.raises(ValidationError):
        place_stage(stage=stage("Won"), step=-1, by=admin, now=NOW)


def test_a_renamed_stage_is_the_same_one(rep: User, admin: User) -> None:
    deal = factories.deal(owner=rep)
    edit_stage(
        stage=stage(QUALIFICATION), by=admin, now=NOW, name="First look", rot_days=None
    )
    assert rows(deal)[0][1] == "First look"
    assert AuditEntry.objects.get(kind="stage").changes == {
        "name": [QUALIFICATION, "First look"],
        "rot_days": [14, None],
    }


@pytest.mark.parametrize("bad", [101, -1])
def test_a_probability_that_is_none_is_refused(bad: int, admin: User) -> None:
    with pytest.raises(ValidationError):
        edit_stage(stage=stage(DEMO), by=admin, now=NOW, probability=bad)


def test_revaluing_takes_as_many_statements_for_many_deals(
    rep: User, admin: User
) -> None:
    def statements(probability: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            edit_stage(
                stage=stage(QUALIFICATION), by=admin, now=NOW, probability=probability
            )
        return len([each for each in captured if "kpis_" not in each["sql"]])

    factories.deal(owner=rep, at=MONDAY)
    few = statements(20)
    for _ in range(5):
        factories.deal(owner=rep, at=MONDAY)
    assert statements(30) == few
    assert pipeline() == (6, 600_000, 180_000)


def test_an_archived_stage_hands_its_open_deals_on(rep: User, admin: User) -> None:
    still = factories.deal(owner=rep, at=MONDAY)
    unpriced = factories.deal(owner=rep, at=MONDAY, amount=None)
    ended = factories.won_deal(owner=rep, at=MONDAY)
    moved = archive_stage(stage=stage(QUALIFICATION), to=stage(DEMO), by=admin, now=NOW)
    assert (moved, names()[0]) == (2, DEMO)
    assert rows(still)[1:] == [
        ("stage", QUALIFICATION, "Camille", -1, -100_000, -10_000),
        ("stage", DEMO, "Camille", 1, 100_000, 30_000),
    ]
    assert rows(unpriced)[-1] == ("stage", DEMO, "Camille", 1, None, None)
    still.refresh_from_db()
    assert (still.stage.name, still.stage_entered_at, still.version) == (DEMO, NOW, 2)
    assert rows(ended)[0][1] == QUALIFICATION
    again = archive_stage(stage=stage(QUALIFICATION), to=None, by=admin, now=NOW)
    assert (again, DealMovement.objects.filter(kind="stage").count()) == (0, 4)


@pytest.mark.parametrize("to", [None, QUALIFICATION, "Won"])
def test_a_stage_with_open_deals_needs_another_open_one(
    to: str | None, rep: User, admin: User
) -> None:
    factories.deal(owner=rep)
    with pytest.raises(ValidationError):
        archive_stage(
            stage=stage(QUALIFICATION), to=to and stage(to), by=admin, now=NOW
        )
    assert names()[0] == QUALIFICATION


def test_the_ends_and_the_last_open_stage_stay(admin: User) -> None:
    for name in ("Won", "Lost"):
        with pytest.raises(ValidationError, match="won and its lost"):
            archive_stage(stage=stage(name), to=None, by=admin, now=NOW)
    *others, last = names()
    for name in others:
        archive_stage(stage=stage(name), to=None, by=admin, now=NOW)
    with pytest.raises(ValidationError, match="open stage"):
        archive_stage(stage=stage(last), to=None, by=admin, now=NOW)
    restore_stage(stage=stage(QUALIFICATION), by=admin, now=NOW)
    assert names() == [QUALIFICATION, last]


def test_a_deal_reopens_into_a_stage_in_use(rep: User, admin: User) -> None:
    deal = factories.won_deal(owner=rep, at=MONDAY, in_stage=DEMO)
    archive_stage(stage=stage(DEMO), to=None, by=admin, now=NOW)
    other = factories.deal(owner=rep)
    with pytest.raises(ValidationError, match="no longer in use"):
        deals.move_deal(deal_id=other.pk, stage=stage(DEMO), by=rep, now=NOW)
    reopened = deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
    assert reopened.stage.name == QUALIFICATION
    assert pipeline() == (2, 200_000, 20_000)


def test_pipelines_have_an_order_and_a_last_one_stays(rep: User, admin: User) -> None:
    sales = Pipeline.objects.get()
    with pytest.raises(ValidationError, match="last pipeline"):
        archive_pipeline(pipeline=sales, to=None, by=admin, now=NOW)
    renewals = add_pipeline(name="Renewals", by=admin, now=NOW)
    assert [row.kind for row in renewals.stages.all()][-2:] == ["won", "lost"]
    place_pipeline(pipeline=renewals, step=-1, by=admin, now=NOW)
    assert list(Pipeline.objects.current()) == [renewals, sales]
    factories.deal(owner=rep)
    for bad in (None, stage(DEMO)):
        with pytest.raises(ValidationError):
            archive_pipeline(pipeline=sales, to=bad, by=admin, now=NOW)
    target: Any = renewals.stages.first()
    assert archive_pipeline(pipeline=sales, to=target, by=admin, now=NOW) == 1
    assert Deal.objects.get().stage == target
    assert pipeline() == (1, 100_000, 10_000)
