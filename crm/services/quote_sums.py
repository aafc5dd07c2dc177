"""What a quote comes to. Each line was rounded once, at write; VAT is rounded half up once a rate, on its sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from crm.money import half_up


class Line(Protocol):
    quantity: Decimal
    unit_price: int
    amount: int
    vat_rate_bp: int


@dataclass(frozen=True)
class Vat:
    """VAT of one rate: minor units on the net of its lines."""

    rate_bp: int
    net: int
    vat: int


@dataclass(frozen=True)
class QuoteSums:
    """Minor units of the quote's currency. ``discount`` is already out of ``net``."""

    net: int
    discount: int
    vat: tuple[Vat, ...]
    gross: int


def quote_sums(lines: Iterable[Line]) -> QuoteSums:
    nets: dict[int, int] = defaultdict(int)
    before = 0
    for line in lines:
        nets[line.vat_rate_bp] += line.amount
        before += half_up(line.quantity * line.unit_price)
    net = sum(nets.values())
    vat = tuple(
        Vat(rate, base, half_up(Decimal(base) * rate / 10_000))
        for rate, base in sorted(nets.items(), reverse=True)
    )
    return QuoteSums(net, before - net, vat, net + sum(part.vat for part in vat))
