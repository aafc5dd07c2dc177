"""(6) Customers and groups worth the effort: what each brings, best first, and how few bring most.

The figures are those of ``rollup``, split by customer, and follow frozen credit; a name is a record
and follows access. Customers that the reader may not open stand together in one row, and what was
sold to nobody named in another: with them the rows add up to the figure of the scope.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.db.models import Q

from crm.models import Prospect, User
from kpis.catalogue import KPIS
from kpis.members import splits_of
from kpis.question import Question
from kpis.rollup import figures
from kpis.spec import (
    CUSTOMER,
    Balance,
    Difference,
    Kpi,
    PerSubject,
    Ratio,
    Standing,
    Total,
)
from kpis.tiles.presets import in_use, readable
from kpis.values import NO_ROWS, Value, divided, plain

#: What a customer is looked at by, and what they are ranked by: the first one unless asked.
OF_CUSTOMER = ("gross_margin", "clv_observed", "revenue", "deals_won", "mrr")
RANKED_BY = ("gross_margin", "clv_observed", "revenue", "mrr")
OF_GROUP = (
    "gross_margin",
    "margin_rate",
    "clv_observed",
    "revenue",
    "deals_won",
    "customers",
    "mrr",
)
GROUPS = ("source", "sector", "region", "client_type", "category")
ADDS_UP = (Total, Difference, Balance, Standing)
#: Rows of one ``IN``.
PORTION = 5_000

Values = Mapping[str, Value]
#: Amounts are whole numbers: thousands of them are added and put in order as such.
Exact = int | Fraction


@dataclass(frozen=True)
class Row:
    """One customer or group; ``member`` null: nobody named. ``brought`` is what this row and those
    above bring of what is ranked by, ``ground`` what all do; null where shares say nothing."""

    place: int
    member: Any
    values: Values
    brought: Exact = 0
    ground: Fraction | None = None

    @property
    def upto(self) -> Fraction | None:
        """The share that this row and those above bring: divided for the rows that are shown."""
        return self.brought / self.ground if self.ground else None


@dataclass(frozen=True)
class Board:
    """``others``: customers the reader may not open, with their number. ``totals`` are the scope's."""

    kpis: list[Kpi]
    by: Kpi
    rows: list[Row]
    totals: Values
    others: Values | None = None
    hidden: int = 0
    unnamed: Values | None = None

    def first_fifth(self) -> tuple[int, Fraction] | None:
        """(how many rows are a fifth of those that bring anything, the share they bring)."""
        bring = [row for row in self.rows if (row.values[self.by.key].value or 0) > 0]
        number = -(-len(bring) // 5)
        if len(bring) < 5 or bring[number - 1].upto is None:
            return None
        return number, bring[number - 1].upto or Fraction(0)


def columns(keys: Iterable[str], user: User) -> list[Kpi]:
    """The figures of a table that are in use and that the reader's role knows."""
    return [k for k in in_use(KPIS[key] for key in keys) if readable(k, user)]


def customers(question: Question, user: User, by: Kpi, kpis: Sequence[Kpi]) -> Board:
    """Everybody who brought anything, best first. ``question`` is not split."""
    found = _by_member(kpis, replace(question, by=(CUSTOMER,)))
    named = {member for member in found if member is not None}
    opened = readable_among(named, user)
    totals = whole(kpis, question)
    hidden = [found[member] for member in named - opened]
    rows = ranked(
        {member: found[member] for member in opened}, by, _ground(by, found.values())
    )
    return Board(
        list(kpis),
        by,
        rows,
        totals,
        others={kpi.key: together(kpi, hidden) for kpi in kpis} if hidden else None,
        hidden=len(hidden),
        unnamed=found.get(None),
    )


def groups(question: Question, split: str, by: Kpi, kpis: Sequence[Kpi]) -> Board:
    """The members of a list, best first; figures that do not know the split are left out."""
    knowing = [kpi for kpi in kpis if split in splits_of(kpi)]
    found = _by_member(knowing, replace(question, by=(split,)))
    rows = ranked(found, by, _ground(by, found.values()))
    return Board(knowing, by, rows, whole(knowing, question))


def whole(kpis: Sequence[Kpi], question: Question) -> Values:
    found = figures(kpis, question)
    return {kpi.key: found[kpi.key].get((), Value(None, NO_ROWS)) for kpi in kpis}


def _by_member(kpis: Sequence[Kpi], question: Question) -> dict[Any, Values]:
    """{member: {KPI: value}} of every member that any of the figures speaks of."""
    found = figures(kpis, question)
    members = {key[0] for values in found.values() for key in values}
    nothing = {kpi.key: blank(kpi) for kpi in kpis}
    told = {
        member: {k: found[k].get((member,), nothing[k]) for k in nothing}
        for member in members
    }
    return {
        m: values for m, values in told.items() if any(v.value for v in values.values())
    }


def blank(kpi: Kpi) -> Value:
    """What a member has that a figure leaves out: nothing of what adds up, no figure of the rest."""
    return plain(0) if isinstance(kpi.formula, ADDS_UP) else Value(None, NO_ROWS)


def together(kpi: Kpi, values: Iterable[Values]) -> Value:
    """One figure over disjoint members: sums are added first, then divided, once."""
    each = [one[kpi.key] for one in values]
    above = sum((v.numerator or Fraction(0) for v in each), Fraction(0))
    if isinstance(kpi.formula, ADDS_UP):
        return Value(above, numerator=above)
    if isinstance(kpi.formula, PerSubject | Ratio):
        return divided(above, sum((v.denominator or 0 for v in each), Fraction(0)))
    raise TypeError(f"{kpi.key} cannot be put together from its parts")


def readable_among(ids: Collection[int], user: User) -> set[int]:
    """Those of the prospects that the reader may open."""
    mine = Prospect.objects.visible_to(user)
    customers = Q(converted_at__isnull=False)
    found = set(mine.filter(customers).values_list("pk", flat=True)) & set(ids)
    left = sorted(set(ids) - found)
    for start in range(0, len(left), PORTION):
        portion = left[start : start + PORTION]
        found |= set(mine.filter(pk__in=portion).values_list("pk", flat=True))
    return found


def _ground(by: Kpi, values: Iterable[Values]) -> Fraction | None:
    """What all rows bring together, that shares are of; none of what has no sum."""
    if not isinstance(by.formula, (*ADDS_UP, PerSubject)):
        return None
    total = Fraction(sum(_brought(by, one) for one in values))
    return total if total > 0 else None


def _brought(by: Kpi, values: Values) -> Exact:
    return whole_number(values[by.key].numerator or 0)


def whole_number(value: Exact) -> Exact:
    """The same number, as an int where it is one."""
    return value.numerator if value.denominator == 1 else value


def ranked(found: Mapping[Any, Values], by: Kpi, ground: Fraction | None) -> list[Row]:
    """Best first; ties share a place and keep the order of their ids, no figure comes last."""

    def merit(member: Any) -> tuple[bool, Exact, tuple[bool, Any]]:
        value = found[member][by.key].value
        return (
            value is None,
            -whole_number(value or 0),
            (member is None, member or 0),
        )

    rows: list[Row] = []
    brought: Exact = 0
    for number, member in enumerate(sorted(found, key=merit), start=1):
        values = found[member]
        brought += _brought(by, values)
        tie = rows and rows[-1].values[by.key].value == values[by.key].value
        place = rows[-1].place if tie else number
        rows.append(Row(place, member, values, brought, ground))
    return rows
