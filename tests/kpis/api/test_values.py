"""Figures for programs: the same as everywhere, within one's scope, compared on request."""

import pytest

from crm.models import Organisation
from crm.services import people
from kpis.catalogue import KPIS
from kpis.spec import Audience
from tests import factories
from tests.crm.api.answers import refused
from tests.factories import NOW, paris


@pytest.fixture(autouse=True)
def _sold(rep, teammate, other_rep) -> None:
    """In November Camille won 1,000.00 and 500.00 and lost one; Hugo won 300.00, Léa 7.00."""
    factories.won_deal(owner=rep, at=paris(2026, 11, 3), amount=100_000)
    factories.won_deal(owner=rep, at=paris(2026, 11, 10), amount=50_000)
    factories.lost_deal(owner=rep, at=paris(2026, 11, 10))
    factories.won_deal(owner=teammate, at=paris(2026, 11, 4), amount=30_000)
    factories.won_deal(owner=other_rep, at=paris(2026, 11, 4), amount=700)
    factories.won_deal(owner=rep, at=paris(2026, 10, 5), amount=20_000)
    factories.won_deal(owner=rep, at=paris(2025, 11, 5), amount=10_000)


def only(answer):
    assert answer.status_code == 200, answer.content
    [result] = answer.json()["results"]
    return result


def test_money_is_a_string_and_a_rate_a_fraction(figures, rep) -> None:
    answer = figures(rep, "kpi=revenue,win_rate")

    revenue, win_rate = answer.json()["results"]
    assert (revenue["total"]["value"], revenue["currency"]) == ("1500.00", "EUR")
    assert revenue["as_of"] == NOW.isoformat() or revenue["as_of"]
    assert win_rate["total"]["value"] == pytest.approx(2 / 3)
    assert (win_rate["total"]["numerator"], win_rate["total"]["n"]) == (2, 3)
    assert revenue["compare"] is None


def test_nothing_to_divide_by_is_null_with_a_reason(figures, teammate) -> None:
    total = only(figures(teammate, "kpi=win_rate&from=2026-01-01&to=2026-01-31"))[
        "total"
    ]

    assert (total["value"], total["reason"]) == (None, "no_denominator")


def test_it_is_split(figures, manager) -> None:
    result = only(figures(manager, "kpi=revenue&by=rep,month"))

    assert [(row["keys"], row["value"]) for row in result["rows"]] == [
        ({"rep": "camille.roux@boussole.test", "month": "2026-11"}, "1500.00"),
        ({"rep": "hugo.bernard@boussole.test", "month": "2026-11"}, "300.00"),
    ]


@pytest.mark.parametrize(
    ("how", "period", "value"),
    [
        ("previous", ("2026-10-01", "2026-10-31"), "200.00"),
        ("year", ("2025-11-01", "2025-11-30"), "100.00"),
    ],
)
def test_it_is_compared(figures, rep, how, period, value) -> None:
    compared = only(figures(rep, f"kpi=revenue&compare={how}"))["compare"]

    assert (compared["from"], compared["to"]) == period
    assert compared["total"]["value"] == value


def test_every_indicator_answers(figures, admin) -> None:
    keys = list(KPIS)
    for some in (keys[at : at + 20] for at in range(0, len(keys), 20)):
        answer = figures(admin, f"kpi={','.join(some)}&compare=previous")
        assert [r["kpi"] for r in answer.json()["results"]] == some
        # Everything that can be split in two ways at once is.
        assert (
            figures(admin, f"kpi={','.join(some)}&by=rep&by=month").status_code == 200
        )


class TestScope:
    @pytest.mark.parametrize(
        ("who", "value"),
        [
            ("rep", "1500.00"),
            ("teammate", "300.00"),
            ("other_rep", "7.00"),
            ("manager", "1800.00"),
            ("other_manager", "7.00"),
            ("admin", "1807.00"),
            ("outsider", "0.00"),
        ],
    )
    def test_everyone_gets_their_own(self, request, figures, who, value) -> None:
        person = request.getfixturevalue(who)

        assert only(figures(person, "kpi=revenue"))["total"]["value"] == value

    def test_a_manager_narrows_to_a_member(self, figures, manager, teammate) -> None:
        result = only(figures(manager, f"kpi=revenue&rep={teammate.email}"))

        assert result["total"]["value"] == "300.00"

    def test_the_admin_narrows_to_a_team(self, figures, admin) -> None:
        assert (
            only(figures(admin, "kpi=revenue&team=south"))["total"]["value"] == "7.00"
        )

    @pytest.mark.parametrize(
        ("who", "hidden", "missing"),
        [
            ("rep", "rep=hugo.bernard@boussole.test", "rep=nobody.here@boussole.test"),
            ("manager", "rep=lea.garnier@boussole.test", "rep=nobody@boussole.test"),
            ("manager", "team=South", "team=Nowhere"),
            ("manager", "team=France", "team=Nowhere"),
            ("rep", "team=North", "team=Nowhere"),
            ("outsider", "rep=camille.roux@boussole.test", "rep=x@boussole.test"),
        ],
    )
    @pytest.mark.parametrize("what", ["values", "revenue/rows"])
    def test_outside_is_byte_for_byte_like_missing(
        self, request, figures, manager, other_manager, who, hidden, missing, what
    ) -> None:
        person = request.getfixturevalue(who)
        kpi = "kpi=revenue&" if what == "values" else ""

        outside = figures(person, kpi + hidden, what)
        unknown = figures(person, kpi + missing, what)

        assert outside.status_code == unknown.status_code == 404
        assert outside.content == unknown.content
        assert outside.headers == unknown.headers

    def test_what_others_do_moves_no_byte(self, figures, rep, other_rep) -> None:
        query = "kpi=revenue,win_rate,pipeline_value,open_deals&by=month&compare=year"
        before = figures(rep, query)

        factories.won_deal(owner=other_rep, at=paris(2026, 11, 5), amount=99_999)
        factories.deal(owner=other_rep, at=paris(2026, 11, 6))

        assert figures(rep, query).content == before.content

    def test_leaving_the_team_takes_the_figures_along(
        self, figures, manager, north
    ) -> None:
        people.set_managers(team=north, managers=[], by=None, now=NOW)

        assert only(figures(manager, "kpi=revenue"))["total"]["value"] == "0.00"


