"""The board as each reader sees it: what is compared, who is named, what is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from crm.models import Activity, Organisation, Team, User
from kpis import snapshots
from kpis.models import RankingChoice, RankingRules, Reference, ScoreCard
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def page(client: Client, **query: Any) -> str:
    answer = client.get(reverse("kpis:rankings"), {"kpi": "calls_made_all"} | query)
    assert answer.status_code == 200
    return answer.content.decode()


def calls(who: User, count: int, month: int = 11, **fields: Any) -> None:
    for _ in range(count):
        factories.activity(
            rep=who, kind="call", at=paris(2026, month, 4), outcome="reached", **fields
        )


@pytest.fixture
def six(rep: User, teammate: User, north: Team) -> list[User]:
    """Six people of North with 9, 8, 7, 6 (Camille), 5 (Hugo) and 4 calls."""
    people = [factories.person(f"Person {i}", team=north) for i in range(3)]
    last = factories.person("Zoe Last", team=north)
    everybody = [*people, rep, teammate, last]
    for place, who in enumerate(everybody):
        calls(who, 9 - place)
    snapshots.drain(now=NOW)
    return everybody


def test_a_colleague_who_hides_is_nobody_to_colleagues_and_named_to_managers(
    six: list[User], rep: User, manager: User, client_of: SignIn
) -> None:
    hider = six[2]
    answer = client_of(hider).post(reverse("kpis:ranking-private"), {"private": "1"})

    assert answer.status_code == 303
    assert RankingChoice.objects.get(user=hider).private
    seen = page(client_of(rep))
    assert "Person 2" not in seen
    assert "A colleague" in seen
    assert "3rd" not in seen
    assert "4th" in seen
    assert "Person 2" in page(client_of(manager))
    assert "Person 2" in page(client_of(hider))
    mine = client_of(rep).get(reverse("kpis:my-figures")).content.decode()
    assert "Person 2" not in mine


def test_hidden_people_stay_hidden_where_everyone_s_figures_are_shown(
    six: list[User], rep: User, client_of: SignIn
) -> None:
    organisation = Organisation.current()
    organisation.figures_seen_by_reps = Organisation.FiguresSeen.ALL
    organisation.save()
    RankingChoice.objects.create(user=six[0], private=True)

    seen = page(client_of(rep))

    assert "Person 0" not in seen
    assert f"rep={six[0].pk}" not in seen
    assert "Person 1" in seen
    asked = {"kpi": "calls_made_all", "format": "csv"}
    told = client_of(rep).get(reverse("kpis:export", args=["rankings"]), asked)
    text = told.getvalue().decode()
    assert "Person 0" not in text
    assert "Person 1" in text


def test_rankings_may_be_for_managers_only(
    six: list[User], rep: User, manager: User, admin: User, client_of: SignIn
) -> None:
    answer = client_of(admin).post(reverse("kpis:ranking-rules"), {"leaders_only": "1"})

    assert answer.status_code == 303
    assert RankingRules.objects.get().leaders_only
    seen = page(client_of(rep))
    assert "4th" not in seen
    assert "Person 2" not in seen
    assert "Camille Roux" in seen
    assert "1st" in page(client_of(manager))
    strip = client_of(rep).get(reverse("kpis:today-strip")).content.decode()
    assert "Person 2" not in strip


def test_only_an_admin_sets_cards_and_rules(
    rep: User, manager: User, client_of: SignIn
) -> None:
    for who in (rep, manager):
        for name in ("ranking-rules", "reference"):
            assert client_of(who).post(reverse(f"kpis:{name}")).status_code == 403
        assert client_of(who).get(reverse("kpis:score-cards")).status_code == 403


def test_activities_in_doubt_are_said_and_can_be_left_out(
    rep: User, teammate: User, north: Team, manager: User, client_of: SignIn
) -> None:
    """Camille: 6 calls, 2 logged several at once and 1 without outcome. Hugo: 4, all told."""
    calls(rep, 5), calls(teammate, 4)
    factories.activity(rep=rep, kind="call", at=paris(2026, 11, 4))
    flagged = Activity.objects.filter(rep=rep, outcome="reached")[:2]
    Activity.objects.filter(pk__in=[row.pk for row in flagged]).update(in_bulk=True)
    snapshots.drain(now=NOW)
    client = client_of(manager)

    seen = page(client)
    assert "3 of 10 activities were logged several at once or without outcome." in seen
    assert "3 of 6" in seen
    assert "where=logging%3Atold" in seen
    assert seen.index("Camille Roux") < seen.index("Hugo Bernard")

    left = page(client, where="logging:told")
    assert "Without activities logged several at once or without outcome." in left
    assert left.index("Hugo Bernard") < left.index("Camille Roux")
    assert '<td class="num strong">3</td>' in left


def test_progress_is_against_the_own_past_and_needs_all_of_it(
    rep: User, teammate: User, north: Team, manager: User, client_of: SignIn
) -> None:
    """Camille 2, 4, 6 then 6: mean 4, up 50 %. Hugo has no past to speak of."""
    for month, count in ((8, 2), (9, 4), (10, 6), (11, 6)):
        calls(rep, count, month)
    calls(teammate, 30)
    snapshots.drain(now=NOW)

    seen = page(client_of(manager), basis="progress", back="3")

    row = seen.split("Camille Roux", 1)[1].split("</tr>", 1)[0]
    assert "+50.0%" in row
    assert '<td class="num">4</td>' in row
    assert seen.index("Camille Roux") < seen.index("Hugo Bernard")


def test_teams_are_ranked_by_their_own_figure(
    rep: User, teammate: User, other_rep: User, admin: User, client_of: SignIn
) -> None:
    """North 5 calls of two people, South 4 of one: by mean of people it were the other way."""
    calls(rep, 3), calls(teammate, 2), calls(other_rep, 4)
    snapshots.drain(now=NOW)

    seen = page(client_of(admin), of="teams")

    assert "2 teams ranked" in seen
    board = seen.split("board-table", 1)[1]
    assert board.index("North") < board.index("South")


def test_a_seller_is_not_shown_other_teams(
    rep: User, other_rep: User, client_of: SignIn
) -> None:
    calls(rep, 1), calls(other_rep, 4)
    snapshots.drain(now=NOW)

    seen = page(client_of(rep), of="teams")

    assert "South" not in seen
    assert "Camille Roux" in seen


def test_a_reference_is_drawn_with_its_source(
    six: list[User], admin: User, manager: User, client_of: SignIn
) -> None:
    sent = {"kpi": "calls_made_all", "value": "12", "source": "Survey of 2026"}
    answer = client_of(admin).post(reverse("kpis:reference"), sent)

    assert answer.status_code == 303
    assert Reference.objects.get().value == 12
    seen = page(client_of(manager))
    assert "Survey of 2026" in seen
    assert 'class="pace"' in seen
    refused = client_of(admin).post(reverse("kpis:reference"), sent | {"source": ""})
    assert refused.status_code == 422
    client_of(admin).post(reverse("kpis:reference"), sent | {"value": ""})
    assert not Reference.objects.exists()


def test_a_board_shows_fifty_rows_and_the_reader_s_own(
    rep: User, manager: User, north: Team, client_of: SignIn
) -> None:
    for i in range(60):
        calls(factories.person(f"Person {i:02}", team=north), 2)
    calls(rep, 1)
    organisation = Organisation.current()
    organisation.figures_seen_by_reps = Organisation.FiguresSeen.ALL
    organisation.save()
    snapshots.drain(now=NOW)

    seen = page(client_of(rep))
    assert seen.count('<th scope="row">') == 51
    assert "61st" in seen
    assert 'rel="next"' in seen
    rest = page(client_of(manager), page="2")
    assert rest.count('<th scope="row">') == 11


def test_a_score_opens_to_its_parts_for_who_sees_it(
    six: list[User], rep: User, manager: User, client_of: SignIn
) -> None:
    card = ScoreCard.objects.get(name="Effort quality")
    card.weights.create(kpi="calls_made_all", weight=4)
    asked = {"basis": f"card-{card.pk}"}
    parts = reverse("kpis:ranking-parts")

    seen = client_of(manager).get(parts, asked | {"rep": six[0].pk}).content.decode()
    assert "median of the team" in seen
    assert "138%" in seen  # 9 calls on a median of 6.5
    own = client_of(rep).get(parts, asked)
    assert own.status_code == 200
    # The median may be the figure of one colleague: it is used, and not told.
    assert "median of the team" in own.content.decode()
    assert "92%" not in own.content.decode()
    assert client_of(rep).get(parts, asked | {"rep": six[0].pk}).status_code == 404
    assert client_of(rep).get(parts, {"basis": "card-999"}).status_code == 404
