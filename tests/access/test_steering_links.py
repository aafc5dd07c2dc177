"""What leaves by mail or by link: digests, the link under them, questions programs ask of figures."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from crm.models import Letter, Organisation, User
from crm.services import people
from kpis.catalogue import KPIS
from kpis.digests.choice import choose, rhythm_of, stop_token
from kpis.digests.sending import write_period
from kpis.periods import Period, whole
from kpis.ranking.choices import hide_from_colleagues
from kpis.spec import Audience
from tests.access.asking import nothing_kept, send
from tests.access.principals import Principal
from tests.access.test_steering_canaries import (
    NAMES,
    TOLD_SUMS,
    amounts_in,
    names_in,
    words_in,
)
from tests.access.told import WORDS, tell
from tests.access.world import READS, World, canaries_in
from tests.factories import NOW

DAYS = "from=2026-11-01&to=2026-11-30"


@pytest.fixture(scope="module")
def made(made: World) -> World:
    tell(made)
    return made


# -- mails -------------------------------------------------------------------------------------


def digests() -> dict[int, str]:
    """{person: what their digest of the month says}, for everybody who may sign in."""
    month = whole("month", NOW.date(), 1)
    for user in User.objects.filter(is_active=True).exclude(email=""):
        choose(user=user, rhythm="month", by=user, now=NOW)
    write_period("month", Period(month.first, month.end), NOW)
    return {
        letter.user_id: f"{letter.subject} {letter.text} {letter.html}"
        for letter in Letter.objects.filter(key__startswith="digest:")
        if letter.user_id is not None
    }


def may_know(who: str) -> set[str]:
    words = {word for word, hears in WORDS.items() if who in hears}
    return {who, *READS.get(who, ()), *TOLD_SUMS.get(who, set()), *words}


@pytest.mark.parametrize("seen", list(Organisation.FiguresSeen))
def test_a_digest_says_what_its_reader_may_see(world, seen) -> None:
    people.edit_organisation(by=None, now=NOW, figures_seen_by_reps=seen)
    # Two teams led, and a manager of none.
    both = list(world.teams.values())
    people.set_managers(
        team=both[1],
        managers=[world.people["manager"], world.people["other_manager"]],
        by=None,
        now=NOW,
    )
    mails = digests()

    assert len(mails) == len(world.people)
    for who, person in world.people.items():
        body = mails[person.pk].encode()
        known = may_know(who)
        names = NAMES.get(who, set(world.people)) | {who}
        if who == "manager":
            known, names = known | may_know("other_manager"), names | NAMES["other_rep"]
        held = canaries_in(body) | amounts_in(body) | words_in(body)
        assert held <= known, who
        assert names_in(body, world) <= names, who
    assert "rep" in canaries_in(mails[world.people["rep"].pk].encode())


def test_somebody_who_leads_no_more_is_sent_their_own_figures_only(world) -> None:
    person = world.people["manager"]
    User.objects.filter(pk=person.pk).update(role=User.Role.REP)

    body = digests()[person.pk].encode()

    assert canaries_in(body) | amounts_in(body) | words_in(body) == set()


def test_a_link_that_stops_does_nothing_else(world) -> None:
    """Forged, made for another purpose, of somebody who left: one answer, and nothing moves."""
    rep, gone, admin = (world.people[who] for who in ("rep", "gone", "admin"))
    choose(user=rep, rhythm="week", by=rep, now=NOW)
    token = stop_token(gone)
    people.deactivate(user=gone, by=admin, now=NOW)
    good = stop_token(rep)
    forged = (
        token,
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        signing.dumps(rep.pk),
        signing.dumps(rep.pk, salt="crm.exports"),
        signing.dumps({"pk": rep.pk}, salt="elsewhere"),
        str(rep.pk),
    )
    browser = Client()

    answers = [
        ask(reverse("kpis:digest-stop", args=[each]))
        for each in forged
        for ask in (browser.get, browser.post)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert rhythm_of(rep) == "week"
    page = browser.get(reverse("kpis:digest-stop", args=[good])).content
    assert not names_in(page, world)
    assert "_auth_user_id" not in browser.session


# -- programs ----------------------------------------------------------------------------------


def program(world: World, who: str) -> Principal:
    _kept, token = AuthToken.objects.create(user=world.people[who])
    client = Client(REMOTE_ADDR="203.0.113.9")
    client.defaults["HTTP_AUTHORIZATION"] = f"Token {token}"
    return Principal(f"{who}_program", client)


def questions(world: World) -> list[str]:
    """Figures split and narrowed in every way, and their rows."""
    values, rows = "/api/v1/kpis/values/?kpi=", "/api/v1/kpis/{}/rows/?" + DAYS
    splits = ("", "&by=rep", "&by=team", "&by=rep,day", "&compare=previous")
    whose = [f"&rep={world.people[who].email}" for who in ("rep", "other_rep")]
    teams = [f"&team={team}" for team in ("North", "South", "France")]
    behind = (*splits, *whose, *(f"{team}&by=rep" for team in teams))
    asked = []
    for key in ("revenue", "pipeline_due", "deals_won", "win_rate"):
        asked += [f"{values}{key}&{DAYS}{more}" for more in behind]
        asked += [rows.format(key) + more for more in ("&page_size=100", *teams)]
    return asked


@pytest.mark.parametrize(
    "who", ["rep", "teammate", "other_rep", "outsider", "manager", "other_manager"]
)
def test_a_program_is_told_no_more_than_its_owner(world, who) -> None:
    principal, seen = program(world, who), set()
    known = {who, *READS.get(who, ())} | (
        TOLD_SUMS["manager"] if who == "manager" else set()
    )
    for url in questions(world):
        with nothing_kept():
            answer = send(principal, "GET", url, {})
        assert answer.status_code in (200, 404), url
        body = answer.getvalue()
        held = canaries_in(body) | amounts_in(body)
        assert held <= known, (url, held - known)
        assert names_in(body, world) <= NAMES[who], url
        seen |= held
    assert seen - set(TOLD_SUMS["manager"]) == known & {*READS["admin"]}


def test_a_token_loses_what_its_owner_loses(world) -> None:
    principal = program(world, "manager")
    url = f"/api/v1/kpis/values/?kpi=revenue&{DAYS}&by=rep"
    assert canaries_in(send(principal, "GET", url, {}).content) == set(READS["manager"])
    hidden = [k.key for k in KPIS.values() if k.audience == Audience.MANAGER]
    User.objects.filter(pk=world.people["manager"].pk).update(role=User.Role.REP)

    assert canaries_in(send(principal, "GET", url, {}).content) == set()
    for key in hidden:
        asked = f"/api/v1/kpis/values/?kpi={key}&{DAYS}"
        assert send(principal, "GET", asked, {}).status_code == 404, key


# -- a name kept from colleagues ---------------------------------------------------------------


#: Boards, and the ranks beside other figures.
BOARDS = ("rankings", "ranking-csv", "my-figures", "after-log", "today-strip")


@pytest.mark.parametrize("seen", list(Organisation.FiguresSeen))
def test_who_asked_not_to_be_named_is_named_on_boards_to_who_leads_alone(
    world, entered, seen: Any
) -> None:
    """With everybody's figures too, where a split by person is the organisation's choice."""
    people.edit_organisation(by=None, now=NOW, figures_seen_by_reps=seen)
    hidden = world.people["rep"]
    hide_from_colleagues(user=hidden, private=True, now=NOW)
    boards = [reverse(f"kpis:{name}") + "?period=month" for name in BOARDS]
    boards.append(reverse("kpis:export", args=["rankings"]) + "?period=month")
    parts = f"{reverse('kpis:ranking-parts')}?rep={hidden.pk}"

    for who in ("teammate", "other_rep"):
        for url in boards:
            body = send(entered(who), "GET", url, {}).getvalue()
            assert hidden.full_name.encode() not in body, (who, url)
            assert "rep" not in canaries_in(body), (who, url)
        assert send(entered(who), "GET", parts, {}).status_code == 404, who
    for who in ("manager", "admin"):
        body = send(entered(who), "GET", boards[0], {}).getvalue()
        assert hidden.full_name.encode() in body, who
