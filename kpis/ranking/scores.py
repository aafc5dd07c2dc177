"""(6) The score of a person or a team: the weighted mean of what was reached of each indicator.

What was reached is measured on the target; where a card says so and a person has none, on the median
of the person's team. What cannot be measured is left out with its weight. Sums and shares are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from crm.access import EVERYTHING
from kpis import rollup
from kpis.catalogue import KPIS
from kpis.cells import Key
from kpis.members import splits_of
from kpis.periods import Period
from kpis.question import Question
from kpis.ranking.score_cards import Card
from kpis.scope import Scope
from kpis.spec import (
    CELL_SPLITS,
    Balance,
    Difference,
    Expected,
    Kpi,
    Standing,
    Total,
)
from kpis.targets.attainment import TargetBook, attained, target_of
from kpis.values import (
    NO_DENOMINATOR,
    NO_TARGET,
    Value,
    divided,
    percentile,
    plain,
)

TARGET, MEDIAN = "target", "median"
#: Groups without any are left out of a split: there these are 0.
ADDS_UP = (Total, Difference, Balance, Standing, Expected)
UNKNOWN = Value(None, NO_DENOMINATOR)
#: The only filter under which a target still holds: it takes away what should not have counted.
HONEST = "logging"
#: The median of fewer people would say too much about each of them.
LEAST_PEOPLE = 3
#: {person: team}, {(indicator, team): median}
_OfTeams = tuple[dict[int, int], dict[tuple[str, int], Fraction]]


@dataclass(frozen=True)
class Part:
    """One indicator of a score. ``aim`` is what it is measured on, ``against`` target, median or ""."""

    kpi: Kpi
    weight: int
    value: Value
    aim: Fraction | None = None
    against: str = ""
    share: Fraction | None = None

    @property
    def contribution(self) -> Fraction | None:
        """Weight x share: what it adds above the line."""
        return None if self.share is None else self.share * self.weight


def weighed(parts: Iterable[Part]) -> Value:
    """Σ weight x share / Σ weight, over the parts that have a share.

    Worked by hand: 5 of 10 calls (weight 2), 3/4 of 50 % (2), 300 of 100 (1): (1 + 3 + 3) / 5 = 1.4.
    """
    counted = [part for part in parts if part.share is not None]
    if not counted:
        return Value(None, NO_TARGET)
    reached = sum((part.contribution or Fraction(0) for part in counted), Fraction(0))
    return replace(divided(reached, sum(part.weight for part in counted)), n=None)


def share_counted(parts: Sequence[Part], counts: Callable[[Part], bool]) -> Fraction:
    """The share of the card's weight that stands on parts that count."""
    known = sum(p.weight for p in parts if p.share is not None and counts(p))
    return Fraction(known, sum(p.weight for p in parts) or 1)


@dataclass
class Medians:
    """Medians of teams, read once a period: one question for all people and indicators.

    ``asked`` is what is scored: its filters and its day hold for the medians too.
    """

    keys: Sequence[str]
    held: TargetBook
    asked: Question
    known: dict[Period, _OfTeams] = field(default_factory=dict)

    def of(self, kpi: Kpi, person: int, period: Period) -> Fraction | None:
        """The median of the person's team; null for a team of too few people with a figure."""
        if period not in self.known:
            self.known[period] = self._read(period)
        team_of, medians = self.known[period]
        team = team_of.get(person)
        return None if team is None else medians.get((kpi.key, team))

    def _read(self, period: Period) -> _OfTeams:
        """Of one part of time by the teams of that part, whatever else is asked beside it."""
        question = Question(
            Scope(EVERYTHING), period, self.asked.today, ("rep",), self.asked.where
        )
        figures = values_of(self.keys, question)
        nothing = {key: nothing_of(KPIS[key]) for key in self.keys}
        team_of = self.held.team_in(period)
        lists: dict[tuple[str, int], list[Fraction]] = {}
        for person, team in team_of.items():
            if person in question.not_selling:
                continue
            for key, value in figures.get((person,), nothing).items():
                if value.value is not None:
                    lists.setdefault((key, team), []).append(value.value)
        return team_of, {
            key: percentile(sorted(values), Fraction(1, 2))
            for key, values in lists.items()
            if len(values) >= LEAST_PEOPLE
        }


def nothing_of(kpi: Kpi) -> Value:
    """The figure of a group that has no row: 0 of what adds up, else undefined."""
    return plain(0) if isinstance(kpi.formula, ADDS_UP) else Value(None, NO_DENOMINATOR)


@dataclass
class Scorer:
    """Scores by one card over one question, with its targets and, where it asks them, medians."""

    card: Card
    held: TargetBook
    question: Question
    medians: Medians = field(init=False)

    def __post_init__(self) -> None:
        self.medians = Medians(self.keys, self.held, self.question)

    @property
    def keys(self) -> tuple[str, ...]:
        """The indicators that know every dimension of the question; others are left out."""
        asked = {*self.question.where, *self.question.others} - set(CELL_SPLITS)
        kpis = self.card.kpis
        return tuple(k.key for k in kpis if not asked or asked <= set(splits_of(k)))

    @property
    def narrowed(self) -> bool:
        """Whether a filter changes what is counted: a part is not measured on the whole's target."""
        return any(name != HONEST for name in self.question.where)

    def parts(
        self, values: Mapping[str, Value], members: dict[str, Any], period: Period
    ) -> list[Part]:
        """What each indicator of the card comes to for one group of the question."""
        return [
            self._part(KPIS[key], weight, values.get(key, UNKNOWN), members, period)
            for key, weight in self.card.weights.items()
        ]

    def _part(
        self,
        kpi: Kpi,
        weight: int,
        value: Value,
        members: dict[str, Any],
        period: Period,
    ) -> Part:
        aim = None
        if not self.narrowed:
            aim = target_of(self.held, self.question, kpi, members, period)
        against = TARGET if aim is not None else ""
        if aim is None and self.card.by_median:
            person = members.get("rep", self._person())
            aim = self.medians.of(kpi, person, period) if person else None
            against = MEDIAN if aim is not None else ""
        if aim is None or value.value is None:
            return Part(kpi, weight, value, aim, against)
        share, _met = attained(kpi, value.value, aim)
        return Part(kpi, weight, value, aim, against, share)

    def _person(self) -> int | None:
        """The only person the question is about."""
        scope = self.question.scope
        if scope.rep is not None:
            return scope.rep
        alone = not scope.seen.all and not scope.seen.teams and scope.teams is None
        return scope.seen.rep if alone else None


def values_of(keys: Sequence[str], question: Question) -> dict[Key, dict[str, Value]]:
    """{members: {KPI: value}}; of a group that a KPI leaves out, what adds up is 0, the rest undefined."""
    ahead = [KPIS[key] for key in keys if KPIS[key].looks_ahead]
    others = [KPIS[key] for key in keys if not KPIS[key].looks_ahead]
    # Asked about a day gone by, nothing later is known.
    figures = rollup.figures(others, question.so_far())
    figures |= rollup.figures(ahead, question)
    members = {member for each in figures.values() for member in each}
    nothing = {key: nothing_of(KPIS[key]) for key in keys}
    return {
        member: {key: figures[key].get(member, nothing[key]) for key in keys}
        for member in members
    }
