"""(5) What is asked: whose figures, when, split how, filtered how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from crm.models import Organisation, User
from kpis.cells import Key
from kpis.periods import DAY, Period, each
from kpis.scope import Scope
from kpis.spec import CELL_SPLITS, PERIODS


@dataclass(frozen=True)
class Question:
    """What is asked: whose figures, when, split how, filtered how, as seen on which day."""

    scope: Scope
    period: Period
    today: date
    by: tuple[str, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)

    @property
    def needs_rows(self) -> bool:
        return bool(self.where) or any(split not in CELL_SPLITS for split in self.by)

    @cached_property
    def not_selling(self) -> frozenset[int]:
        """People without figures of their own: one query, only when a row of zeros asks."""
        return frozenset(User.objects.filter(sells=False).values_list("id", flat=True))

    @property
    def grain(self) -> str | None:
        """The time split, if any."""
        return next((split for split in self.by if split in PERIODS), None)

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(split for split in self.by if split not in PERIODS)

    def so_far(self) -> Question:
        """The days that have begun: a running month is compared with as much of the one before."""
        if self.today in self.period:
            return self.over(Period(self.period.first, self.today + DAY))
        return self

    def unsplit(self) -> Question:
        return Question(self.scope, self.period, self.today, (), self.where)

    def over(self, period: Period) -> Question:
        return Question(self.scope, period, self.today, self.by, self.where)


def ends_of(question: Question) -> list[tuple[date | None, date]]:
    """[(start of the part, its last day that has begun)], in order."""
    return _ends(question, question.period.clipped(question.today + DAY))


def all_ends(question: Question) -> list[tuple[date | None, date]]:
    """[(start of the part, its last day)], in order, with the parts that have not begun."""
    return _ends(question, question.period)


def _ends(question: Question, period: Period) -> list[tuple[date | None, date]]:
    if not period.days:
        return []
    if not question.grain:
        return [(None, period.last)]
    first_month = Organisation.current().fiscal_first_month
    parts = each(question.grain, period, first_month)
    return [(part.first, min(part.last, period.last)) for part in parts]


def placed(
    question: Question, ends: Sequence[tuple[date | None, date]], key: Key
) -> Key:
    """(day number, *others) as a key in the order of ``by``."""
    start, members = ends[key[0]][0], iter(key[1:])
    return tuple(start if split in PERIODS else next(members) for split in question.by)
