"""Tiles people choose: whose they are, eight at most, what is left aside, what is asked again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm.models import AuditEntry, Team, User
from crm.services import way_back
from crm.services.errors import Refused
from kpis.catalogue import KPIS
from kpis.models import Dashboard, RetiredKpi, TileOpened
from kpis.tiles import choosing, chosen, presets
from kpis.tiles.chosen import Whose
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
EIGHT = (
    *("revenue", "deals_won", "win_rate", "demos"),
    *("calls_made", "emails_sent", "opps_created", "sales_cycle"),
)


def choose(whose: Whose, by: User, *tiles: str, rhythm: str = "", days: int = 0):
    return choosing.choose(
        whose=whose,
        by=by,
        now=NOW + timedelta(days=days),
        tiles=tiles or None,
        rhythm=rhythm,
    )


def test_without_any_choice_a_person_has_the_tiles_of_the_role(
    rep: User, manager: User
) -> None:
    assert chosen.of_person(rep).preset == "rep"
    assert chosen.of_person(manager).preset == "manager"
    assert chosen.of_team(None, manager).preset == "manager"


def test_a_team_s_choice_is_its_people_s_until_they_choose(
    rep: User, other_rep: User, manager: User, north: Team
) -> None:
    choose(Whose(team=north), manager, "deals_won", "revenue", rhythm="week")

    assert chosen.of_person(rep).keys == ("deals_won", "revenue")
    assert chosen.of_person(rep).rhythm == "week"
    assert chosen.of_person(other_rep).preset == "rep"
    choose(Whose(owner=rep), rep, "demos")
    assert chosen.of_person(rep).keys == ("demos",)
    assert chosen.of_team(north, manager).keys == ("deals_won", "revenue")


def test_a_choice_for_a_team_holds_for_the_teams_below_it(
    rep: User, admin: User, france: Team, north: Team
) -> None:
    choose(Whose(team=france), admin, "revenue")

    assert chosen.of_person(rep).keys == ("revenue",)
    assert chosen.of_team(north, admin).keys == ("revenue",)
    choose(Whose(team=north), admin, "demos")
    assert chosen.of_person(rep).keys == ("demos",)


def test_the_first_choice_begins_from_what_was_shown(rep: User) -> None:
    choose(Whose(owner=rep), rep, rhythm="week")

    held = Dashboard.objects.get(owner=rep)
    assert tuple(held.tiles) == presets.PRESETS["rep"]
    assert held.rhythm == "week"


def test_one_more_than_eight_has_to_take_a_place() -> None:
    assert chosen.with_one_more(EIGHT[:7], "nps") == [*EIGHT[:7], "nps"]
    assert chosen.with_one_more(EIGHT, "revenue") == list(EIGHT)
    with pytest.raises(Refused):
        chosen.with_one_more(EIGHT, "nps")
    assert chosen.swapped(EIGHT, "nps", "win_rate") == [
        *("revenue", "deals_won", "nps"),
        *EIGHT[3:],
    ]


@pytest.mark.parametrize(
    ("key", "step", "order"),
    [
        ("b", -1, "bac"),
        ("b", 1, "acb"),
        ("a", -1, "abc"),
        ("c", 1, "abc"),
        ("x", 1, "abc"),
    ],
)
def test_a_tile_moves_one_place_and_not_beyond_the_ends(
    key: str, step: int, order: str
) -> None:
    assert chosen.moved("abc", key, step) == list(order)


@pytest.mark.parametrize("tiles", [[*EIGHT, "nps"], ["no_such_key"]])
def test_what_no_dashboard_holds_is_refused(rep: User, tiles: list[str]) -> None:
    with pytest.raises(Refused):
        choose(Whose(owner=rep), rep, *tiles)

    assert not Dashboard.objects.exists()


def test_a_choice_is_noted_and_can_be_undone(rep: User) -> None:
    choose(Whose(owner=rep), rep, "revenue")
    back = choose(Whose(owner=rep), rep, "revenue", "demos")

    entry = AuditEntry.objects.filter(kind="dashboard").latest("pk")
    assert entry.changes == {"tiles": [["revenue"], ["revenue", "demos"]]}
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)
    assert chosen.of_person(rep).keys == ("revenue",)


def test_the_first_choice_undone_leaves_none(rep: User) -> None:
    back = choose(Whose(owner=rep), rep, "revenue")

    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)

    assert not Dashboard.objects.exists()


def test_a_choice_given_up_leaves_the_usual_and_comes_back(rep: User) -> None:
    choose(Whose(owner=rep), rep, "revenue")
    back = choosing.give_up(whose=Whose(owner=rep), by=rep, now=NOW)

    assert chosen.of_person(rep).preset == "rep"
    assert back is not None
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)
    assert chosen.of_person(rep).keys == ("revenue",)
    assert choosing.give_up(whose=Whose(owner=rep), by=rep, now=NOW) is not None
    assert choosing.give_up(whose=Whose(owner=rep), by=rep, now=NOW) is None


def test_what_is_retired_is_not_shown_and_stays_in_the_choice(rep: User) -> None:
    choose(Whose(owner=rep), rep, "revenue", "demos")
    RetiredKpi.objects.create(key="demos", at=NOW)

    found = chosen.of_person(rep)
    assert [kpi.key for kpi in found.kpis(rep)] == ["revenue"]
    RetiredKpi.objects.all().delete()
    assert [kpi.key for kpi in found.kpis(rep)] == ["revenue", "demos"]


def test_a_tile_nobody_opened_for_sixty_days_is_pointed_out(rep: User) -> None:
    mine = Whose(owner=rep)
    choose(mine, rep, "revenue", "demos")
    held = mine.held()

    assert chosen.unused(held, mine, NOW + timedelta(days=60)) == set()
    assert chosen.unused(held, mine, NOW + timedelta(days=61)) == {"revenue", "demos"}
    choosing.opened(user=rep, keys=["demos"], now=NOW + timedelta(days=30))
    assert chosen.unused(held, mine, NOW + timedelta(days=61)) == {"revenue"}


def test_who_reads_a_team_s_tiles_uses_them_and_nobody_else(
    rep: User, other_rep: User, manager: User, north: Team
) -> None:
    team = Whose(team=north)
    choose(team, manager, "revenue", "demos")
    held, later = team.held(), NOW + timedelta(days=100)

    choosing.opened(user=other_rep, keys=["revenue"], now=later)
    assert chosen.unused(held, team, later) == {"revenue", "demos"}
    choosing.opened(user=rep, keys=["revenue"], now=later)
    assert chosen.unused(held, team, later) == {"demos"}
    choosing.opened(user=manager, keys=["demos"], now=later)
    assert chosen.unused(held, team, later) == set()


def test_a_tile_just_added_was_seen(rep: User) -> None:
    mine = Whose(owner=rep)
    choose(mine, rep, "revenue")
    choose(mine, rep, "revenue", "demos", days=70)

    assert chosen.unused(mine.held(), mine, NOW + timedelta(days=71)) == {"revenue"}
    assert chosen.unused(None, mine, NOW) == set()


def test_opening_again_moves_the_one_row(rep: User) -> None:
    for days in (0, 3):
        choosing.opened(user=rep, keys=["demos"], now=NOW + timedelta(days=days))

    assert TileOpened.objects.get().last_at == NOW + timedelta(days=3)


def test_after_six_months_the_choice_is_asked_for_again(rep: User) -> None:
    mine = Whose(owner=rep)
    choose(mine, rep, "revenue")

    assert not chosen.review_due(mine.held(), NOW + timedelta(days=182))
    assert chosen.review_due(mine.held(), NOW + timedelta(days=184))
    assert not chosen.review_due(None, NOW)
    choose(mine, rep, days=184)
    kept = mine.held()
    assert kept is not None
    assert kept.tiles == ["revenue"]
    assert kept.updated_at == NOW
    assert not chosen.review_due(kept, NOW + timedelta(days=184))


def test_a_figure_alone_asks_for_a_companion_until_one_stands_beside_it(
    rep: User,
) -> None:
    revenue = KPIS["revenue"]
    first, *others = revenue.companions

    found = chosen.missing_companions(revenue, ["revenue", "demos"], rep)
    assert [kpi.key for kpi in found] == [first, *others]
    assert chosen.missing_companions(revenue, ["revenue", first], rep) == []
    RetiredKpi.objects.create(key=first, at=NOW)
    found = chosen.missing_companions(revenue, ["revenue"], rep)
    assert [kpi.key for kpi in found] == others


def test_a_manager_chooses_for_the_teams_they_lead(
    rep: User, manager: User, admin: User, north: Team, south: Team
) -> None:
    assert set(chosen.teams_chosen_for(manager)) == {north}
    assert {north, south} <= set(chosen.teams_chosen_for(admin))
    assert set(chosen.teams_chosen_for(rep)) == set()
