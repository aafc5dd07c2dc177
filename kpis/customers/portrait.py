"""One customer as they stand today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

#: {customer: some fields of its portrait}
Part = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Portrait:
    """One customer today. Days are civil, amounts minor units of the base currency.

    ``usual`` is the mean number of days between two days on which somebody spoke to them; null where
    there is no habit. ``promoter`` and ``detractor`` are (score, day) of the last such answer that is
    still somebody's last.
    """

    pk: int
    name: str
    owner: str
    since: date
    last_word: date | None = None
    usual: Fraction | None = None
    last_order: date | None = None
    complaints: int = 0
    complaining_since: date | None = None
    detractor: tuple[int, date] | None = None
    promoter: tuple[int, date] | None = None
    contract_ends: date | None = None
    mrr: int = 0
    mrr_before: int = 0
    amounts: Mapping[str, int] = field(default_factory=dict)

    @property
    def last_heard(self) -> date:
        """The last word or order; who was never spoken to since is heard on the day they came."""
        heard = (day for day in (self.last_word, self.last_order) if day)
        return max(heard, default=self.since)


def sum_of(found: Iterable[Portrait], key: str) -> int:
    return sum(each.amounts.get(key, 0) for each in found)
