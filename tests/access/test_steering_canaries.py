"""No page, file or fragment of steering says what its reader may not know (reliability A9, G3).

As ``test_canaries.py``, for figures, forecasts, one-to-ones, remarks, plans, alerts, priorities, lists
of customers and every file: records by their words and amounts, what people said to each other, names
of people of other teams, and sums from which a colleague's part could be subtracted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pypdf
import pytest
from django.urls import reverse

from config.policy import POLICY
from crm.models import Organisation
from crm.services import people
from crm.writers.formats import PDF, XLSX
from kpis.commenting import proposals_of
from kpis.models import ActionPlan, Alert, RankingRules
from kpis.views.parts.exported import EXPORTS
from tests.access import test_canaries as lists
from tests.access.asking import NAMED, nothing_kept, send
from tests.access.principals import Principal, enter
from tests.access.told import IN_TEAM, OPEN, SUMS, WORDS, leaders_word, tell
from tests.access.world import WINS, World, canaries_in
from tests.factories import NOW

#: What is put behind the address of a page without naming anybody.
PAGES: dict[str, tuple[str, ...]] = {
    "kpis:my-figures": ("",),
    "kpis:today-strip": ("",),
    "kpis:after-log": ("", "kind=call"),
    "kpis:summary": ("",),
    "kpis:rankings": ("", "of=teams", "page=2"),
    "kpis:ranking-parts": ("",),
    "kpis:score-cards": ("",),
    "kpis:score-card-new": ("",),
    "kpis:team": ("", "sort=revenue"),
    "kpis:team-strengths": ("",),
    "kpis:team-figure": ("", "kpi=deals_won"),
    "kpis:review": ("", "period=month&on=2026-11-01", "full=1"),
    "kpis:digest": ("",),
    "kpis:months": ("",),
    "kpis:funnel": ("", "period=year"),
    "kpis:forecast": (
        "",
        "category=commit&every=1",
        "category=none",
        "as_of=2026-11-19",
        "span=12&taken=10",
    ),
    "kpis:worth": ("", "of=source", "by=deals_won", "page=2", "period=month"),
    "kpis:risk": ("", "page=2"),
    "kpis:risk-few": ("",),
    "kpis:risk-today": ("",),
    "kpis:customer-list": ("", "since=0", "revenue=1", "quiet=0", "page=2"),
    "kpis:prospecting": ("",),
    "kpis:alerts": ("", "page=2"),
    "kpis:alerts-history": ("",),
    "kpis:alert-rules": ("",),
    "kpis:alert-rule-new": ("", "kpi=revenue&whose=company"),
    "kpis:plans": ("", "page=2"),
    "kpis:plan-new": ("", "kpi=revenue&whose=company"),
    "kpis:priority-new": ("",),
    "kpis:choose": ("",),
    "kpis:quality": ("",),
    "kpis:noticed": ("",),
    "kpis:correlation": ("by=rep", "by=team"),
    "kpis:targets": ("",),
    "crm:today": ("",),
    "crm:notices": ("",),
    "crm:search": ("q=Camille", "q=garnier", "q=between", "q=inteam", "q=leaders"),
}
EXPLAINED = ("revenue", "win_rate", "pipeline_due", "new_customers", "emails_sent")
#: Pages that take ``rep=`` and ``team=``.
NAMING = (
    *("my-figures", "summary", "rankings", "ranking-parts", "team", "team-strengths"),
    *("team-figure", "review", "funnel", "forecast", "worth", "risk", "risk-few"),
    *("customer-list", "prospecting", "quality", "noticed", "correlation"),
    *("targets", "target-beside", "choose", "after-log", "today-strip", "priority-new"),
)
#: Not asked by their own address: what there is for everybody alike, what the matrix asks of records.
ELSEWHERE = {
    "kpis:opened": "writes",
    "kpis:retire": "an admin's form about an indicator",
    "kpis:digest-stop": "test_steering_links.py",
    "kpis:month": "for admins, in the matrix",
    "kpis:month-close": "for admins, in the matrix",
    "kpis:export": "each of its names",
}


@pytest.fixture(scope="module")
def made(made: World) -> World:
    tell(made)
    return made


def addresses(world: World) -> Iterator[str]:
    for route, queries in PAGES.items():
        for query in queries:
            yield f"{reverse(route)}?{query}"
    for key in EXPLAINED:
        yield f"{reverse('kpis:explain', args=[key])}?period=month"
        yield f"{reverse('kpis:explain', args=[key])}?period=month&by=rep"
    for who in ("rep", "teammate", "other_rep", "outsider"):
        yield reverse("kpis:one-to-one", args=[world.people[who].pk])
    for name in EXPORTS:
        yield f"{reverse('kpis:export', args=[name])}?{AS_ASKED.get(name, '')}"
    yield f"{reverse('crm:take', args=['prospects'])}?q=findable"


#: What a file needs to know besides its name.
AS_ASKED = {
    "explain": "key=revenue&by=rep",
    "rows": "key=revenue",
    "month": "day=2026-09",
    "customer-list": "since=0",
}


def naming(world: World) -> Iterator[str]:
    """Each page and file for a person and a team, inside for some and outside for others."""
    asked = [
        *(f"rep={world.people[who].pk}" for who in ("rep", "other_rep")),
        *(f"team={world.teams[name].pk}" for name in ("north", "south")),
    ]
    for behind in asked:
        for page in NAMING:
            yield f"{reverse(f'kpis:{page}')}?{behind}"
        yield f"{reverse('kpis:explain', args=['revenue'])}?period=month&{behind}"
        for name in EXPORTS:
            more = AS_ASKED.get(name, "")
            yield f"{reverse('kpis:export', args=[name])}?{more}&{behind}"
    for who in ("rep", "other_rep"):
        key = f"key={world.people[who].pk}"
        yield f"{reverse('kpis:export', args=['one-to-one'])}?{key}"
        alert = Alert.objects.filter(user=world.people[who]).latest("pk")
        yield f"{reverse('kpis:plan-new')}?alert={alert.pk}"
        said = proposals_of(world.people["admin"]).filter(user=world.people[who])[0]
        yield f"{reverse('kpis:plan-new')}?proposal={said.pk}"
        plan = ActionPlan.objects.filter(user=world.people[who]).latest("pk")
        yield reverse("kpis:plan", args=[plan.pk])


# -- what an answer holds ----------------------------------------------------------------------


def text_of(answer: Any) -> bytes:
    """What a reader reads of the answer: of an archive, what its files hold."""
    content: bytes = answer.getvalue()
    media = answer.headers.get("Content-Type", "")
    if "pdf" in media:
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages).encode()
    if "zip" not in media and "spreadsheet" not in media:
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return b"\n".join(files.read(name) for name in files.namelist())


def amounts_in(body: bytes) -> set[str]:
    """Whose open deal the bytes hold, and which sums, by their amounts."""
    text = body.decode(errors="replace")
    for space in ("\u202f", "\u00a0", "&nbsp;", "&#x202f;", " ", ","):
        text = text.replace(space, "")
    known = {**OPEN, **SUMS}
    return {
        who
        for who, amount in known.items()
        if re.search(rf"(?<![\d.]){amount}(?:\.\d\d?)?(?!\d)", text)
    }


def words_in(body: bytes) -> set[str]:
    return {word for word in WORDS if word.encode() in body}


def names_in(body: bytes, world: World) -> set[str]:
    text = body.decode(errors="replace")
    return {
        who
        for who, person in world.people.items()
        if person.full_name in text or person.email in text
    }


# -- what each may know ------------------------------------------------------------------------

NORTH = {"rep", "teammate", "gone", "manager"}
SOUTH = {"other_rep", "other_manager"}
#: Whose names each may read: of the own team, of who wrote to them, of the teams they lead.
NAMES = {
    **dict.fromkeys(NORTH, NORTH),
    **dict.fromkeys(SOUTH, SOUTH),
    "outsider": {"outsider", "admin"},
}
#: Sums that may be read: a rep is told the total of the own team.
TOLD_SUMS = {
    **{who: {"north"} for who in NORTH},
    "admin": {"north", "company"},
}


def reader_of(principal: Principal) -> str:
    return principal.role.removeprefix("reading_")


def leaks(
    world: World, principal: Principal, asked: list[str], **known: set[str]
) -> tuple[list[str], set[str]]:
    """(what should not have been said, every canary that was seen). ``known``: more that may be."""
    found, seen = [], set()
    who = reader_of(principal)
    may_say = {word for word, hears in WORDS.items() if who in hears}
    may = principal.reads() | may_say | TOLD_SUMS.get(who, set())
    may |= known.get("held", set())
    names = known.get("names") or NAMES.get(who, set(world.people))
    for url in asked:
        with nothing_kept():
            answer = send(principal, "GET", url, {})
        assert answer.status_code < 500, (url, answer.status_code)
        body = text_of(answer)
        held = canaries_in(body) | amounts_in(body) | words_in(body)
        seen |= held
        if foreign := held - may:
            found.append(f"{principal.name} {url}: {sorted(foreign)}")
        if strange := names_in(body, world) - names:
            found.append(f"{principal.name} {url}: names {sorted(strange)}")
    return found, seen


READERS = ("rep", "reading_teammate", "other_rep", "outsider", "manager")
READERS = (*READERS, "other_manager", "admin")
#: One of each kind of reach also asks for people and teams by name: the others differ in whose they are.
ASK_BY_NAME = ("reading_teammate", "other_rep", "other_manager")


@pytest.mark.parametrize("name", READERS)
def test_no_page_or_file_of_steering_says_too_much(world, entered, name) -> None:
    principal = entered(name)
    asked = [*addresses(world), *(naming(world) if name in ASK_BY_NAME else ())]

    found, seen = leaks(world, principal, asked)

    assert found == []
    # What each may know was there to be read: the question was asked where answers are.
    who = reader_of(principal)
    assert {word for word, hears in WORDS.items() if who in hears} <= seen
    assert principal.reads() & set(WINS) <= seen
    assert TOLD_SUMS.get(who, set()) <= seen


@pytest.mark.parametrize("form", [XLSX, PDF])
@pytest.mark.parametrize("name", ["other_rep", "other_manager"])
def test_every_format_says_the_same(world, entered, name, form) -> None:
    asked = [
        f"{reverse('kpis:export', args=[each])}?{AS_ASKED.get(each, '')}&format={form}"
        for each in EXPORTS
    ]

    found, seen = leaks(world, entered(name), asked)

    assert found == []
    assert "other_rep" in seen


# -- the organisation's choices ----------------------------------------------------------------


def choose(**values: Any) -> None:
    people.edit_organisation(by=None, now=NOW, **values)


def test_everyones_figures_are_not_everyones_words(world, entered) -> None:
    """Where reps see all figures, they still read no record and nothing said between two people."""
    principal = entered("other_rep")
    choose(figures_seen_by_reps=Organisation.FiguresSeen.ALL)
    amounts = {*WINS, *OPEN, *SUMS}

    rows = [f"/api/v1/kpis/{key}/rows/?{lists.DAYS}" for key in EXPLAINED]
    found, seen = words_only(
        world, principal, [*addresses(world), *naming(world), *rows]
    )

    assert found == []
    assert amounts & seen > {"other_rep"}


def words_only(
    world: World, principal: Principal, asked: list[str]
) -> tuple[list[str], set[str]]:
    """As ``leaks``, of words alone: amounts and names are everybody's, and what is said of the own
    team's figures stands beside them."""
    who = reader_of(principal)
    may = {word for word, hears in WORDS.items() if who in hears} | {f"canary-{who}-x"}
    may |= {leaders_word(name) for name, hears in IN_TEAM.items() if who in hears}
    found, seen = [], set()
    for url in asked:
        with nothing_kept():
            answer = send(principal, "GET", url, {})
        assert answer.status_code < 500, (url, answer.status_code)
        body = text_of(answer)
        seen |= canaries_in(body) | amounts_in(body)
        said = set(re.findall(r"(?:canary|between|inteam|leaders)-\w+-x", str(body)))
        if foreign := said - may:
            found.append(f"{principal.name} {url}: {sorted(foreign)}")
    return found, seen


