"""Customers and groups by what they bring: worked by hand, and equal to the figure of the scope."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from crm.models import Prospect, Source, User
from crm.services.deal_lines import LineInput
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.customers import worth
from kpis.customers.worth import ADDS_UP, Board
from kpis.periods import between
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import scope_of
from kpis.values import Value
from tests import factories
from tests.factories import NOW, paris

pytestmark = pytest.mark.django_db
YEAR = between(date(2026, 1, 1), date(2026, 12, 31))
MARGIN = KPIS["gross_margin"]
COLUMNS = [KPIS[key] for key in worth.OF_CUSTOMER]


def buys(
    who: Prospect | None, owner: User, price: int, cost: int, at: datetime
) -> None:
    line = LineInput(product=factories.product(), unit_price=price, unit_cost=cost)
    factories.won_deal(owner=owner, prospect=who, at=at, lines=[line])


def board(user: User, **where: Any) -> Board:
    snapshots.drain(now=NOW)
    question = Question(scope_of(user), YEAR, NOW.date(), where=where)
    return worth.customers(question, user, MARGIN, COLUMNS)


def told(board: Board) -> list[tuple[int, Any, Fraction | None]]:
    return [(row.place, row.member, row.values[MARGIN.key].value) for row in board.rows]


@pytest.fixture
def world(rep: User, teammate: User) -> dict[str, Prospect]:
    """Acme: 1,000 less 400 and 500 less 100. Bulk: 3,000 less 2,900. Zoe: a teammate's, 900 less 0."""
    found = {
        name: factories.prospect(owner=owner, name=name, at=paris(2025, 5, 5))
        for name, owner in (("Acme", rep), ("Bulk", rep), ("Zoe", teammate))
    }
    buys(found["Acme"], rep, 100_000, 40_000, paris(2026, 3, 3))
    buys(found["Acme"], rep, 50_000, 10_000, paris(2025, 6, 6))
    buys(found["Bulk"], rep, 300_000, 290_000, paris(2026, 4, 4))
    buys(found["Zoe"], teammate, 90_000, 0, paris(2026, 5, 5))
    buys(None, rep, 20_000, 5_000, paris(2026, 6, 6))
    return found


def test_customers_are_ranked_by_margin_and_not_by_revenue(
    world: dict[str, Prospect], manager: User
) -> None:
    found = board(manager)
    acme, bulk, zoe = (world[name].pk for name in ("Acme", "Bulk", "Zoe"))
    assert told(found) == [(1, zoe, 90_000), (2, acme, 60_000), (3, bulk, 10_000)]
    values = {row.member: row.values for row in found.rows}
    # Of all years; the margin and the revenue are those of this one.
    assert values[acme]["clv_observed"].value == 150_000
    assert values[acme]["revenue"].value == 100_000
    assert values[bulk]["deals_won"].value == 1
    assert found.unnamed is not None
    assert found.unnamed["gross_margin"].value == 15_000
    assert found.totals["gross_margin"].value == 175_000


def test_shares_add_up_to_all_with_what_nobody_is_named_for(
    world: dict[str, Prospect], manager: User
) -> None:
    shares = [row.upto for row in board(manager).rows]
    assert shares == [Fraction(90, 175), Fraction(150, 175), Fraction(160, 175)]


def test_rows_add_up_to_the_figure_of_the_scope(
    world: dict[str, Prospect], manager: User, rep: User, admin: User
) -> None:
    for user in (manager, rep, admin):
        found = board(user)
        question = Question(scope_of(user), YEAR, NOW.date())
        whole = figures(COLUMNS, question)
        rows = [row.values for row in found.rows]
        rows += [each for each in (found.others, found.unnamed) if each]
        for kpi in COLUMNS:
            assert found.totals[kpi.key] == whole[kpi.key][()]
            if isinstance(kpi.formula, ADDS_UP):
                each: list[Value] = [values[kpi.key] for values in rows]
                assert sum(v.value or 0 for v in each) == whole[kpi.key][()].value


def test_a_customer_of_somebody_else_has_no_name_here(
    world: dict[str, Prospect], rep: User, teammate: User, admin: User
) -> None:
    acme = world["Acme"]
    Prospect.objects.filter(pk=acme.pk).update(owner=teammate)
    found = board(rep)
    assert acme.pk not in [row.member for row in found.rows]
    assert found.hidden == 1
    assert found.others is not None
    # Credit stays with who sold it, and so does the sum.
    assert found.others["gross_margin"].value == 60_000
    assert found.others["clv_observed"].value == 150_000
    assert found.totals["gross_margin"].value == 85_000
    # Who it was given to may open it, but was not paid for it.
    assert [row.member for row in board(teammate).rows] == [world["Zoe"].pk]


def test_ties_share_a_place_and_what_cannot_be_ranked_comes_last() -> None:
    def values(amount: int | None) -> dict[str, Value]:
        value = None if amount is None else Fraction(amount)
        return {MARGIN.key: Value(value, numerator=value)}

    found = {4: values(5), 2: values(9), 3: values(None), 1: values(5), None: values(1)}
    rows = worth.ranked(found, MARGIN, None)
    told = [(row.place, row.member) for row in rows]
    assert told == [(1, 2), (2, 1), (2, 4), (4, None), (5, 3)]
    assert {row.upto for row in rows} == {None}


def test_the_first_fifth_counts_who_brings_anything() -> None:
    def values(amount: int) -> dict[str, Value]:
        return {MARGIN.key: Value(Fraction(amount), numerator=Fraction(amount))}

    found = {n: values(amount) for n, amount in enumerate((60, 20, 10, 5, 5, 0, 0))}
    rows = worth.ranked(found, MARGIN, Fraction(100))
    # Five bring something: the first of them brings 60 of 100.
    assert Board([MARGIN], MARGIN, rows, {}).first_fifth() == (1, Fraction(60, 100))


@pytest.mark.parametrize("split", worth.GROUPS)
def test_groups_add_up_too(
    split: str, world: dict[str, Prospect], manager: User
) -> None:
    world["Acme"].source = Source.objects.create(name="Fair")
    world["Acme"].save()
    snapshots.drain(now=NOW)
    question = Question(scope_of(manager), YEAR, NOW.date())
    kpis = [KPIS[key] for key in worth.OF_GROUP]
    found = worth.groups(question, split, MARGIN, kpis)
    total = sum(row.values[MARGIN.key].value or 0 for row in found.rows)
    assert total == found.totals[MARGIN.key].value == 175_000
    if split == "source":
        assert told(found) == [(1, None, 115_000), (2, world["Acme"].source_id, 60_000)]
