"""The catalogue page: found by any name in any language, by step, kind and aim."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from crm.models import Organisation, User
from kpis.tiles import presets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


def keys(client: Client, **asked: str) -> list[str]:
    """The figures that the page shows, in its order."""
    text = client.get("/figures/catalogue/", asked).content.decode()
    return [
        part.split('"', 1)[0]
        for part in text.split('<section class="card span-6" id="')[1:]
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Win rate",
        "WIN RATE",
        "taux de transformation",
        "TAUX   de  Transformation",
        "win_rate",
        "Wïn râte",
    ],
)
def test_a_figure_is_found_by_what_anybody_calls_it(
    words: str, rep: User, client_of: SignIn
) -> None:
    wanted = "sql_conversion" if "ransformation" in words else "win_rate"

    assert wanted in keys(client_of(rep), q=words)


def test_a_french_name_is_found_on_an_english_page_and_the_other_way_round(
    rep: User, client_of: SignIn
) -> None:
    assert "calls_made_all" in keys(client_of(rep), q="appels emis")
    assert keys(client_of(rep), q="DEMONSTRATIONS qui ont eu lieu") == ["demos"]
    rep.language = "fr"
    rep.save(update_fields=["language"])
    assert "calls_made_all" in keys(client_of(rep), q="calls made")


def test_what_no_name_holds_is_said(rep: User, client_of: SignIn) -> None:
    text = client_of(rep).get("/figures/catalogue/", {"q": "zeppelin"}).content

    assert "No figure matches" in text.decode()


def test_the_page_narrows_by_step_kind_and_aim(
    manager: User, client_of: SignIn
) -> None:
    client = client_of(manager)

    assert "quotes_sent" in keys(client, step="propose")
    assert "retention" not in keys(client, step="propose")
    heard = keys(client, kind="qualitative")
    assert "nps" in heard
    assert "revenue" not in heard
    aimed = keys(client, preset="growth")
    assert sorted(aimed) == sorted(presets.PRESETS["growth"])
    assert keys(client, preset="growth", step="keep") == []
    assert keys(client, step="nowhere") == keys(client)


def test_the_file_holds_what_the_page_shows(manager: User, client_of: SignIn) -> None:
    answer = client_of(manager).get("/figures/catalogue.csv", {"preset": "growth"})
    lines = answer.getvalue().decode("utf-8-sig").splitlines()

    assert len(lines) == 1 + len(presets.PRESETS["growth"])


def test_an_entry_says_everything_about_its_figure(
    rep: User, client_of: SignIn
) -> None:
    organisation = Organisation.current()
    organisation.minimum_sample = 7
    organisation.cycle_start = Organisation.CycleStart.DETECTED
    organisation.save()

    text = client_of(rep).get("/figures/catalogue/", {"q": "sales_cycle"})
    said = text.content.decode()

    for part in (
        "Not judged below 7 cases.",
        "Your organisation chose: start of the sales cycle: prospect detected.",
        "mean, median and p90 of days over: deals won",
        "lower is better",
        "version 1",
    ):
        assert part in said, part
