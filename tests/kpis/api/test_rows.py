"""The rows behind a figure add up to it, and open only what one may open."""

import pytest

from crm.services import deals, people
from kpis.catalogue import KPIS
from tests import factories
from tests.crm.api.answers import refused
from tests.factories import NOW, paris


@pytest.fixture(autouse=True)
def _sold(rep, teammate) -> None:
    for day in (3, 4, 5):
        factories.won_deal(owner=rep, at=paris(2026, 11, day), amount=10_050)
    factories.won_deal(owner=teammate, at=paris(2026, 11, 6), amount=30_000)


def test_rows_add_up_to_the_figure(figures, manager) -> None:
    total = figures(manager, "kpi=revenue").json()["results"][0]["total"]["value"]
    answer = figures(manager, "", "revenue/rows").json()

    assert (answer["total"], answer["count"], answer["hidden"]) == (total, 4, 0)
    assert sum(float(row["amount"]) for row in answer["results"]) == float(total)
    assert answer["results"][0]["at"] == "2026-11-03T09:00:00Z"
    assert answer["results"][0]["day"] == "2026-11-03"
    assert answer["results"][0]["rep"] == "camille.roux@boussole.test"


def test_it_is_narrowed_like_the_figure(figures, manager, teammate) -> None:
    answer = figures(manager, f"rep={teammate.email}&by=month", "revenue/rows").json()

    assert (answer["total"], answer["count"]) == ("300.00", 1)


def test_pages_follow_each_other(figures, client_of, rep) -> None:
    page = figures(rep, "page_size=2", "revenue/rows").json()
    last = client_of(rep).get(page["next"]).json()

    assert [len(p["results"]) for p in (page, last)] == [2, 1]
    assert last["next"] is None


def test_a_record_given_away_is_counted_but_not_opened(figures, rep, other_rep) -> None:
    deal = factories.won_deal(owner=rep, at=paris(2026, 11, 12), amount=100)
    deals.assign_deal(deal_id=deal.pk, owner=other_rep, by=None, now=NOW)

    rows = figures(rep, "", "deals_won/rows").json()["results"]

    assert [row["subject_id"] is None for row in rows] == [False, False, False, True]


def test_figures_of_everyone_open_only_ones_own_rows(figures, rep) -> None:
    people.edit_organisation(by=None, now=NOW, figures_seen_by_reps="all")

    answer = figures(rep, "", "revenue/rows").json()

    assert (answer["count"], answer["hidden"], len(answer["results"])) == (4, 1, 3)


@pytest.mark.parametrize("key", list(KPIS))
def test_every_indicator_has_its_rows_or_says_that_it_has_none(
    figures, admin, key
) -> None:
    answer = figures(admin, "", f"{key}/rows")

    assert answer.status_code == 200
    assert len(answer.json()["results"]) == answer.json()["count"]


def test_another_part_of_the_formula(figures, rep) -> None:
    factories.lost_deal(owner=rep, at=paris(2026, 11, 9))

    lost = figures(rep, "measure=deals_lost", "win_rate/rows").json()

    assert (lost["measure"], lost["count"]) == ("deals_lost", 1)
    assert "measure" in refused(figures(rep, "measure=calls", "win_rate/rows"))


@pytest.mark.parametrize(
    "query", ["page=0", "page=100001", f"page={2**63}", "page_size=101", "page=NaN"]
)
def test_pages_are_bounded(figures, rep, query) -> None:
    assert query.partition("=")[0] in refused(figures(rep, query, "revenue/rows"))


def test_an_unknown_indicator_is_missing(figures, rep) -> None:
    assert figures(rep, "", "happiness/rows").status_code == 404
