"""What to notice: readings, changes and odd rows of one's own scope, for a period that has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Organisation, User
from kpis import snapshots
from kpis.views import noticed
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
#: Questions of each page, of which ten are the shell's. Measured on 2026-11-21 for a manager: 28, 19,
#: 88 and 11; what changed asks one for all sums and one or two for each figure that only rows tell.
MOST = {"noticed": 32, "noticed-few": 22, "noticed-changed": 100, "correlation": 15}


@pytest.fixture(autouse=True)
def _small_samples() -> Iterator[None]:
    """Three cases are enough; pages are kept while nothing moves, so nothing is."""
    organisation = Organisation.current()
    organisation.minimum_sample = 3
    organisation.save()
    caches["local"].clear()
    yield
    caches["local"].clear()


def page(client: Client, name: str = "noticed", **query: Any) -> str:
    caches["local"].clear()
    snapshots.drain(now=NOW)
    found = client.get(reverse(f"kpis:{name}"), query)
    assert found.status_code == 200
    return found.content.decode()


def leads(who: User, month: int, count: int, converted: int = 0) -> None:
    """Leads of a month of 2026, the first of them customers within it."""
    at = paris(2026, month, 5)
    for number in range(count):
        prospect = factories.prospect(owner=who, at=at)
        if number < converted:
            won = paris(2026, month, 20)
            factories.won_deal(owner=who, at=won, opened_at=at, prospect=prospect)


def few_but_good(who: User) -> None:
    """Six months of ten leads, three of them won; then five leads, three of them won."""
    for month in range(4, 10):
        leads(who, month, 10, 3)
    leads(who, 10, 5, 3)


def test_a_reading_is_said_with_its_rule_and_both_figures(
    rep: User, client_of: SignIn
) -> None:
    few_but_good(rep)

    text = page(client_of(rep))

    assert "High conversion, few leads" in text
    assert "Leads generated: 5, usually 10" in text
    assert "Lead conversion rate, by period: 60.0%, usually 30.0%" in text
    assert "at least 20% below the median of the 6 periods before (10)" in text
    days = "from=2026-10-01&amp;to=2026-10-31"
    for key in ("leads_created", "lead_conversion_period"):
        assert f'href="{reverse("kpis:explain", args=[key])}?{days}"' in text


def test_nothing_is_said_where_nothing_stands_out(rep: User, client_of: SignIn) -> None:
    for month in range(4, 11):
        leads(rep, month, 10, 3)

    text = page(client_of(rep))

    assert "No rule applies to October" in text
    assert "High conversion" not in text
    assert "Nothing to check: no deal won without an amount" in text
    changed = page(client_of(rep), "noticed-changed")
    assert "No figure left its usual range" in changed


def test_the_reading_opens_to_the_figure_it_speaks_of(
    rep: User, client_of: SignIn
) -> None:
    few_but_good(rep)
    client = client_of(rep)
    page(client)

    address = reverse("kpis:explain", args=["leads_created"])
    found = client.get(address, {"from": "2026-10-01", "to": "2026-10-31"})

    assert 'class="figure figure-page">5<' in found.content.decode()


def test_a_dashboard_has_at_most_three_folded(
    rep: User, manager: User, client_of: SignIn
) -> None:
    few_but_good(rep)

    own, team = (
        page(client_of(rep), "noticed-few"),
        page(client_of(manager), "noticed-few"),
    )

    for text in (own, team):
        assert "<details" in text
        assert "1 reading of October" in text
        assert "High conversion, few leads" in text
    assert "noticed/few/" in page(client_of(rep), "my-figures")
    assert "noticed/few/" in page(client_of(manager), "team")


def test_more_than_three_are_counted_and_left_to_the_page(
    rep: User, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_but_good(rep)
    said = noticed.readings_of
    monkeypatch.setattr(noticed, "readings_of", lambda *asked: said(*asked) * 5)
    client = client_of(rep)

    few = page(client, "noticed-few")

    assert "5 readings of October" in few
    assert few.count("High conversion, few leads") == 3
    assert page(client).count("High conversion, few leads") == 5


def test_who_reads_has_the_own_readings_alone(
    rep: User, other_rep: User, manager: User, admin: User, client_of: SignIn
) -> None:
    few_but_good(other_rep)

    for who in (rep, manager):
        assert "High conversion" not in page(client_of(who))
    for who in (other_rep, admin):
        assert "High conversion, few leads" in page(client_of(who))
    assert "High conversion" in page(client_of(admin), rep=other_rep.pk)
    assert "High conversion" not in page(client_of(admin), rep=rep.pk)


@pytest.mark.parametrize("name", list(MOST))
def test_outside_the_scope_is_a_missing_page(
    name: str, rep: User, teammate: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    answers = [
        client.get(reverse(f"kpis:{name}"), {"rep": pk})
        for pk in (teammate.pk, 987_654)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def calls(who: User, months: int, each: int, last: int) -> None:
    """``each`` calls in each of the months before October 2026, ``last`` in it."""
    for back in range(months, -1, -1):
        month = 10 - back
        at = paris(2026, month, 6) if month > 0 else paris(2025, month + 12, 6)
        for _ in range(each if back else last):
            factories.activity(rep=who, at=at, now=at, kind="call", direction="out")


def test_a_figure_that_changed_is_listed_with_its_usual_range(
    rep: User, client_of: SignIn
) -> None:
    # The root of nine is three, three times nine: from 0 to 18.
    calls(rep, 10, 9, 19)

    text = page(client_of(rep), "noticed-changed")

    assert "19 lies outside 0 to 18: the median of the 10 periods before (9)" in text
    address = reverse("kpis:explain", args=["calls_made_all"])
    assert f'href="{address}?from=2026-10-01&amp;to=2026-10-31#trend"' in text
    assert "noticed/changed/" in page(client_of(rep))


def test_the_changes_are_a_part_of_the_page_and_a_page_of_their_own(
    rep: User, client_of: SignIn
) -> None:
    calls(rep, 10, 9, 19)
    client = client_of(rep)
    whole = page(client, "noticed-changed")
    part = client.get(
        reverse("kpis:noticed-changed"), headers={"HX-Request": "true"}
    ).content.decode()

    assert "<html" in whole
    assert "<html" not in part
    assert "19 lies outside 0 to 18" in part


def test_the_trend_of_a_figure_shows_its_usual_range(
    rep: User, client_of: SignIn
) -> None:
    calls(rep, 10, 9, 19)
    snapshots.drain(now=NOW)

    found = client_of(rep).get(
        reverse("kpis:explain", args=["calls_made_all"]), {"on": "2026-10"}
    )
    text = found.content.decode()

    assert 'id="trend"' in text
    assert "Usually 0 to 18" in text
    assert "19 lies outside 0 to 18" in text
    assert "Unusual" in text


def test_the_tile_has_a_word_with_its_rule(rep: User, client_of: SignIn) -> None:
    calls(rep, 10, 9, 19)
    client = client_of(rep)

    assert 'title="19 lies outside 0 to 18' in page(client, "my-figures", on="2026-10")
    assert "lies outside" not in page(client, "my-figures", on="2026-09")


def test_odd_rows_are_listed_and_lead_to_their_record(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    deal = factories.won_deal(owner=rep, amount=0, name="Nothing for it")
    factories.won_deal(owner=teammate, amount=0, name="Not yours")

    text = page(client_of(rep))

    assert "Won without an amount" in text
    assert f'href="{reverse("crm:deal", args=[deal.pk])}"' in text
    assert "Not yours" not in text


@pytest.mark.parametrize(
    "query",
    [
        {"period": "week"},
        {"period": "day"},
        {"period": "year"},
        {"from": "2026-11-20", "to": "2026-11-20"},
        {"from": "2026-11-02", "to": "2026-12-20"},
        {"where": "source:none"},
    ],
)
@pytest.mark.parametrize("name", list(MOST))
def test_any_period_is_answered(
    name: str, query: dict[str, str], manager: User, rep: User, client_of: SignIn
) -> None:
    leads(rep, 10, 3, 3)

    assert page(client_of(manager), name, **query)


def asked(client: Client, name: str) -> int:
    caches["local"].clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(f"kpis:{name}")).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", list(MOST))
def test_the_number_of_questions_does_not_grow(
    name: str, rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    few_but_good(rep)
    snapshots.drain(now=NOW)
    asked(client, name)
    before = asked(client, name)
    few_but_good(teammate), calls(teammate, 9, 9, 20)
    factories.won_deal(owner=teammate, amount=0)
    snapshots.drain(now=NOW)

    assert asked(client, name) <= before + 1
    assert before <= MOST[name]


@pytest.mark.parametrize("name", list(MOST))
def test_a_page_is_served_again_while_nothing_moves(
    name: str, rep: User, client_of: SignIn
) -> None:
    few_but_good(rep)
    snapshots.drain(now=NOW)
    client = client_of(rep)
    asked(client, name)
    client.get(reverse(f"kpis:{name}"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(f"kpis:{name}"))

    assert len(queries) <= 8
