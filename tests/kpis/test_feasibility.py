"""A target walked back through the funnel, worked by hand; whose rates it is counted with."""

from __future__ import annotations

from fractions import Fraction

import pytest

from crm.models import Team, User
from kpis import snapshots
from kpis.funnel.rates import funnel
from kpis.scope import ALL, narrowed
from kpis.targets.feasibility import Rates, needs
from tests.factories import NOW, activity, deal, lost_deal, paris, prospect, won_deal

TODAY = NOW.date()
RATES = Rates(
    Fraction(3_200_00),
    Fraction(24, 100),
    {
        "demos": Fraction(1, 2),
        "leads_qualified": Fraction(2),
        "calls_made_all": Fraction(30),
    },
)


def test_an_amount_walked_back_by_hand() -> None:
    # 9,600 at 3,200 a sale: 3 sales. At 24 % won: 12.5 opportunities. At 30 calls each: 375 calls,
    # 37.5 a week over ten weeks. Half a demo and two qualified leads for each.
    found = needs("revenue", Fraction(9_600_00), RATES, Fraction(10))

    assert found.sales == 3
    assert found.opportunities == Fraction(25, 2)
    assert found.efforts == {
        "demos": Fraction(25, 4),
        "leads_qualified": 25,
        "calls_made_all": 375,
    }
    assert found.weekly(found.efforts["calls_made_all"]) == Fraction(75, 2)


def test_a_number_of_sales_needs_no_amount() -> None:
    rates = Rates(None, Fraction(1, 4), {"demos": None})

    found = needs("deals_won", Fraction(3), rates, Fraction(4))

    assert (found.sales, found.opportunities, found.efforts) == (3, 12, {"demos": None})


def test_without_a_sale_there_is_nothing_to_count_with() -> None:
    found = needs("revenue", Fraction(100), Rates(None, None, {}), Fraction(0))

    assert (found.sales, found.opportunities, found.weekly(Fraction(4))) == (
        None,
        None,
        None,
    )


@pytest.mark.django_db
def test_rates_on_too_few_cases_are_the_teams(
    rep: User, teammate: User, north: Team
) -> None:
    # In the last twelve complete months: the rep wins 2 of 3, the teammate 3 of 9.
    at = paris(2026, 9, 10)
    for who, won, lost in ((rep, 2, 1), (teammate, 3, 6)):
        for _ in range(won):
            won_deal(
                owner=who, at=at, prospect=prospect(owner=who, at=at), amount=1_000_00
            )
        for _ in range(lost):
            lost_deal(owner=who, at=at)
    deal(owner=rep, at=at)
    for _ in range(24):
        activity(rep=rep, at=at)
    # This month has not ended: it plays no part.
    won_deal(owner=rep, at=paris(2026, 11, 2), amount=9_000_00)
    snapshots.drain(now=NOW)

    own = narrowed(ALL, rep=rep.pk)
    found = funnel([own, narrowed(ALL, team=north.pk)], TODAY, minimum=10)
    alone = funnel([own], TODAY, minimum=3)

    win = found.rates["win_rate"]
    assert (win.value, win.n, win.whose) == (Fraction(5, 12), 12, 1)
    assert alone.rates["win_rate"].value == Fraction(2, 3)
    assert alone.rates["win_rate"].whose == 0
    # 24 calls for the four deals opened by the rep; the team opened 13.
    assert alone.rates["calls_made_all"].value == 6
    assert found.rates["calls_made_all"].value == Fraction(24, 13)
    assert found.done["calls_made_all"] == 24
    # Two won deals of the rep are priced, five of the team: fewer than ten, and the widest there is.
    assert (found.rates["avg_transaction"].n, found.rates["avg_transaction"].whose) == (
        5,
        1,
    )
