"""Tiles: the figure, its trend, its equal period, its target; a fixed number of questions."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from crm.models import Organisation, Team, User
from crm.remember import remembering
from kpis import dashboard, picker, snapshots
from kpis.catalogue import KPIS
from kpis.question import Question
from kpis.rollup import report
from kpis.scope import ALL, Scope, narrowed, scope_of
from kpis.targets.attainment import set_target
from kpis.tiles import presets
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = date(2026, 11, 20)
#: The last one reads since when a figure is computed by another choice.
MOST_QUERIES = 11


def tiles(keys: Iterable[str], scope: Scope, text: str = "") -> dict[str, Any]:
    snapshots.drain(now=NOW)
    picked = picker.read(QueryDict(text), scope, TODAY)
    found = dashboard.tiles(
        [KPIS[key] for key in keys],
        picked.narrow(scope),
        picked,
        organisation=Organisation.current(),
    )
    return {tile.kpi.key: tile for tile in found}


def a_year_of(who: User, each: int = 1) -> None:
    for month in range(12):
        at = paris(2025 + (11 + month) // 12, (11 + month) % 12 + 1, 5)
        for _ in range(each):
            prospect = factories.prospect(owner=who, at=at)
            factories.activity(
                rep=who, at=at, kind="call", direction="out", prospect=prospect
            )
            factories.won_deal(owner=who, at=at, prospect=prospect, amount=50_000)


def test_a_tile_holds_what_the_rollup_says(rep: User) -> None:
    a_year_of(rep)
    scope = scope_of(rep)

    found = tiles(
        [
            "revenue",
            "win_rate",
            "sales_cycle",
            "prospects_contacted",
            "pipeline_value",
            "touches_per_rep",
            "sales_growth",
            "attainment",
        ],
        scope,
    )

    for key, tile in found.items():
        picked = picker.read(QueryDict(""), scope, TODAY)
        question = Question(
            scope, picked.around if key == "attainment" else picked.period, TODAY
        )
        assert tile.value == report(KPIS[key], question).total, key


def test_the_trend_ends_with_the_figure_and_holds_equal_periods(rep: User) -> None:
    a_year_of(rep)

    tile = tiles(["revenue"], scope_of(rep))["revenue"]

    assert [v.value for v in tile.trend] == [50_000] * 12
    assert tile.compared == tile.trend[-2]


def test_the_same_days_of_last_year_may_be_compared(rep: User) -> None:
    factories.won_deal(owner=rep, at=paris(2025, 11, 20), amount=7_000)
    factories.won_deal(owner=rep, at=paris(2025, 11, 21), amount=9_000)

    tile = tiles(["revenue"], scope_of(rep), "compare=year")["revenue"]

    assert tile.compared.value == 7_000


def test_too_few_cases_are_marked(rep: User) -> None:
    factories.won_deal(owner=rep, at=paris(2026, 11, 3))

    assert tiles(["win_rate"], scope_of(rep))["win_rate"].too_few


def test_nothing_to_divide_by_is_no_figure(rep: User) -> None:
    tile = tiles(["win_rate"], scope_of(rep))["win_rate"]

    assert tile.value.value is None
    assert tile.value.reason == "no_denominator"


def test_young_cases_are_counted_in_a_figure_that_matures(rep: User) -> None:
    factories.prospect(owner=rep, at=paris(2026, 11, 3))

    tile = tiles(["lead_conversion"], scope_of(rep))["lead_conversion"]

    assert tile.young == 1
    assert tile.young_points >= 1


def test_a_filter_narrows_what_knows_it_and_refuses_the_rest(rep: User) -> None:
    a_year_of(rep)

    found = tiles(["revenue", "touches_per_rep"], scope_of(rep), "where=source:none")

    assert found["revenue"].value.value == 50_000
    assert found["touches_per_rep"].refused == ("source",)


def test_the_standing_is_measured_over_the_whole_period(rep: User) -> None:
    set_target(
        by=None,
        now=NOW,
        kpi="revenue",
        period="month",
        starts_on=date(2026, 11, 1),
        value=100_000,
        user=rep,
    )
    factories.won_deal(owner=rep, at=paris(2026, 11, 3), amount=81_000)

    tile = tiles(["revenue"], scope_of(rep))["revenue"]

    assert float(tile.standing.share) == 0.81
    # 13 working days of 20 have closed: the 11th is a holiday, today has not closed.
    assert tile.standing.elapsed == tile.standing.share - tile.standing.pace


def test_all_tiles_ask_a_fixed_small_number_of_questions(
    rep: User, teammate: User, manager: User, north: Team
) -> None:
    def questions(preset: str, who: User) -> int:
        for kept in caches.all(initialized_only=True):
            kept.clear()
        scope = scope_of(who)
        picked = picker.read(QueryDict(""), scope, TODAY)
        organisation = Organisation.current()
        with remembering():
            # As a page asks: who chose the tiles has asked what is retired.
            shown = presets.kpis_of(presets.PRESETS[preset], who)
            with CaptureQueriesContext(connection) as queries:
                dashboard.tiles(shown, scope, picked, organisation=organisation)
        return len([q for q in queries if "crm_organisation" not in q["sql"]])

    def asked() -> dict[tuple[str, str], int]:
        return {
            (preset, who.full_name): questions(preset, who)
            for preset in ("starter", "rep", "manager")
            for who in (rep, manager)
        }

    a_year_of(rep)
    snapshots.drain(now=NOW)
    before = asked()
    a_year_of(rep, each=4), a_year_of(teammate, each=5)
    snapshots.drain(now=NOW)

    assert before == asked()
    assert max(before.values()) <= MOST_QUERIES


def test_a_company_is_the_same_question(rep: User, other_rep: User) -> None:
    a_year_of(rep), a_year_of(other_rep)

    assert tiles(["revenue"], ALL)["revenue"].value.value == 100_000
    assert (
        tiles(["revenue"], narrowed(ALL, rep=rep.pk))["revenue"].value.value == 50_000
    )


def test_a_week_of_trend_reaches_back_twelve_weeks(rep: User) -> None:
    for back in range(12):
        at = NOW - timedelta(days=7 * back)
        factories.activity(rep=rep, at=at, kind="call", direction="out")

    tile = tiles(["calls_made_all"], scope_of(rep), "period=week")["calls_made_all"]

    assert [v.value for v in tile.trend] == [1] * 12
