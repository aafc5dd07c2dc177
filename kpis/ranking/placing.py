"""(0) Places on a board, from merits alone: 1, 2, 2, 4. Pure: nothing here knows what is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple, TypeVar

Row = TypeVar("Row")


class Merit(NamedTuple):
    """What a row is ordered by, more being better. ``met`` stands before every share (0 of a limit).

    ``near`` is ``exact`` as a float: it settles nearly every comparison, and rounds in order, so that
    two rows are equal only when they are exactly.
    """

    met: int
    near: float
    exact: Fraction


def merit(value: Fraction, *, met: bool = False) -> Merit:
    return Merit(int(met), float(value), value)


def placed(
    rows: Iterable[Row], merit_of: Callable[[Row], Merit | None]
) -> list[tuple[int | None, Row]]:
    """The rows best first with their places; those without a merit last, without a place.

    Equal merits share a place, and the next one is skipped. The order of equals is that of ``rows``.
    """
    keyed = [(merit_of(row), row) for row in rows]
    ranked = [(found, row) for found, row in keyed if found is not None]
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    places: list[tuple[int | None, Row]] = []
    place, before = 0, None
    for number, (found, row) in enumerate(ranked, start=1):
        if found != before:
            place, before = number, found
        places.append((place, row))
    return places + [(None, row) for found, row in keyed if found is None]
