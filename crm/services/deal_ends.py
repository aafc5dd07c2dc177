"""How a deal ends: won, lost, reopened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.models import Competitor, Deal, LossReason, Stage, User
from crm.pricing import price
from crm.services import crediting
from crm.services import deal_journal as journal
from crm.services.deal_lines import outcome_of, share_base
from crm.services.deal_recurring import settle_recurring
from crm.services.deal_taking import day_of, take_open
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.prospects import settle_conversion
from crm.services.rates.days import day_in_pipeline
from crm.services.stage_holding import hold
from crm.services.writing import put, take


def _end(
    deal: Deal, kind: str, *, at: datetime, now: datetime, by: User | None, **state: Any
) -> None:
    """Leave the pipeline with what was put in, and write the outcome at its own day's rate."""
    load, place = journal.stored_load(deal), journal.place_of(deal)
    end = (
        Stage.objects.current()
        .filter(pipeline=deal.stage.pipeline_id, kind=kind)
        .first()
    )
    if end is None:
        raise Refused(_("This pipeline has no closing stage. Ask an administrator."))
    deal.rate, deal.base_amount = price(
        deal.amount, currency=deal.currency, day=day_of(at)
    )
    put(
        deal,
        stage=end,
        state=kind,
        stage_entered_at=at,
        rate=deal.rate,
        base_amount=deal.base_amount,
        next_step="",
        next_step_on=None,
        **state,
    )
    share_base(deal)
    journal.write(
        [
            journal.row(
                deal,
                kind,
                at=at,
                place=place,
                load=-load,
                by=by,
                outcome=outcome_of(deal),
            )
        ]
    )
    record(by=by, action=kind, row=deal, at=now)


@transaction.atomic
def win_deal(
    *,
    deal_id: int,
    by: User | None,
    now: datetime,
    at: datetime | None = None,
    seen: int | None = None,
) -> Deal:
    """The deal is the order. The win is its owner's, on this day, for good."""
    moment = at or now
    deal = take_open(deal_id, seen, moment, now)
    _end(deal, "won", at=moment, now=now, by=by, won_at=moment)
    if deal.prospect is not None:
        settle_conversion(deal.prospect, now=now)
    settle_recurring(deal, by=by, now=now)
    crediting.settle([deal.pk])
    return deal


@transaction.atomic
def lose_deal(
    *,
    deal_id: int,
    reason: LossReason | None,
    by: User | None,
    now: datetime,
    competitor: Competitor | None = None,
    note: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> Deal:
    """The deal is lost, for a reason; for a competitor, which one."""
    if reason is None:
        raise Refused({"reason": _("A lost reason is required.")})
    if reason.needs_competitor and competitor is None:
        raise Refused({"competitor": _("Say which competitor won it.")})
    moment = at or now
    deal = take_open(deal_id, seen, moment, now)
    _end(
        deal,
        "lost",
        at=moment,
        now=now,
        by=by,
        lost_at=moment,
        lost_reason=reason,
        competitor=competitor,
        lost_note=note,
    )
    return deal


@transaction.atomic
def reopen_deal(
    *,
    deal_id: int,
    by: User | None,
    now: datetime,
    stage: Stage | None = None,
    seen: int | None = None,
) -> Deal:
    """Withdraw the outcome from the day it was counted on; the pipeline gets the deal back today."""
    deal = take(Deal.objects.all(), deal_id, seen=seen)
    if deal.is_open:
        raise Refused(_("This deal is open already."))
    if stage is not None and stage.kind != Stage.Kind.OPEN:
        raise Refused({"stage": _("Choose an open stage.")})
    outcome = deal.movements.filter(
        kind__in=["won", "lost"], withdrawn_at__isnull=True
    ).get()
    back = hold(stage or _in_use(outcome.stage))
    before = as_it_is(outcome)
    outcome.withdrawn_at = now
    outcome.save(update_fields=["withdrawn_at"])
    announce(before, outcome)
    put(
        deal,
        state=Deal.State.OPEN,
        stage=back,
        stage_entered_at=now,
        **_pipeline_price(deal),
        won_at=None,
        lost_at=None,
        lost_reason=None,
        lost_reason_confirmed=None,
        competitor=None,
    )
    returning = journal.Load(
        -outcome.count, _negated(outcome.amount), _negated(outcome.weighted)
    )
    journal.write(
        [
            journal.row(
                deal,
                "reopened",
                at=now,
                place=journal.place_of(deal),
                load=returning,
                by=by,
            )
        ]
    )
    share_base(deal)
    journal.reprice(deal, returning, by=by, now=now)
    if deal.prospect is not None:
        settle_conversion(deal.prospect, now=now)
    settle_recurring(deal, by=by, now=now)
    crediting.settle([deal.pk])
    record(by=by, action="reopened", row=deal, at=now)
    return deal


def _in_use(stage: Stage) -> Stage:
    """The stage the deal ended in; archived since, the first open one of its pipeline, or of the first."""
    if stage.in_use and stage.pipeline.in_use:
        return stage
    others = Stage.objects.of_current_pipelines().current().open()
    own = others.filter(pipeline=stage.pipeline_id)
    return own.first() or others.first() or stage


def _pipeline_price(deal: Deal) -> dict[str, Any]:
    """Rate and base amount of an open deal: of the day it was opened or its amount last changed."""
    day = day_in_pipeline(deal)
    rate, base = price(deal.amount, currency=deal.currency, day=day)
    return {"rate": rate, "base_amount": base}


def _negated(value: int | None) -> int | None:
    return None if value is None else -value
