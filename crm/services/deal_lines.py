"""The product lines of a deal: totals rounded once, base amounts that add up to the deal's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from crm.models import Deal, DealLine, Organisation, Product, VatRate
from crm.money import half_up, line_total, share_out
from crm.pricing import at_rate


@dataclass(frozen=True)
class LineInput:
    """A line as typed: prices in minor units of the deal's currency, discount in basis points.

    What is null follows the product: list price, unit cost (in its own currency), VAT rate.
    """

    product: Product | None
    unit_price: int
    quantity: Decimal = Decimal(1)
    discount_bp: int = 0
    unit_cost: int | None = None
    list_price: int | None = None
    label: str = ""
    vat_rate: VatRate | None = None


def total_of(lines: Sequence[LineInput], amount: int | None = None) -> int | None:
    """What the lines come to, each rounded once; ``amount`` when there is none."""
    if not lines:
        return amount
    return sum(
        line_total(
            quantity=line.quantity,
            unit_price=line.unit_price,
            discount_bp=line.discount_bp,
        )
        for line in lines
    )


def build_line(deal: Deal, line: LineInput, position: int) -> DealLine:
    """An unsaved line; list price and unit cost default to the product's own currency's ones."""
    product = line.product
    same = product is not None and product.currency == deal.currency
    return DealLine(
        deal=deal,
        position=position,
        product=product,
        label=line.label,
        quantity=line.quantity,
        unit_price=line.unit_price,
        list_price=line.list_price
        if line.list_price is not None or not same
        else product.list_price,  # type: ignore[union-attr]
        unit_cost=line.unit_cost
        if line.unit_cost is not None or not same
        else product.unit_cost,  # type: ignore[union-attr]
        discount_bp=line.discount_bp,
        vat_rate=line.vat_rate or (product.vat_rate if product else None),
        amount=line_total(
            quantity=line.quantity,
            unit_price=line.unit_price,
            discount_bp=line.discount_bp,
        ),
    )


def set_lines(deal: Deal, lines: Sequence[LineInput]) -> None:
    """Replace the lines; the deal's amount becomes their total, its main product the largest."""
    deal.lines.all().delete()
    built = [build_line(deal, line, position) for position, line in enumerate(lines)]
    total_up(deal, built)
    DealLine.objects.bulk_create(built)
    deal.save(update_fields=["amount", "base_amount", "main_product"])


def total_up(deal: Deal, lines: list[DealLine], base: str | None = None) -> None:
    """Give the deal its lines' total and main product, and the lines their base amounts.

    ``base`` spares a bulk caller the reading of the organisation for every deal.
    """
    base = base or Organisation.current().base_currency
    deal.amount = sum(line.amount for line in lines) if lines else deal.amount
    deal.base_amount = at_rate(
        deal.amount, currency=deal.currency, base=base, rate=deal.rate
    )
    if lines:
        deal.main_product = max(
            lines, key=lambda line: (line.amount, -line.position)
        ).product
    price_lines(deal, lines, base)


def price_lines(deal: Deal, lines: list[DealLine], base: str) -> None:
    """Base amounts at the deal's rate; the parts add up to the deal's base amount exactly."""
    if deal.base_amount is None:
        for line in lines:
            line.base_amount = line.base_list = line.base_cost = None
        return
    parts = share_out(deal.base_amount, [line.amount for line in lines])
    for line, part in zip(lines, parts, strict=True):
        line.base_amount = part
        for name, unit in (
            ("base_list", line.list_price),
            ("base_cost", line.unit_cost),
        ):
            total = None if unit is None else half_up(line.quantity * unit)
            value = at_rate(total, currency=deal.currency, base=base, rate=deal.rate)
            setattr(line, name, value)


def share_base(deal: Deal) -> None:
    """Price the lines again at the deal's rate, after it changed."""
    lines = list(deal.lines.all())
    price_lines(deal, lines, Organisation.current().base_currency)
    DealLine.objects.bulk_update(lines, ["base_amount", "base_list", "base_cost"])


def outcome_of(deal: Deal) -> tuple[int | None, int | None, int | None]:
    """(amount, at list price, cost) of the deal, in base minor units; null where unknown."""
    return outcome_with(deal, list(deal.lines.all()))


def outcome_with(
    deal: Deal, lines: list[DealLine]
) -> tuple[int | None, int | None, int | None]:
    """``outcome_of`` a deal whose lines are at hand."""
    return deal.base_amount, _sum(lines, "base_list"), _sum(lines, "base_cost")


def _sum(lines: list[DealLine], name: str) -> int | None:
    values = [getattr(line, name) for line in lines]
    return None if not values or None in values else sum(values)
