"""A closed month keeps what was published; a correction shows beside it, with its difference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from crm.models import AuditEntry, User
from kpis import snapshots
from kpis.closing import (
    close_month,
    corrections,
    differences,
    reopen_month,
    waiting_for,
)
from kpis.models import ClosedFigure, ClosedMonth
from kpis.periods import whole
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
OCTOBER, TODAY = date(2026, 10, 1), date(2026, 11, 20)


@pytest.fixture
def sold(rep: User, teammate: User) -> None:
    """October: 1,000.00 by Camille, 500.00 by her teammate."""
    factories.won_deal(owner=rep, at=paris(2026, 10, 5), amount=100_000)
    factories.won_deal(owner=teammate, at=paris(2026, 10, 6), amount=50_000)
    snapshots.drain(now=NOW)


def closing(month: str) -> str:
    return reverse("kpis:month-close", args=[month])


def kept(closed: ClosedMonth, **whose: User | None) -> Fraction | None:
    found = ClosedFigure.objects.get(
        closed=closed, kpi="revenue", team=None, **{"user": None, **whose}
    )
    return found.exact


@pytest.mark.usefixtures("sold")
def test_figures_are_kept_for_people_teams_and_the_company(
    admin: User, rep: User
) -> None:
    closed = close_month(month=OCTOBER, by=admin, now=NOW)

    assert kept(closed) == 150_000
    assert kept(closed, user=rep) == 100_000
    north = ClosedFigure.objects.filter(
        closed=closed, kpi="revenue", team__isnull=False
    )
    assert 150_000 in {row.exact for row in north}
    assert differences(closed, TODAY) == []
    assert AuditEntry.objects.filter(action="month closed").count() == 1


@pytest.mark.usefixtures("sold")
def test_a_fact_corrected_afterwards_is_a_difference_and_the_closed_value_stays(
    admin: User, rep: User
) -> None:
    closed = close_month(month=OCTOBER, by=admin, now=NOW)
    later = NOW + timedelta(hours=1)
    factories.won_deal(owner=rep, at=paris(2026, 10, 20), amount=7_000, now=later)
    snapshots.drain(now=later)

    found = {
        (row.user, row.team): row
        for row in differences(closed, TODAY)
        if row.kpi.key == "revenue"
    }
    company, own = found[None, None], found[rep.pk, None]
    assert (company.was, company.now, company.moved) == (150_000, 157_000, 7_000)
    assert (own.was, own.now, own.moved) == (100_000, 107_000, 7_000)
    assert kept(closed) == 150_000


@pytest.mark.usefixtures("sold")
def test_corrections_of_published_days_are_listed(admin: User, rep: User) -> None:
    snapshots.catch_up(now=NOW)
    snapshots.drain(now=NOW)
    closed = close_month(month=OCTOBER, by=admin, now=NOW)
    later = NOW + timedelta(hours=1)
    factories.won_deal(owner=rep, at=paris(2026, 10, 5, 12), amount=7_000, now=later)
    snapshots.drain(now=later)

    [row] = corrections(closed)
    assert (row.day, row.rep_id) == (date(2026, 10, 5), rep.pk)
    company = next(d for d in differences(closed, TODAY) if d.kpi.key == "revenue")
    assert company.days == 1


@pytest.mark.usefixtures("sold")
def test_a_month_is_closed_once_and_opened_again_with_a_reason(admin: User) -> None:
    closed = close_month(month=OCTOBER, by=admin, now=NOW)
    with pytest.raises(ValidationError, match="closed already"):
        close_month(month=OCTOBER, by=admin, now=NOW)
    with pytest.raises(ValidationError, match="Say why"):
        reopen_month(closed_id=closed.pk, reason=" ", by=admin, now=NOW)

    reopen_month(closed_id=closed.pk, reason="A credit note", by=admin, now=NOW)
    again = close_month(month=OCTOBER, by=admin, now=NOW)
    assert again.pk != closed.pk
    assert kept(closed) == 150_000
    assert AuditEntry.objects.filter(action="month opened again").count() == 1


def test_the_database_refuses_what_cannot_be(admin: User) -> None:
    wrong = [
        {"month": date(2026, 10, 2), "closed_at": NOW},
        {"month": OCTOBER, "closed_at": NOW, "reason": "why"},
        {"month": OCTOBER, "closed_at": NOW, "reopened_at": NOW},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            ClosedMonth.objects.create(closed_by=admin, **fields)


def test_doubts_are_said_before_a_month_is_closed(rep: User) -> None:
    november = whole("month", TODAY)
    snapshots.drain(now=NOW)
    assert len(waiting_for(november, TODAY)) == 1
    factories.won_deal(owner=rep, at=paris(2026, 11, 5), amount=7_000)
    assert len(waiting_for(november, TODAY)) == 2


@pytest.mark.usefixtures("sold")
def test_the_page_closes_shows_and_opens_again(admin: User, client_of: SignIn) -> None:
    client = client_of(admin)
    assert client.post(closing("2026-11")).status_code == 422
    assert client.post(closing("2027-11"), {"anyway": "1"}).status_code == 422
    assert client.post(closing("soon")).status_code == 404
    assert client.post(reverse("kpis:months")).status_code == 405
    assert not ClosedMonth.objects.exists()

    assert client.post(closing("2026-10")).status_code == 302
    page = client.get(reverse("kpis:month", args=["2026-10"]))
    assert "still what was published" in page.content.decode()
    assert client.post(closing("2026-10")).status_code == 422
    reopen = reverse("kpis:month-reopen", args=["2026-10"])
    assert client.post(reopen, {"reason": ""}).status_code == 422
    assert client.post(reopen, {"reason": "Late"}).status_code == 302
    assert "Late" in client.get(page.request["PATH_INFO"]).content.decode()


@pytest.mark.usefixtures("sold")
def test_what_would_be_kept_is_looked_at_first(admin: User, client_of: SignIn) -> None:
    client = client_of(admin)
    page = client.get(closing("2026-10"))

    shown = {row["label"]: row["text"] for row in page.context["first"]}
    assert shown["Revenue, excl. tax"] == "€1,500"
    assert page.context["doubts"] == []
    assert not ClosedMonth.objects.exists()
    assert 'name="anyway"' not in page.content.decode()

    client.post(closing("2026-10"))
    [closed] = ClosedMonth.objects.all()
    kept_now = {row.kpi for row in closed.figures.filter(user=None, team=None)}
    assert len(kept_now) == len(page.context["first"]) + len(page.context["more"])
    # Who comes back to the question finds the answer.
    assert client.get(closing("2026-10")).url == reverse("kpis:month", args=["2026-10"])


def test_what_is_not_settled_is_said_and_named(
    admin: User, rep: User, client_of: SignIn
) -> None:
    factories.activity(rep=rep, at=paris(2026, 10, 7), status="planned")
    factories.activity(rep=rep, at=paris(2026, 9, 7), status="planned")
    factories.won_deal(owner=rep, at=paris(2026, 10, 5), amount=0)
    client = client_of(admin)

    page = client.get(closing("2026-10"))

    said = [one["text"] for one in page.context["loose"]]
    assert said[0].startswith("1 activity was planned and nobody said")
    assert any("amount is missing or zero" in text for text in said), said
    assert any(text.startswith("Too early for") for text in said), said
    # Its figures are still to be computed: that is asked twice.
    assert len(page.context["doubts"]) == 1
    assert 'name="anyway"' in page.content.decode()
    assert client.post(closing("2026-10")).status_code == 422
    assert client.post(closing("2026-10"), {"anyway": "1"}).status_code == 302


def test_long_ago_nothing_is_too_early(admin: User, client_of: SignIn) -> None:
    snapshots.drain(now=NOW)
    page = client_of(admin).get(closing("2026-06"))
    assert (page.context["doubts"], page.context["loose"]) == ([], [])
    assert "every figure is computed" in page.content.decode()


def test_a_month_to_come_offers_no_closing(admin: User, client_of: SignIn) -> None:
    page = client_of(admin).get(closing("2027-03"))
    assert page.status_code == 422
    assert "This month has not begun." in page.content.decode()
    assert "<button" not in page.content.decode().split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("who", ["manager", "rep"])
def test_only_admins_close_months(
    who: str, request: pytest.FixtureRequest, client_of: SignIn
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("kpis:months")).status_code == 403
    assert client.get(closing("2026-10")).status_code == 403
    assert client.post(closing("2026-10")).status_code == 403
    assert client.get(reverse("kpis:export", args=["month"])).status_code == 403


@pytest.mark.usefixtures("sold")
def test_what_was_published_is_taken_away(admin: User, client_of: SignIn) -> None:
    close_month(month=OCTOBER, by=admin, now=NOW)
    url = reverse("kpis:export", args=["month"])
    answer = client_of(admin).get(url, {"day": "2026-10", "format": "csv"})
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
