"""What a printed quote says, as text in the language that is active: for the page and for paper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel import Locale
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from crm.models import Organisation, Prospect, Quote
from crm.money import digits, to_major
from crm.services.quote_sums import QuoteSums, quote_sums
from crm.templatetags.formats import day, money, number, percent


def quote_words(quote: Quote) -> dict[str, Any]:
    """{title, facts, seller, buyer, subject, lines, sums, gross, note, terms}, ready to be shown."""
    us = Organisation.current()
    lines = list(quote.lines.select_related("product"))
    sums = quote_sums(lines)
    return {
        "title": _("Quote %(number)s") % {"number": quote.number},
        "draft": quote.sent_at is None,
        "facts": _facts(quote),
        "seller": {"name": us.name, "lines": _seller(us)},
        "buyer": _buyer(quote.deal.prospect, us.country),
        "subject": quote.deal.name,
        "lines": [_line(line, quote.currency) for line in lines],
        "sums": _sums(sums, quote.currency),
        "gross": (_("Total incl. VAT"), amount(sums.gross, quote.currency)),
        "note": quote.note,
        "terms": us.quote_terms,
    }


def amount(minor: int, currency: str) -> str:
    """All amounts of a quote carry the decimals of its currency."""
    return money(to_major(minor, currency), currency, digits(currency))


def rate(rate_bp: int) -> str:
    exact = Decimal(rate_bp).scaleb(-4)
    return percent(exact, max(0, -int((exact * 100).normalize().as_tuple().exponent)))


def _facts(quote: Quote) -> list[tuple[str, str]]:
    found = [
        (pgettext("of a quote", "Version"), str(quote.version)),
        (_("Date"), day(quote.sent_at or quote.created_at, "long")),
    ]
    if quote.valid_until_on:
        found.append((_("Valid until"), day(quote.valid_until_on, "long")))
    return [*found, (_("Your contact"), str(quote.rep))]


def _seller(us: Organisation) -> list[str]:
    found = [us.address] if us.address else []
    if us.registration:
        found.append(_("Registration: %(number)s") % {"number": us.registration})
    if us.vat_number:
        found.append(_("VAT number: %(number)s") % {"number": us.vat_number})
    return found


def _buyer(prospect: Prospect | None, our_country: str) -> dict[str, Any]:
    if prospect is None:
        return {"name": "", "lines": []}
    city = " ".join(filter(None, [prospect.postcode, prospect.city]))
    abroad = prospect.country if prospect.country != our_country else ""
    lines = [prospect.address, city, _country(abroad)]
    return {"name": prospect.name, "lines": [line for line in lines if line]}


def _country(code: str) -> str:
    """Its name in the language that is active; the code itself when nobody knows it."""
    names = Locale.parse(get_language() or "en", sep="-").territories
    return str(names.get(code.upper(), code))


def _line(line: Any, currency: str) -> dict[str, str]:
    return {
        "label": line.label or str(line.product or ""),
        "quantity": number(line.quantity.normalize()),
        "price": amount(line.unit_price, currency),
        "discount": f"−{rate(line.discount_bp)}" if line.discount_bp else "",
        "vat": rate(line.vat_rate_bp),
        "net": amount(line.amount, currency),
    }


def _sums(sums: QuoteSums, currency: str) -> list[tuple[str, str]]:
    found = []
    if sums.discount:
        found.append((_("Before discount"), amount(sums.net + sums.discount, currency)))
        found.append((_("Discount"), amount(-sums.discount, currency)))
    found.append((_("Total excl. VAT"), amount(sums.net, currency)))
    for part in sums.vat:
        label = _("VAT %(rate)s on %(net)s") % {
            "rate": rate(part.rate_bp),
            "net": amount(part.net, currency),
        }
        found.append((label, amount(part.vat, currency)))
    return found
