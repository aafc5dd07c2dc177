"""The open deals of a whole stage at once: their loads in one query, their rows in one write."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Sum

from crm.models import AuditEntry, Deal, DealMovement, Stage, User
from crm.services import deal_journal as journal


def taken(stage: Stage) -> list[Deal]:
    """The stage's open deals, locked: a deal that moves meanwhile takes along what is put in."""
    return list(
        Deal.objects.open().filter(stage=stage).select_for_update().order_by("pk")
    )


def loads_of(deals: list[Deal], stage: Stage) -> dict[int, journal.Load]:
    """{deal id: what its rows have put into the pipeline}, as ``journal.stored_load`` for each."""
    sums = (
        DealMovement.objects.filter(deal__stage=stage, deal__state=Deal.State.OPEN)
        .order_by()
        .values("deal")
        .annotate(n=Sum("count"), a=Sum("amount"), w=Sum("weighted"))
    )
    found = {row["deal"]: (row["n"], row["a"], row["w"]) for row in sums}
    return {deal.pk: _load(deal, *found.get(deal.pk, (0, 0, 0))) for deal in deals}


def _load(
    deal: Deal, count: int, amount: int | None, weighted: int | None
) -> journal.Load:
    unpriced = deal.base_amount is None and not amount
    return journal.Load(
        count,
        None if unpriced else amount or 0,
        None if unpriced else weighted or 0,
    )


def revalue(stage: Stage, *, by: User | None, now: datetime) -> int:
    """Bring the weighted value of the stage's open deals to its probability, from ``now`` on.

    Returns how many deals were revalued. Five statements, however many deals.
    """
    deals = taken(stage)
    rows = []
    for deal_id, load in loads_of(deals, stage).items():
        weighted = journal.weigh(load.amount, stage.probability)
        if change := journal.delta(load.weighted, weighted):
            rows.append((deal_id, journal.Load(0, 0, change)))
    by_id = {deal.pk: deal for deal in deals}
    journal.write(
        [
            journal.row(
                by_id[deal_id],
                "revalued",
                at=now,
                place=journal.place_of(by_id[deal_id]),
                load=load,
                by=by,
            )
            for deal_id, load in rows
        ]
    )
    return len(rows)


def move_all(stage: Stage, to: Stage, *, by: User | None, now: datetime) -> int:
    """Every open deal of the stage goes to another open one, each with its rows and its entry.

    As ``move_deal`` for each, in as many statements as for one. Returns how many deals moved.
    """
    deals = taken(stage)
    loads = loads_of(deals, stage)
    rows: list[DealMovement] = []
    for deal in deals:
        load, was = loads[deal.pk], journal.place_of(deal)
        entering = journal.Load(
            load.count, load.amount, journal.weigh(load.amount, to.probability)
        )
        place = journal.Place(to.pk, was.expected_close_on, was.rep_id)
        rows += [
            journal.row(deal, "stage", at=now, place=was, load=-load, by=by),
            journal.row(deal, "stage", at=now, place=place, load=entering, by=by),
        ]
    Deal.objects.open().filter(stage=stage).update(
        stage=to, stage_entered_at=now, version=F("version") + 1
    )
    journal.write(rows)
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=now,
            by=by,
            action="moved",
            kind="deal",
            object_id=deal.pk,
            label=str(deal)[:200],
            changes={"stage": [stage.pk, to.pk]},
        )
        for deal in deals
    )
    return len(deals)
