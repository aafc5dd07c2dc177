"""What is offered."""

from __future__ import annotations

from collections.abc import Iterator

from crm.models import Quote
from kpis.recount.contribution import Contribution


def contributions() -> Iterator[Contribution]:
    """The version of each quote that left first; signed when any of its versions is."""
    by_number: dict[str, list[Quote]] = {}
    for quote in Quote.objects.all():
        by_number.setdefault(quote.number, []).append(quote)
    for versions in by_number.values():
        sent = [quote for quote in versions if quote.sent_at is not None]
        if not sent:
            continue
        first = min(sent, key=lambda quote: quote.version)
        amounts = {"quotes_sent": 1, "quotes_amount": first.base_amount or 0}
        if any(quote.signed_at for quote in versions):
            amounts["quotes_signed"] = 1
        assert first.sent_at is not None  # noqa: S101 - filtered above
        yield first.sent_at, first.rep_id, amounts
