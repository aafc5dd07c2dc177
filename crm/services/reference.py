"""Writes on the tables an admin keeps: audited, priced, announced when a figure reads them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.models import CostEntry, User
from crm.pricing import price
from crm.services import cost_days
from crm.services.errors import Refused
from crm.services.history import difference, record


@transaction.atomic
def save_row(
    *, row: Model, values: dict[str, Any], by: User | None, now: datetime
) -> Model:
    """Create (a row without id) or change; the audit says what was and what is.

    ``by`` null is the operator's command line.
    """
    new = row.pk is None
    before = None if new else _stored(row)
    for name, value in values.items():
        setattr(row, name, value)
    _derive(row, before)
    row.save()
    row.refresh_from_db()  # 0.92 comes back as 0.92000000: no change
    changes = difference(before, row, values) if before else {}
    if new or changes:
        announce(before, row)
        if isinstance(row, CostEntry):
            cost_days.spread(row)
        action = "created" if new else "edited"
        record(by=by, action=action, row=row, at=now, changes=changes)
    return row


@transaction.atomic
def delete_row(*, row: Model, by: User, now: datetime) -> None:
    """Really delete; what is in use is refused: archive it instead."""
    record(by=by, action="deleted", row=row, at=now)
    before = as_it_is(row)
    try:
        row.delete()
    except ProtectedError:
        raise Refused(_("It is in use, so it stays. Archive it instead.")) from None
    announce(before, None)


@transaction.atomic
def archive_row(*, row: Any, archived: bool, by: User, now: datetime) -> None:
    """Take out of the choices, or back; what already has it keeps it."""
    row.archived_at = now if archived else None
    row.save(update_fields=["archived_at"])
    record(by=by, action="archived" if archived else "restored", row=row, at=now)


def _stored(row: Model) -> Model:
    return type(row)._base_manager.get(pk=row.pk)


def _derive(row: Model, before: Model | None) -> None:
    """What follows from the rest: a cost is priced at the first day of its month.

    Its price stays when neither changed: a rate corrected since is not what was meant.
    """
    if not isinstance(row, CostEntry):
        return
    priced = isinstance(before, CostEntry) and before.base_amount is not None
    if not priced or difference(before or row, row, ["amount", "currency", "month"]):
        found = price(row.amount, currency=row.currency, day=row.month)
        row.rate, row.base_amount = found.rate, found.base
