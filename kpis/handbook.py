"""docs/kpis.md, written from the declarations so that it is never out of date."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


#: What the parts of a formula are called.
_SHOWN = {"mean": gettext_lazy("mean"), "median": gettext_lazy("median")}
_ENDED = {
    "churned": gettext_lazy("churned"),
    "settled": gettext_lazy("settled"),
}
_CLOSED = {"attainment": gettext_lazy("attainment"), "pace": gettext_lazy("pace")}
_MANY = {"prospect": gettext_lazy("prospects")}


def _many(of: str) -> str:
    """What is counted once each: the last step of a path, in words."""
    name = of.rpartition("__")[2]
    return str(_MANY.get(name, f"{name}s"))


def _sum(keys: tuple[str, ...]) -> str:
    return " + ".join(str(MEASURES[key].label) for key in keys)


def _either(measures: Measures) -> str:
    """The sum, or one for each choice of the organisation."""
    if not isinstance(measures, Chosen):
        return _sum(measures)
    return ", or ".join(_sum(keys) for _value, keys in measures.options)


def formula_text(formula: Formula) -> str:  # noqa: C901  # one arm per formula
    """The formula in words, from its parts, in the reader's language."""
    match formula:
        case Total(measure):
            return _sum((measure,))
        case Ratio(over, under, less):
            kept = f"{_sum(over)} − {_sum(less)}" if less else _sum(over)
            return f"({kept}) ÷ ({_either(under)})"
        case PerSeller(over):
            return _("(%(sum)s) ÷ people who sell") % {"sum": _sum(over)}
        case Difference(plus, minus):
            return f"({_sum(plus)}) − ({_sum(minus)})"
        case Growth(measure):
            words = _(
                "(%(sum)s − the same one period earlier) ÷ the same one period earlier"
            )
            return words % {"sum": _sum((measure,))}
        case Balance(measure):
            words = _("%(sum)s, running sum at the end of the period")
            return words % {"sum": _sum((measure,))}
        case Distinct(measure, of):
            words = _("distinct %(what)s among: %(sum)s")
            return words % {"what": _many(of), "sum": _sum((measure,))}
        case Spread(measure, _span, show):
            words = _("%(which)s, median and p90 of days over: %(sum)s")
            return words % {"which": _SHOWN.get(show, show), "sum": _sum((measure,))}
        case PerSubject(measure, of):
            words = _("(%(sum)s) ÷ distinct %(what)s among them")
            return words % {"what": _many(of), "sum": _sum((measure,))}
        case Standing(measure, ends):
            words = _("%(sum)s up to the end of the period, not %(ended)s by then")
            return words % {"sum": _sum((measure,)), "ended": _ENDED.get(ends, ends)}
        case Kept(measure, ends, lost):
            words = (
                _(
                    "of %(sum)s before the period and not %(ended)s by then: share %(ended)s in it"
                )
                if lost
                else _(
                    "of %(sum)s before the period and not %(ended)s by then: share not %(ended)s in it"
                )
            )
            return words % {"sum": _sum((measure,)), "ended": _ENDED.get(ends, ends)}
        case Score(measure, _value, high, low):
            words = _(
                "100 × (share of %(high)s or more − share of %(low)s or less), each person's last of:"
                " %(sum)s"
            )
            return words % {"high": high, "low": low, "sum": _sum((measure,))}
        case Closed(name, of):
            return _("%(name)s of %(kpi)s") % {
                "name": _CLOSED.get(name, name),
                "kpi": KPIS[of].label,
            }
