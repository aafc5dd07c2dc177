"""Two years of subscriptions, departures and tickets of a made-up seller of software.

Every figure is compared with ``reference.json``, computed apart from the application. What its files
say otherwise than our facts can:

- The file of departures names 352 accounts 600 times, while by the subscriptions all 500 still pay at
  the end. A customer leaves once, and not before the first payment: 67 lines come too early, 203 are
  of a customer who had left already, 330 stand. ``is_reactivation`` makes no difference: such a line
  says that a customer left, too.
- Four priorities are three severities: *high* and *urgent* are critical.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
import time_machine
from django.db.models import Count, Sum

from crm.models import (
    Complaint,
    MrrMovement,
    Prospect,
    ProspectStep,
    Subscription,
    SurveyAnswer,
)
from kpis.catalogue import KPIS
from kpis.models import Mark
from kpis.periods import between
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL
from tests.real.conftest import command
from tests.real.ravenstack import (
    READ_AT,
    cents,
    facts,
    loaded,
    plain_tables,
    reference_figures,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    return reference_figures()


@pytest.fixture(scope="module")
def ravenstack(
    held: None, reference: dict[str, Any]
) -> Iterator[dict[str, dict[str, Any]]]:
    """The six files imported by mapping, snapshots built; the report of each mapping."""
    yield from loaded(plain_tables())


@pytest.fixture(autouse=True)
def _same_day() -> Iterator[None]:
    """The clock stands at the day the files were read."""
    with time_machine.travel(READ_AT, tick=False):
        yield


@pytest.fixture(scope="module")
def expected() -> facts.Departures:
    files = plain_tables()
    return facts.Departures(files["churn_events"], files["subscriptions"])


# -- what was read ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mapping", "counts"),
    [
        # read, created, skipped, rejected
        ("products", (500, 3, 497, 0)),
        ("prospects", (500, 500, 0, 0)),
        ("subscriptions", (5000, 5000, 0, 0)),
        ("departures", (600, 330, 0, 270)),
        ("complaints", (2000, 2000, 0, 0)),
        ("answers", (2000, 1175, 825, 0)),
    ],
)
def test_every_line_is_accounted_for(
    ravenstack: dict[str, Any], mapping: str, counts: tuple[int, ...]
) -> None:
    report = ravenstack[mapping]
    parts = ("read", "created", "skipped", "rejected")
    assert tuple(report[part] for part in parts) == counts
    assert report["warnings"] == []


def test_what_the_files_leave_out_is_told(ravenstack: dict[str, Any]) -> None:
    filled = {name: report["filled"] for name, report in ravenstack.items()}
    assert filled["subscriptions"] == {"churn_reason": 486}
    assert filled["complaints"] == {"reason": 2000}
    assert filled["departures"] == {}


@pytest.mark.parametrize(
    ("column", "part"),
    [
        ("sector__name", "by_industry"),
        ("country", "by_country"),
        ("region__name", "by_country"),
        ("source__name", "by_referral_source"),
    ],
)
def test_the_accounts_are_described(
    ravenstack: Any, reference: Any, column: str, part: str
) -> None:
    counted = Prospect.objects.values_list(column).annotate(n=Count("pk"))
    assert dict(counted) == reference["accounts"][part]


def test_the_accounts_are_detected_when_they_signed_up(
    ravenstack: Any, reference: Any
) -> None:
    steps = ProspectStep.objects.of("detected")
    assert facts.by_month(steps, "at") == reference["accounts"]["signups_by_month"]


# -- subscriptions --------------------------------------------------------------------------------


def test_recurring_revenue_at_the_end_of_each_month(
    ravenstack: Any, reference: Any
) -> None:
    wanted = told(reference, "mrr_by_month", "mrr")
    assert len(wanted) == 24
    assert facts.mrr(list(wanted)) == cents(wanted)


def test_paid_subscriptions_at_the_end_of_each_month(
    ravenstack: Any, reference: Any
) -> None:
    wanted = told(reference, "mrr_by_month", "active_paid_subscriptions")
    assert facts.paid(list(wanted)) == wanted


def test_subscriptions_that_began_and_ended(ravenstack: Any, reference: Any) -> None:
    began = facts.by_month(Subscription.objects.all(), "started_on")
    for name, found in (
        ("subscriptions_started", began),
        ("subscriptions_ended", facts.ended()),
    ):
        wanted = told(reference, "mrr_by_month", name)
        assert found == {month: n for month, n in wanted.items() if n}, name


def test_paid_subscriptions_that_ended_of_those_before(
    ravenstack: Any, reference: Any
) -> None:
    wanted = told(reference, "mrr_by_month", "subscription_churn_rate")
    assert facts.churn_rates(list(wanted)) == pytest.approx(wanted, abs=5.1e-7)


def test_what_the_subscriptions_that_ended_were_worth(
    ravenstack: Any, reference: Any
) -> None:
    gone = MrrMovement.objects.filter(original_amount__lt=0)
    wanted = told(reference, "mrr_by_month", "mrr_of_subscriptions_ended")
    found = facts.by_month(gone, "at", Sum("amount"))
    assert found == {month: -n for month, n in cents(wanted).items() if n}


def test_recurring_revenue_by_product(ravenstack: Any, reference: Any) -> None:
    rows = MrrMovement.objects.values_list("subscription__product__name")
    found = dict(rows.annotate(total=Sum("amount")))
    assert found == cents(reference["mrr_by_plan_2024_12"])


def test_trials_write_no_recurring_revenue(ravenstack: Any, reference: Any) -> None:
    trials = Subscription.objects.filter(amount=0)
    assert trials.count() == reference["quality"]["trial_subscriptions"]
    assert not MrrMovement.objects.filter(subscription__in=trials).exists()


def test_one_that_ends_the_day_it_starts_nets_to_nothing(
    ravenstack: Any, reference: Any
) -> None:
    short = [
        row
        for row in Subscription.objects.filter(ended_on__isnull=False)
        if row.started_on == row.ended_on
    ]
    assert len(short) == reference["quality"]["subscriptions_end_same_day"]
    for row in short:
        amounts = list(row.movements.order_by("at", "pk").values_list("amount", "at"))
        assert sum(amount for amount, _at in amounts) == 0
        assert len({at for _amount, at in amounts}) <= 1


def test_who_pays_is_a_customer_from_the_first_payment_on(ravenstack: Any) -> None:
    first: dict[str, str] = {}
    for row in facts.lines(plain_tables()["subscriptions"]):
        if float(row["mrr_amount"]) > 0:
            held = first.get(row["account_id"], row["start_date"])
            first[row["account_id"]] = min(held, row["start_date"])
    steps = ProspectStep.objects.of("converted").select_related("prospect")
    found = {step.prospect.external_id: f"{step.at:%Y-%m-%d}" for step in steps}
    assert found == first
    assert len(found) == 500


# -- departures -----------------------------------------------------------------------------------


def test_departures_stand_as_far_as_a_customer_can_leave(
    ravenstack: Any, reference: Any, expected: facts.Departures
) -> None:
    assert (expected.too_early, expected.again) == (67, 203)
    assert len(expected.taken) == 330 == sum(facts.left().values())
    assert facts.left() == expected.by_month()
    assert facts.left_by_reason() == expected.by_reason()
    for month, n in facts.left().items():
        assert n <= reference["churn_events"]["by_month"][month]


def test_each_departure_refused_says_why(
    ravenstack: dict[str, Any], expected: facts.Departures
) -> None:
    errors = ravenstack["departures"]["errors"]
    early = [error for error in errors if "customer since" in error["reason"]]
    again = [error for error in errors if "left on" in error["reason"]]
    same = [error for error in errors if "the same row" in error["reason"]]
    assert len(early) == expected.too_early
    assert len(again) + len(same) == expected.again
    assert {error["column"] for error in early + again} == {"churn_date"}


def test_a_departure_has_its_day_reason_and_words(
    ravenstack: Any, expected: facts.Departures
) -> None:
    steps = ProspectStep.objects.of("churned").select_related("prospect")
    for step in steps.select_related("churn_reason"):
        line = expected.taken[step.prospect.external_id]
        assert f"{step.at:%Y-%m-%d}" == line["churn_date"]
        assert step.note == line["feedback_text"]
        assert step.prospect.churned_at == step.at
        assert step.prospect.churn_reason == step.churn_reason


# -- tickets --------------------------------------------------------------------------------------


def test_tickets_by_month(ravenstack: Any, reference: Any) -> None:
    assert facts.tickets() == told(reference, "tickets", "tickets")


def test_tickets_by_severity(ravenstack: Any, reference: Any) -> None:
    wanted = {
        name: row["tickets"]
        for name, row in reference["tickets"]["by_priority"].items()
    }
    counted = Complaint.objects.values_list("severity").annotate(n=Count("pk"))
    assert dict(counted) == {
        "low": wanted["low"],
        "medium": wanted["medium"],
        "high": wanted["high"] + wanted["urgent"],
    }


def test_a_ticket_is_open_as_long_as_it_took(ravenstack: Any) -> None:
    took = {
        row.external_id: row.resolved_at - row.received_at
        for row in Complaint.objects.all()
        if row.resolved_at
    }
    for line in facts.lines(plain_tables()["support_tickets"]):
        hours = timedelta(hours=float(line["resolution_time_hours"]))
        # By the clock on the wall: the night the clocks change has an hour more or less.
        assert abs(took[line["ticket_id"]] - hours) <= timedelta(hours=1)


def test_satisfaction_by_month(ravenstack: Any, reference: Any) -> None:
    wanted = told(reference, "tickets", "csat_mean")
    found = facts.satisfaction()
    assert found == pytest.approx(wanted, abs=5.1e-5)
    answers = told(reference, "tickets", "csat_answers")
    assert facts.by_month(SurveyAnswer.objects.all(), "at") == answers


# -- figures --------------------------------------------------------------------------------------


def test_nothing_waits_and_cells_equal_the_rows(ravenstack: Any) -> None:
    assert not Mark.objects.exists()
    assert command("snapshots", "verify")["differences"] == []
    assert MrrMovement.objects.latest("at").at.date() == date(2024, 12, 31)


YEARS = between(date(2023, 1, 1), date(2024, 12, 31))
#: Our figure -> its name in the reference. All but the last three are dollars.
BY_MONTH = {
    "mrr": "mrr",
    "new_mrr": "new_mrr",
    "returned_mrr": "reactivation_mrr",
    "expansion_mrr": "expansion_mrr",
    "contraction_mrr": "contraction_mrr",
    "churned_mrr": "churned_mrr",
    "net_new_mrr": "net_new_mrr",
    "gross_retention": "gross_revenue_retention",
    "net_retention": "net_revenue_retention",
    "subscription_churn": "subscription_churn_rate",
}


def asked(*keys: str) -> dict[str, dict[str, Fraction | None]]:
    """{figure: {2023-01: value}} of the two years, in one question."""
    question = Question(ALL, YEARS, READ_AT.date(), ("month",))
    found = figures([KPIS[key] for key in keys], question)
    return {
        key: {
            f"{month:%Y-%m}": value.value
            for (month,), value in found[key].items()
            if value.value is not None
        }
        for key in keys
    }


@pytest.fixture(scope="module")
def months(ravenstack: Any) -> dict[str, dict[str, Fraction | None]]:
    with time_machine.travel(READ_AT, tick=False):
        return asked(*BY_MONTH, "csat")


@pytest.mark.parametrize("key", list(BY_MONTH)[:7])
def test_recurring_revenue_and_its_bridge_of_24_months(
    months: Any, reference: Any, key: str
) -> None:
    wanted = cents(told(reference, "mrr_by_month", BY_MONTH[key]))
    assert len(wanted) == 24
    assert any(wanted.values())
    assert {month: months[key].get(month, 0) for month in wanted} == wanted


@pytest.mark.parametrize("key", list(BY_MONTH)[7:])
def test_retention_and_subscription_churn_of_24_months(
    months: Any, reference: Any, key: str
) -> None:
    """Before the first month nobody paid: it has no rate, there and here."""
    wanted = told(reference, "mrr_by_month", BY_MONTH[key])
    assert wanted.pop("2023-01") is None
    assert len(wanted) == 23
    assert months[key] == pytest.approx(wanted, abs=5.1e-7)


def test_the_customers_of_2023_a_year_later(ravenstack: Any, reference: Any) -> None:
    """Of what 185 accounts paid on 31 December 2023, over the whole year, not month by month."""
    wanted = reference["retention_12m_2023_12_to_2024_12"]
    for key, name in (("gross_retention", "grr"), ("net_retention", "nrr")):
        total = command("kpi", key, "--from", "2024-01-01", "--to", "2024-12-31")
        assert total["total"]["value"] == pytest.approx(wanted[name], abs=5.1e-7)
        assert total["total"]["denominator"] == f"{wanted['base']}.00"


@pytest.mark.parametrize("month", ["2023-11", "2024-10"])
def test_the_command_says_the_same(ravenstack: Any, reference: Any, month: str) -> None:
    """A month in which somebody left, and one in which somebody came back."""
    first, last = date.fromisoformat(f"{month}-01"), facts.ends_of([month])[month]
    days = ("--from", str(first), "--to", str(last - timedelta(days=1)))
    for key, name in BY_MONTH.items():
        value = command("kpi", key, *days)["total"]["value"]
        wanted = reference["mrr_by_month"][month][name]
        found = float(value) if isinstance(value, str) else value
        assert found == pytest.approx(wanted, abs=5.1e-7), key


def test_by_product_the_command_says_the_same(ravenstack: Any, reference: Any) -> None:
    days = ("--from", "2024-12-01", "--to", "2024-12-31")
    rows = command("kpi", "mrr", *days, "--by", "product")["rows"]
    found = {row["labels"]["product"]: float(row["value"]) for row in rows}
    assert found == reference["mrr_by_plan_2024_12"]


def test_our_satisfaction_is_the_share_of_4_and_5(months: Any, reference: Any) -> None:
    """The reference's *csat_mean* is a mean of scores from 3 to 5: no figure of ours.

    Ours is satisfied answers over answers, the reference's *csat_share_4_or_5*; the scores it is
    taken from have that mean (above).
    """
    wanted = told(reference, "tickets", "csat_share_4_or_5")
    assert months["csat"] == pytest.approx(wanted, abs=5.1e-7)
    days = ("--from", "2023-01-01", "--to", "2024-12-31")
    total = command("kpi", "csat", *days)["total"]
    overall = reference["tickets"]["overall"]
    assert total["value"] == pytest.approx(overall["csat_share_4_or_5"], abs=5.1e-7)
    assert total["n"] == overall["csat_answers"]