def test_own_figures_only(world, entered) -> None:
    """Where reps see nothing of colleagues: no sum of the team, no neighbour's name."""
    principal = entered("rep")
    choose(figures_seen_by_reps=Organisation.FiguresSeen.NOTHING)
    pages = [url for url in addresses(world) if "north" not in url]

    found, seen = leaks(world, principal, pages)

    assert found == []
    assert not seen & set(SUMS)


@pytest.mark.parametrize("seen_by", list(Organisation.FiguresSeen))
def test_rankings_kept_for_who_leads(world, entered, seen_by) -> None:
    principal = entered("rep")
    choose(figures_seen_by_reps=seen_by)
    RankingRules.objects.update_or_create(pk=1, defaults={"leaders_only": True})
    boards = ("rankings", "ranking-csv", "ranking-parts", "today-strip", "after-log")
    asked = [f"{reverse(f'kpis:{page}')}?period=month" for page in boards]
    asked += [f"{reverse('kpis:export', args=['rankings'])}?period=month"]

    for url in asked:
        body = text_of(send(principal, "GET", url, {}))
        assert world.people["teammate"].full_name.encode() not in body, url
        assert canaries_in(body) <= {"rep"}, url


# -- every page is asked -----------------------------------------------------------------------


def test_each_page_of_figures_is_asked_somewhere() -> None:
    """A page that is added and that no canary asks for is told here."""
    named = {f"crm:{record}" for record in NAMED}
    asked = {*PAGES, *lists.LISTS, *ELSEWHERE, *(f"kpis:{page}" for page in NAMING)}
    asked |= {"kpis:explain", "kpis:rows-csv", "kpis:split-csv", "kpis:one-to-one"}
    shown = {
        name
        for name, rule in POLICY.items()
        if name.startswith("kpis:") and "GET" in rule.methods and not rule.record
    }

    assert sorted(shown - asked - named) == []
    assert sorted(set(ELSEWHERE) - set(POLICY)) == []


def test_a_remark_shown_to_everybody_is_found(
    world, entered: Callable[[str], Principal], monkeypatch
) -> None:
    """The harness goes red: plans of everybody on the page of a rep of another team."""
    principal = enter(world, "other_rep")
    monkeypatch.setattr(
        "kpis.views.plans.plans_of", lambda _user: ActionPlan.objects.all()
    )

    found, _seen = leaks(world, principal, [reverse("kpis:plans")])

    assert any("between-rep-x" in said for said in found)
    assert any("names" in said for said in found)
