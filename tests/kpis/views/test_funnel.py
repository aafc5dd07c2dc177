"""The funnel page: one's own for a rep, a team's for its manager; zero is drawn as zero."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse

from crm.models import Pipeline, Product, User
from crm.services import deals
from kpis import snapshots
from kpis.views.sheets.funnel import funnel_sheets
from tests.factories import NOW, deal, lost_deal, paris, prospect, stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def page(client: Client, **query: Any) -> str:
    found = client.get(reverse("kpis:funnel"), query)
    assert found.status_code == 200
    return found.content.decode()


def bars(text: str) -> list[tuple[str, str, float]]:
    """(name, count, width drawn) of each step of the first funnel."""
    rows = text.split('<ul class="funnel">')[1].split("</ul>")[0].split("<li>")[1:]
    found = []
    for row in rows:
        name = re.sub(r"<[^>]+>", "", row.split("</span>")[0]).strip()
        count = re.search(r'<b class="num">([^<]*)</b>', row)
        width = re.search(r'width="([\d.]+)%?"', row.split("</svg>")[0])
        assert count is not None
        found.append((name, count[1], float(width[1]) if width else 0.0))
    return found


def test_a_stage_without_deals_is_drawn_as_zero(rep: User, client_of: SignIn) -> None:
    """Fault D15: a zero replaced by 2 so that something shows."""
    for _ in range(3):
        deal(owner=rep, at=paris(2026, 11, 3))

    found = bars(page(client_of(rep)))

    assert [(name, count) for name, count, _width in found] == [
        ("Qualification", "3"),
        ("Demo", "0"),
        ("Proposal", "0"),
        ("Negotiation", "0"),
        ("Won", "0"),
    ]
    widths = [width for _name, _count, width in found]
    assert widths[0] > 0
    assert widths[1:] == [0, 0, 0, 0]


def test_a_reps_page_is_the_managers_filtered_on_that_rep(
    rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    for person, times in ((rep, 2), (teammate, 3)):
        for _ in range(times):
            row = deal(owner=person, at=paris(2026, 11, 3))
            deals.move_deal(
                deal_id=row.pk, stage=stage("Demo"), by=person, now=NOW, at=NOW
            )
        lost_deal(owner=person, at=paris(2026, 11, 5))
    snapshots.drain(now=NOW)

    mine = page(client_of(rep))
    leader = client_of(manager)

    assert bars(mine) == bars(page(leader, rep=rep.pk))
    assert [count for _n, count, _w in bars(page(leader))][:2] == ["7", "5"]
    assert "1 deal lost in the period" in mine
    assert teammate.full_name not in mine


def test_nobody_sees_the_funnel_of_another_team(
    rep: User, other_rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    asked = reverse("kpis:funnel")
    assert client.get(asked, {"rep": other_rep.pk}).status_code == 404
    assert client.get(asked, {"pipeline": 999_999}).status_code == 404
    assert client.get(asked, {"pipeline": "x\0"}).status_code == 404


def test_every_number_opens_to_its_rows(rep: User, client_of: SignIn) -> None:
    prospect(owner=rep, at=paris(2026, 11, 3))
    deal(owner=rep, at=paris(2026, 11, 3))
    lost_deal(owner=rep, at=paris(2026, 11, 5))
    snapshots.drain(now=NOW)
    client = client_of(rep)
    for basis in ("cohort", "period"):
        links = re.findall(
            r'href="(/figures/(?!funnel)[a-z_]+/\?[^"]+)"', page(client, basis=basis)
        )
        assert len(links) > 8
        for link in set(links):
            assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_an_empty_page_says_what_to_do_first(rep: User, client_of: SignIn) -> None:
    text = page(client_of(rep))
    assert "No deal was opened in this period" in text
    assert "No lead in this period" in text
    Pipeline.objects.update(archived_at=NOW)
    assert "No deal was opened in this period" in page(client_of(rep), on="2026-10")


def test_a_filter_leads_do_not_know_is_said(rep: User, client_of: SignIn) -> None:
    product = Product.objects.create(name="Compass", list_price=1)
    text = page(client_of(rep), where=f"product:{product.pk}")
    assert "leads cannot be counted by it" in text


def test_what_is_taken_away_is_what_the_page_shows(
    rep: User, rf: RequestFactory
) -> None:
    deal(owner=rep, at=paris(2026, 11, 3))
    lost_deal(owner=rep, at=paris(2026, 11, 5))
    snapshots.drain(now=NOW)
    asked = rf.get(reverse("kpis:funnel"))
    asked.user = rep

    stages, reasons, life = funnel_sheets(asked)

    assert [row[:3] for row in stages.rows][:2] == [
        ["Qualification", 2, 0],
        ["Demo", 0, 0],
    ]
    assert [row[1] for row in reasons.rows] == [1]
    assert len(life.rows) == 5
    assert all(len(row) == len(stages.columns) for row in stages.rows)
