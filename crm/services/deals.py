"""Writes on deals: open, move, price, assign, describe, delete. How they end: ``deal_ends``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from crm.announce import announce, announce_many, as_it_is
from crm.models import Deal, DealMovement, Organisation, Prospect, Stage, User
from crm.pricing import price
from crm.services import deal_journal as journal
from crm.services.deal_ends import lose_deal, reopen_deal, win_deal
from crm.services.deal_lines import LineInput, outcome_of, set_lines
from crm.services.deal_taking import day_of, take_open
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.prospects import settle_conversion
from crm.services.writing import put, take

__all__ = [
    "assign_deal",
    "delete_deal",
    "edit_deal",
    "expect_close",
    "link_prospect",
    "lose_deal",
    "move_deal",
    "open_deal",
    "price_deal",
    "reopen_deal",
    "set_probability",
    "win_deal",
]

DESCRIPTION = [
    "name",
    "kind",
    "source",
    "campaign",
    "winning_method",
    "forecast_category",
    "promised_on",
    "delivered_on",
    "next_step",
    "next_step_on",
    "lost_note",
    "lost_reason_confirmed",
    "recurring_amount",
    "recurring_interval",
]


@transaction.atomic
def open_deal(
    *,
    by: User | None,
    now: datetime,
    name: str,
    owner: User,
    stage: Stage,
    prospect: Prospect | None = None,
    amount: int | None = None,
    currency: str | None = None,
    opened_at: datetime | None = None,
    lines: Sequence[LineInput] = (),
    **fields: Any,
) -> Deal:
    """A new opportunity. ``amount`` in minor units without tax; with lines, their total."""
    if stage.kind != Stage.Kind.OPEN:
        raise Refused(
            {"stage": _("Open the deal in an open stage, then win or lose it.")}
        )
    at = opened_at or now
    if at > now:
        raise Refused({"opened_at": _("A deal cannot be opened in the future.")})
    fields.setdefault("source", prospect.source if prospect else None)
    deal = Deal(
        name=name,
        prospect=prospect,
        owner=owner,
        stage=stage,
        opened_at=at,
        stage_entered_at=at,
        created_at=now,
        amount=amount,
        currency=currency or Organisation.current().base_currency,
        **fields,
    )
    deal.rate, deal.base_amount = price(amount, currency=deal.currency, day=day_of(at))
    deal.save()
    if lines:
        set_lines(deal, lines)
    journal.write(
        [
            journal.row(
                deal,
                "opened",
                at=at,
                place=journal.place_of(deal),
                load=journal.load_of(deal, stage),
                by=by,
            )
        ]
    )
    record(by=by, action="opened", row=deal, at=now)
    return deal


@transaction.atomic
def move_deal(
    *,
    deal_id: int,
    stage: Stage,
    by: User | None,
    now: datetime,
    seen: int | None = None,
    at: datetime | None = None,
) -> Deal:
    """Put an open deal in another open stage."""
    moment = at or now
    deal = take_open(deal_id, seen, moment, now)
    if stage.kind != Stage.Kind.OPEN:
        raise Refused({"stage": _("Win or lose the deal to end it.")})
    if stage.pk == deal.stage_id:
        return deal
    was, old_load = journal.place_of(deal), journal.stored_load(deal)
    before = as_it_is(deal)
    put(deal, stage=stage, stage_entered_at=moment)
    entering = journal.Load(
        old_load.count,
        old_load.amount,
        journal.weigh(old_load.amount, stage.probability),
    )
    journal.write(
        [
            journal.row(deal, "stage", at=moment, place=was, load=-old_load, by=by),
            journal.row(
                deal,
                "stage",
                at=moment,
                place=journal.place_of(deal),
                load=entering,
                by=by,
            ),
        ]
    )
    record(
        by=by,
        action="moved",
        row=deal,
        at=now,
        changes=difference(before, deal, ["stage"]),
    )
    return deal


@transaction.atomic
def assign_deal(
    *,
    deal_id: int,
    owner: User,
    by: User | None,
    now: datetime,
    seen: int | None = None,
    at: datetime | None = None,
) -> Deal:
    """Give the deal to another person: the open load goes along, past credit stays.

    ``at`` is for history that comes late (an import): since then an open deal was theirs.
    """
    if at is None:
        deal = take(Deal.objects.all(), deal_id, seen=seen)
    else:
        deal = take_open(deal_id, seen, at, now)
    if owner.pk == deal.owner_id:
        return deal
    before, was = as_it_is(deal), journal.place_of(deal)
    put(deal, owner=owner)
    if deal.is_open:
        journal.change_place(
            deal,
            "owner",
            was=was,
            now=journal.place_of(deal),
            load=journal.stored_load(deal),
            at=at or now,
            by=by,
        )
    record(
        by=by,
        action="assigned",
        row=deal,
        at=now,
        changes=difference(before, deal, ["owner"]),
    )
    return deal


@transaction.atomic
def expect_close(
    *,
    deal_id: int,
    on: date | None,
    by: User | None,
    now: datetime,
    seen: int | None = None,
) -> Deal:
    """Change when the deal is expected to close; the journal keeps what was expected before."""
    deal = take_open(deal_id, seen, now, now)
    if on == deal.expected_close_on:
        return deal
    before, was = as_it_is(deal), journal.place_of(deal)
    put(deal, expected_close_on=on)
    journal.change_place(
        deal,
        "expected",
        was=was,
        now=journal.place_of(deal),
        load=journal.stored_load(deal),
        at=now,
        by=by,
    )
    changes = difference(before, deal, ["expected_close_on"])
    record(by=by, action="expected", row=deal, at=now, changes=changes)
    return deal


@transaction.atomic
def price_deal(
    *,
    deal_id: int,
    by: User | None,
    now: datetime,
    amount: int | None = None,
    currency: str | None = None,
    lines: Sequence[LineInput] | None = None,
    seen: int | None = None,
) -> Deal:
    """Change what the deal is worth, by an amount or by its lines.

    An open deal is repriced at today's rate. A won deal is corrected: the win keeps its own day's
    rate, and the day it was counted on is restated.
    """
    deal = take(Deal.objects.all(), deal_id, seen=seen)
    before, old_load = as_it_is(deal), journal.stored_load(deal)
    deal.currency = currency or deal.currency
    deal.amount, deal.amount_is_estimate = amount, False
    day = day_of(now if deal.is_open else deal.ended_at or now)
    deal.rate, deal.base_amount = price(amount, currency=deal.currency, day=day)
    if lines is not None:
        set_lines(deal, lines)
    else:
        deal.lines.all().delete()
        deal.main_product = None
    put(
        deal,
        amount=deal.amount,
        currency=deal.currency,
        rate=deal.rate,
        base_amount=deal.base_amount,
        amount_is_estimate=False,
        main_product=deal.main_product,
    )
    if deal.is_open:
        journal.reprice(deal, old_load, by=by, now=now)
    else:
        _correct_outcome(deal)
    changes = difference(before, deal, ["amount", "currency"])
    record(by=by, action="priced", row=deal, at=now, changes=changes)
    return deal


def _correct_outcome(deal: Deal) -> None:
    outcome = deal.movements.filter(
        kind__in=["won", "lost"], withdrawn_at__isnull=True
    ).get()
    before = as_it_is(outcome)
    outcome.outcome_amount, outcome.outcome_list, outcome.outcome_cost = outcome_of(
        deal
    )
    outcome.save(update_fields=["outcome_amount", "outcome_list", "outcome_cost"])
    announce(before, outcome)


@transaction.atomic
def edit_deal(
    *,
    deal_id: int,
    by: User | None,
    now: datetime,
    seen: int | None = None,
    **values: Any,
) -> Deal:
    """Change what describes the deal: never its stage, owner, amount or dates."""
    if unknown := set(values) - set(DESCRIPTION):
        raise ValueError(f"not a description: {unknown}")
    deal = take(Deal.objects.all(), deal_id, seen=seen)
    before = as_it_is(deal)
    put(deal, **values)
    changes = difference(before, deal, values)
    if changes:
        record(by=by, action="edited", row=deal, at=now, changes=changes)
    return deal


@transaction.atomic
def link_prospect(
    *, deal_id: int, prospect: Prospect, by: User | None, now: datetime
) -> Deal:
    """Say at last whom the deal is for."""
    deal = take(Deal.objects.all(), deal_id)
    former = deal.prospect
    before = as_it_is(deal)
    put(deal, prospect=prospect)
    # In one order everywhere: two links must not wait for each other.
    for touched in sorted({former or prospect, prospect}, key=lambda row: row.pk):
        settle_conversion(touched, now=now)
    record(
        by=by,
        action="edited",
        row=deal,
        at=now,
        changes=difference(before, deal, ["prospect"]),
    )
    return deal


@transaction.atomic
def delete_deal(*, deal_id: int, by: User, now: datetime) -> None:
    """Really delete a deal entered by mistake; every day it touched is recomputed."""
    deal = take(Deal.objects.all(), deal_id)
    gone: list[Model] = [
        *deal.movements.all(),
        *deal.quotes.all(),
        *deal.time_entries.all(),
    ]
    prospect = deal.prospect
    record(by=by, action="deleted", row=deal, at=now)
    for facts in (
        deal.prospect_steps,
        deal.activities,
        deal.complaints,
        deal.verbatims,
        deal.surveyanswers,
        deal.reviews,
    ):
        facts.update(deal=None)  # they are the customer's, and stay
    try:
        deal.delete()
    except ProtectedError as held:
        raise Refused(
            _("Contracts, subscriptions or costs hang on this deal.")
        ) from held
    announce_many(gone)
    if prospect is not None:
        settle_conversion(prospect, now=now)


@transaction.atomic
def set_probability(
    *, stage: Stage, probability: int, by: User | None, now: datetime
) -> int:
    """Change a stage's probability: its open deals are revalued today, the past stays.

    Returns how many deals were revalued.
    """
    before = as_it_is(stage)
    stage.probability = probability
    stage.full_clean()
    stage.save(update_fields=["probability"])
    rows: list[DealMovement] = []
    # Locked: a deal that moves meanwhile must take along what this puts in.
    for deal in Deal.objects.open().filter(stage=stage).select_for_update():
        old = journal.stored_load(deal)
        delta = journal.delta(old.weighted, journal.weigh(old.amount, probability))
        if delta:
            load = journal.Load(0, 0, delta)
            rows.append(
                journal.row(
                    deal,
                    "revalued",
                    at=now,
                    place=journal.place_of(deal),
                    load=load,
                    by=by,
                )
            )
    journal.write(rows)
    changes = difference(before, stage, ["probability"])
    record(by=by, action="probability changed", row=stage, at=now, changes=changes)
    return len(rows)
