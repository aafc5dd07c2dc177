"""Amounts without a currency: 'devis Acme 4500', 'signé Durand 12500'.

A number is money where a quote or a win is spoken of and it counts nothing else.
"""

from __future__ import annotations

from decimal import Decimal

from crm.money import to_minor
from crm.reading.amounts import SIGNS, grouped
from crm.reading.piece import Piece
from crm.reading.tokens import Token

#: What is paid for, in the words of the tables.
PAID = frozenset(
    """
    devis proposition propale contrat offre commande budget montant prix facture deal
    affaire quote proposal contract offer order amount price invoice quotation po
    """.split()  # noqa: SIM905
)
#: A number behind them is the name of something.
NUMBERED = frozenset(
    ["numero", "n", "no", "num", "nr", "ref", "reference", "number", "version", "v"]
)
#: With a sign it was read already, or is money of another currency.
MONEY = frozenset(sign for signs in SIGNS.values() for sign in signs)
LEAST, MOST = 100, 10_000_000
YEARS = range(1990, 2100)


def priced(found: list[Piece], line: list[Token], currency: str) -> list[Piece]:
    """The same pieces, the first bare number beside a quote or a win read as an amount."""
    if any(p.tag == "amount" for p in found) or not _about_money(found, line):
        return found
    for k, piece in enumerate(found):
        if not _is_figure(piece, line) or _is_named(found, k, line):
            continue
        value, after = grouped(line, piece.start) or (Decimal(0), 0)
        end = next((n for n, p in enumerate(found) if p.start >= after), len(found))
        if _counts(found[end:], line):
            continue
        if LEAST <= value <= MOST and value not in YEARS:
            amount = Piece(
                "amount", piece.start, found[end - 1].end, to_minor(value, currency)
            )
            return [*found[:k], amount, *found[end:]]
    return found


def _about_money(found: list[Piece], line: list[Token]) -> bool:
    said = (t.plain for p in found if p.tag != "who" for t in line[p.start : p.end])
    return any(p.tag == "win" for p in found) or not PAID.isdisjoint(said)


def _is_named(found: list[Piece], k: int, line: list[Token]) -> bool:
    """'devis numéro 4500', or the rest of a longer number."""
    start = found[k].start
    before = line[start - 1].plain if start else ""
    longer = k > 0 and _is_figure(found[k - 1], line)
    return before in NUMBERED | MONEY or longer


def _counts(after: list[Piece], line: list[Token]) -> bool:
    """'300 licences': a number of things; or the sign of other money follows."""
    piece = after[0] if after else None
    return piece is not None and (
        piece.tag == "text" or line[piece.start].plain in MONEY
    )


def _is_figure(piece: Piece, line: list[Token]) -> bool:
    return piece.tag == "text" and line[piece.start].is_number
