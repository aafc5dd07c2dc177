"""The steps that follow from many rows at once: first contact, first win or payment.

The same rule as ``services.prospects``, read once for all prospects an import touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import F, Model

from crm.announce import as_it_is
from crm.models import Activity, DealMovement, Prospect, ProspectStep
from crm.services.mrr import purchases
from crm.services.prospects import STATE_OF_STEP, settle_conversion

#: Prospects settled together; their ids fit in one statement on both databases.
PORTION = 500
Tell = Callable[[Sequence[Model]], None]


def settle_conversions(prospects: Iterable[int], *, now: datetime, tell: Tell) -> None:
    """*Converted* is the first win that still stands, or the first payment of what no deal sold."""
    for ids in _portions(prospects):
        wins = DealMovement.objects.of("won").filter(deal__prospect__in=ids)
        won = wins.annotate(prospect=F("deal__prospect")).order_by("at", "id")
        paid = purchases().filter(prospect__in=ids)
        # Of two at the same instant the win comes first: it knows its deal.
        rows = [
            *won.values("prospect", "at", "rep_id", "deal_id"),
            *paid.values("prospect", "at", "rep_id"),
        ]
        firsts = _firsts(sorted(rows, key=itemgetter("at")))
        _settle("converted", ids, firsts, now=now, tell=tell)
        # Rare, and with a rule of its own: a customer who had left and buys again.
        for gone in Prospect.objects.filter(pk__in=ids, churned_at__isnull=False):
            settle_conversion(gone, now=now)


def settle_contacts(prospects: Iterable[int], *, now: datetime, tell: Tell) -> None:
    """*Contacted* is the first outbound contact held by a person."""
    for ids in _portions(prospects):
        held = Activity.objects.filter(prospect__in=ids).outbound_contacts()
        rows = held.order_by("at", "id").values("prospect", "at", "rep_id")
        _settle("contacted", ids, _firsts(rows), now=now, tell=tell)


def _portions(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), PORTION):
        yield ordered[start : start + PORTION]


def _firsts(rows: Iterable[Any]) -> dict[int, dict[str, Any]]:
    firsts: dict[int, dict[str, Any]] = {}
    for row in rows:
        firsts.setdefault(row.pop("prospect"), row)
    return firsts


def _settle(
    step: str,
    ids: list[int],
    firsts: dict[int, dict[str, Any]],
    *,
    now: datetime,
    tell: Tell,
) -> None:
    """Make each standing step say what its first row says; withdraw what said otherwise."""
    column = STATE_OF_STEP[step]
    prospects = {
        row.pk: row
        for row in Prospect.objects.select_for_update()
        .filter(pk__in=ids)
        .order_by("pk")
        .only(column)
    }
    standing = {
        row.prospect_id: row
        for row in ProspectStep.objects.of(step).filter(prospect__in=ids)
    }
    fresh, withdrawn, before = [], [], []
    for pk, prospect in prospects.items():
        first, held = firsts.get(pk), standing.get(pk)
        if held and first and (held.at, held.rep_id) == (first["at"], first["rep_id"]):
            continue
        if held is None and first is None:
            continue
        if held:
            before.append(as_it_is(held))
            held.withdrawn_at = now
            withdrawn.append(held)
        if first:
            fresh.append(ProspectStep(prospect=prospect, step=step, **first))
        setattr(prospect, column, first["at"] if first else None)
    ProspectStep.objects.bulk_update(withdrawn, ["withdrawn_at"], batch_size=PORTION)
    made = ProspectStep.objects.bulk_create(fresh, batch_size=PORTION)
    touched = {row.prospect_id for row in (*withdrawn, *made)}
    Prospect.objects.bulk_update(
        [prospects[pk] for pk in touched], [column], batch_size=PORTION
    )
    tell([*before, *withdrawn, *made])
