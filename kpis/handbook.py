"""docs/kpis.md, written from the declarations so that it is never out of date."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation

from kpis.catalogue import GROUPS, KPIS
from kpis.measures import MEASURES
from kpis.members import splits_of
from kpis.options import Chosen, Measures
from kpis.spec import (
    Balance,
    Closed,
    Difference,
    Distinct,
    Formula,
    Growth,
    Kept,
    Kpi,
    PerSeller,
    PerSubject,
    Ratio,
    Score,
    Spread,
    Standing,
    Total,
)

START = """\
# The indicators

Written by `manage.py kpi --handbook` from `kpis/catalogue/`; a test holds it to that. Every figure on
every screen, in the API and in files is one of these definitions. Amounts exclude tax. A figure that
nothing can be divided by is not defined: it is shown as a dash with its reason, never as 0.
"""


def text() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        return START + "".join(_group(key) for key in GROUPS)


def _group(group: str) -> str:
    held = [kpi for kpi in KPIS.values() if kpi.group == group]
    return f"\n## {GROUPS[group]}\n" + "".join(_kpi(kpi) for kpi in held)


def _kpi(kpi: Kpi) -> str:
    return "\n" + "\n".join(_lines(kpi)) + "\n"


def _lines(kpi: Kpi) -> Iterator[str]:
    yield f"### {kpi.label} · `{kpi.key}`"
    yield ""
    yield f"{kpi.what} {kpi.why}"
    yield ""
    yield f"- How: {kpi.how}"
    yield f"- What you can do: {kpi.do}"
    yield f"- Formula: {formula_text(kpi.formula)}; unit: {kpi.unit.value}; better: {kpi.better.value}"
    yield f"- Splits: {', '.join(splits_of(kpi))}"
    if kpi.synonyms:
        yield f"- Also called: {', '.join(str(s) for s in kpi.synonyms)}"
    if kpi.articles:
        yield f"- Asked for by: {', '.join(kpi.articles)}; version {kpi.version}"


def _sum(keys: tuple[str, ...]) -> str:
    return " + ".join(str(MEASURES[key].label) for key in keys)


def _either(measures: Measures) -> str:
    """The sum, or one for each choice of the organisation."""
    if not isinstance(measures, Chosen):
        return _sum(measures)
    return ", or ".join(_sum(keys) for _value, keys in measures.options)


def formula_text(formula: Formula) -> str:  # noqa: C901  # one arm per formula
    """The formula in words, from its parts."""
    match formula:
        case Total(measure):
            return _sum((measure,))
        case Ratio(over, under, less):
            kept = f"{_sum(over)} − {_sum(less)}" if less else _sum(over)
            return f"({kept}) ÷ ({_either(under)})"
        case PerSeller(over):
            return f"({_sum(over)}) ÷ people who sell"
        case Difference(plus, minus):
            return f"({_sum(plus)}) − ({_sum(minus)})"
        case Growth(measure):
            return f"({_sum((measure,))} − the same one period earlier) ÷ the same one period earlier"
        case Balance(measure):
            return f"{_sum((measure,))}, running sum at the end of the period"
        case Distinct(measure, of):
            return f"distinct {of}s among: {_sum((measure,))}"
        case Spread(measure, _, show):
            return f"{show}, median and p90 of days over: {_sum((measure,))}"
        case PerSubject(measure, of):
            return (
                f"({_sum((measure,))}) ÷ distinct {of.rpartition('__')[2]}s among them"
            )
        case Standing(measure, ends):
            return f"{_sum((measure,))} up to the end of the period, not {ends} by then"
        case Kept(measure, ends, lost):
            share = ends if lost else f"not {ends}"
            return f"of {_sum((measure,))} before the period and not {ends} by then: share {share} in it"
        case Score(measure, _, high, low):
            return f"100 × (share of {high} or more − share of {low} or less), each person's last of: {_sum((measure,))}"
        case Closed(name, of):
            return f"{name} of `{of}`"
