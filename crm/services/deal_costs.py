"""What a deal takes: people's time at their hourly cost, and money spent on it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.models import CostEntry, Deal, TimeEntry, User
from crm.models.base import EARLIEST_DAY
from crm.pricing import price
from crm.services import cost_days
from crm.services.deal_taking import day_of
from crm.services.errors import Refused
from crm.services.history import difference, record

TIME_FIELDS = ("rep", "day", "minutes", "note", "hourly_cost")
COST_FIELDS = ("month", "kind", "label", "amount", "currency")


@transaction.atomic
def add_time(
    *,
    deal: Deal,
    by: User,
    now: datetime,
    rep: User,
    day: date,
    minutes: int,
    note: str = "",
) -> TimeEntry:
    """Time a person spent, at their hourly cost of today, which stays whatever it becomes."""
    _happened(day, now)
    entry = TimeEntry.objects.create(
        deal=deal,
        rep=rep,
        day=day,
        minutes=minutes,
        note=note,
        hourly_cost=rep.hourly_cost,
    )
    announce(None, entry)
    record(by=by, action="created", row=entry, at=now)
    return entry


@transaction.atomic
def edit_time(
    *,
    entry_id: int,
    by: User,
    now: datetime,
    rep: User,
    day: date,
    minutes: int,
    note: str = "",
) -> TimeEntry:
    """Correct it. Another person brings another hourly cost."""
    _happened(day, now)
    entry = TimeEntry.objects.select_for_update().get(pk=entry_id)
    before = as_it_is(entry)
    if entry.rep_id != rep.pk:
        entry.hourly_cost = rep.hourly_cost
    entry.rep, entry.day, entry.minutes, entry.note = rep, day, minutes, note
    entry.save()
    changes = difference(before, entry, TIME_FIELDS)
    if changes:
        announce(before, entry)
        record(by=by, action="edited", row=entry, at=now, changes=changes)
    return entry


@transaction.atomic
def delete_time(*, entry_id: int, by: User, now: datetime) -> None:
    entry = TimeEntry.objects.select_for_update().get(pk=entry_id)
    record(by=by, action="deleted", row=entry, at=now)
    announce(as_it_is(entry), None)
    entry.delete()


@transaction.atomic
def add_cost(
    *,
    deal: Deal,
    by: User,
    now: datetime,
    day: date,
    kind: str,
    label: str,
    amount: int,
    currency: str,
) -> CostEntry:
    """Money spent on the deal; it counts in the month of ``day``, at that day's rate."""
    _happened(day, now)
    found = price(amount, currency=currency, day=day)
    entry = CostEntry.objects.create(
        deal=deal,
        rep_id=deal.owner_id,
        month=day.replace(day=1),
        kind=kind,
        label=label,
        amount=amount,
        currency=currency,
        rate=found.rate,
        base_amount=found.base,
    )
    announce(None, entry)
    cost_days.spread(entry)
    record(by=by, action="created", row=entry, at=now)
    return entry


@transaction.atomic
def edit_cost(
    *,
    entry_id: int,
    by: User,
    now: datetime,
    day: date,
    kind: str,
    label: str,
    amount: int,
    currency: str,
) -> CostEntry:
    _happened(day, now)
    entry = CostEntry.objects.select_for_update().get(pk=entry_id)
    before = as_it_is(entry)
    if (entry.amount, entry.currency, entry.month) != (
        amount,
        currency,
        day.replace(day=1),
    ):
        entry.rate, entry.base_amount = price(amount, currency=currency, day=day)
    entry.month, entry.kind, entry.label = day.replace(day=1), kind, label
    entry.amount, entry.currency = amount, currency
    entry.save()
    changes = difference(before, entry, COST_FIELDS)
    if changes:
        announce(before, entry)
        cost_days.spread(entry)
        record(by=by, action="edited", row=entry, at=now, changes=changes)
    return entry


@transaction.atomic
def delete_cost(*, entry_id: int, by: User, now: datetime) -> None:
    entry = CostEntry.objects.select_for_update().get(pk=entry_id)
    record(by=by, action="deleted", row=entry, at=now)
    announce(as_it_is(entry), None)
    entry.delete()


def _happened(day: date, now: datetime) -> None:
    if day > day_of(now):
        raise Refused({"day": _("This cannot happen in the future.")})
    if day < EARLIEST_DAY:
        raise Refused({"day": _("This is too long ago.")})
