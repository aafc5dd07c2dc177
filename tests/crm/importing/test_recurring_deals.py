"""Deals won with a recurring amount start what their customer pays, from a file as by hand."""

from datetime import date

from crm.models import MrrMovement, Prospect, Subscription, User
from tests.crm.importing.conftest import Importer

RECURRING = (
    "id;name;prospect;stage;closed_at;kind;recurring_amount;recurring_interval\n"
)


def test_a_win_with_a_recurring_amount_starts_a_subscription(
    importing: Importer, acme: Prospect, rep: User
) -> None:
    lines = (
        "1;Plan;Acme SA;Won;2026-03-02;new;1200;year\n"
        "2;More;Acme SA;Won;2026-05-04;upsell;50;month\n"
        "3;Lost;Acme SA;Lost;2026-05-04;new;70;month\n"
        "4;Nobody;;Won;2026-05-04;new;90;month\n"
        "5;Plain;Acme SA;Won;2026-05-05;new;;\n"
    )
    report = importing("deals", RECURRING + lines)
    assert (report.created, report.rejected) == (5, 0)
    assert report.as_json()["subscriptions_started"] == 2
    rows = Subscription.objects.order_by("started_on")
    # 1,200 a year is 100 a month.
    assert [(row.amount, row.started_on) for row in rows] == [
        (10_000, date(2026, 3, 2)),
        (5_000, date(2026, 5, 4)),
    ]
    moves = MrrMovement.objects.order_by("at").values_list("amount", "rep")
    assert list(moves) == [(10_000, rows[0].owner_id), (5_000, rows[1].owner_id)]
    # Read again, nothing begins a second time.
    again = importing("deals", RECURRING + lines)
    assert again.as_json()["subscriptions_started"] == 0
    assert Subscription.objects.count() == 2


def test_an_imported_renewal_takes_the_place_of_what_ran(
    importing: Importer, acme: Prospect
) -> None:
    importing(
        "deals",
        RECURRING
        + "2;Again;Acme SA;Won;2026-05-04;renewal;130;month\n"
        + "1;Plan;Acme SA;Won;2026-03-02;new;100;month\n",
    )
    told = Subscription.objects.order_by("started_on").values_list("amount", "ended_on")
    assert list(told) == [(10_000, date(2026, 5, 4)), (13_000, None)]
