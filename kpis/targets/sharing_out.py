"""One figure shared out over the months of a year, so that the parts add up to it exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

#: The season is read from as many months as make whole years, so that each counts as often.
SEASON_MONTHS = (24, 12)


def shared_out(total: int, weights: Sequence[Fraction], grain: int = 1) -> list[int]:
    """Whole parts in proportion to the weights; their sum is ``total``.

    Largest remainders: each part is within one grain of its exact share. The parts are multiples of
    ``grain`` when the total is one. Without any weight the parts are equal.
    """
    if not weights:
        return []
    if sum(weights) <= 0:
        weights = [Fraction(1)] * len(weights)
    if grain <= 0 or total % grain:
        grain = 1
    grains, whole = total // grain, sum(weights, Fraction(0))
    exact = [grains * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for place in order[: grains - sum(parts)]:
        parts[place] += 1
    return [part * grain for part in parts]


def season(months: Mapping[date, Fraction], today: date) -> dict[int, Fraction] | None:
    """{month of the year: its share} over the last 24 complete months, else the last 12.

    Null when they are not all known, or hold nothing to share by.
    """
    for count in SEASON_MONTHS:
        wanted = last_months(today, count)
        if not all(month in months for month in wanted):
            continue
        sums: dict[int, Fraction] = {}
        for month in wanted:
            sums[month.month] = sums.get(month.month, Fraction(0)) + months[month]
        whole = sum(sums.values())
        if whole > 0 and all(amount >= 0 for amount in sums.values()):
            return {month: amount / whole for month, amount in sums.items()}
    return None


def last_months(today: date, count: int) -> list[date]:
    """The first days of the last complete months, oldest first."""
    index = today.year * 12 + today.month - 1
    return [date(i // 12, i % 12 + 1, 1) for i in range(index - count, index)]
