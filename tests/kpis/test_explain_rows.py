"""The rows listed behind a figure reproduce it exactly, for every KPI, scope and filter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from crm.access import EVERYTHING
from crm.civil import civil_day
from crm.models import ChurnReason, Deal, Prospect, User
from crm.services import contracts
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.explain import counted, explainable_measures
from kpis.from_rows import spread_value
from kpis.members import splits_of
from kpis.periods import Period
from kpis.question import Question
from kpis.rollup import evaluate, figures
from kpis.scope import Scope, narrowed
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
from tests.factories import activity
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
        assert sum(row.amount or 0 for row in page.rows) == page.total
        found[measure.key] = page.rows
    return found


def reproduces(kpi: Kpi, value: Value, rows: Mapping[str, list[Any]]) -> bool:
    """Whether the rows alone lead to the figure."""
    sums = {key: sum(row.amount or 0 for row in each) for key, each in rows.items()}
    match kpi.formula:
        case Balance() | Standing() | Expected():
            return value.value == sum(sums.values())
        case Bridge(flow=flow):
            return value.numerator == sums[flow or "mrr"]
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
            if not reproduces(kpi, value, rows):
                wrong.append((kpi.key, period, where, value))
            if any(rows.values()):
                moved.add(kpi.key)
    return wrong, moved


def test_the_rows_reproduce_every_figure(db: None) -> None:
    world, moved = World(1).live(320), set[str]()
    for _half in range(2):
        snapshots.drain(now=world.now)
        wrong, told = unlike(world)
        assert wrong == []
        moved |= told
        world.end += timedelta(days=30)
        world.live(200)
        # Chance seldom meets a customer.
        customers = Prospect.objects.filter(converted_at__lte=world.now)
        customer = customers.filter(churned_at__isnull=True).earliest("id")
        activity(rep=world.reps[0], now=world.now, at=world.now, kind="meeting",
            prospect=customer)  # fmt: skip
        signed = contracts.sign_contract(
            prospect=customer, start_on=today(world), by=customer.owner, now=world.now
        )
        contracts.end_contract(
            contract_id=signed.pk,
            reason=ChurnReason.objects.get_or_create(name="Price")[0],
            by=customer.owner,
            now=world.now,
        )

    # Of nothing, everything is true: every figure had rows.
    assert set(KPIS) - moved == {"attainment", "pace"}
