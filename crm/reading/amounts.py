"""Money in the base currency: '12 k€', '8 500 €', '€8,500', '1,2 M€', 'douze mille euros'."""

from __future__ import annotations

from decimal import Decimal

from crm.money import to_minor
from crm.reading.numbers import number_at
from crm.reading.tokens import Token

SIGNS = {
    "EUR": frozenset(["€", "eur", "euro", "euros"]),
    "USD": frozenset(["$", "usd", "dollar", "dollars"]),
    "GBP": frozenset(["£", "gbp", "pound", "pounds"]),
    "CHF": frozenset(["chf", "francs"]),
}
TAX = frozenset(["ht"])
#: Far above what anybody sells, far below what a column holds.
MOST = Decimal(10) ** 11
Amount = tuple[int, int]


def amount_at(line: list[Token], i: int, currency: str) -> Amount | None:
    """(minor units, index after it); money of another currency is left in the note."""
    signs = SIGNS.get(currency, frozenset([currency.casefold()]))
    before = line[i].plain in signs and i + 1 < len(line)
    found = grouped(line, i + before)
    if found is None:
        return None
    value, j = found
    factor, j = _thousands(line, j, signs)
    signed = j < len(line) and (line[j].plain in signs or _is_short(line, j, value))
    j += signed
    excluding = j < len(line) and line[j].plain in TAX
    if not (before or signed or excluding or factor > 1):
        return None
    if _another(line, j, i, signs):
        return None
    value *= factor
    return (to_minor(value, currency), j + excluding) if 0 < value <= MOST else None


def grouped(line: list[Token], i: int) -> tuple[Decimal, int] | None:
    """A number, also with its thousands apart: '8 500', '1 200 000', '8,500.50'."""
    found = number_at(line, i)
    if found is None or not line[i].is_number:
        return found
    value, j = found
    while (
        j < len(line)
        and line[j].is_number
        and not line[j].glued
        and len(line[j].text) == 3
        and len(line[i].text) <= 3
        and value < 10**9
    ):
        value, j = value * 1000 + int(line[j].text), j + 1
        if cents := number_at(
            line, j - 1
        ):  # '3 200,50': decimals follow the last group
            value, j = value + cents[0] % 1, cents[1]
    return value, j


def _thousands(line: list[Token], j: int, signs: frozenset[str]) -> tuple[int, int]:
    """'k' is a thousand; 'M€' and 'million' a million (a small 'm' counts minutes)."""
    if j >= len(line):
        return 1, j
    if line[j].plain == "k":
        return 1000, j + 1
    following = line[j + 1].plain if j + 1 < len(line) else ""
    if line[j].plain in ("million", "millions"):
        return 10**6, j + 1 + (following == "d")
    if line[j].text == "M" and following in signs:
        return 10**6, j + 1
    return 1, j


def _is_short(line: list[Token], j: int, value: Decimal) -> bool:
    """'8400e': no keyboard has the sign in sight; '2e' is the second."""
    return line[j].plain == "e" and line[j].glued and value >= 100


def _another(line: list[Token], j: int, i: int, ours: frozenset[str]) -> bool:
    others = frozenset(s for signs in SIGNS.values() for s in signs) - ours
    around = [line[k].plain for k in (i - 1, j) if 0 <= k < len(line)]
    return any(sign in others for sign in around)
