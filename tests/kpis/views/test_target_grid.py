"""The grid of targets: proposed first, saved at once, taken away and brought back unchanged."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Team, User
from crm.services import people
from kpis import snapshots
from kpis.models import Target
from kpis.periods import add_months
from tests.factories import NOW, activity, paris, person, prospect, won_deal
from tests.kpis.aims import aim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
YEAR = date(2026, 1, 1)
WHOLE_YEAR = "2026-01-01:2026-12-31"


def ask(client: Client, **query: Any) -> str:
    return client.get(reverse("kpis:targets"), query).content.decode()


def send(client: Client, act: str = "save", **data: Any) -> Any:
    usual = {"kpi": "revenue", "team": "all", "span": "month", "on": "2026-11-01"}
    return client.post(reverse("kpis:targets"), usual | {"act": act} | data)


def fill(client: Client, way: str, **fields: Any) -> Any:
    asked = {f"fill-{name}": value for name, value in fields.items() if name in FILL}
    others = {name: value for name, value in fields.items() if name not in FILL}
    asked.setdefault("fill-when", WHOLE_YEAR)
    return send(client, "preview", **{"fill-way": way}, **asked, **others)


FILL = ("figure", "more", "who", "when")


def shown(page: str, name: str) -> str:
    found = re.search(rf'id="{name}" name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def of_year(page: str, who: User) -> list[int]:
    texts = [shown(page, f"user-{who.pk}-2026-{month:02}") for month in range(1, 13)]
    return [int(text.replace(",", "") or 0) for text in texts]


# -- filling ----------------------------------------------------------------------------------


def test_a_year_shared_out_by_working_days_adds_up_and_nothing_is_saved(
    manager: User, rep: User, north: Team, client_of: SignIn
) -> None:
    client = client_of(manager)

    page = fill(client, "days", figure="120,000").content.decode()

    parts = of_year(page, rep)
    # France, 2026: 21 days worked in January, 20 in February, 252 in the year.
    assert sum(parts) == 120_000
    assert parts[:2] == [round(120_000 * 21 / 252), round(120_000 * 20 / 252)]
    assert "12 cells are proposed" in page
    # The team's sum follows what is proposed: 10,000 in January.
    assert 'placeholder="10k" aria-label="North, January 2026"' in page
    assert not Target.objects.exists()


def test_a_season_is_taken_from_two_years_of_history(
    manager: User, rep: User, teammate: User, client_of: SignIn
) -> None:
    # Every month one sale of 1,000, in December nine more: 10 of 21 parts of the year.
    for back in range(1, 25):
        month = add_months(date(2026, 11, 1), -back)
        for _ in range(10 if month.month == 12 else 1):
            won_deal(owner=rep, at=paris(month.year, month.month, 5), amount=1_000_00)
    snapshots.drain(now=NOW)

    page = fill(client_of(manager), "season", figure="21,000").content.decode()

    assert of_year(page, rep) == [1_000] * 11 + [10_000]
    # Hugo sold nothing: everybody's season is his, and the page says so.
    assert of_year(page, teammate) == [1_000] * 11 + [10_000]
    assert "the season is everybody’s for Hugo Bernard" in page


def test_last_years_targets_with_some_more(
    manager: User, rep: User, client_of: SignIn
) -> None:
    aim(rep, 3, 50_000_00, year=2025)
    aim(rep, 4, 777_00, year=2025)

    page = fill(client_of(manager), "targets", more="10").content.decode()

    # 777 and 10 % is 854.70: whole euros, half up.
    assert of_year(page, rep)[2:5] == [55_000, 855, 0]


def test_the_same_down_one_column_keeps_what_was_typed_beside_it(
    manager: User, rep: User, teammate: User, client_of: SignIn
) -> None:
    name = f"user-{teammate.pk}-2026-05"

    answer = fill(
        client_of(manager),
        "same",
        figure="4",
        when="2026-04-01:2026-04-30",
        kpi="demos",
        **{name: "9"},
    )

    page = answer.content.decode()
    assert of_year(page, rep)[3] == of_year(page, teammate)[3] == 4
    assert shown(page, name) == "9"
    assert sum(of_year(page, rep)) == 4


@pytest.mark.parametrize(
    ("way", "fields", "place"),
    [
        ("days", {}, "fill-figure-error"),
        ("same", {"figure": "lots"}, "fill-figure-error"),
        ("targets", {"more": "much"}, "fill-more-error"),
        ("none", {"figure": "1"}, "Choose a way"),
        ("same", {"figure": "1", "who": "user-0"}, "Choose whose"),
    ],
)
def test_what_cannot_be_filled_is_said_beside_its_field(
    way: str,
    fields: dict[str, str],
    place: str,
    manager: User,
    rep: User,
    client_of: SignIn,
) -> None:
    answer = fill(client_of(manager), way, **fields)

    assert answer.status_code == 422
    assert place in answer.content.decode()


def test_a_rate_is_never_shared_out(
    manager: User, rep: User, client_of: SignIn
) -> None:
    assert (
        fill(client_of(manager), "days", figure="5", kpi="win_rate").status_code == 422
    )


# -- saving -----------------------------------------------------------------------------------


def test_what_somebody_else_set_meanwhile_is_not_undone(
    manager: User, rep: User, client_of: SignIn
) -> None:
    aim(rep, 3, 10_00)
    aim(rep, 4, 20_00)
    march, april = (f"user-{rep.pk}-2026-{month}" for month in ("03", "04"))
    was = json.dumps({march: 10_00, april: 20_00})
    aim(rep, 3, 99_00)
    aim(rep, 4, 88_00)
    client = client_of(manager)

    # March was left alone: the other's figure stays. April was changed by both.
    answer = send(client, was=was, **{march: "10", april: "30"})

    assert answer.status_code == 422
    assert "Somebody set it to 88 meanwhile." in answer.content.decode()
    assert list(
        Target.objects.order_by("starts_on").values_list("value", flat=True)
    ) == [99_00, 88_00]
    again = json.dumps({march: 99_00, april: 88_00})
    assert send(client, was=again, **{march: "99", april: "30"}).status_code == 302
    assert Target.objects.get(starts_on=date(2026, 4, 1)).value == 30_00


def test_sent_twice_it_is_saved_once(
    manager: User, rep: User, client_of: SignIn
) -> None:
    data = {f"user-{rep.pk}-2026-03": "10", "was": "{}"}
    client = client_of(manager)

    assert [send(client, **data).status_code for _ in range(2)] == [302, 302]
    assert Target.objects.get().value == 10_00


def test_the_stretch_is_a_level_of_its_own(
    manager: User, rep: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    name = f"user-{rep.pk}-2026-12"

    refused = send(client, level="stretch", **{name: "50"})
    assert refused.status_code == 422
    assert "Set the target before its stretch." in refused.content.decode()
    send(client, **{name: "40"})
    assert send(client, level="stretch", **{name: "40"}).status_code == 422
    assert send(client, level="stretch", **{name: "50"}).status_code == 302

    target = Target.objects.get()
    assert (target.value, target.stretch) == (40_00, 50_00)
    assert "stretch 50" in ask(client, on="2026-12-01")
    assert "target 40" in ask(client, on="2026-12-01", level="stretch")


# -- reading ----------------------------------------------------------------------------------


def test_the_fiscal_year_makes_the_columns(
    manager: User, rep: User, client_of: SignIn, organisation: Any
) -> None:
    organisation.fiscal_first_month = 4
    organisation.save()

    page = ask(client_of(manager), span="quarter", on="2026-11-20")

    names = re.findall(rf'id="user-{rep.pk}-([0-9-]+)"', page)
    assert names == ["2026-04", "2026-07", "2026-10", "2027-01"]
    assert "2026–27" in page


def test_a_team_without_its_own_shows_the_sum_and_says_so(
    manager: User, rep: User, teammate: User, north: Team, client_of: SignIn
) -> None:
    aim(rep, 12, 40_000_00)
    aim(teammate, 12, 30_000_00)
    client = client_of(manager)

    page = ask(client)
    assert 'placeholder="70k"' in page
    assert "sum of people" in page

    aim(north, 12, 65_000_00)
    page = ask(client)
    assert shown(page, f"team-{north.pk}-2026-12") == "65,000"
    assert "people 70k" in page


def test_a_past_month_says_what_was_reached_uncapped(
    manager: User, rep: User, client_of: SignIn
) -> None:
    aim(rep, 10, 10, kpi="demos")
    for _ in range(17):
        activity(rep=rep, kind="demo", at=paris(2026, 10, 5))
    snapshots.drain(now=NOW)

    assert "17 · 170%" in ask(client_of(manager), kpi="demos")


def test_beyond_the_best_of_two_years_warns_and_saves(
    manager: User, rep: User, client_of: SignIn
) -> None:
    for month in (7, 8, 9, 10):
        won_deal(owner=rep, at=paris(2026, month, 5), amount=50_000_00)
    snapshots.drain(now=NOW)
    client = client_of(manager)

    assert send(client, **{f"user-{rep.pk}-2026-12": "51,000"}).status_code == 302

    assert "over best 50k" in ask(client)
    send(client, **{f"user-{rep.pk}-2026-12": "50,000"})
    assert "over best" not in ask(client)


def test_who_came_and_went_with_what_is_set_for_them(
    manager: User,
    rep: User,
    teammate: User,
    north: Team,
    south: Team,
    client_of: SignIn,
) -> None:
    aim(rep, 12, 12, kpi="demos")
    people.join_team(user=rep, team=south, from_on=date(2026, 12, 1), by=None, now=NOW)
    newcomer = person("Zoé Blanc")
    people.join_team(
        user=newcomer, team=north, from_on=date(2026, 11, 16), by=None, now=NOW
    )

    page = ask(client_of(manager), kpi="demos")

    assert "moved from North to South" in page
    assert "joined North" in page
    assert "12 set from then on" in page
    assert "nothing set from then on" in page
    # From December on the rep is somebody else's: there is no cell to fill.
    assert f"user-{rep.pk}-2026-11" in page
    assert f"user-{rep.pk}-2026-12" not in page


def test_beside_a_cell_stands_what_it_asks_for_and_what_became_of_it(
    manager: User, rep: User, other_rep: User, client_of: SignIn
) -> None:
    for month in range(1, 11):
        at = paris(2026, month, 5)
        won_deal(owner=rep, at=at, amount=3_200_00, prospect=prospect(owner=rep, at=at))
        activity(rep=rep, at=at)
    aim(rep, 12, 6_000_00)
    aim(rep, 12, 6_400_00)
    snapshots.drain(now=NOW)
    client = client_of(manager)

    def beside(**query: str) -> Any:
        return client.get(reverse("kpis:target-beside"), {"kpi": "revenue"} | query)

    text = beside(cell=f"user-{rep.pk}-2026-12").content.decode()
    # Two sales at 3,200, all of ten won, one call each: 2 opportunities.
    assert (
        "At a win rate of 100% and €3,200 a sale this needs 2 opportunities and 1 call a week."
        in text
    )
    assert "€6,000 → <strong>€6,400</strong>" in text
    assert "Above the best of the last 24 months, €3,200." in text
    typed = beside(cell=f"user-{rep.pk}-2026-12", typed="9,600").content.decode()
    assert "this needs 3 opportunities" in typed
    assert beside(cell=f"user-{other_rep.pk}-2026-12").status_code == 404
    assert beside(cell="user-1").status_code == 404
