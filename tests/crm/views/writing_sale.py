"""Writes of the deal's own page: quotes, subscriptions, time, costs, files."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from crm.models import (
    Attachment,
    ChurnReason,
    Contract,
    CostEntry,
    Deal,
    Prospect,
    Quote,
    Subscription,
    TimeEntry,
    User,
)
from crm.services import (
    attachments,
    contracts,
    deal_costs,
    deals,
    quote_answers,
    quotes,
)
from tests import factories
from tests.crm.views.write import Write
from tests.factories import NOW

FORM = "GET, HEAD, POST"


def _deal(owner: User) -> Deal:
    return factories.deal(owner=owner, at=NOW - timedelta(days=2))


def _draft(owner: User) -> Quote:
    return quotes.quote_deal(deal_id=_deal(owner).pk, by=owner, now=NOW)


def _sent(owner: User) -> Quote:
    quote = _draft(owner)
    quote_answers.send_quote(quote_id=quote.pk, by=owner, now=NOW)
    return quote


def _second(owner: User) -> Quote:
    """A draft that may go: its number stays with the version before it."""
    return quotes.next_version(quote_id=_sent(owner).pk, by=owner, now=NOW)


def _signed(owner: User) -> Quote:
    quote = _sent(owner)
    quote_answers.sign_quote(quote_id=quote.pk, by=owner, now=NOW, on=NOW.date())
    return quote


def _prospect(owner: User) -> Prospect:
    return factories.prospect(owner=owner, at=NOW - timedelta(days=3), name="Durand")


def _complaint(owner: User) -> Any:
    return factories.complaint(by=owner, prospect=_prospect(owner))


def _subscription(owner: User) -> Subscription:
    deal = factories.deal(
        owner=owner,
        prospect=_prospect(owner),
        at=NOW - timedelta(days=2),
        recurring_amount=10_000,
        recurring_interval="month",
    )
    deals.win_deal(deal_id=deal.pk, by=owner, now=NOW, at=NOW - timedelta(days=1))
    _reason()
    return Subscription.objects.get(deal=deal)


def _contract(owner: User) -> Contract:
    _reason()
    return contracts.sign_contract(
        prospect=_prospect(owner),
        start_on=date(2026, 1, 1),
        by=owner,
        now=NOW,
        at=NOW - timedelta(days=1),
    )


def _time(owner: User) -> TimeEntry:
    return deal_costs.add_time(
        deal=_deal(owner), by=owner, now=NOW, rep=owner, day=NOW.date(), minutes=30
    )


def _cost(owner: User) -> CostEntry:
    said = {"kind": "delivery", "label": "Transport", "currency": "EUR"}
    return deal_costs.add_cost(
        deal=_deal(owner), by=owner, now=NOW, day=NOW.date(), amount=1_000, **said
    )


def _pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("order.pdf", b"%PDF-1.7 order")


def _file(owner: User) -> Attachment:
    return attachments.attach(to=_deal(owner), files=[_pdf()], by=owner, now=NOW)[0]


def _files(row: Any) -> dict[str, Any]:
    return {"files": _pdf(), "token": str(uuid4())}


def _hanging(row: Any) -> bool:
    return bool(row.attachments.count() == 1)


def _reason() -> int:
    return int(ChurnReason.objects.get_or_create(name="Closed")[0].pk)


def _gone(row: Any) -> bool:
    return not type(row).objects.filter(pk=row.pk).exists()


def papers_of(owner: User) -> dict[str, Any]:
    """The row that each address of something to read names."""
    quote = _sent(owner)
    return {"crm:quote": quote, "crm:quote-pdf": quote, "crm:file": _file(owner)}


def _now(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def _quote_text(row: Any) -> dict[str, Any]:
    return {"valid_until_on": "2026-12-20", "note": "", "token": str(uuid4())}


SALE_WRITES = (
    Write(
        "quote-new",
        _deal,
        _quote_text,
        lambda row: Quote.objects.filter(deal=row).count() == 1,
        allow=FORM,
    ),
    Write(
        "quote-edit",
        _draft,
        lambda row: {
            "valid_until_on": "2026-12-24",
            "lines-TOTAL_FORMS": 1,
            "lines-INITIAL_FORMS": 1,
            "lines-0-label": "Rack",
            "lines-0-quantity": "2",
            "lines-0-unit_price": "50.25",
        },
        lambda row: (_now(row).amount, _now(row).lines.count()) == (10_050, 1),
        allow=FORM,
    ),
    Write(
        "quote-version",
        _sent,
        lambda row: {},
        lambda row: Quote.objects.versions_of(row.number).count() == 2,
    ),
    Write(
        "quote-send",
        _draft,
        lambda row: {},
        lambda row: _now(row).sent_at is not None,
    ),
    Write(
        "quote-sign",
        _sent,
        lambda row: {"on": "2026-11-20"},
        lambda row: _now(row).signed_at is not None,
        allow=FORM,
    ),
    Write(
        "quote-refuse",
        _sent,
        lambda row: {"on": "2026-11-20"},
        lambda row: _now(row).refused_at is not None,
        allow=FORM,
    ),
    Write(
        "quote-win",
        _signed,
        lambda row: {"version": Deal.objects.get(pk=row.deal_id).version},
        lambda row: Deal.objects.get(pk=row.deal_id).state == "won",
        allow=FORM,
    ),
    Write("quote-discard", _second, lambda row: {}, _gone),
    Write(
        "contract-new",
        lambda owner: _subscription(owner).prospect,
        lambda row: {
            "at": "2026-11-20",
            "start_on": "2026-12-01",
            "end_on": "2027-11-30",
            "amount": "1200",
            "currency": "EUR",
            "token": str(uuid4()),
        },
        lambda row: (
            list(row.contracts.values_list("amount", "end_on"))
            == [(120_000, date(2027, 11, 30))]
        ),
        allow=FORM,
    ),
    Write(
        "contract-end",
        _contract,
        lambda row: {"at": "2026-11-20", "reason": _reason(), "note": "Moved away"},
        lambda row: (_now(row).ended_at, _now(row).end_note) == (NOW, "Moved away"),
        allow=FORM,
    ),
    Write(
        "subscription-new",
        lambda owner: _subscription(owner).prospect,
        lambda row: {
            "amount": "300",
            "interval": "quarter",
            "currency": "EUR",
            "on": "2026-11-20",
            "token": str(uuid4()),
        },
        lambda row: (
            list(row.mrr_movements.order_by("pk").values_list("amount", flat=True))
            == [10_000, 10_000]
        ),
        allow=FORM,
    ),
    Write(
        "subscription-change",
        _subscription,
        lambda row: {"amount": "120", "interval": "month", "on": "2026-11-20"},
        lambda row: (_now(row).amount, row.movements.count()) == (12_000, 2),
        allow=FORM,
    ),
    Write(
        "subscription-end",
        _subscription,
        lambda row: {"on": "2026-11-20", "reason": _reason()},
        lambda row: row.movements.count() == 2 and _now(row).ended_on is not None,
        allow=FORM,
    ),
    Write(
        "deal-delivery",
        _deal,
        lambda row: {"promised_on": "2026-12-01", "version": row.version},
        lambda row: str(_now(row).promised_on) == "2026-12-01",
        allow=FORM,
    ),
    Write(
        "time-new",
        _deal,
        lambda row: {
            "rep": row.owner_id,
            "day": "2026-11-20",
            "minutes": "90",
            "token": str(uuid4()),
        },
        lambda row: row.time_entries.count() == 1,
        allow=FORM,
    ),
    Write(
        "time-edit",
        _time,
        lambda row: {"rep": row.rep_id, "day": "2026-11-19", "minutes": "45"},
        lambda row: _now(row).minutes == 45,
        allow=FORM,
    ),
    Write("time-delete", _time, lambda row: {}, _gone),
    Write(
        "deal-cost-new",
        _deal,
        lambda row: {
            "label": "Transport",
            "amount": "12.50",
            "currency": "EUR",
            "kind": "delivery",
            "day": "2026-11-20",
            "token": str(uuid4()),
        },
        lambda row: row.costs.count() == 1,
        allow=FORM,
    ),
    Write(
        "deal-cost-edit",
        _cost,
        lambda row: {
            "label": "Lorry",
            "amount": "15",
            "currency": "EUR",
            "kind": "delivery",
            "day": "2026-11-20",
        },
        lambda row: (_now(row).label, _now(row).base_amount) == ("Lorry", 1_500),
        allow=FORM,
    ),
    Write("deal-cost-delete", _cost, lambda row: {}, _gone),
    Write("deal-files", _deal, _files, _hanging, allow=FORM),
    Write("prospect-files", _prospect, _files, _hanging, allow=FORM),
    Write("complaint-files", _complaint, _files, _hanging, allow=FORM),
    Write("file-delete", _file, lambda row: {}, _gone),
)
