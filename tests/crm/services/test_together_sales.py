"""Quotes, merges and bulk changes at the same moment: each once, nobody in a circle. PostgreSQL only."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError

from crm.models import (
    Deal,
    DealMovement,
    Job,
    Pipeline,
    Prospect,
    Quote,
    Stage,
    User,
)
from crm.services import bulk, deals, jobs, pipelines, quotes, stage_archive
from crm.services.merging import merge_prospects
from crm.services.writing import take
from tests import factories
from tests.crm.services.together import TWO_WRITERS, both
from tests.factories import NOW, paris, stage

pytestmark = [*TWO_WRITERS, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def pair(rep: User, frozen: datetime) -> list[Prospect]:
    """Two prospects with an open deal each."""
    rows = [factories.prospect(owner=rep, at=paris(2026, 1, 5)) for _ in range(2)]
    for row in rows:
        factories.deal(owner=rep, prospect=row)
    return rows


def merge(into: Prospect, other: Prospect, by: User) -> None:
    merge_prospects(into=into.pk, other=other.pk, by=by, now=NOW)


def test_two_quotes_follow_each_other(rep: User, pair: list[Prospect]) -> None:
    def quote(row: Prospect) -> None:
        quotes.quote_deal(deal_id=row.deals.get().pk, by=rep, now=NOW)

    assert both(lambda: quote(pair[0]), lambda: quote(pair[1])).error is None
    numbers = Quote.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == ["Q-2026-0001", "Q-2026-0002"]


def test_two_merges_of_one_prospect(rep: User, pair: list[Prospect]) -> None:
    one, two = pair
    other = both(lambda: merge(one, two, rep), lambda: merge(two, one, rep))
    assert "already merged" in str(other.error)
    assert Prospect.objects.get(merged_into__isnull=False) == two


def test_a_merge_waits_for_a_win_that_has_begun(
    rep: User, pair: list[Prospect]
) -> None:
    one, two = pair
    deal = two.deals.get().pk
    other = both(
        lambda: take(Deal.objects.all(), deal),
        lambda: merge(one, two, rep),
        then=lambda: deals.win_deal(deal_id=deal, by=rep, now=NOW),
    )
    assert other.error is None
    assert Deal.objects.get(pk=deal).prospect == one
    one.refresh_from_db()
    assert one.converted_at == NOW


def give(rows: list[Prospect], to: User, by: User) -> Job:
    changes = {"owner": to.pk, "along": ["deals"]}
    ids = [row.pk for row in rows]
    return bulk.start_bulk(ids=ids, changes=changes, by=by, now=NOW)


@pytest.mark.parametrize("work", ["the same", "the other way round"])
def test_two_workers_do_each_row_once(
    pair: list[Prospect],
    manager: User,
    teammate: User,
    work: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "hint", lambda job_id: None)
    one = give(pair, teammate, manager)
    two = one if work == "the same" else give(pair[::-1], teammate, manager)

    other = both(lambda: jobs.run(job_id=one.pk), lambda: jobs.run(job_id=two.pk))

    assert other.error is None
    results = [Job.objects.get(pk=pk).result for pk in sorted({one.pk, two.pk})]
    assert results == [{"given": 2, "changed": 2}, {"same": 2}][: len(results)]
    assert DealMovement.objects.filter(kind="owner").count() == 4


def archive(name: str, by: User) -> None:
    stage_archive.archive_stage(stage=stage(name), to=stage("Proposal"), by=by, now=NOW)


def let_go(by: User) -> None:
    """The pipeline of all deals goes; they move to another one."""
    to = Stage.objects.get(pipeline__name="Partners", name="Proposal")
    sales = Pipeline.objects.get(name="Sales")
    pipelines.archive_pipeline(pipeline=sales, to=to, by=by, now=NOW)


@pytest.mark.parametrize("first", ["the move", "the archiving"])
@pytest.mark.parametrize("what", ["stage", "pipeline"])
def test_no_deal_ends_in_a_stage_that_is_archived_meanwhile(
    rep: User, admin: User, what: str, first: str
) -> None:
    pipelines.add_pipeline(name="Partners", by=admin, now=NOW)
    deal = factories.deal(owner=rep, at=paris(2026, 1, 5)).pk
    demo = stage("Demo")
    writes = [
        lambda: deals.move_deal(deal_id=deal, stage=demo, by=rep, now=NOW),
        lambda: archive("Demo", admin) if what == "stage" else let_go(admin),
    ]
    other = both(*(writes if first == "the move" else writes[::-1]))
    assert (other.error is None) == (first == "the move")
    found = Deal.objects.select_related("stage__pipeline").get(pk=deal)
    assert found.stage.in_use
    assert found.stage.pipeline.in_use


def test_two_stages_archived_into_each_other(rep: User, admin: User) -> None:
    one, two = stage("Demo"), stage("Proposal")
    for each in (one, two):
        factories.deal(owner=rep, at=paris(2026, 1, 5), in_stage=each.name)
    archiving = [
        lambda: stage_archive.archive_stage(stage=one, to=two, by=admin, now=NOW),
        lambda: stage_archive.archive_stage(stage=two, to=one, by=admin, now=NOW),
    ]
    other = both(*archiving)
    assert isinstance(other.error, ValidationError)
    assert not Deal.objects.filter(stage__archived_at__isnull=False).exists()
