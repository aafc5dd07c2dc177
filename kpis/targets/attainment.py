"""(6) How far along: the target of any group of a question, attainment and pace as figures."""

from __future__ import annotations

from fractions import Fraction

from crm.models import Organisation
from kpis import rollup
from kpis.catalogue import KPIS
from kpis.cells import Key
from kpis.periods import Period, each, shift
from kpis.question import Question
from kpis.spec import Kpi
from kpis.targets.aiming import SPANS, may_have_target, set_target, targetable
from kpis.targets.book import Standing, TargetBook, attained, book, total_of
from kpis.values import NO_PACE, NO_TARGET, TARGET_ZERO, ZERO_ACTUAL, Value

__all__ = [
    "SPANS",
    "Standing",
    "TargetBook",
    "attained",
    "book",
    "may_have_target",
    "people_of",
    "set_target",
    "target_of",
    "targetable",
]


def _closed(question: Question, kpi: Kpi, *, pace: bool) -> dict[Key, Value]:
    of = KPIS[kpi.formula.of]  # type: ignore[union-attr]
    held = book(question.period, question.today)
    # Asked about a day gone by, nothing later is reached.
    actual = rollup.figures([of], question.so_far())[of.key]
    return {
        key: _against(held, question, of, key, value, pace=pace)
        for key, value in actual.items()
    }


def _against(
    held: TargetBook, question: Question, of: Kpi, key: Key, value: Value, *, pace: bool
) -> Value:
    period = _part(question, key)
    members = dict(zip(question.by, key, strict=True))
    target = target_of(held, question, of, members, period)
    people = (
        [members["rep"]] if "rep" in members else people_of(held, question, members)
    )
    standing = held.standing(of, value, target, people, period)
    if target is None or value.value is None:
        return Value(None, NO_TARGET, value.value)
    if standing.share is None:
        return Value(
            None, TARGET_ZERO if target == 0 else ZERO_ACTUAL, value.value, target
        )
    if pace:
        reason = "" if standing.pace is not None else NO_PACE
        return Value(standing.pace, reason, value.value, target)
    return Value(standing.share, "", value.value, target)


def _part(question: Question, key: Key) -> Period:
    if question.grain is None:
        return question.period
    first_month = Organisation.current().fiscal_first_month
    start = key[question.by.index(question.grain)]
    return next(
        each(question.grain, Period(start, shift("day", start, 1)), first_month)
    )


def target_of(
    held: TargetBook,
    question: Question,
    of: Kpi,
    members: dict[str, int],
    period: Period,
    *,
    harder: bool = False,
) -> Fraction | None:
    """The target of a group of a question; without members, of its whole scope."""
    scope = question.scope
    rep = members.get("rep", scope.rep)
    if rep is None and not scope.seen.all and not scope.seen.teams:
        rep = scope.seen.rep
    if rep is not None:
        return held.aim_of_person(of, rep, period, harder=harder)
    if "team" in members:
        return held.aim_of_team(of, members["team"], period, harder=harder)
    tops = _tops(held, scope.teams if scope.teams is not None else scope.seen.teams)
    if tops:
        return total_of(
            held.aim_of_team(of, team, period, harder=harder) for team in tops
        )
    return held.aim_of_all(of, period, harder=harder)


def _tops(held: TargetBook, teams: frozenset[int]) -> list[int]:
    """The teams of the set that are not under another one of it."""
    under = {child for team in teams for child in held.children.get(team, [])}
    return sorted(teams - under)


def people_of(
    held: TargetBook, question: Question, members: dict[str, int]
) -> list[int]:
    """Whose working time the pace is measured on: the members of the scope's teams."""
    wanted = {members["team"]} if "team" in members else question.scope.teams
    if wanted is None and not question.scope.seen.all:
        wanted = question.scope.seen.teams
    if question.scope.rep is not None:
        return [question.scope.rep]
    if not wanted and question.scope.seen.rep is not None:
        return [question.scope.seen.rep]
    return [p for p, team in held.team_of.items() if wanted is None or team in wanted]


rollup.CLOSED["attainment"] = lambda question, kpi: _closed(question, kpi, pace=False)
rollup.CLOSED["pace"] = lambda question, kpi: _closed(question, kpi, pace=True)
