"""Who said what of a deal: both sides are kept, each change is a row of the journal."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from crm.models import (
    AuditEntry,
    Deal,
    ForecastCall,
    Pipeline,
    Stage,
    StageCategory,
    User,
)
from crm.services import deals, stages
from crm.services.errors import Refused
from crm.services.forecast_calls import call_deal
from tests.factories import NOW, deal, paris, stage, won_deal

pytestmark = pytest.mark.django_db


def journal(row: Deal) -> list[tuple[bool, str]]:
    rows = ForecastCall.objects.filter(deal=row).order_by("at", "pk")
    return list(rows.values_list("as_manager", "category"))


def test_the_rep_calls_and_the_manager_overrides(rep: User, manager: User) -> None:
    row = deal(owner=rep, at=paris(2026, 11, 2), in_stage="Proposal")
    assert row.called == row.stage.forecast_category

    said = call_deal(deal_id=row.pk, category="commit", by=rep, now=NOW)
    assert (said.forecast_category, said.called) == ("commit", "commit")
    over = call_deal(
        deal_id=row.pk, category="best", by=manager, now=NOW, as_manager=True
    )
    assert (over.forecast_category, over.manager_category) == ("commit", "best")
    assert over.called == "best"
    back = call_deal(deal_id=row.pk, category="", by=manager, now=NOW, as_manager=True)
    assert back.called == "commit"

    assert journal(row) == [(False, "commit"), (True, "best"), (True, "")]
    last = AuditEntry.objects.filter(kind="deal").order_by("-pk").first()
    assert last is not None
    assert last.changes == {"manager_category": ["best", ""]}
    assert {call.by for call in ForecastCall.objects.all()} == {rep, manager}


def test_saying_the_same_again_writes_nothing(rep: User) -> None:
    row = deal(owner=rep)
    for _ in range(2):
        call_deal(deal_id=row.pk, category="commit", by=rep, now=NOW)
    assert len(journal(row)) == 1
    row.refresh_from_db()
    assert row.version == 2


def test_what_cannot_be_said_is_refused(rep: User) -> None:
    won = won_deal(owner=rep)
    with pytest.raises(Refused, match="ended"):
        call_deal(deal_id=won.pk, category="commit", by=rep, now=NOW)
    with pytest.raises(Refused):
        call_deal(deal_id=deal(owner=rep).pk, category="won", by=rep, now=NOW)
    assert not ForecastCall.objects.exists()


def test_a_category_written_with_the_description_is_journaled(rep: User) -> None:
    row = deal(owner=rep, at=paris(2026, 11, 2), forecast_category="best")
    assert journal(row) == [(False, "best")]
    assert ForecastCall.objects.get().at == paris(2026, 11, 2)
    deals.edit_deal(deal_id=row.pk, by=rep, now=NOW, forecast_category="omitted")
    deals.edit_deal(deal_id=row.pk, by=rep, now=NOW, name="Another name")
    assert journal(row) == [(False, "best"), (False, "omitted")]


def test_a_stage_whose_category_changes_remembers_what_it_was(admin: User) -> None:
    row = stage("Demo")
    was = row.forecast_category
    for said in ("commit", "commit", "best"):
        stages.edit_stage(stage=row, by=admin, now=NOW, forecast_category=said)
    found = StageCategory.objects.order_by("pk").values_list("was", "category", "by")
    assert list(found) == [(was, "commit", admin.pk), ("commit", "best", admin.pk)]


def test_imported_categories_are_journaled(rep: User, tmp_path: Path) -> None:
    file = tmp_path / "deals.csv"
    file.write_text(
        "external_id,name,owner,stage,opened_at,forecast_category,amount\n"
        f"a,First,{rep.email},Demo,2026-11-02,commit,100\n"
        f"b,Second,{rep.email},Demo,2026-11-03,,100\n"
    )
    call_command("import_data", "deals", str(file))
    file.write_text("external_id,forecast_category\na,best\nb,best\n")
    call_command("import_data", "deals", str(file), "--on-match", "update")

    first, second = Deal.objects.order_by("external_id")
    assert journal(first) == [(False, "commit"), (False, "best")]
    assert journal(second) == [(False, "best")]
    opening = ForecastCall.objects.filter(deal=first).order_by("at")[0]
    assert opening.at.date() <= paris(2026, 11, 2).date()


def test_an_imported_stage_remembers_what_it_was(tmp_path: Path) -> None:
    pipeline = Pipeline.objects.first()
    file = tmp_path / "stages.csv"
    file.write_text(f"pipeline,name,forecast_category\n{pipeline},Demo,commit\n")
    call_command("import_data", "stages", str(file), "--on-match", "update")

    assert Stage.objects.get(name="Demo").forecast_category == "commit"
    assert StageCategory.objects.get().category == "commit"


def test_the_journal_holds_only_what_can_be_said(rep: User) -> None:
    row = deal(owner=rep)
    with pytest.raises(IntegrityError):
        ForecastCall.objects.create(deal=row, category="sure", at=NOW)
