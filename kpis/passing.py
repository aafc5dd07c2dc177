"""(5) From one stage to the next: of the deals opened in a period, how many went on.

A deal that reached a later stage of its pipeline, or was won, has passed the earlier ones, so that no
step exceeds 100 %; a stage reached twice counts once. A stage out of use is of the deals that were in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from crm.models import DealMovement, Stage
from kpis.cells import Key
from kpis.compiler import key_expression
from kpis.measures import MEASURES, SOURCES
from kpis.measures.stays import INTO
from kpis.periods import Period
from kpis.rows import Where, scoped
from kpis.scope import Scope
from kpis.spec import Passed
from kpis.values import Value, divided


@dataclass
class Funnel:
    """The open stages of each pipeline in their order, and the place of each."""

    stages: dict[int, list[int]] = field(default_factory=dict)
    place: dict[int, tuple[int, int]] = field(default_factory=dict)
    archived: set[int] = field(default_factory=set)

    @classmethod
    def drawn(cls) -> Funnel:
        found = cls()
        told = Stage.objects.filter(kind="open").order_by("pipeline", "position", "pk")
        for pipeline, stage, gone in told.values_list("pipeline", "pk", "archived_at"):
            row = found.stages.setdefault(pipeline, [])
            found.place[stage] = (pipeline, len(row))
            row.append(stage)
            if gone:
                found.archived.add(stage)
        return found


def cohort(
    formula: Passed, scope: Scope, period: Period, where: Where | None = None
) -> Any:
    """The deals the figure is about: each opened in the period, for who opened it."""
    measure = MEASURES[formula.measure]
    described = {name: m for name, m in (where or {}).items() if name != "stage"}
    rows = scoped(SOURCES[measure.source], scope, period, described)
    return rows.filter(measure.where or Q())


def passages(
    formula: Passed,
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, tuple[int, int]]:
    """{(period number, *members): (went on, were there)}; with *stage* in it, of each stage."""
    source = SOURCES[MEASURES[formula.measure].source]
    only, found = (where or {}).get("stage"), defaultdict[Key, list[int]](_none_yet)
    others = [split for split in by if split != "stage"]
    keys = {f"k_{s}": key_expression(source, s, by_line=False) for s in others}
    deals = cohort(formula, scope, Period(periods[0].first, periods[-1].end), where)
    reached, won, funnel = _reached(deals), _won(deals), Funnel.drawn()
    firsts = [period.first for period in periods]
    told = deals.annotate(**keys).values_list("deal", "day", *keys)
    for deal, day, *members in told:
        place = bisect_right(firsts, day) - 1
        if day not in periods[place]:
            continue
        known = dict(zip(others, members, strict=True))
        for stage, went_on in _path(reached.get(deal, set()), deal in won, funnel):
            if only is not None and stage != only:
                continue
            key = tuple(stage if split == "stage" else known[split] for split in by)
            found[place, *key][0] += went_on
            found[place, *key][1] += 1
    return {key: (above, below) for key, (above, below) in found.items()}


def _none_yet() -> list[int]:
    return [0, 0]


def steps_of(
    formula: Passed, scope: Scope, period: Period, where: Where | None = None
) -> dict[int, tuple[int, int]]:
    """{deal: (stages it went on from, stages it was in)} of the cohort."""
    only = (where or {}).get("stage")
    deals = cohort(formula, scope, period, where)
    reached, won, funnel = _reached(deals), _won(deals), Funnel.drawn()
    found = {}
    for deal in deals.values_list("deal", flat=True):
        path = _path(reached.get(deal, set()), deal in won, funnel)
        path = [step for step in path if only is None or step[0] == only]
        found[deal] = sum(went_on for _stage, went_on in path), len(path)
    return found


def fates(
    formula: Passed, scope: Scope, period: Period, where: Where | None = None
) -> dict[int, dict[str, int]]:
    """{pipeline: {open, won or lost: deals}} of the cohort; a deal that was ever won counts as won."""
    deals = cohort(formula, scope, period, where)
    reached, won, funnel = _reached(deals), _won(deals), Funnel.drawn()
    found: dict[int, dict[str, int]] = {}
    for deal, state in deals.values_list("deal", "deal__state"):
        path = _path(reached.get(deal, set()), deal in won, funnel)
        if path:
            pipeline, _place = funnel.place[path[-1][0]]
            known = found.setdefault(pipeline, {"open": 0, "won": 0, "lost": 0})
            known["won" if deal in won else state] += 1
    return found


def passed(
    formula: Passed,
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, Value]:
    """{(period number, *members): value} of the (ascending) periods."""
    found = passages(formula, scope, periods, by, where)
    if not by:
        found = {(i,): found.get((i,), (0, 0)) for i in range(len(periods))}
    return {key: divided(*pair) for key, pair in found.items()}


def _reached(deals: Any) -> Mapping[int, set[int]]:
    """{deal: every stage it ever came into}."""
    rows = DealMovement.objects.filter(INTO, deal__in=deals.order_by().values("deal"))
    found: dict[int, set[int]] = defaultdict(set)
    for deal, stage in rows.order_by().values_list("deal", "stage").distinct():
        found[deal].add(stage)
    return found


def _won(deals: Any) -> set[int]:
    wins = DealMovement.objects.of("won").filter(
        deal__in=deals.order_by().values("deal")
    )
    return set(wins.values_list("deal", flat=True))


def _path(reached: set[int], won: bool, funnel: Funnel) -> list[tuple[int, bool]]:
    """[(stage, whether it went on)] of one deal: up to the furthest stage, to the end if it was won.

    A deal that changed pipeline is read in the one of its furthest place.
    """
    places = [funnel.place[stage] for stage in reached if stage in funnel.place]
    if not places:
        return []
    pipeline, furthest = max(places, key=lambda place: (place[1], place[0]))
    stages = funnel.stages[pipeline]
    last = len(stages) - 1 if won else furthest
    return [
        (stage, won or i < furthest)
        for i, stage in enumerate(stages[: last + 1])
        if stage in reached or stage not in funnel.archived
    ]
