"""The weekly review prepares itself: last week's figures, what moved, an agenda; printed, full screen."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from crm.models import Team, User
from kpis import priorities, snapshots
from kpis.catalogue import KPIS
from kpis.periods import Period
from kpis.plans.writing import Wanted, end_plan, open_plan
from kpis.question import Question
from kpis.rollup import report
from kpis.scope import ALL, narrowed
from kpis.subjects import Subject
from kpis.views.parts.agenda import agenda_of
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
URL = "kpis:review"


@pytest.fixture
def sold(rep: User, manager: User, other_rep: User) -> None:
    """The 20th is a Friday: the last whole week began on the 9th. 1,000.00 then, 400.00 before."""
    factories.won_deal(owner=rep, at=paris(2026, 11, 3), amount=40_000)
    factories.won_deal(owner=rep, at=paris(2026, 11, 10), amount=100_000)
    factories.won_deal(owner=rep, at=paris(2026, 11, 18), amount=7_000)
    factories.won_deal(owner=other_rep, at=paris(2026, 11, 10), amount=990_000)
    snapshots.drain(now=NOW)


@pytest.mark.usefixtures("sold")
def test_it_shows_the_last_week_that_ended_as_the_roll_up_has_it(
    manager: User, north: Team, client_of: SignIn
) -> None:
    page = client_of(manager).get(reverse(URL))

    week = Period(date(2026, 11, 9), date(2026, 11, 16))
    asked = Question(narrowed(ALL, team=north.pk), week, date(2026, 11, 20))
    assert report(KPIS["revenue"], asked).total.value == Fraction(100_000)
    tile = page.context["tiles"][0]
    assert tile["value"] == "€1,000"
    moved = {row["label"]: row for row in page.context["moved"]}
    revenue = moved[str(KPIS["revenue"].label)]
    assert (revenue["was"], revenue["now"]) == ("€400", "€1,000")
    assert "990" not in page.content.decode()


@pytest.mark.usefixtures("sold")
def test_week_and_month_are_chosen(manager: User, client_of: SignIn) -> None:
    client = client_of(manager)
    month = client.get(reverse(URL), {"period": "month", "on": "2026-11-01"})
    assert month.context["tiles"][0]["value"] == "€1,470"
    assert "on=2026-10-01" in month.content.decode()
    last = client.get(reverse(URL), {"period": "month"})
    assert last.context["picked"].around.first == date(2026, 10, 1)
    odd = client.get(reverse(URL), {"period": "day", "on": "2026-11-10"})
    assert odd.context["picked"].around.first == date(2026, 11, 9)


@pytest.mark.usefixtures("sold")
def test_full_screen_is_a_plain_page_with_links(
    manager: User, client_of: SignIn
) -> None:
    page = client_of(manager).get(reverse(URL), {"full": "1"}).content.decode()
    assert "review-full" in page
    for section in ("moved", "people", "notice", "agreed", "agenda"):
        assert f'id="{section}"' in page
        assert f'href="#{section}"' in page


@pytest.mark.usefixtures("sold")
def test_the_document_holds_the_same(manager: User, client_of: SignIn) -> None:
    url = reverse("kpis:export", args=["review"])
    answer = client_of(manager).get(url, {"format": "pdf"})
    assert answer["Content-Type"] == "application/pdf", answer.content
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = "\n".join(page.extract_text() for page in pages)
    for words in ("€1,000", "What moved", "Agenda", "Camille Roux"):
        assert words in text
    assert "990" not in text


def test_it_is_for_who_leads(rep: User, client_of: SignIn) -> None:
    assert client_of(rep).get(reverse(URL)).status_code == 403


def test_an_empty_team_still_has_an_agenda(manager: User, client_of: SignIn) -> None:
    page = client_of(manager).get(reverse(URL))
    assert page.status_code == 200
    assert [point["to"] for point in page.context["agenda"]] == ["agenda"]


def test_the_agenda_names_three_and_counts_the_rest(
    manager: User, client_of: SignIn
) -> None:
    coach = [{"name": name} for name in ("Ada", "Bea", "Cleo", "Dora", "Eve")]
    asked = type("Asked", (), {"organisation": type("O", (), {"base_currency": "EUR"})})
    points = agenda_of([], coach, [{}], [], asked)  # type: ignore[arg-type]
    said = {point["to"]: point["said"] for point in points}
    assert said["people"] == "Ada, Bea, Cleo and 2 more"
    assert said["notice"] == "1 thing to notice"
    assert "agreed" not in said


def test_what_was_decided_is_on_the_table(
    manager: User, north: Team, rep: User, client_of: SignIn
) -> None:
    """What the team puts first, and the plans under way; one that is over is not discussed again."""
    priorities.pin(
        team=north.pk, text="Demos first", kpi="", until=None, by=manager, now=NOW
    )
    wanted = Wanted(
        title="Ring twice",
        kpi="demos",
        subject=Subject(team=north.pk),
        owner=rep.pk,
        starts_on=date(2026, 11, 2),
        due_on=date(2026, 11, 16),
    )
    plan = open_plan(wanted=wanted, by=manager, now=NOW)

    page = client_of(manager).get(reverse(URL))
    assert [row["title"] for row in page.context["plans"]] == ["Ring twice"]
    assert page.context["plans"][0]["late"]
    assert "Demos first" in page.content.decode()
    end_plan(plan=plan, done=True, outcome="", by=manager, now=NOW)
    assert client_of(manager).get(reverse(URL)).context["plans"] == []
