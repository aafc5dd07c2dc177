"""(6) The prospecting review: what each source brings, industry by industry, and what to change.

A source is judged by one visible rule: enough leads, and a conversion further from that of the whole
scope than twice what chance alone moves a share of so many cases by (the root of p (1 - p) / n).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from kpis.customers.worth import Values, blank, whole
from kpis.members import splits_of
from kpis.question import Question
from kpis.rollup import figures
from kpis.signals.judging import chance_of
from kpis.spec import Kpi
from kpis.values import Value

#: What a source is looked at by; what costs is told by source alone.
OF_SOURCE = (
    "leads_created",
    "leads_qualified",
    "new_customers",
    "lead_conversion",
    "revenue",
    "cost_per_lead",
    "cac",
)
#: Shown only where somebody wrote a cost down.
COSTS = ("cost_per_lead", "cac")
JUDGED_BY = "lead_conversion"
#: Times what chance moves it by.
TIMES = 2
MORE, LESS = "more", "less"


@dataclass(frozen=True)
class Line:
    """One industry of a source; ``member`` null: none given. Figures it does not know are absent."""

    member: Any
    values: Values
    verdict: str = ""


@dataclass(frozen=True)
class SourceLine(Line):
    sectors: Sequence[Line] = ()


@dataclass(frozen=True)
class Review:
    kpis: Sequence[Kpi]
    sources: Sequence[SourceLine]
    totals: Values

    def judged(self, verdict: str) -> list[SourceLine]:
        return [line for line in self.sources if line.verdict == verdict]


def review(kpis: Sequence[Kpi], question: Question, least: int) -> Review:
    """Sources by their leads, each with its industries. ``question`` is not split."""
    totals = whole(kpis, question)
    kpis = [k for k in kpis if k.key not in COSTS or totals[k.key].value is not None]
    totals = {kpi.key: totals[kpi.key] for kpi in kpis}
    crossed = [kpi for kpi in kpis if "sector" in splits_of(kpi)]
    by_source = _members(kpis, replace(question, by=("source",)))
    by_both = _members(crossed, replace(question, by=("source", "sector")))
    usual = totals.get(JUDGED_BY)
    by_kpi = next((kpi for kpi in kpis if kpi.key == JUDGED_BY), None)

    def line(member: Any, values: Values) -> Line:
        told = verdict(by_kpi, values.get(JUDGED_BY), usual, least) if by_kpi else ""
        return Line(member, values, told)

    found = []
    for (source,), values in by_source.items():
        inside = [line(m, v) for (of, m), v in by_both.items() if of == source]
        one = line(source, values)
        sectors = sorted(inside, key=_order)
        found.append(SourceLine(source, values, one.verdict, sectors))
    return Review(kpis, sorted(found, key=_order), totals)


def _members(kpis: Sequence[Kpi], question: Question) -> dict[Any, Values]:
    """{members: {KPI: value}} of what brought anything, and of a named source that only cost."""
    found = figures(kpis, question)
    members = {key for values in found.values() for key in values}
    told = {
        member: {k.key: found[k.key].get(member, blank(k)) for k in kpis}
        for member in members
    }
    return {
        member: values
        for member, values in told.items()
        if any(v.value or (v.numerator and member[0]) for v in values.values())
    }


def _order(line: Line) -> tuple[Fraction, bool, Any]:
    """Most leads first; what has no name last among equals."""
    leads = line.values.get("leads_created", Value(None)).value or Fraction(0)
    return -leads, line.member is None, line.member or 0


def verdict(kpi: Kpi, value: Value | None, usual: Value | None, least: int) -> str:
    """*more* of what converts better than usual, *less* of what converts worse; mostly nothing."""
    if value is None or usual is None or value.value is None or usual.value is None:
        return ""
    if value.n is None or value.n < least:
        return ""
    chance, _times = chance_of(kpi, usual.value, value)
    gap = value.value - usual.value
    if abs(gap) <= TIMES * chance:
        return ""
    return MORE if gap > 0 else LESS


def known(line: Line, kpis: Sequence[Kpi]) -> Mapping[str, Value | None]:
    """The line's figures by KPI; null for what is told of its source alone."""
    return {kpi.key: line.values.get(kpi.key) for kpi in kpis}
