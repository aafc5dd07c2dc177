"""A deal priced late: the pipeline from now on, a win or a loss on its own day."""

from __future__ import annotations

from datetime import datetime

from crm.announce import announce, as_it_is
from crm.models import Deal, User
from crm.services import deal_journal as journal
from crm.services.deal_lines import outcome_of, share_base
from crm.services.rates.book import Wanted
from crm.services.rates.days import day_of_deal
from crm.services.rates.pen import PRICE, told


def price_deal(row: Deal, wanted: Wanted, by: User | None, now: datetime) -> bool:
    """The journal of an open deal is a row longer; of an ended one the outcome is corrected.

    The version stays: nobody saw another amount, only what it is worth.
    """
    rate = wanted.rate(day_of_deal(row), priced=row.base_amount is not None)
    if rate is None or (row.rate == rate and row.base_amount is not None):
        return False
    before, load = as_it_is(row), journal.stored_load(row)
    row.rate, row.base_amount = rate, wanted.book.worth(row.amount, rate)
    row.save(update_fields=PRICE)
    share_base(row)
    if row.is_open:
        journal.reprice(row, load, by=by, now=now, kind="revalued")
    else:
        correct_outcome(row)
    return told(before, row, by=by, now=now)


def correct_outcome(deal: Deal) -> None:
    """What was won or lost, as the deal says now: the day it was counted on is restated."""
    outcome = deal.movements.filter(
        kind__in=["won", "lost"], withdrawn_at__isnull=True
    ).get()
    before = as_it_is(outcome)
    outcome.outcome_amount, outcome.outcome_list, outcome.outcome_cost = outcome_of(
        deal
    )
    outcome.save(update_fields=["outcome_amount", "outcome_list", "outcome_cost"])
    announce(before, outcome)