class TestRefusals:
    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("", "kpi"),
            ("kpi=revenue&from=2026-11-01", "to"),
            ("kpi=revenue&from=infinity&to=2026-11-30", "from"),
            ("kpi=revenue&from=0001-01-01&to=9999-12-31", "from"),
            ("kpi=revenue&from=2026-12-01&to=2026-11-30", "to"),
            ("kpi=revenue&from=1900-01-01&to=2199-12-31", "to"),
            ("kpi=revenue&from=2016-01-01&to=2026-12-31&by=day", "by"),
            ("kpi=revenue&by=colour", "by"),
            ("kpi=revenue&by=rep,team,month", "by"),
            ("kpi=revenue&where=source=Nowhere", "where"),
            ("kpi=revenue&where=colour=red", "where"),
            ("kpi=revenue&where=currency=EUR&where=currency=USD", "where"),
            ("kpi=revenue&where=source=%00", "where.0"),
            ("kpi=revenue&team=%00", "team"),
            ("kpi=revenue&rep=" + "x" * 300, "rep"),
            ("kpi=revenue&compare=sometimes", "compare"),
            ("kpi=revenue&compere=year", "compere"),
            ("kpi=revenue&team=North&team=South", "team"),
            ("kpi=" + ",".join(f"k{n}" for n in range(21)), "kpi"),
        ],
    )
    def test_what_cannot_be_asked_is_said(self, figures, admin, query, field) -> None:
        assert field in refused(figures(admin, query))

    def test_an_unknown_indicator_is_missing(self, figures, admin) -> None:
        assert figures(admin, "kpi=revenue,happiness").status_code == 404

    def test_managers_figures_are_missing_for_reps(
        self, figures, rep, manager, monkeypatch
    ) -> None:
        from dataclasses import replace

        theirs = replace(KPIS["revenue"], audience=Audience.MANAGER)
        monkeypatch.setitem(KPIS, "revenue", theirs)

        assert figures(manager, "kpi=revenue").status_code == 200
        hidden, missing = figures(rep, "kpi=revenue"), figures(rep, "kpi=happiness")
        assert hidden.status_code == 404
        assert hidden.content == missing.content


def test_questions_are_limited_per_person(
    figures, rep, teammate, settings, monkeypatch
) -> None:
    from kpis.api.asked import FigureThrottle

    monkeypatch.setattr(FigureThrottle, "THROTTLE_RATES", {"figures": "2/min"})

    answers = [figures(rep, "kpi=revenue") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Content-Type"] == "application/problem+json"
    assert int(answers[-1]["Retry-After"]) > 0
    assert figures(teammate, "kpi=revenue").status_code == 200


def test_more_people_and_days_take_no_more_queries(
    figures, manager, north, django_assert_max_num_queries, client_of
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        figures(manager, "kpi=revenue")  # drains
        client = client_of(manager)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(
                "/api/v1/kpis/values/?kpi=revenue,win_rate&by=rep,day"
                "&from=2026-11-01&to=2026-11-30"
            )
        return len(found)

    few = queries()
    for number in range(6):
        person = factories.person(f"Person {number}", team=north)
        factories.won_deal(owner=person, at=paris(2026, 11, 2 + number))

    assert queries() == few


def test_the_organisation_may_show_everyones_figures(figures, rep, teammate) -> None:
    people.edit_organisation(
        by=None, now=NOW, figures_seen_by_reps=Organisation.FiguresSeen.ALL
    )

    result = only(figures(rep, f"kpi=revenue&rep={teammate.email}"))
    assert result["total"]["value"] == "300.00"
