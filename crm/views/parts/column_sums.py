"""What a column adds up to, from the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import ngettext

from crm.money import to_major
from crm.templatetags.formats import money


@dataclass
class Sums:
    """Deals of one stage; amounts in base minor units. ``no_rate`` are counted, not summed."""

    count: int = 0
    amount: int = 0
    weighted: int = 0
    no_rate: int = 0
    lonely: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def add(self, row: Mapping[str, Any]) -> None:
        self.count += row["count"]
        self.amount += row["sum"]
        self.weighted += row["weighted"]
        self.no_rate += row["no_rate"]
        self.lonely += row["lonely"]
        if name := row["reason"]:
            self.reasons[name] = self.reasons.get(name, 0) + row["count"]


def sums_by_stage(rows: Iterable[Mapping[str, Any]]) -> dict[int, Sums]:
    """{stage id: its sums} from ``DealQuerySet.board_totals``."""
    found: dict[int, Sums] = {}
    for row in rows:
        found.setdefault(row["stage"], Sums()).add(row)
    return found


def whole(amount: int, base: str) -> str:
    """A sum without decimals: a column is read at a glance."""
    return money(to_major(amount, base), base, 0)


def no_rate_text(number: int) -> str:
    """What the sum leaves out: deals in a currency without a rate, and empty when there is none."""
    if not number:
        return ""
    return ngettext("%(n)d without rate", "%(n)d without rate", number) % {"n": number}
