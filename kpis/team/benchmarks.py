"""What a figure is measured by besides its target: its own past, and a set reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpis.models import Reference
from kpis.signals.judging import judged
from kpis.spec import Kpi, Ratio
from kpis.values import Value

#: Equal periods that make one's own past.
PERIODS = 12
#: Fewer than these are no habit.
FEWEST = 3


@dataclass(frozen=True)
class Past:
    """The mean over ``n`` equal periods before this one."""

    mean: Fraction
    n: int


def references(kpis: Sequence[Kpi]) -> dict[str, Fraction]:
    """{kpi: the level that an admin set to compare with}, asked once for all of them."""
    by_key = {kpi.key: kpi for kpi in kpis}
    rows = Reference.objects.filter(kpi__in=by_key).values_list("kpi", "value")
    return {key: Fraction(value, by_key[key].unit.step) for key, value in rows}


def own_past(kpi: Kpi, line: Sequence[Value], minimum: int) -> Past | None:
    """From the periods before the last of the line, since anything ever happened.

    Of a rate, all its cases together, divided once; of anything else the mean of its values.
    """
    before = list(line[:-1])[-PERIODS:]
    if isinstance(kpi.as_chosen().formula, Ratio):
        return _pooled(kpi, before, minimum)
    known = judged(kpi, before, minimum)
    if len(known) < FEWEST:
        return None
    return Past(sum(known, Fraction(0)) / len(known), len(known))


def _pooled(kpi: Kpi, before: Sequence[Value], minimum: int) -> Past | None:
    known = [
        value for value in before if value.numerator is not None and value.denominator
    ]
    none = Fraction(0)
    over = sum((value.numerator or none for value in known), none)
    under = sum((value.denominator or none for value in known), none)
    cases = sum(value.n or 0 for value in known)
    few = kpi.minimum and all(v.n is not None for v in known) and cases < minimum
    if len(known) < FEWEST or not under or few:
        return None
    return Past(over / under, len(known))
