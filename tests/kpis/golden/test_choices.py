"""What the organisation chooses changes the figures: each choice with a case worked by hand.

NOW is Friday 20 November 2026; the month asked is November.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.models import (
    ChurnReason,
    ContactMethod,
    Contract,
    DayDone,
    Deal,
    Organisation,
    Prospect,
    User,
)
from crm.services import contracts, crediting, deals, departures, people
from crm.services.deal_lines import LineInput
from kpis import checks, snapshots
from kpis.catalogue import KPIS
from kpis.explain.counting import explainable_measures
from kpis.explain.formula import boxes
from kpis.measures import MEASURES
from kpis.members import splits_of
from kpis.options import Chosen
from kpis.periods import between
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL, scope_of
from kpis.spec import Ratio
from kpis.trends import over
from kpis.verify import verify
from tests.factories import (
    NOW,
    activity,
    complaint,
    deal,
    paris,
    product,
    prospect,
    stage,
    won_deal,
)
from tests.kpis.figures import NOVEMBER, TODAY, figure, split, values

OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
ASKED = Question(ALL, NOVEMBER, TODAY)


def choose(**choices: Any) -> None:
    people.edit_organisation(by=None, now=NOW, **choices)


def sign(customer: Prospect, month: int = 11, day: int = 4) -> Contract:
    return contracts.sign_contract(
        prospect=customer,
        start_on=date(2026, month, day),
        by=customer.owner,
        now=NOW,
        at=paris(2026, month, day),
    )


def end(contract: Contract, reason: str, month: int = 11, day: int = 16) -> None:
    why = ChurnReason.objects.get_or_create(name=reason)[0]
    contracts.end_contract(
        contract_id=contract.pk,
        reason=why,
        by=contract.rep,
        now=NOW,
        at=paris(2026, month, day),
    )


@pytest.fixture
def customer(rep: User) -> Prospect:
    return prospect(owner=rep, at=paris(2026, 9, 1))


@pytest.fixture
def month(rep: User, customer: Prospect) -> None:
    """November: 1 complaint, 4 orders, 5 contracts signed; 2 more contracts in October."""
    for day in (2, 3, 4, 5):
        won_deal(owner=rep, at=paris(2026, 11, day))
    for day in (2, 3, 4, 5, 6):
        sign(customer, 11, day)
    for day in (8, 9):
        sign(customer, 10, day)
    complaint(by=rep, at=paris(2026, 11, 9))


# -- the base of the complaint rate -----------------------------------------------------------


def test_complaints_over_orders_or_over_contracts(month: None) -> None:
    assert figure("complaint_rate") == Fraction(1, 4)
    choose(complaint_basis="contracts")
    assert figure("complaint_rate") == Fraction(1, 5)
    choose(complaint_basis="orders")
    assert figure("complaint_rate") == Fraction(1, 4)


def test_no_contract_signed_is_no_rate(rep: User, customer: Prospect) -> None:
    won_deal(owner=rep, at=paris(2026, 11, 2))
    complaint(by=rep, at=paris(2026, 11, 9))
    choose(complaint_basis="contracts")

    assert figure("complaint_rate") is None


def test_every_reader_sees_what_was_chosen(month: None, rep: User) -> None:
    """Trend, formula in boxes, rows behind: all of the choice that holds."""
    kpi = KPIS["complaint_rate"]
    for basis, label, count in (("orders", "won", 4), ("contracts", "signed", 5)):
        choose(complaint_basis=basis)
        value = values("complaint_rate")[()]
        assert (value.numerator, value.denominator) == (1, count)
        assert over([kpi], ALL, [NOVEMBER], TODAY)[kpi.key] == [value]
        below = boxes(kpi, ASKED, value)[1]
        assert (label in str(below.label), below.value) == (True, count)
        assert [m.key for m in explainable_measures(kpi)][1].endswith(label)


def test_a_split_by_a_list_follows_the_choice(
    month: None, rep: User, customer: Prospect
) -> None:
    choose(complaint_basis="contracts")

    found = values("complaint_rate", NOVEMBER, "source")
    assert {k[0]: v.value for k, v in found.items()} == {None: Fraction(1, 5)}


def test_the_choice_is_read_once_for_many_days(month: None) -> None:
    snapshots.drain(now=NOW)
    asked = {}
    for last in (date(2026, 11, 10), date(2026, 11, 20)):
        days = Question(ALL, between(date(2026, 11, 1), last), TODAY, ("day",))
        with CaptureQueriesContext(connection) as queries:
            figures([KPIS["complaint_rate"]], days)
        asked[last] = len(queries)
    assert len(set(asked.values())) == 1


def test_a_choice_that_is_not_answered_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = Chosen("complaint_basis", (("orders", ("deals_won",)),), lambda _field: "")
    wrong = dataclasses.replace(
        KPIS["complaint_rate"], formula=Ratio(("complaints",), one)
    )
    monkeypatch.setitem(KPIS, "complaint_rate", wrong)

    assert "kpis.E012" in {error.id for error in checks.declarations()}


# -- contracts --------------------------------------------------------------------------------


def test_a_contract_is_signed_once_and_lost_on_the_day_it_ends(
    rep: User, teammate: User, customer: Prospect
) -> None:
    first, second, third = (sign(customer, 10, day) for day in (5, 6, 7))
    end(first, "Too expensive", 10, 30)
    end(second, "Closed down")

    assert figure("contracts_signed", OCTOBER) == 3
    assert figure("contracts_signed") == 0
    assert split("contracts_lost", "month", between(OCTOBER.first, NOVEMBER.last)) == {
        date(2026, 10, 1): 1,
        date(2026, 11, 1): 1,
    }
    assert third.ended_at is None
    assert figure("deals_lost") == 0
    snapshots.drain(now=NOW)
    assert verify().differences == []


def test_contracts_are_lost_for_reasons(customer: Prospect) -> None:
    for reason in ("Too expensive", "Too expensive", "Closed down"):
        end(sign(customer), reason)

    names = dict(ChurnReason.objects.values_list("pk", "name"))
    found = {names[k]: n for k, n in split("contracts_lost", "reason").items()}
    assert found == {"Too expensive": 2, "Closed down": 1}


def test_lost_by_who_is_in_charge_by_then(
    rep: User, other_rep: User, customer: Prospect
) -> None:
    """Signed by one, lost by another, of another team: cells and rows say the same."""
    from crm.services.prospects import assign_prospect

    signed = sign(customer)
    assign_prospect(prospect_id=customer.pk, owner=other_rep, by=rep, now=NOW)
    signed.refresh_from_db()
    end(signed, "Closed down")

    assert split("contracts_signed", "rep") == {rep.pk: 1}
    assert split("contracts_lost", "rep") == {other_rep.pk: 1}
    team = other_rep.memberships.get().team_id
    assert split("contracts_lost", "team") == {team: 1}
    assert figure("contracts_lost", scope=scope_of(rep)) == 0


def test_the_rows_of_a_lost_contract_name_who_lost_it(
    rep: User, other_rep: User, admin: User, customer: Prospect
) -> None:
    from crm.services.prospects import assign_prospect
    from kpis.explain.counting import counted

    signed = sign(customer)
    assign_prospect(prospect_id=customer.pk, owner=other_rep, by=rep, now=NOW)
    end(Contract.objects.get(pk=signed.pk), "Closed down")

    for viewer, seen in ((admin, 1), (other_rep, 1), (rep, 0)):
        page = counted(KPIS["contracts_lost"], ASKED, viewer=viewer)
        assert page is not None
        assert [row.rep_id for row in page.rows] == [other_rep.pk] * seen
    assert Organisation.current().complaint_basis == "orders"
    assert MEASURES["contracts_lost"].source == "contracts_ended"


# -- customers lost for not ordering ----------------------------------------------------------


def test_lost_in_march_and_back_in_november(rep: User) -> None:
    """Two customers of 2025; one orders again after it was lost: the past month stays as it was."""
    for again in (True, False):
        found = prospect(owner=rep, at=paris(2025, 1, 1))
        won_deal(owner=rep, prospect=found, at=paris(2025, 3, 5))
        departures.settle_day(now=paris(2026, 4, 1))
        if again:
            won_deal(owner=rep, prospect=found, at=paris(2026, 11, 10))
    DayDone.objects.all().delete()
    departures.settle_day(now=NOW)

    march, october = (
        between(date(2026, 3, 1), date(2026, 3, 31)),
        between(date(2026, 10, 1), date(2026, 10, 31)),
    )
    assert figure("customers", between(date(2026, 3, 1), date(2026, 3, 4))) == 2
    assert figure("customers_lost", march) == 2
    assert (figure("retention", march), figure("churn", march)) == (0, 1)
    assert figure("customers", october) == 0
    assert figure("customers") == 1
    assert figure("new_customers") == 0
    assert figure("retention") is None  # nobody was there when November began
    year = between(date(2026, 1, 1), date(2026, 12, 31))
    assert (figure("retention", year), figure("customers", year)) == (0, 1)
    assert split("customers", "rep") == {rep.pk: 1}
    names = dict(ChurnReason.objects.values_list("pk", "name"))
    reasons = split("customers_lost", "reason", march)
    assert {names[k]: n for k, n in reasons.items()} == {"No order for 12 months": 2}
    snapshots.drain(now=NOW)
    assert verify().differences == []


# -- the contact method a sale is credited to -------------------------------------------------


@pytest.fixture
def sale(rep: User) -> Deal:
    """100.01 won on 10 November after an email, a visit and a call, in this order."""
    customer = prospect(owner=rep, at=paris(2026, 10, 1))
    opened = deal(owner=rep, prospect=customer, at=paris(2026, 10, 5), amount=10_001)
    for kind, number in (("email", 6), ("meeting", 7), ("call", 8)):
        activity(rep=rep, kind=kind, at=paris(2026, 10, number), prospect=customer)
    return deals.win_deal(deal_id=opened.pk, by=rep, now=NOW, at=paris(2026, 11, 10))


def by_method(key: str) -> dict[str, Any]:
    codes = dict(ContactMethod.objects.values_list("pk", "code"))
    return {codes.get(pk, ""): n for pk, n in split(key, "method").items()}


@pytest.mark.parametrize(
    ("rule", "revenue", "count"),
    [
        ("last", {"call": 10_001}, {"call": 1}),
        ("first", {"email": 10_001}, {"email": 1}),
        (
            "equal",
            {"email": 3_333, "visit": 3_334, "call": 3_334},
            {"email": 1, "visit": 1, "call": 1},
        ),
    ],
)
def test_a_sale_is_credited_by_the_rule(
    sale: Deal, rule: str, revenue: dict[str, int], count: dict[str, int]
) -> None:
    """Equal: to the cent; the one sale is counted in each of its methods, and once in all."""
    choose(method_rule=rule)
    crediting.credit_forgotten(now=NOW)

    assert by_method("revenue") == revenue
    assert sum(revenue.values()) == figure("revenue") == 10_001
    assert by_method("deals_won") == count
    assert figure("deals_won") == 1


def test_a_filter_by_method_shows_its_share(sale: Deal, admin: User) -> None:
    from kpis.explain.counting import counted

    choose(method_rule="equal")
    crediting.credit_forgotten(now=NOW)
    where = {"method": ContactMethod.objects.get(code="email").pk}

    assert figure("revenue", where=where) == 3_333
    page = counted(
        KPIS["revenue"], Question(ALL, NOVEMBER, TODAY, (), where), viewer=admin
    )
    assert page is not None
    assert ([row.amount for row in page.rows], page.total) == ([3_333], 3_333)


def test_revenue_on_delivery_is_shared_among_methods_too(sale: Deal, rep: User) -> None:
    deals.edit_deal(deal_id=sale.pk, by=rep, now=NOW, delivered_on=date(2026, 11, 12))
    choose(method_rule="equal", revenue_basis="delivered")
    crediting.credit_forgotten(now=NOW)

    assert by_method("revenue") == {"email": 3_333, "visit": 3_334, "call": 3_334}
    assert by_method("avg_transaction") == by_method("revenue")
    assert figure("revenue") == 10_001


def test_lines_and_methods_share_to_the_cent(rep: User, sale: Deal) -> None:
    """Two products and three methods: six parts that add up, and each product to its line."""
    products = [product(), product()]
    customer = prospect(owner=rep, at=paris(2026, 10, 1))
    lines = [
        LineInput(product=products[0], unit_price=1_000),
        LineInput(product=products[1], unit_price=501),
    ]
    opened = deals.open_deal(
        by=rep,
        now=NOW,
        name="Two lines",
        owner=rep,
        stage=stage("Qualification"),
        prospect=customer,
        lines=lines,
        opened_at=paris(2026, 10, 5),
    )
    for kind in ("email", "meeting", "call"):
        activity(rep=rep, kind=kind, at=paris(2026, 10, 9), prospect=customer)
    deals.win_deal(deal_id=opened.pk, by=rep, now=NOW, at=paris(2026, 11, 10))
    choose(method_rule="equal")
    crediting.credit_forgotten(now=NOW)

    found = values("revenue", NOVEMBER, "product", "method")
    parts: dict[int, list[int]] = {}
    for (item, _method), value in found.items():
        parts.setdefault(item, []).append(int(value.value or 0))
    assert sorted(parts[products[0].pk]) == [333, 333, 334]
    assert sorted(parts[products[1].pk]) == [167, 167, 167]


def test_a_win_without_activity_is_not_recorded(rep: User) -> None:
    won_deal(owner=rep, at=paris(2026, 11, 2))

    assert split("revenue", "method") == {None: 100_000}


def test_only_wins_are_split_by_method() -> None:
    for key in ("revenue", "deals_won", "avg_transaction", "gross_margin"):
        assert "method" in splits_of(KPIS[key])
    for key in ("deals_lost", "opps_created", "pipeline_value", "win_rate"):
        assert "method" not in splits_of(KPIS[key])
