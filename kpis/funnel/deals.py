"""(6) A pipeline as a funnel: distinct deals per stage, how long they stayed, which stage is weakest.

The deals are those opened in the period, losses included; a stage reached twice counts once. Times
are of stays that ended in the period; stays that go on are told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from statistics import median

from crm.models import Pipeline, Stage
from kpis.catalogue import KPIS
from kpis.from_rows import at_ends
from kpis.passing import fates
from kpis.periods import DAY, Period
from kpis.picker import Picked
from kpis.question import Question
from kpis.rollup import figures
from kpis.signals.judging import chance_of
from kpis.spec import Passed
from kpis.values import NO_DENOMINATOR, NO_ROWS, Value

CONVERSION, TIME, STAYS = "stage_conversion", "time_in_stage", "stays_open"
#: Equal periods a stage is compared with, how many of them must have had enough deals, and how many
#: periods back one may lie whose deals had their time.
BEFORE, FEWEST, MOST_BACK = 6, 3, 3
NOTHING = Value(None, NO_ROWS)


@dataclass(frozen=True)
class Step:
    """One stage. ``share``: went on of were there; ``time`` and ``stays`` carry their spread."""

    stage: Stage
    share: Value
    time: Value = NOTHING
    stays: Value = NOTHING
    usual: Fraction | None = None

    @property
    def deals(self) -> int:
        return int(self.share.denominator or 0)

    @property
    def went_on(self) -> int:
        return int(self.share.numerator or 0)


@dataclass(frozen=True)
class Weakest:
    """The stage furthest under its usual share, over the deals opened in ``period``.

    ``chance``: a distance that few deals explain by themselves.
    """

    stage: Stage
    share: Value
    usual: Fraction
    period: Period
    chance: bool

    @property
    def short(self) -> Fraction:
        return self.usual - (self.share.value or 0)


@dataclass(frozen=True)
class DealFunnel:
    """The open stages of a pipeline in their order, what became of their deals, the weakest of all."""

    pipeline: Pipeline
    steps: Sequence[Step]
    fates: Mapping[str, int] = field(default_factory=dict)
    weakest: Weakest | None = None

    @property
    def deals(self) -> int:
        return sum(self.fates.values())


def pipelines() -> list[Pipeline]:
    """Those one may ask for, the usual first."""
    return list(Pipeline.objects.current())


def deal_funnel(
    pipeline: Pipeline, question: Question, picked: Picked, minimum: int, maturing: int
) -> DealFunnel:
    """The funnel of the deals that the question is about. Asks at most a dozen times."""
    parts = picked.trail(BEFORE + MOST_BACK + 1)
    lines = _lines(question, parts)
    spans = figures(
        [KPIS[TIME], KPIS[STAYS]],
        Question(
            question.scope, question.period, question.today, ("stage",), question.where
        ),
    )
    judged = _judged(parts, picked.today - maturing * DAY)
    stages = _stages(pipeline, lines)
    empty = [Value(None, NO_DENOMINATOR)] * len(parts)
    steps = [
        Step(
            stage,
            lines.get(stage.pk, empty)[-1],
            spans[TIME].get((stage.pk,), NOTHING),
            spans[STAYS].get((stage.pk,), NOTHING),
            usual_of(lines.get(stage.pk, empty), judged, minimum),
        )
        for stage in stages
    ]
    found = fates(_formula(), question.scope, question.period, question.where)
    ended = found.get(pipeline.pk, {"open": 0, "won": 0, "lost": 0})
    low = weakest_of(stages, lines, parts, judged, minimum)
    return DealFunnel(pipeline, steps, ended, low)


def _formula() -> Passed:
    formula = KPIS[CONVERSION].formula
    if not isinstance(formula, Passed):
        raise TypeError(f"{CONVERSION} is not read from passages")
    return formula


def _lines(question: Question, parts: Sequence[Period]) -> dict[int, list[Value]]:
    """{stage: its share in each of the periods}."""
    found: dict[int, list[Value]] = {}
    asked = (question.scope, parts, question.today, ("stage",), question.where)
    for (place, stage), value in at_ends(_formula(), *asked).items():
        line = found.setdefault(stage, [Value(None, NO_DENOMINATOR)] * len(parts))
        line[place] = value
    return found


def _stages(pipeline: Pipeline, lines: Mapping[int, object]) -> list[Stage]:
    """Its open stages in their order; one out of use only where deals were in it."""
    rows = Stage.objects.open().in_pipeline(pipeline.pk).order_by("position", "pk")
    return [stage for stage in rows if stage.in_use or stage.pk in lines]


def _judged(parts: Sequence[Period], mature_on: date) -> int | None:
    """The last period whose deals had the time they need."""
    last = len(parts) - 1
    for place in range(last, last - MOST_BACK - 1, -1):
        if parts[place].last <= mature_on:
            return place
    return None


def usual_of(line: Sequence[Value], place: int | None, minimum: int) -> Fraction | None:
    """The median share of the periods before ``place``, of those with enough deals."""
    if place is None:
        return None
    known = [
        value.value
        for value in line[max(place - BEFORE, 0) : place]
        if value.value is not None and (value.n or 0) >= minimum
    ]
    return Fraction(median(known)) if len(known) >= FEWEST else None


def weakest_of(
    stages: Sequence[Stage],
    lines: Mapping[int, Sequence[Value]],
    parts: Sequence[Period],
    place: int | None,
    minimum: int,
) -> Weakest | None:
    """Of the stages with enough deals, the one furthest under its usual; none when none is under."""
    low: list[Weakest] = []
    for stage in stages:
        line = lines.get(stage.pk)
        usual = usual_of(line, place, minimum) if line else None
        if line is None or place is None or usual is None:
            continue
        value = line[place]
        if value.value is None or (value.n or 0) < minimum or value.value >= usual:
            continue
        chance, times = chance_of(KPIS[CONVERSION], usual, value)
        by_chance = usual - value.value <= chance * times
        low.append(Weakest(stage, value, usual, parts[place], by_chance))
    return max(low, key=lambda each: each.short, default=None)
