"""Writes on contracts: signed, ended. A contract that ends is lost, which no deal lost ever is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.models import ChurnReason, Contract, Deal, Prospect, User
from crm.pricing import price
from crm.services.deal_taking import day_of
from crm.services.errors import Refused
from crm.services.history import record


@transaction.atomic
def sign_contract(
    *,
    prospect: Prospect,
    start_on: date,
    by: User | None,
    now: datetime,
    at: datetime | None = None,
    end_on: date | None = None,
    deal: Deal | None = None,
    amount: int | None = None,
    currency: str = "EUR",
    **fields: Any,
) -> Contract:
    """Credited to who is in charge of the customer; ``amount`` in minor units, at that day's rate."""
    signed = at or now
    if signed > now:
        raise Refused({"at": _("A contract cannot be signed in the future.")})
    if end_on is not None and end_on < start_on:
        raise Refused({"end_on": _("It ends before it starts.")})
    if deal is not None and deal.prospect_id != prospect.pk:
        raise Refused({"deal": _("This deal belongs to another prospect.")})
    rate, base = price(amount, currency=currency, day=day_of(signed))
    contract = Contract.objects.create(
        prospect=prospect,
        deal=deal,
        owner=prospect.owner,
        rep=prospect.owner,
        signed_at=signed,
        start_on=start_on,
        end_on=end_on,
        amount=amount,
        currency=currency,
        rate=rate,
        base_amount=base,
        **fields,
    )
    announce(None, contract)
    record(by=by, action="signed", row=contract, at=now)
    return contract


@transaction.atomic
def end_contract(
    *,
    contract_id: int,
    reason: ChurnReason | None,
    by: User | None,
    now: datetime,
    at: datetime | None = None,
    note: str = "",
) -> Contract:
    """It is lost, for a reason, by who is in charge of the customer then."""
    if reason is None:
        raise Refused({"reason": _("Say why it ends.")})
    contract = Contract.objects.select_for_update().get(pk=contract_id)
    ended = at or now
    if contract.ended_at is not None:
        raise Refused(_("This contract has ended."))
    if ended > now:
        raise Refused({"at": _("This cannot happen in the future.")})
    if ended < contract.signed_at:
        raise Refused({"at": _("It was not signed yet.")})
    before = as_it_is(contract)
    contract.ended_at, contract.ended_rep = ended, contract.prospect.owner
    contract.end_reason, contract.end_note = reason, note
    contract.save(update_fields=["ended_at", "ended_rep", "end_reason", "end_note"])
    announce(before, contract)
    record(by=by, action="ended", row=contract, at=now)
    return contract
