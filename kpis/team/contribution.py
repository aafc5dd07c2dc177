"""What each person brings to the team's figure: a share of what adds up, else what changes without them.

Of a sum or a stock, the person's part of the team's. Of a rate, an average per person or a delay,
the team's figure counted again without that person's cases: above or below what it is with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from crm.models import User
from kpis import rows
from kpis.both import split_and_whole
from kpis.cells import Key
from kpis.from_rows import spread_value
from kpis.picker import Picked
from kpis.question import Question
from kpis.ranking.boards import blank, people_in
from kpis.scope import Scope
from kpis.spec import (
    Balance,
    Better,
    Difference,
    Kpi,
    PerSeller,
    Ratio,
    Spread,
    Total,
)
from kpis.values import Value, divided

SHARE, EFFECT = "share", "effect"


@dataclass(frozen=True)
class Part:
    """One person: ``share`` of the team's sum, or the team's figure ``without`` them."""

    person: User
    value: Value
    share: Fraction | None = None
    without: Value | None = None
    #: By how much the person moves the team's figure; null without a case of theirs.
    effect: Fraction | None = None


@dataclass(frozen=True)
class Contribution:
    kpi: Kpi
    kind: str
    team: Value
    parts: list[Part]


def kind_of(kpi: Kpi) -> str:
    """How the contribution to this figure is told; empty when it cannot be."""
    formula = kpi.as_chosen().formula
    if isinstance(formula, Total | Difference | Balance):
        return SHARE
    return EFFECT if isinstance(formula, Ratio | PerSeller | Spread) else ""


def contribution(kpi: Kpi, scope: Scope, picked: Picked) -> Contribution:
    """Everybody who sells in the scope, who brings the most first."""
    kpi, kind = kpi.as_chosen(), kind_of(kpi)
    question = picked.question(scope, by=("rep",))
    split, whole = split_and_whole([kpi], question)
    values, team = split[kpi.key], whole[kpi.key]
    found = {key[0] for key, value in values.items() if value.value}
    left = _left_out(kpi, question, values, team) if kind == EFFECT else {}
    parts = []
    for person in people_in(scope, picked, found):
        value = values.get((person.pk,), blank(kpi))
        if kind == SHARE:
            parts.append(Part(person, value, share_of(value, team)))
        else:
            without = left.get((person.pk,))
            parts.append(
                Part(person, value, None, without, _effect(value, team, without))
            )
    return Contribution(kpi, kind, team, sorted(parts, key=lambda p: _merit(kpi, p)))


@dataclass(frozen=True)
class OwnPart:
    """One person's part of what the team sold, without anybody else's."""

    kpi: Kpi
    mine: Value
    team: Value
    share: Fraction


def own_parts(
    kpis: Sequence[Kpi], person: User, scope: Scope, picked: Picked
) -> list[OwnPart]:
    """The person's share of each flow of the team; nothing where the team has nothing."""
    flows = [kpi.as_chosen() for kpi in kpis if kpi.as_chosen().is_flow]
    if not flows or not picked.period.days:
        return []
    split, whole = split_and_whole(flows, picked.question(scope, by=("rep",)))
    found = []
    for kpi in flows:
        mine = split[kpi.key].get((person.pk,), blank(kpi))
        share = share_of(mine, whole[kpi.key])
        if share is not None:
            found.append(OwnPart(kpi, mine, whole[kpi.key], share))
    return found


def share_of(value: Value, team: Value) -> Fraction | None:
    """The part of the team's sum; null where it is not above 0."""
    if value.value is None or team.value is None or team.value <= 0:
        return None
    return value.value / team.value


def _left_out(
    kpi: Kpi, question: Question, values: Mapping[Key, Value], team: Value
) -> dict[Key, Value]:
    """{members: the team's figure without them}."""
    if isinstance(kpi.formula, Spread):
        asked = (question.scope, question.period, question.by, question.where)
        lists = rows.durations(kpi.formula, *asked)
        return {
            key: spread_value(
                kpi.formula,
                [
                    days
                    for other, theirs in lists.items()
                    if other != key
                    for days in theirs
                ],
            )
            for key in lists
        }
    return {key: _without(value, team) for key, value in values.items()}


def _without(value: Value, team: Value) -> Value:
    """What is above and below the line, less the person's; divided once."""
    over = (team.numerator or Fraction(0)) - (value.numerator or Fraction(0))
    under = (team.denominator or Fraction(0)) - (value.denominator or Fraction(0))
    return divided(over, under)


def _effect(value: Value, team: Value, without: Value | None) -> Fraction | None:
    known = value.value is not None and team.value is not None
    if not known or without is None or without.value is None:
        return None
    return (team.value or Fraction(0)) - without.value


def _merit(kpi: Kpi, part: Part) -> tuple[bool, Fraction, str]:
    """Who brings the most first; who has nothing to be told by last."""
    told = part.share if part.share is not None else part.effect
    name = part.person.full_name.casefold()
    if told is None:
        return (True, Fraction(0), name)
    turned = part.share is None and kpi.better == Better.DOWN
    return (False, told if turned else -told, name)
