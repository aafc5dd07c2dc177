"""(5) Readings: what two figures say together that neither says alone, each with its rule visible.

Rules are data (``rules``), checked against the figures' own past (``judging``); stages and prices
are read from their own rows. Mostly nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpis.catalogue import KPIS
from kpis.periods import Period
from kpis.readings.conditions import BEFORE, Rule, Seen, fact, in_words
from kpis.readings.judging import Lines, judge
from kpis.readings.prices import prices
from kpis.readings.reading import Look, Reading
from kpis.readings.rules import RULES, declared, left_out
from kpis.readings.stages import weakest
from kpis.scope import Scope
from kpis.spec import Kpi

__all__ = ["RULES", "Lines", "Look", "Reading", "left_out", "needed", "readings"]


def needed(readable: Sequence[Kpi]) -> list[Kpi]:
    """The figures that the rules read, of those this reader may."""
    wanted = {key for rule in declared() for key in rule.kpis}
    return [kpi for kpi in readable if kpi.key in wanted]


def readings(lines: Lines, scope: Scope, currency: str) -> list[Reading]:
    """What the rules say of the last period, good news last."""
    if not lines.parts:
        return []
    found = [_said(rule, lines, currency) for rule in declared()]
    found.append(weakest(lines, scope, currency))
    said = [reading for reading in found if reading is not None]
    said += prices(scope, memory(lines.parts), lines.minimum, currency)
    return sorted(said, key=lambda reading: reading.good)


def memory(parts: Sequence[Period]) -> Period:
    """The periods that prices are compared over: the last one and those it is measured against."""
    return Period(parts[-min(len(parts), BEFORE)].first, parts[-1].end)


def _said(rule: Rule, lines: Lines, currency: str) -> Reading | None:
    found = judge(rule, lines)
    if found is None:
        return None
    place, seen = found
    return Reading(
        rule.key,
        str(rule.title),
        rule.good,
        lines.parts[place],
        facts=[fact(each, currency) for each in seen],
        rule=[in_words(each, currency) for each in seen],
        means=str(rule.means),
        do=str(rule.do),
        looks=_looks(rule, seen),
    )


def _looks(rule: Rule, seen: Sequence[Seen]) -> list[Look]:
    """The figures of the rule, and those to read beside them."""
    kpis = [each.kpi for each in seen]
    kpis += [KPIS[key] for key in rule.beside if key in KPIS]
    return [Look(kpi.key, str(kpi.label)) for kpi in kpis]
