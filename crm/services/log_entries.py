"""One line of the quick log: an activity written or a planned one ended, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model

from crm.models import Activity, Deal, Prospect, User
from crm.services.activities import finish_activity, write_activity
from crm.services.deal_pricing import price_deal
from crm.services.prospects import add_prospect
from crm.services.way_back import Kept

#: What a planned activity takes from the line that ends it.
TAKEN_OVER = ("outcome", "duration_s", "direction", "contact", "deal", "note")


@dataclass(frozen=True)
class Entry:
    """``done`` is what ``write_activity`` takes, ``planned`` the same for the next step.

    ``new_prospect`` is created first; ``closes`` is the planned activity that ``done`` ends;
    ``amount`` (minor units, the deal's currency) is written on the deal of ``done``.
    """

    done: dict[str, Any]
    planned: dict[str, Any] | None = None
    new_prospect: str = ""
    closes: int | None = None
    amount: int | None = None


def write_entry(
    entry: Entry, *, by: User, now: datetime, key: UUID | None, kept: Kept
) -> tuple[Activity, Activity | None]:
    """(the activity, its next step), part of the caller's transaction; the rows go into ``kept``."""
    done, planned = dict(entry.done), dict(entry.planned or {})
    prospect = done.get("prospect")
    if prospect is None and entry.new_prospect:
        prospect = add_prospect(by=by, now=now, owner=by, name=entry.new_prospect)
        kept.made([prospect, *prospect.steps.all()])
        done["prospect"] = prospect
    if planned:
        planned["prospect"] = prospect
    remembered = _remember(prospect, kept)
    if entry.amount is not None:
        _price(done["deal"], entry.amount, by=by, now=now, kept=kept)
    if entry.closes is None:
        first = write_activity(by=by, now=now, client_uuid=key, **done)
    else:
        first = _end(entry.closes, done, by=by, now=now, kept=kept)
    kept.made([first])
    following = None
    if planned:
        again = uuid5(key, "next") if key else None
        following = write_activity(by=by, now=now, client_uuid=again, **planned)
        kept.made([following])
    if prospect is not None:
        _look_again(prospect, remembered, entry, kept)
    return first, following


def _remember(prospect: Prospect | None, kept: Kept) -> list[Model]:
    """As the database holds it now: the form read it earlier, and not under our lock."""
    if prospect is None:
        return []
    rows = [*Prospect.objects.filter(pk=prospect.pk), *prospect.steps.all()]
    kept.keep(rows)
    return rows


def _look_again(
    prospect: Prospect, remembered: list[Model], entry: Entry, kept: Kept
) -> None:
    """A log moves a prospect and its steps only with its first contact: most leave them alone."""
    was = next((row for row in remembered if isinstance(row, Prospect)), None)
    alone = entry.closes is None and not entry.new_prospect
    if alone and was is not None and was.contacted_at == prospect.contacted_at:
        kept.forget(remembered)
    else:
        kept.made(prospect.steps.all())


def _price(deal: Deal, amount: int, *, by: User, now: datetime, kept: Kept) -> None:
    kept.keep(Deal.objects.filter(pk=deal.pk))
    kept.keep(deal.movements.all())
    price_deal(deal_id=deal.pk, by=by, now=now, amount=amount, currency=deal.currency)
    kept.made(deal.movements.all())


def _end(
    pk: int, done: dict[str, Any], *, by: User, now: datetime, kept: Kept
) -> Activity:
    """A meeting that was planned is not counted twice: the plan itself is marked held or not."""
    plan = Activity.objects.get(pk=pk)
    kept.keep([plan])
    status = done.get("status") or Activity.Status.HELD
    held = status == Activity.Status.HELD
    values = {name: done[name] for name in TAKEN_OVER if done.get(name)}
    if values.get("note") and plan.note:
        values["note"] = f"{plan.note}\n{values['note']}"
    return finish_activity(
        activity_id=pk,
        by=by,
        now=now,
        status=status,
        at=done["at"] if held else None,
        **values,
    )
