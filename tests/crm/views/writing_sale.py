"""Writes of the deal's own page: quotes, subscriptions, time, costs, files."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from crm.models import Deal, Quote, User
from crm.services import quote_answers, quotes
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


def _signed(owner: User) -> Quote:
    quote = _sent(owner)
    quote_answers.sign_quote(quote_id=quote.pk, by=owner, now=NOW, on=NOW.date())
    return quote


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
)
