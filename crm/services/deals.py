"""Writes on deals: open, move, assign, describe, delete. Their price: ``deal_pricing``; their end:
``deal_ends``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from crm.announce import announce_many, as_it_is
from crm.findable import deal_key
from crm.models import Deal, Organisation, Prospect, Stage, User
from crm.pricing import price
from crm.services import crediting
from crm.services import deal_journal as journal
from crm.services.deal_ends import lose_deal, reopen_deal, win_deal
from crm.services.deal_lines import LineInput, set_lines
from crm.services.deal_pricing import price_deal
from crm.services.deal_recurring import refuse_if_changed, settle_recurring
from crm.services.deal_taking import day_of, take_open
from crm.services.errors import Refused
from crm.services.forecast_calls import note_call
from crm.services.history import difference, record
from crm.services.prospects import settle_conversion
from crm.services.stage_holding import hold
from crm.services.stages import set_probability
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
#: What a correction of a won deal carries into its subscription.
RECURS = {"kind", "recurring_amount", "recurring_interval"}


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
    stage, at = hold(stage), opened_at or now
    if at > now:
        raise Refused({"opened_at": _("A deal cannot be opened in the future.")})
    fields.setdefault("source", prospect.source if prospect else None)
    deal = Deal(
        name=name,
        name_key=deal_key(name),
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
    if deal.forecast_category:
        note_call(deal, by=by, at=at)
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
    if stage.kind != Stage.Kind.OPEN:
        raise Refused({"stage": _("Win or lose the deal to end it.")})
    stays = Deal.objects.filter(pk=deal_id, stage=stage).exists()
    stage = stage if stays else hold(stage)
    deal = take_open(deal_id, seen, moment, now)
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
    put(deal, **values, name_key=deal_key(values.get("name", deal.name)))
    changes = difference(before, deal, values)
    if changes:
        record(by=by, action="edited", row=deal, at=now, changes=changes)
    if "forecast_category" in changes:
        note_call(deal, by=by, at=now)
    if "winning_method" in changes:
        crediting.settle([deal.pk])
    if RECURS & changes.keys() and deal.state == Deal.State.WON:
        refuse_if_changed(deal)
        settle_recurring(deal, by=by, now=now)
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
    settle_recurring(deal, by=by, now=now)
    crediting.settle([deal.pk])
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
