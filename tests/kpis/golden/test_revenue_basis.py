"""Revenue counts on the day of the win or on the day of the delivery: one small company, by hand.

NOW is Friday 20 November 2026. Camille wins the crane (600.00: hull 400.00, mast 200.00) on 10 October, it
is delivered on 9 November, to the harbour; the buoy (300.00) on 6 October, delivered on the 20th, and the
rope (100.00) on 5 November, not delivered, to the club. A teammate wins the sail (50.00) on 3 November,
delivered on the 12th, to the harbour.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from crm.models import Deal, DefinitionChange, Organisation, Product, User
from crm.services import deal_ends, deals, people
from crm.services.deal_lines import LineInput
from kpis import dashboard, explain, picker, ranking, snapshots
from kpis.api.catalogue import formula_as_data
from kpis.catalogue import KPIS
from kpis.charts import race
from kpis.depending import breaks, fields_of
from kpis.explain.change import change, left_out, restatements
from kpis.explain.formula import boxes
from kpis.members import splits_of
from kpis.models import Restatement
from kpis.periods import between
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL, narrowed
from kpis.spec import CELL_SPLITS, measures_of
from kpis.targets.attainment import book, set_target
from kpis.team.table import people_table
from kpis.trends import over
from tests.factories import NOW, deal, paris, product, prospect, won_deal
from tests.kpis.figures import NOVEMBER, TODAY, figure, split, values

pytestmark = pytest.mark.django_db
OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
BOTH = between(OCTOBER.first, NOVEMBER.last)
SO_FAR = between(NOVEMBER.first, TODAY)
ASKED = Question(ALL, NOVEMBER, TODAY)
FOLLOW = {
    "revenue", "avg_transaction", "avg_spend_customer", "clv_observed", "sales_growth",
    "sales_forecast", "attainment", "pace", "rep_score", "revenue_vs_forecast",
    "pipeline_coverage",
}  # fmt: skip
STAY = {
    "deals_won", "win_rate", "gross_margin", "margin_rate", "price_to_list", "deals_lost",
    "pipeline_value", "pipeline_weighted", "open_deals", "pipeline_due", "forecast_at_start",
    "clv_margin", "sales_cycle", "delivery_efficiency",
}  # fmt: skip


def count_on(basis: str, at: Any = NOW) -> None:
    people.edit_organisation(by=None, now=at, revenue_basis=basis)


def deliver(row: Deal, month: int, day: int) -> None:
    deals.edit_deal(
        deal_id=row.pk, by=row.owner, now=NOW, delivered_on=date(2026, month, day)
    )


@pytest.fixture
def parts() -> tuple[Product, Product]:
    return product("Hull"), product("Mast")


@pytest.fixture
def crane(
    rep: User, teammate: User, other_rep: User, parts: tuple[Product, Product]
) -> Deal:
    """The whole story; who is in charge of the crane today is not who won it."""
    harbour, club = (prospect(owner=rep, at=paris(2026, 9, 1)) for _ in range(2))
    lines = [
        LineInput(product=item, unit_price=price)
        for item, price in zip(parts, (40_000, 20_000), strict=True)
    ]
    crane = won_deal(
        owner=rep, at=paris(2026, 10, 10), prospect=harbour, lines=lines, amount=None
    )
    buoy = won_deal(owner=rep, at=paris(2026, 10, 6), prospect=club, amount=30_000)
    won_deal(owner=rep, at=paris(2026, 11, 5), prospect=club, amount=10_000)
    sail = won_deal(
        owner=teammate, at=paris(2026, 11, 3), prospect=harbour, amount=5_000
    )
    deliver(crane, 11, 9)
    deliver(buoy, 10, 20)
    deliver(sail, 11, 12)
    deals.assign_deal(deal_id=crane.pk, owner=other_rep, by=rep, now=NOW)
    return crane


@pytest.mark.parametrize(
    ("basis", "october", "november"),
    [("won", 90_000, 15_000), ("delivered", 30_000, 65_000)],
)
def test_the_day_it_counts_on(
    crane: Deal, basis: str, october: int, november: int
) -> None:
    count_on(basis)

    assert (figure("revenue", OCTOBER), figure("revenue")) == (october, november)
    months = {OCTOBER.first: october, NOVEMBER.first: november}
    assert split("revenue", "month", BOTH) == months
    delivered = {date(2026, 11, 9): 60_000, date(2026, 11, 12): 5_000}
    won = {date(2026, 11, 3): 5_000, date(2026, 11, 5): 10_000}
    assert split("revenue", "day") == (won if basis == "won" else delivered)


#: Of November: the average deal, spend of a customer, of all time, growth on the same days of October.
WON = (7_500, 7_500, 52_500, Fraction(-5, 6))
DELIVERED = (32_500, 65_000, 47_500, Fraction(7, 6))


@pytest.mark.parametrize(("basis", "said"), [("won", WON), ("delivered", DELIVERED)])
def test_what_is_made_of_revenue_follows(
    crane: Deal, rep: User, basis: str, said: Any
) -> None:
    deal(
        owner=rep,
        at=paris(2026, 11, 2),
        amount=20_000,
        expected_close_on=date(2026, 11, 30),
    )
    count_on(basis)

    keys = ("avg_transaction", "avg_spend_customer", "clv_observed", "sales_growth")
    assert tuple(figure(key) for key in keys) == said
    due, revenue = figure("pipeline_due"), figure("revenue")
    assert due is not None
    assert revenue is not None
    assert due > 0
    assert figure("sales_forecast") == due + revenue


def test_what_speaks_of_the_win_stays(crane: Deal) -> None:
    def told() -> dict[str, Any]:
        return {key: values(key)[()] for key in sorted(STAY)}

    before = told()
    assert (before["deals_won"].value, before["win_rate"].value) == (2, 1)
    count_on("delivered")

    assert told() == before


def test_who_follows_and_who_stays() -> None:
    follow = {key for key, kpi in KPIS.items() if "revenue_basis" in fields_of(kpi)}

    assert follow == FOLLOW
    assert follow.isdisjoint(STAY)


def test_not_delivered_is_no_revenue_and_reopened_neither(
    crane: Deal, rep: User
) -> None:
    count_on("delivered")
    assert figure("revenue") == 65_000
    deliver(Deal.objects.get(amount=10_000), 11, 19)
    assert figure("revenue") == 75_000

    deal_ends.reopen_deal(deal_id=crane.pk, by=rep, now=NOW)
    assert figure("revenue") == 15_000


# -- splits and filters -----------------------------------------------------------------------


def test_products_are_read_from_the_lines(
    crane: Deal, parts: tuple[Product, Product]
) -> None:
    hull, mast = parts
    count_on("delivered")

    by_product = {hull.pk: 40_000, mast.pk: 20_000, None: 5_000}
    assert split("revenue", "product") == by_product
    assert split("avg_transaction", "product") == by_product
    assert figure("revenue", where={"product": mast.pk}) == 20_000
    assert figure("revenue", OCTOBER, where={"product": mast.pk}) == 0


def test_credit_stays_with_who_won(
    crane: Deal, rep: User, teammate: User, other_rep: User
) -> None:
    count_on("delivered")

    assert split("revenue", "rep") == {rep.pk: 60_000, teammate.pk: 5_000}
    assert split("revenue", "team") == {rep.memberships.get().team_id: 65_000}
    assert figure("revenue", scope=narrowed(ALL, rep=other_rep.pk)) == 0
    picked = picker.read(QueryDict(""), ALL, TODAY)
    held = book(picked.around, TODAY)
    table = people_table([KPIS["revenue"]], ALL, picked, held, Organisation.current())
    cells = {person.pk: cell.value.value for person, [cell] in table.rows}
    assert cells == {rep.pk: 60_000, teammate.pk: 5_000, other_rep.pk: 0}


def test_a_split_offered_before_is_offered_still_and_adds_up(crane: Deal) -> None:
    known = splits_of(KPIS["revenue"])
    assert {"product", "category", "method", "source", "currency", "stage"} <= {*known}
    for basis, total in (("won", 15_000), ("delivered", 65_000)):
        count_on(basis)
        assert splits_of(KPIS["revenue"]) == known
        for name in known:
            assert sum(split("revenue", name).values()) == total, (basis, name)


def test_every_filter_narrows(crane: Deal) -> None:
    """Both members of each dimension ask for their part: a filter that is ignored says all twice."""
    count_on("delivered")
    for name in splits_of(KPIS["revenue"]):
        if name in CELL_SPLITS:
            continue
        for member, part in split("revenue", name).items():
            assert figure("revenue", where={name: member}) == part, (name, member)


def test_the_other_kind_of_deliveries_is_not_split_further() -> None:
    assert {"stage", "currency", "method"}.isdisjoint(
        splits_of(KPIS["delivery_efficiency"])
    )


# -- every reader -----------------------------------------------------------------------------


@pytest.mark.parametrize("key", sorted(FOLLOW))
def test_trends_and_figures_say_the_same(crane: Deal, key: str) -> None:
    count_on("delivered")
    snapshots.drain(now=NOW)
    kpi = KPIS[key]
    line = over([kpi], ALL, [OCTOBER, NOVEMBER], TODAY).get(key)
    if line is None:  # a formula of its own: asked for each period
        assert measures_of(kpi.formula) == ()
        return
    places = [1] if key == "sales_growth" else [0, 1]
    for place in places:
        part = [OCTOBER, NOVEMBER][place]
        whole = figures([kpi], Question(ALL, part, part.last))[key][()]
        assert line[place].value == whole.value


def test_no_reader_meets_the_other_choice() -> None:
    count_on("delivered")
    for key in FOLLOW:
        held = measures_of(KPIS[key].as_chosen().formula)
        assert {"won_amount", "deals_priced", "won_from_customers"}.isdisjoint(held)
    assert formula_as_data(KPIS["avg_transaction"].formula) == {
        "type": "ratio", "over": ("delivered_amount",), "under": ("delivered_priced",),
        "less": (), "spent": False, "lag": "",
    }  # fmt: skip


def test_a_target_is_reached_by_what_is_delivered(crane: Deal, rep: User) -> None:
    set_target(
        by=None, now=NOW, kpi="revenue", period="month", starts_on=NOVEMBER.first,
        value=40_000, user=rep,
    )  # fmt: skip
    own = narrowed(ALL, rep=rep.pk)
    assert figure("attainment", scope=own) == Fraction(1, 4)
    count_on("delivered")

    assert figure("attainment", scope=own) == Fraction(3, 2)
    picked = picker.read(QueryDict(""), ALL, TODAY)
    [tile] = tiles(picked)
    assert (tile.value.value, tile.compared.value) == (65_000, 30_000)
    said: Any = {"compared": ranking.Compared(ranking.SHARE)}
    said |= {"organisation": Organisation.current()}
    place = ranking.board(KPIS["revenue"], ALL, picked, **said).of(rep)
    assert place is not None
    assert place.standing.share == Fraction(3, 2)


def tiles(picked: Any) -> Any:
    now = Organisation.current()
    return dashboard.tiles([KPIS["revenue"]], ALL, picked, organisation=now)


def test_the_race_runs_on_deliveries(crane: Deal) -> None:
    snapshots.drain(now=NOW)
    picked = picker.read(QueryDict(""), ALL, TODAY)
    won = race(KPIS["revenue"], ALL, picked, book(picked.around, TODAY), None)
    count_on("delivered", paris(2026, 11, 16))
    found = race(KPIS["revenue"], ALL, picked, book(picked.around, TODAY), None)

    assert (won.now[-1], won.earlier[-1]) == (15_000, 90_000)
    assert (found.now[-1], found.earlier[-1]) == (65_000, 30_000)
    # 16 November is the tenth working day, Armistice Day being none.
    assert won.breaks == []
    assert [place for place, _one in found.breaks] == [9]


# -- explain ----------------------------------------------------------------------------------


def test_its_rows_lead_to_the_figure(crane: Deal, admin: User) -> None:
    count_on("delivered")
    kpi, value = KPIS["revenue"], values("revenue")[()]

    page = explain.counted(kpi, ASKED, viewer=admin)
    assert page is not None
    told = [(row.day.day, row.amount, row.rep) for row in page.rows]
    assert [row[:2] for row in told] == [(9, 60_000), (12, 5_000)]
    assert page.total == value.value == 65_000
    shown = boxes(kpi, ASKED, value)
    assert shown[-1].value == 65_000
    over_, under = boxes(KPIS["avg_transaction"], ASKED, values("avg_transaction")[()])[
        :2
    ]
    assert (over_.value, under.value) == (65_000, 2)
    assert "delivered" in str(over_.label)
    growth = boxes(KPIS["sales_growth"], ASKED, values("sales_growth")[()])
    assert (growth[0].value, growth[1].value) == (65_000, 30_000)
    assert "delivered" in str(growth[0].label)
    part = explain.counted(
        KPIS["sales_forecast"], ASKED, viewer=admin, measure="delivered_amount"
    )
    assert part is not None
    assert part.total == 65_000


def test_what_waits_for_its_delivery_is_named(crane: Deal) -> None:
    assert left_out(KPIS["revenue"], ASKED) == []
    count_on("delivered")

    def named(question: Question) -> list[Any]:
        found = left_out(KPIS["revenue"], question)
        return [(one.reason, one.count, one.amount) for one in found]

    assert named(ASKED) == [("Won, not delivered yet", 1, 10_000)]
    october = Question(ALL, OCTOBER, TODAY)
    assert named(october) == [("Won in the period, delivered in another", 1, 60_000)]


def test_a_corrected_win_corrects_no_delivery(crane: Deal, rep: User) -> None:
    Restatement.objects.create(
        day=date(2026, 11, 5),
        rep_id=rep.pk,
        at=NOW,
        changes={"won_amount": [0, 10_000]},
    )
    picked = picker.read(QueryDict(""), ALL, TODAY)
    for basis, corrected in (("won", True), ("delivered", False)):
        count_on(basis)
        assert tiles(picked)[0].restated is corrected
        assert bool(restatements(KPIS["revenue"], ASKED)) is corrected


def test_the_change_is_told_in_sales_and_average(crane: Deal) -> None:
    """One delivery of 300.00 in October, two of 650.00 in November: +1 at 300.00, then +50.00."""
    count_on("delivered")
    snapshots.drain(now=NOW)
    found = change(KPIS["revenue"], ASKED)

    assert found is not None
    assert found.earlier.value == 30_000
    assert [step.amount for step in found.steps] == [30_000, 5_000]


def test_the_page_says_since_when(
    crane: Deal, admin: User, frozen: Any, client_of: Callable[[User], Client]
) -> None:
    address, client = reverse("kpis:explain", args=["revenue"]), client_of(admin)
    assert client.get(address).context["trend"]["chart"]["data"]["breaks"] == []
    count_on("delivered", paris(2026, 11, 14))
    snapshots.drain(now=NOW)

    answer = client.get(address, {"measure": "won_amount"})
    text = answer.content.decode()
    assert "Computed differently since 14 November 2026. Revenue counts on:" in text
    assert "Won, not delivered yet" in text
    assert answer.context["counted"]["measure"].key == "delivered_amount"
    chart = answer.context["trend"]["chart"]
    assert chart["data"]["breaks"] == [{"at": 11, "label": "Computed differently"}]


# -- the choice -------------------------------------------------------------------------------


def test_the_change_is_noted_and_taken_back(crane: Deal) -> None:
    before = {key: values(key)[()] for key in FOLLOW}
    count_on("delivered", paris(2026, 11, 14))
    assert figure("revenue") == 65_000
    count_on("won", paris(2026, 11, 16))

    assert {key: values(key)[()] for key in FOLLOW} == before
    noted = DefinitionChange.objects.filter(field="revenue_basis").order_by("at")
    told = [(row.was, row.became) for row in noted]
    assert told == [("won", "delivered"), ("delivered", "won")]
    days = [one.day for one in breaks(KPIS["revenue"])]
    assert days == [date(2026, 11, 16), date(2026, 11, 14)]
    assert breaks(KPIS["gross_margin"]) == []
