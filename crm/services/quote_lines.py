"""The lines of a quote: copied from a deal or an earlier version, or as typed."""

from __future__ import annotations

from collections.abc import Sequence

from crm.models import Deal, Quote, QuoteLine, VatRate
from crm.money import line_total
from crm.services.deal_lines import LineInput


def lines_of_deal(deal: Deal) -> list[QuoteLine]:
    """Unsaved. The amount of a deal without lines is one line at the first VAT rate of the list."""
    lines = [
        QuoteLine(
            position=line.position,
            product_id=line.product_id,
            label=line.label or (line.product.name if line.product else ""),
            quantity=line.quantity,
            unit_price=line.unit_price,
            discount_bp=line.discount_bp,
            amount=line.amount,
            vat_rate_bp=line.vat_rate.rate_bp if line.vat_rate else 0,
        )
        for line in deal.lines.select_related("product", "vat_rate")
    ]
    if lines or deal.amount is None:
        return lines
    usual = VatRate.objects.current().first()
    whole = QuoteLine(
        label=deal.name,
        unit_price=deal.amount,
        amount=deal.amount,
        vat_rate_bp=getattr(usual, "rate_bp", 0),
    )
    return [whole]


def lines_of_quote(quote: Quote) -> list[QuoteLine]:
    """Unsaved copies, for the next version."""
    lines = list(quote.lines.all())
    for line in lines:
        line.pk, line._state.adding = None, True
    return lines


def set_quote_lines(quote: Quote, lines: Sequence[LineInput]) -> None:
    """Replace the lines of a draft; its amount becomes their total. The caller saves the quote."""
    built = [_typed(quote, line, position) for position, line in enumerate(lines)]
    quote.lines.all().delete()
    QuoteLine.objects.bulk_create(built)
    quote.amount = sum(line.amount for line in built)


def _typed(quote: Quote, line: LineInput, position: int) -> QuoteLine:
    product = line.product
    vat = line.vat_rate or (product.vat_rate if product else None)
    return QuoteLine(
        quote=quote,
        position=position,
        product=product,
        label=line.label or (product.name if product else ""),
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount_bp=line.discount_bp,
        amount=line_total(
            quantity=line.quantity,
            unit_price=line.unit_price,
            discount_bp=line.discount_bp,
        ),
        vat_rate_bp=vat.rate_bp if vat else 0,
    )
