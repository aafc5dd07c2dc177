"""The rows listed behind a figure reproduce it exactly, for every KPI, scope and filter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any

from crm.access import EVERYTHING
from crm.civil import civil_day, starts_at
from crm.models import Deal, MrrMovement, Organisation, User
from kpis.catalogue import KPIS
from kpis.explain.counting import counted, explainable_measures
from kpis.from_rows import spread_value
from kpis.members import splits_of
from kpis.periods import DAY, Period
from kpis.question import Question
from kpis.rollup import evaluate, figures
from kpis.scope import Scope, narrowed, teams_on
from kpis.spec import (
    Age,
    Balance,
    Bought,
    Bridge,
    Closed,
    Distinct,
    Expected,
    Growth,
    Kept,
    Kpi,
    Passed,
    PerSeller,
    PerSubject,
    Score,
    Spread,
    Standing,
)
from kpis.values import Value, divided
from tests.differential import sure
from tests.kpis.generate import World

PERIODS = (
    Period(date(2026, 10, 1), date(2026, 11, 1)),
    Period(date(2026, 11, 5), date(2027, 2, 1)),
)


def listed(kpi: Kpi, question: Question, viewer: User) -> dict[str, list[Any]]:
    """{measure: its rows, all of them}."""
    found = {}
    for measure in explainable_measures(kpi):
        page = counted(kpi, question, viewer=viewer, size=100_000, measure=measure.key)
        assert page is not None
        assert (len(page.rows), page.hidden) == (page.count, 0)
        told = sum(row.amount or 0 for row in page.rows)
        assert told + brought(kpi, question) == page.total
        found[measure.key] = page.rows
    return found


def brought(kpi: Kpi, question: Question) -> int:
    """Recurring revenue that people brought along who changed team: in the total, in no row."""
    if "transferred" not in getattr(kpi.formula, "over", ()):
        return 0
    zone, scope = Organisation.current().zone, question.scope
    first, last = question.period.first, min(question.period.last, question.today)
    moves = MrrMovement.objects.filter(at__lt=starts_at(first, zone))
    if question.where:
        moves = moves.filter(prospect__source=question.where["source"])

    def held(day: date) -> int:
        teams = teams_on(day)
        return sum(
            move.amount or 0
            for move in moves
            if scope.holds(move.rep_id, teams.get(move.rep_id, 0))
        )

    return held(last) - held(first - DAY)


def reproduces(
    kpi: Kpi, question: Question, value: Value, rows: Mapping[str, list[Any]]
) -> bool:
    """Whether the rows alone lead to the figure."""
    sums = {key: sum(row.amount or 0 for row in each) for key, each in rows.items()}
    match kpi.formula:
        case Balance() | Standing() | Expected():
            return value.value == sum(sums.values())
        case Bridge(flow=flow):
            told = sums[flow or "mrr"] + brought(kpi, question)
            return value.numerator == told
        case Passed():
            return value.numerator == sum(sums.values())
        case PerSubject(measure, _of, less) if less:
            deals = Deal.objects.in_bulk([row.subject_id for row in rows[measure]])
            customers = {d.prospect_id for d in deals.values()}
            return value == divided(sums[measure] - sums[less], len(customers))
        case Growth():
            before = value.denominator or 0
            return (value.numerator or 0) + before == sum(sums.values())
        case PerSeller():
            return value.numerator == sum(sums.values())
        case Kept() | Bought() | Distinct() | Spread() | Age() | Score() | PerSubject():
            return listing_leads_to(kpi, value, *rows.values())
    return evaluate(kpi, sums).value == value.value


def listing_leads_to(kpi: Kpi, value: Value, rows: list[Any]) -> bool:
    """The same for figures that are no sums: the rows of their one measure."""
    total = sum(row.amount for row in rows)
    match kpi.formula:
        case Kept() | Bought():
            return value.numerator == len(rows)
        case Distinct():
            return value.value == len({row.subject_id for row in rows})
        case Spread() | Age() as formula:
            return value == spread_value(formula, [row.amount for row in rows])
        case Score():
            return value == divided(100 * total, len(rows))
    deals = Deal.objects.in_bulk([row.subject_id for row in rows])
    return value == divided(total, len({d.prospect_id for d in deals.values()}))


def today(world: World) -> date:
    return civil_day(world.now, world.zone)


def unlike(world: World) -> tuple[list[Any], set[str]]:
    """(figures that their rows do not lead to, KPIs that had rows)."""
    admin = world.reps[4]
    everybody = Scope(EVERYTHING)
    scopes = (
        everybody,
        narrowed(everybody, rep=world.reps[0].pk),
        narrowed(everybody, team=world.north.pk),
    )
    source = world.sources[0]
    assert source is not None
    wrong: list[Any] = []
    moved: set[str] = set()
    for kpi in KPIS.values():
        if isinstance(kpi.formula, Closed):
            continue
        known = "source" in splits_of(kpi)
        for scope, period, where in product(
            scopes, PERIODS, [{}, {"source": source.pk}] if known else [{}]
        ):
            question = Question(scope, period, today(world), (), where)
            value = figures([kpi], question)[kpi.key].get((), Value(None))
            rows = listed(kpi, question, admin)
            if not reproduces(kpi, question, value, rows):
                wrong.append((kpi.key, period, where, value))
            if any(rows.values()):
                moved.add(kpi.key)
    return wrong, moved


def test_the_rows_reproduce_every_figure(db: None) -> None:
    """Of a company that lived at random, and in which everything happened that figures tell."""
    world = sure.grown(World(1).live(260))

    wrong, moved = unlike(world)

    assert wrong == []
    # Of nothing, everything is true: every figure had rows, but those that are made of others.
    made_of_others = {k for k, kpi in KPIS.items() if isinstance(kpi.formula, Closed)}
    assert set(KPIS) - moved == made_of_others
