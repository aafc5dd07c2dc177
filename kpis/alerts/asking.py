"""The figures all rules need: one question for each (scope, days), whatever the number of rules.

Everybody's figures come from one question split by person, never from one a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpis.alerts.crew import Crew
from kpis.alerts.judging import Kind, Line
from kpis.alerts.windows import Window
from kpis.catalogue import KPIS
from kpis.cells import Key
from kpis.models import AlertRule
from kpis.periods import Period
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL
from kpis.spec import Kpi
from kpis.subjects import Subject
from kpis.targets.attainment import Standing, TargetBook, book, people_of, target_of
from kpis.values import NO_ROWS, Value, plain

#: Kinds for which a person who came during the period is not held to all of it.
WHOLE_ONLY = (Kind.BELOW, Kind.RUN, Kind.UNUSUAL)


@dataclass(frozen=True)
class Case:
    """A rule over the days it reads, for those it watches."""

    rule: AlertRule
    kpi: Kpi
    window: Window
    subjects: tuple[Subject, ...]

    def asks(self) -> list[Ask]:
        """The questions its lines come from: one for all persons, one for each team."""
        grain = "day" if self.rule.kind == Kind.SILENT else self.rule.period
        period = self.window.read
        if self.kpi.looks_ahead:
            period = Period(period.first, self.window.judged.end)
        about = {None if s.rep is not None else s for s in self.subjects}
        return [Ask(one, grain, period) for one in about]


@dataclass(frozen=True)
class Ask:
    """``about`` is a team or the company; null asks for every person at once."""

    about: Subject | None
    grain: str
    period: Period


Answers = Mapping[tuple[Ask, str], Mapping[Key, Value]]


class Book:
    """Targets of each judged period, read once."""

    def __init__(self, window: Window) -> None:
        self.today = window.today
        self._held: dict[Period, TargetBook] = {}

    def of(self, period: Period) -> TargetBook:
        if period not in self._held:
            self._held[period] = book(period, self.today)
        return self._held[period]


def answers_to(cases: Sequence[Case]) -> Answers:
    """{(question, kpi): {members: value}}: each question once, for all its KPIs."""
    wanted: dict[Ask, dict[str, None]] = {}
    for case in cases:
        for ask in case.asks():
            wanted.setdefault(ask, {})[case.kpi.key] = None
    found: dict[tuple[Ask, str], Mapping[Key, Value]] = {}
    for ask, keys in wanted.items():
        by = ("rep", ask.grain) if ask.about is None else (ask.grain,)
        scope = ALL if ask.about is None else ask.about.scope
        today = cases[0].window.today
        answered = figures(
            [KPIS[key] for key in keys], Question(scope, ask.period, today, by)
        )
        found |= {(ask, key): answered[key] for key in keys}
    return found


def lines_of(
    case: Case, answers: Answers, crew: Crew, targets: Book
) -> dict[Subject, Line | None]:
    """The line of each whom the rule watches; null where nothing can be held to somebody."""
    by_about = {ask.about: answers[ask, case.kpi.key] for ask in case.asks()}
    found: dict[Subject, Line | None] = {}
    for subject in case.subjects:
        if not _held_to(case, subject, crew):
            found[subject] = None
            continue
        about = None if subject.rep is not None else subject
        values = _values(case, subject, by_about[about], crew)
        standing = _standing(case, subject, values, targets) if values else Standing()
        found[subject] = Line(values, standing) if values else None
    return found


def _held_to(case: Case, subject: Subject, crew: Crew) -> bool:
    if subject.rep is None or case.rule.kind in (Kind.SILENT, Kind.ABOVE):
        return True
    window = case.window
    if case.kpi.is_flow and not crew.works(subject.rep, window.judged):
        return False
    return case.rule.kind not in WHOLE_ONLY or crew.was_there(
        subject.rep, window.judged
    )


def _values(
    case: Case, subject: Subject, told: Mapping[Key, Value], crew: Crew
) -> list[Value]:
    """One value a period; for *silent* the last days the person worked, or none when too few."""
    parts = case.window.parts
    if case.rule.kind == Kind.SILENT:
        count = case.rule.count or 1
        days = crew.worked(subject.rep, parts, count)
        if len(days) < count:
            return []
        parts = tuple(part for part in parts if part.first in days)
    nothing = blank(case.kpi)
    who: Key = () if subject.rep is None else (subject.rep,)
    return [told.get((*who, part.first), nothing) for part in parts]


def blank(kpi: Kpi) -> Value:
    """Of somebody without any row: nothing of what adds up, no figure of anything else."""
    if kpi.is_flow or kpi.is_stock:
        return plain(0)
    return Value(None, NO_ROWS, n=0)


def _standing(
    case: Case, subject: Subject, values: Sequence[Value], targets: Book
) -> Standing:
    if case.rule.kind not in (Kind.TARGET, Kind.PACE):
        return Standing()
    kpi, period = case.kpi, case.window.judged
    held = targets.of(period)
    if subject.rep is not None:
        aim: Fraction | None = held.aim_of_person(kpi, subject.rep, period)
        people = [subject.rep]
    else:
        question = Question(subject.scope, period, case.window.today)
        aim = target_of(held, question, kpi, {}, period)
        people = people_of(held, question, {})
    return held.standing(kpi, values[-1], aim, people, period)
