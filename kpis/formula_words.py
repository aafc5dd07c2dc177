"""Formulas in words, built from their parts, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.templatetags import formats
from kpis.catalogue import KPIS
from kpis.measures import MEASURES
from kpis.options import Chosen, Measures, every
from kpis.spec import (
    Age,
    Balance,
    Bought,
    Bridge,
    Closed,
    Difference,
    Distinct,
    Expected,
    Formula,
    Growth,
    Kept,
    Passed,
    PerSeller,
    PerSubject,
    Ratio,
    Score,
    Spread,
    Standing,
    Total,
)

#: Between what the organisation chooses among.
OR = gettext_lazy(", or ")
#: What the parts of a bridge are called.
PARTS = {
    "start": gettext_lazy("at the start"),
    "end": gettext_lazy("at the end"),
    "new": gettext_lazy("new"),
    "returned": gettext_lazy("come back"),
    "grown": gettext_lazy("grown"),
    "shrunk": gettext_lazy("shrunk"),
    "lost": gettext_lazy("lost"),
    "transferred": gettext_lazy("with people who changed team"),
}
ENDED = {
    "churned": gettext_lazy("churned"),
    "settled": gettext_lazy("settled"),
    "left_stage": gettext_lazy("left"),
}
MANY = {"prospect": gettext_lazy("prospects")}
COMPOSED = {
    "attainment": gettext_lazy("achieved ÷ target"),
    "pace": gettext_lazy("attainment − share of the working time gone by"),
    "clv": gettext_lazy(
        "margin of a customer in twelve months × retention ÷ (1 + discount rate − retention)"
    ),
    "ltv_to_cac": gettext_lazy("lifetime value ÷ acquisition cost"),
    "vs_forecast": gettext_lazy(
        "(revenue − forecast of the eve) ÷ forecast of the eve"
    ),
    "coverage": gettext_lazy("weighted pipeline due ÷ (target − revenue)"),
    "score": gettext_lazy("Σ weight × attainment ÷ Σ weight"),
}


def formula_text(formula: Formula) -> str:
    """The formula as one line a reader can follow."""
    return WORDS[type(formula)](formula)


def _sum(*keys: str) -> str:
    return " + ".join(_said(key) for key in keys)


def _said(key: str) -> str:
    """A measure by its label, or by that of each choice of the organisation."""
    return str(OR).join(str(MEASURES[one].label) for one in every((key,)))


def _either(measures: Measures) -> str:
    """The sum, or one for each choice of the organisation."""
    if not isinstance(measures, Chosen):
        return _sum(*measures)
    return str(OR).join(_sum(*keys) for _value, keys in measures.options)


def _many(of: str) -> str:
    """What is counted once each: the last step of a path, in words."""
    name = of.rpartition("__")[2]
    return str(MANY.get(name, f"{name}s"))


def _ratio(formula: Ratio) -> str:
    over = _sum(*formula.over)
    kept = " − ".join([over, *(_sum(key) for key in formula.less)])
    text = f"({kept}) ÷ ({_either(formula.under)})"
    if not formula.lag:
        return text
    words = _("%(formula)s, what stands above as many months before as the choice says")
    return words % {"formula": text}


def _growth(formula: Growth) -> str:
    words = _("(%(sum)s − the same one period earlier) ÷ the same one period earlier")
    return words % {"sum": _sum(formula.measure)}


def _spread(formula: Spread) -> str:
    words = _("mean, median and p90 of days over: %(sum)s")
    if formula.months:
        words = _("mean, median and p90 of months over: %(sum)s")
    return words % {"sum": _sum(formula.measure)}


def _per_subject(formula: PerSubject) -> str:
    over = _sum(formula.measure)
    over = f"{over} − {_sum(formula.less)}" if formula.less else over
    words = _("(%(sum)s) ÷ distinct %(what)s among them")
    if formula.ever:
        words = _("(%(sum)s, since the first one) ÷ distinct %(what)s among them")
    return words % {"what": _many(formula.of), "sum": over}


def _standing(formula: Standing) -> str:
    words = _("%(sum)s up to the end of the period, not %(ended)s by then")
    if formula.quiet:
        words = _(
            "%(sum)s up to the end of the period, not %(ended)s by then, silent since"
        )
    return words % {"sum": _sum(formula.measure), "ended": ENDED[formula.ends]}


def _kept(formula: Kept) -> str:
    words = _(
        "of %(sum)s before the period and not %(ended)s by then: share not %(ended)s in it"
    )
    if formula.lost:
        words = _(
            "of %(sum)s before the period and not %(ended)s by then: share %(ended)s in it"
        )
    return words % {"sum": _sum(formula.measure), "ended": ENDED[formula.ends]}


def _bought(formula: Bought) -> str:
    if formula.again:
        return str(
            _("customers who had bought before the period: share that bought in it")
        )
    return str(_("customers at the start: share that bought of these kinds in it"))


def _age(formula: Age) -> str:
    words = _("mean, median and p90 of days since: %(sum)s, not %(ended)s yet")
    if formula.months:
        words = _("mean, median and p90 of months since: %(sum)s, not %(ended)s yet")
    ended = ENDED[formula.ends]
    return words % {"sum": _sum(formula.measure), "ended": ended}


def _bridge(formula: Bridge) -> str:
    told = " + ".join(str(PARTS[part]) for part in formula.over)
    told = " − ".join([told, *(str(PARTS[part]) for part in formula.less)])
    if formula.flow:
        told = _sum(formula.flow)
    if formula.under:
        told = f"({told}) ÷ {PARTS[formula.under]}"
    words = _("%(parts)s: each balance of %(sum)s, from one end to the other")
    return words % {"parts": told, "sum": _sum(formula.measure)}


def _expected(formula: Expected) -> str:
    words = _("%(sum)s of deals expected to close in the period")
    if formula.early:
        words = _("%(sum)s of deals expected to close in the period, seen on its eve")
    told = words % {"sum": _sum(formula.measure)}
    return f"{_sum(formula.won)} + {told}" if formula.won else told


def _score(formula: Score) -> str:
    words = _(
        "100 × (share of %(high)s or more − share of %(low)s or less), each person's last of:"
        " %(sum)s"
    )
    return words % {
        "high": formula.high,
        "low": formula.low,
        "sum": _sum(formula.measure),
    }


def _closed(formula: Closed) -> str:
    told = str(COMPOSED.get(formula.name, formula.name))
    return told if formula.parts else formats.labelled(KPIS[formula.of].label, told)


WORDS: dict[type, Callable[[Any], str]] = {
    Total: lambda f: _sum(f.measure),
    Ratio: _ratio,
    PerSeller: lambda f: _("(%(sum)s) ÷ people who sell") % {"sum": _sum(*f.over)},
    Difference: lambda f: " − ".join([f"({_sum(*f.plus)})", *map(_sum, f.minus)]),
    Growth: _growth,
    Balance: lambda f: (
        _("%(sum)s, running sum at the end of the period") % {"sum": _sum(f.measure)}
    ),
    Distinct: lambda f: (
        _("distinct %(what)s among: %(sum)s")
        % {"what": _many(f.of), "sum": _sum(f.measure)}
    ),
    Spread: _spread,
    PerSubject: _per_subject,
    Standing: _standing,
    Kept: _kept,
    Bought: _bought,
    Age: _age,
    Bridge: _bridge,
    Passed: lambda f: str(
        _("deals that passed the next stage ÷ deals that passed this one")
    ),
    Expected: _expected,
    Score: _score,
    Closed: _closed,
}
