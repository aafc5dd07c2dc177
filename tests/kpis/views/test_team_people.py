"""People against figures: what each cell says is the roll-up's, its order, whom to see first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.core.cache import caches
from django.test import Client

from crm.models import Team, User
from kpis import snapshots, wording
from kpis.catalogue import KPIS
from kpis.periods import Period
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL, narrowed
from kpis.tiles import presets
from tests import factories
from tests.factories import NOW, paris
from tests.kpis.aims import aim
from tests.kpis.test_both import a_busy_month

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
TODAY = date(2026, 11, 20)
MONTH = Period(date(2026, 11, 1), date(2026, 11, 21))
CELL = re.compile(r'<span class="v">([^<]*)</span>')
NAME = re.compile(r'<a href="/team/\d+/one-to-one/">([^<]*)</a>')


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["local"].clear()


def table(client: Client, **asked: str) -> dict[str, list[str]]:
    """{person or team: what its cells say}, in the order of the page."""
    text = client.get("/figures/team/", asked).content.decode()
    part = text.split('class="grid-table first-sticks people-table"', 1)[1]
    rows = part.split("</table>", 1)[0].split("<tr>")[2:]
    found = {}
    for row in rows:
        name = NAME.search(row)
        who = name.group(1) if name else row.split("</th>", 1)[0].rpartition(">")[2]
        found[unescape(who)] = [unescape(cell) for cell in CELL.findall(row)]
    return found


def test_each_cell_and_the_team_s_are_what_the_roll_up_says(
    rep: User,
    teammate: User,
    other_rep: User,
    north: Team,
    manager: User,
    client_of: SignIn,
) -> None:
    a_busy_month(rep, teammate, other_rep)
    kpis = [KPIS[key] for key in presets.TABLE]

    shown = table(client_of(manager))

    assert list(shown) == ["Hugo Bernard", "Camille Roux", "Team North", "Median"]
    scopes = {
        "Camille Roux": narrowed(ALL, rep=rep.pk),
        "Hugo Bernard": narrowed(ALL, rep=teammate.pk),
        "Team North": narrowed(ALL, team=north.pk),
    }
    for name, scope in scopes.items():
        found = figures(kpis, Question(scope, MONTH, TODAY))
        said = [wording.figure(kpi, found[kpi.key][()], "EUR") for kpi in kpis]
        assert shown[name] == said, name


def calls(who: User, count: int) -> None:
    for _ in range(count):
        factories.activity(rep=who, direction="out", outcome="reached")


def test_a_head_sorts_by_its_figure_best_first_then_worst_first(
    rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    calls(rep, 5)
    factories.won_deal(owner=teammate, at=paris(2026, 11, 3), amount=1_000_00)
    snapshots.drain(now=NOW)
    client = client_of(manager)

    assert next(iter(table(client))) == "Hugo Bernard"
    assert next(iter(table(client, sort="calls_made_all"))) == "Camille Roux"
    assert next(iter(table(client, sort="-calls_made_all"))) == "Hugo Bernard"
    assert next(iter(table(client, sort="nothing"))) == "Hugo Bernard"
    text = client.get("/figures/team/", {"sort": "demos"}).content.decode()
    assert re.search(r'aria-sort="descending"><a href="[^"]*sort=-demos"', text)


def test_whom_to_see_first_is_who_is_furthest_behind(
    rep: User, teammate: User, north: Team, manager: User, client_of: SignIn
) -> None:
    third = factories.person("Karim Haddad", team=north)
    calls(rep, 40), calls(teammate, 36), calls(third, 4)
    for _ in range(3):
        factories.deal(owner=rep, at=paris(2026, 11, 19))
    snapshots.drain(now=NOW)

    text = client_of(manager).get("/figures/team/").content.decode()
    part = text.split('id="coach-title"', 1)[1].split("</section>", 1)[0]

    # Camille calls enough, and has deals that nobody moves on.
    assert NAME.findall(part) == ["Karim Haddad", "Camille Roux"]
    assert "Calls made: 4, median 36" in part
    assert "3 open deals without a next step" in part


def test_who_keeps_up_with_an_own_target_is_not_to_be_coached_on_that_figure(
    rep: User, teammate: User, north: Team, manager: User, client_of: SignIn
) -> None:
    third = factories.person("Karim Haddad", team=north)
    calls(rep, 40), calls(teammate, 36), calls(third, 4)
    snapshots.drain(now=NOW)
    client = client_of(manager)

    def to_see() -> list[str]:
        text = client.get("/figures/team/").content.decode()
        part = text.split('id="coach-title"', 1)[1].split("</section>", 1)[0]
        return NAME.findall(part)

    aim(third, 11, 400, kpi="calls_made_all")
    assert to_see() == ["Karim Haddad"]
    aim(third, 11, 4, kpi="calls_made_all")
    caches["local"].clear()
    assert to_see() == []


def test_who_has_no_target_stands_below_who_has_one_and_the_order_is_said(
    rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    factories.won_deal(owner=rep, at=paris(2026, 11, 3), amount=1_000_00)
    factories.won_deal(owner=teammate, at=paris(2026, 11, 3), amount=9_000_00)
    snapshots.drain(now=NOW)
    client = client_of(manager)

    assert list(table(client))[:2] == ["Hugo Bernard", "Camille Roux"]
    assert "by result, Revenue, excl. tax" in client.get("/figures/team/").text
    aim(rep, 11, 5_000_00)
    caches["local"].clear()
    assert list(table(client))[:2] == ["Camille Roux", "Hugo Bernard"]
    assert "by share of target, Revenue, excl. tax" in client.get("/figures/team/").text
    sorted_now = client.get("/figures/team/", {"sort": "demos"}).text
    assert "by share of target" not in sorted_now


def test_strengths_and_weaknesses_of_each_with_the_rule(
    rep: User, teammate: User, north: Team, manager: User, client_of: SignIn
) -> None:
    third = factories.person("Karim Haddad", team=north)
    calls(rep, 80), calls(teammate, 36), calls(third, 4)
    snapshots.drain(now=NOW)

    text = client_of(manager).get("/team/strengths/").content.decode()

    assert NAME.findall(text) == ["Camille Roux", "Karim Haddad"]
    assert "Compared with the median of the team (up to 3 people; none below 3)" in text


def test_a_figure_of_the_team_tells_who_brings_it(
    rep: User, teammate: User, manager: User, other_manager: User, client_of: SignIn
) -> None:
    factories.won_deal(owner=rep, at=paris(2026, 11, 3), amount=30_000)
    factories.won_deal(owner=teammate, at=paris(2026, 11, 4), amount=90_000)
    snapshots.drain(now=NOW)

    text = client_of(manager).get("/team/figure/").content.decode()
    assert "75.0%" in text
    assert "25.0%" in text
    assert (
        "Camille" not in client_of(other_manager).get("/team/figure/").content.decode()
    )
    rate = client_of(manager).get("/team/figure/", {"kpi": "win_rate"}).content.decode()
    assert "Team without them" in rate
    assert client_of(rep).get("/team/figure/").status_code == 403
    assert client_of(manager).get("/team/figure/", {"kpi": "x"}).status_code == 404


def test_a_rep_sees_own_share_and_nobody_else_s(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    from crm.models import Organisation

    factories.won_deal(owner=rep, at=paris(2026, 11, 3), amount=3_141_500)
    factories.won_deal(owner=teammate, at=paris(2026, 11, 4), amount=2_718_200)
    snapshots.drain(now=NOW)
    client = client_of(rep)

    text = client.get("/figures/").content.decode()
    assert "My part of the team" in text
    assert "53.6%" in text
    assert "27,182" not in text

    organisation = Organisation.current()
    organisation.figures_seen_by_reps = Organisation.FiguresSeen.NOTHING
    organisation.save()
    caches["local"].clear()
    assert "My part of the team" not in client.get("/figures/").content.decode()
