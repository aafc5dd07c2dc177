"""Tiles: each figure with its trend, its equal period, its target and its companion.

All tiles of a dashboard together ask a fixed, small number of questions of the database, whatever
the number of facts, people or periods.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction

from crm.models import Organisation
from kpis import trends
from kpis.catalogue import KPIS
from kpis.depending import Break, breaks_of
from kpis.measures import MEASURES
from kpis.members import splits_of
from kpis.models import Restatement
from kpis.periods import DAY, Period
from kpis.picker import Picked
from kpis.question import Question
from kpis.scope import Scope
from kpis.spec import Balance, Kpi, Ratio, Unit, measures_of
from kpis.targets.attainment import Standing, TargetBook, book, people_of, target_of
from kpis.tiles.presets import retired
from kpis.trends import ADDITIVE
from kpis.values import NO_ROWS, Value

#: Corrections looked at for the chip of a tile; Explain lists them all.
MOST_RESTATEMENTS = 200


@dataclass(frozen=True)
class Tile:
    """One figure as a dashboard shows it. ``trend`` ends with the figure itself.

    ``young`` counts the cases too recent to judge, in a figure that matures; ``refused`` names
    filters that the figure does not know. ``tonight`` is what a flow still needs to be on pace when
    today closes.
    """

    kpi: Kpi
    value: Value
    compared: Value | None = None
    trend: list[Value] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)
    companions: list[tuple[Kpi, Value]] = field(default_factory=list)
    young: int | None = None
    young_points: int = 0
    restated: bool = False
    too_few: bool = False
    refused: tuple[str, ...] = ()
    tonight: Fraction | None = None
    breaks: list[Break] = field(default_factory=list)


def tiles(
    kpis: Sequence[Kpi],
    scope: Scope,
    picked: Picked,
    *,
    organisation: Organisation,
    held: TargetBook | None = None,
) -> list[Tile]:
    """The tiles of these KPIs for the scope; ``scope`` is narrowed already."""
    if not picked.period.days:
        return [Tile(kpi, Value(None, NO_ROWS)) for kpi in kpis]
    question = picked.question(scope, where=dict(picked.members))
    wanted = _with_companions(kpis)
    known = [kpi for kpi in wanted if _answers(kpi, picked)]
    parts, lines = _lines(known, question, picked)
    held = held or book(picked.around, picked.today)
    young = _young(kpis, scope, picked, organisation)
    corrected = _corrected(scope, picked.period)
    broken = breaks_of(kpis)
    people = people_of(held, question, {})
    found = []
    for kpi in kpis:
        tile = _tile(kpi, picked, parts, lines, organisation)
        if kpi.key in lines:
            tile = replace(
                tile,
                standing=standing_of(
                    kpi, tile.value, question, held, people, picked.around
                ),
                young=young.get(kpi.key),
                breaks=broken[kpi.key],
                restated=not corrected.isdisjoint(measures_of(kpi.as_chosen().formula)),
            )
        found.append(tile)
    return found


def standing_of(
    kpi: Kpi,
    value: Value,
    question: Question,
    held: TargetBook,
    people: Iterable[int],
    around: Period,
) -> Standing:
    """The figure against its target over the whole period; a filtered figure has no target."""
    if question.where:
        return Standing()
    aim = target_of(held, question, kpi, {}, around)
    stretch = (
        target_of(held, question, kpi, {}, around, harder=True)
        if held.has_stretch(kpi)
        else None
    )
    return held.standing(kpi, value, aim, people, around, stretch)


def _with_companions(kpis: Sequence[Kpi]) -> list[Kpi]:
    """The KPIs and those of their companions that cost no further question."""
    wanted, gone = {kpi.key: kpi for kpi in kpis}, retired()
    for kpi in kpis:
        for key in kpi.companions[:2]:
            free = (*ADDITIVE, Balance) if kpi.is_stock else ADDITIVE
            if key in KPIS and key not in gone and isinstance(KPIS[key].formula, free):
                wanted.setdefault(key, KPIS[key])
    return list(wanted.values())


def _answers(kpi: Kpi, picked: Picked) -> bool:
    """Whether the KPI knows every dimension that the page is filtered by."""
    return not picked.where or all(name in splits_of(kpi) for name, _m in picked.where)


def _lines(
    kpis: Sequence[Kpi], question: Question, picked: Picked
) -> tuple[list[Period], trends.Trends]:
    """(periods, values of each KPI over them): the compared one may stand first, the last is now."""
    if question.where:
        parts = [picked.compared, picked.period]
        return parts, trends.filtered(kpis, question, parts)
    parts, compared = picked.trail(), picked.compared
    alone = compared not in parts and compared.end > parts[0].first
    if compared not in parts and not alone:
        parts = [compared, *parts]
    open_ones = [kpi for kpi in kpis if not kpi.looks_ahead]
    lines = trends.over(open_ones, question.scope, parts, picked.today)
    if alone:
        apart = trends.over(open_ones, question.scope, [compared], picked.today)
        lines = {key: [*apart[key], *line] for key, line in lines.items()}
        parts = [compared, *parts]
    closed = [kpi for kpi in kpis if kpi.looks_ahead]
    if closed:
        lines |= trends.filtered(closed, question.over(picked.around), [picked.around])
    return parts, lines


def _tile(
    kpi: Kpi,
    picked: Picked,
    parts: Sequence[Period],
    lines: trends.Trends,
    organisation: Organisation,
) -> Tile:
    if kpi.key not in lines:
        names = tuple(n for n, _m in picked.where if n not in splits_of(kpi))
        return Tile(kpi, Value(None, NO_ROWS), refused=names)
    line = lines[kpi.key]
    value = line[-1]
    place = parts.index(picked.compared) if picked.compared in parts else None
    compared = line[place] if place is not None and len(line) == len(parts) else None
    trail = [] if picked.where else line[-len(picked.trail()) :]
    companions = [
        (KPIS[key], lines[key][-1]) for key in kpi.companions[:2] if key in lines
    ]
    return Tile(
        kpi,
        value,
        compared,
        trail if len(trail) > 1 else [],
        companions=companions,
        too_few=too_few(kpi, value, organisation.minimum_sample),
        young_points=_young_points(kpi, parts, picked, organisation.maturing_days),
    )


def too_few(kpi: Kpi, value: Value, minimum: int) -> bool:
    """Fewer cases than the organisation judges on."""
    return kpi.minimum and value.defined and value.n is not None and value.n < minimum


def _young_points(kpi: Kpi, parts: Sequence[Period], picked: Picked, days: int) -> int:
    """How many of the last points of the trend still hold cases that are too recent."""
    if not kpi.matures:
        return 0
    limit = picked.today - timedelta(days=days)
    return sum(1 for part in parts if part.last > limit)


def _young(
    kpis: Sequence[Kpi], scope: Scope, picked: Picked, organisation: Organisation
) -> dict[str, int]:
    """{kpi: cases of the period younger than the time they need}, for figures that mature."""
    found = {
        kpi.key: kpi.formula.under[0]
        for kpi in (each.as_chosen() for each in kpis)
        if kpi.matures
        and isinstance(kpi.formula, Ratio)
        and MEASURES[kpi.formula.under[0]].unit == Unit.COUNT
    }
    start = picked.today - timedelta(days=organisation.maturing_days) + DAY
    recent = Period(max(start, picked.period.first), picked.period.end)
    if not found or recent.first >= recent.end:
        return {}
    sums = trends.flows(list(dict.fromkeys(found.values())), scope, [recent])
    counted: Mapping[str, int] = sums.get((0,), {})
    return {key: counted.get(measure, 0) for key, measure in found.items()}


def _corrected(scope: Scope, period: Period) -> set[str]:
    """Measures of the period that were corrected after they were shown."""
    held = Restatement.objects.filter(
        scope.cells(), day__gte=period.first, day__lt=period.end
    )
    found: set[str] = set()
    for changes in held.values_list("changes", flat=True)[:MOST_RESTATEMENTS]:
        found |= set(changes)
    return found


def plain_tiles(
    kpis: Sequence[Kpi], scope: Scope, picked: Picked, held: TargetBook
) -> list[Tile]:
    """Tiles of figure and target alone, without trend and comparison: one question for all flows."""
    question = picked.question(scope)
    lines = trends.over(kpis, scope, [picked.period], picked.today)
    people = people_of(held, question, {})
    closing = held.calendar.elapsed(picked.around, picked.today + DAY, people)
    found = []
    for kpi in kpis:
        value = lines[kpi.key][-1]
        standing = standing_of(kpi, value, question, held, people, picked.around)
        tonight = None
        if standing.pace is not None and standing.target and value.value is not None:
            tonight = standing.target * closing - value.value
        found.append(Tile(kpi, value, standing=standing, tonight=tonight))
    return found
