"""A rate came: price what waited for it, at once when that is little, else in the background."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from crm.models import AuditEntry, ExchangeRate, Job, User
from crm.services.jobs import start_job, step_of
from crm.services.rates.book import Book, Wanted
from crm.services.rates.kinds import KINDS, Kind

#: As many rows are priced in the transaction of the rate; more wait for the worker.
AT_ONCE = 100
#: Rows of one transaction of the worker.
PORTION = 100
#: No transaction that began before a rate was saved is still open after as long.
STRAGGLING = timedelta(minutes=10)


class Came(NamedTuple):
    """How many amounts were priced, or the work that prices them."""

    priced: int
    job: Job | None = None


@transaction.atomic
def price_what_waits(
    *, currency: str, by: User | None, now: datetime, again_from: date | None = None
) -> Came:
    """Price the amounts of a currency that have a rate by now, each at the rate of its own day.

    ``again_from``: also what the rate from that day on covers and has a price already. ``by`` null
    is the operator's command line: it can wait, and nobody is there to be told of later work.
    """
    wanted = Wanted(Book(currency), again_from)
    total = sum(kind.rows(wanted).count() for kind in KINDS)
    if total <= AT_ONCE or by is None:
        return Came(sum(_all(kind, wanted, by, now) for kind in KINDS))
    since = again_from.isoformat() if again_from else ""
    args = {"currency": currency, "again_from": since, "kind": 0, "after": 0}
    return Came(0, start_job(kind="rates", by=by, now=now, args=args, total=total))


@transaction.atomic
def price_stragglers(*, now: datetime) -> int:
    """How many amounts were priced that were written in the very moment their rate was saved.

    Neither transaction saw the other. Every tick looks again at the currencies of the rates of the
    last minutes; what is more than a few rows is the work of the rate's own job.
    """
    saved = AuditEntry.objects.filter(
        kind="exchangerate", object_id=OuterRef("pk"), at__gte=now - STRAGGLING
    )
    rates = ExchangeRate.objects.filter(Exists(saved)).order_by("currency")
    found = 0
    for currency in rates.values_list("currency", flat=True).distinct():
        wanted = Wanted(Book(currency), None)
        if sum(kind.rows(wanted).count() for kind in KINDS) <= AT_ONCE:
            found += sum(_all(kind, wanted, None, now) for kind in KINDS)
    return found


def _all(kind: Kind, wanted: Wanted, by: User | None, now: datetime) -> int:
    rows = kind.rows(wanted).select_for_update()
    return sum(kind.price(row, wanted, by, now) for row in list(rows))


@step_of("rates")
def step(job: Job) -> int:
    """The next rows of a kind, then of the next kind."""
    args = job.args
    since = date.fromisoformat(args["again_from"]) if args["again_from"] else None
    wanted = Wanted(Book(args["currency"]), since)
    while args["kind"] < len(KINDS):
        kind = KINDS[args["kind"]]
        rows = kind.rows(wanted).filter(pk__gt=args["after"]).select_for_update()
        found = list(rows[:PORTION])
        if found:
            args["after"] = found[-1].pk
            now = timezone.now()
            priced = sum(kind.price(row, wanted, job.by, now) for row in found)
            job.result["priced"] = job.result.get("priced", 0) + priced
            return len(found)
        args["kind"], args["after"] = args["kind"] + 1, 0
    return 0
