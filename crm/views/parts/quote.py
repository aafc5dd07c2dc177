"""Quotes as pages show them: the list of a deal, and one as it prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from crm import access
from crm.models import Quote, User
from crm.printing.quote import unprintable
from crm.printing.quote_words import quote_words
from crm.services.deal_taking import day_of
from crm.templatetags.formats import money_minor
from crm.views.parts import words


def page_of_quote(quote: Quote, *, reader: User, now: datetime) -> dict[str, Any]:
    versions = list(Quote.objects.versions_of(quote.number).order_by("version"))
    later = [row for row in versions if row.version > quote.version]
    printed = quote_words(quote)
    return {
        "quote": quote,
        "deal": quote.deal,
        "words": printed,
        "unprintable": unprintable(printed),
        "chip": quote_chip(quote, now, replaced=any(row.sent_at for row in later)),
        "changeable": access.may_change(reader, quote),
        "versions": versions,
        "languages": settings.LANGUAGES,
    }


def quote_chip(quote: Quote, now: datetime, *, replaced: bool) -> dict[str, str]:
    if quote.signed_at:
        return {"text": _("Signed"), "tone": "good", "glyph": "✓"}
    if quote.refused_at:
        return {"text": _("Refused"), "tone": "", "glyph": "✕"}
    if quote.sent_at is None:
        return {"text": _("Draft"), "tone": "", "glyph": ""}
    if replaced:
        return {"text": _("Replaced"), "tone": "", "glyph": ""}
    if quote.valid_until_on and quote.valid_until_on < day_of(now):
        return {"text": _("Expired"), "tone": "caution", "glyph": "◔"}
    return {"text": _("Sent"), "tone": "accent", "glyph": ""}


def quotes_of_deal(quotes: Sequence[Quote], now: datetime) -> list[dict[str, Any]]:
    """Rows, the newest version first: {name, url, pdf_url, amount, on, chip}."""
    sent: dict[str, int] = {}
    for quote in quotes:
        if quote.sent_at:
            sent[quote.number] = max(quote.version, sent.get(quote.number, 0))
    return [
        {
            "number": quote.number,
            "version": quote.version,
            "url": reverse("crm:quote", args=[quote.pk]),
            "pdf_url": reverse("crm:quote-pdf", args=[quote.pk]),
            "amount": money_minor(quote.amount, quote.currency),
            "on": _dated(quote, now),
            "chip": quote_chip(
                quote, now, replaced=sent.get(quote.number, 0) > quote.version
            ),
        }
        for quote in quotes
    ]


def _dated(quote: Quote, now: datetime) -> str:
    def day(on: Any) -> str:
        return words.dated(on, now)

    if quote.signed_at:
        return _("Signed on %(day)s") % {"day": day(quote.signed_at)}
    if quote.refused_at:
        return _("Refused on %(day)s") % {"day": day(quote.refused_at)}
    if quote.sent_at is None:
        return _("Made on %(day)s") % {"day": day(quote.created_at)}
    if quote.valid_until_on is None:
        return _("Sent on %(day)s") % {"day": day(quote.sent_at)}
    return _("Sent on %(day)s, valid until %(until)s") % {
        "day": day(quote.sent_at),
        "until": day(quote.valid_until_on),
    }
