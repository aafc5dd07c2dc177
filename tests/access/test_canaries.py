"""No answer holds a byte of somebody else's data (reliability A9, G3).

Each person's records carry a word and their one win an amount that nobody else's hold. Every list,
file, search, form, figure, split and answer of the API is asked for, as it is and narrowed; foreign
words in an answer are leaks, and an answer without the reader's own words proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from kpis.catalogue import KPIS
from tests.access.asking import NAMED, nothing_kept, send
from tests.access.principals import BROWSERS, PROGRAMS, Principal
from tests.access.world import World, canaries_in

#: Whatever may be put behind the address of a list without naming anybody.
LISTS = {
    "crm:prospects": ("", "q=findable", "sort=-name", "page=99"),
    "crm:prospects-csv": ("", "q=findable"),
    "crm:prospect-find": ("", "q=findable", "q=canary"),
    "crm:search": ("q=findable", "q=canary"),
    "crm:duplicates": ("",),
    "crm:likely": ("name=Findable+canary", "email=canary-rep-x@prospect.test"),
    "crm:notices": ("",),
    "crm:bell": ("",),
    "crm:pipeline": (
        "",
        "whose=all",
        "whose=mine",
        "view=list",
        "view=list&q=findable",
    ),
    "crm:deals-csv": ("", "q=findable"),
    "crm:activities": ("", "q=findable"),
    "crm:activities-csv": ("",),
    "crm:voice": ("", "q=findable"),
    "crm:voice-csv": ("",),
    "crm:voice-summary": ("",),
    "crm:survey-answers": ("", "sent=1"),
    "crm:survey-answer-new": ("",),
    "crm:verbatims": ("",),
    "crm:verbatim-new": ("",),
    "crm:reviews": ("",),
    "crm:review-new": ("",),
    "crm:today": ("",),
    "crm:plan-tomorrow": ("",),
    "crm:week": ("", "on=2026-11-20"),
    "crm:log": ("", "plan=1"),
    "crm:prospect-new": ("",),
    "crm:deal-new": ("",),
    "crm:complaint-new": ("",),
    "crm:preferences": ("",),
    "crm:setup": ("",),
    "kpis:my-figures": ("", "period=quarter", "compare=year"),
    "kpis:today-strip": ("",),
    "kpis:freshness": ("",),
    "kpis:team": ("", "period=year"),
    "kpis:team-csv": ("",),
    "kpis:rankings": (
        "",
        "kpi=deals_won",
        "basis=share",
        "basis=progress",
        "kpi=rep_score",
        "of=teams",
    ),
    "kpis:ranking-parts": ("",),
    "kpis:ranking-csv": ("", "kpi=deals_won"),
    "kpis:noticed": ("", "period=year"),
    "kpis:noticed-few": ("",),
    "kpis:noticed-changed": ("",),
    "kpis:correlation": ("", "x=deals_won&y=revenue&by=rep"),
    "kpis:choose": ("",),
    "kpis:summary": ("", "period=year"),
    "kpis:quality": (
        "",
        "whose=seen",
        "missing=deal_amount",
        "missing=activity_outcome",
    ),
    "kpis:catalogue": ("", "q=deals"),
    "kpis:catalogue-csv": ("",),
    "kpis:targets": ("", "span=quarter"),
    "kpis:target-beside": ("",),
    "kpis:targets-csv": ("",),
}
#: One KPI a kind of formula: a page of explanation is the dearest of all.
EXPLAINED = ("revenue", "win_rate", "sales_cycle_mean", "pipeline_value")
DAYS = "from=2026-11-01&to=2026-11-30"
API = (
    *(f"/api/v1/{kind}/" for kind in ("activities", "prospects", "deals")),
    "/api/v1/prospects/?q=findable",
    "/api/v1/deals/?q=findable&state=won",
    "/api/v1/kpis/",
    f"/api/v1/kpis/values/?kpi=revenue,deals_won,calls&{DAYS}&by=rep",
    f"/api/v1/kpis/values/?kpi=revenue&{DAYS}&by=team",
    f"/api/v1/kpis/values/?kpi=revenue&{DAYS}&by=source,day",
    f"/api/v1/kpis/values/?kpi=revenue&{DAYS}&compare=year",
)


def addresses() -> Iterator[str]:
    for route, queries in LISTS.items():
        for query in queries:
            yield f"{reverse(route)}?{query}"
    for key in EXPLAINED:
        yield f"{reverse('kpis:explain', args=[key])}?period=quarter"
        yield f"{reverse('kpis:rows-csv', args=[key])}?period=quarter"
    for key, by in (("revenue", "rep"), ("revenue", "team"), ("win_rate", "rep")):
        yield f"{reverse('kpis:split-csv', args=[key])}?by={by}"


def api_addresses() -> Iterator[str]:
    yield from API
    for key in KPIS:
        yield f"/api/v1/kpis/{key}/rows/?{DAYS}"


def naming(world: World) -> Iterator[str]:
    """Addresses that name somebody, or a record of theirs, in the path or behind it."""
    # Whoever asks, some of these are outside, and for leaders one is inside.
    for who in ("rep", "other_rep", "outsider"):
        yield from naming_records(world, who)
    for who in ("rep", "other_rep"):
        yield from naming_figures(f"rep={world.people[who].pk}")
    for team in (world.teams["north"], world.teams["south"]):
        yield from naming_figures(f"team={team.pk}")


def naming_records(world: World, who: str) -> Iterator[str]:
    own, person = world.things[who], world.people[who]
    for record, name in NAMED.items():
        if record != "target":
            yield reverse(f"crm:{record}", args=[getattr(own, name).pk])
    behind = f"?prospect={own.prospect.pk}&deal={own.won.pk}"
    for form in ("log", "deal-new", "complaint-new"):
        yield reverse(f"crm:{form}") + behind
    for page in ("prospects", "activities", "voice", "pipeline"):
        yield f"{reverse(f'crm:{page}')}?owner={person.pk}&rep={person.pk}"
    yield f"{reverse('crm:pipeline')}?whose={person.pk}"


def naming_figures(behind: str) -> Iterator[str]:
    for page in ("my-figures", "team", "rankings", "targets"):
        yield f"{reverse(f'kpis:{page}')}?{behind}"
    for page in ("explain", "rows-csv"):
        yield f"{reverse(f'kpis:{page}', args=['revenue'])}?{behind}"


def api_naming(world: World) -> Iterator[str]:
    for who, own in world.things.items():
        email = world.people[who].email
        for kind, row in (
            ("activities", own.held),
            ("prospects", own.prospect),
            ("deals", own.won),
        ):
            yield f"/api/v1/{kind}/{row.pk}/"
            yield f"/api/v1/{kind}/?{'rep' if kind == 'activities' else 'owner'}={email}"
        yield f"/api/v1/activities/?prospect={own.prospect.pk}"
        yield f"/api/v1/deals/?prospect={own.prospect.pk}"
        yield f"/api/v1/kpis/values/?kpi=revenue&{DAYS}&rep={email}"
        yield f"/api/v1/kpis/revenue/rows/?{DAYS}&rep={email}"
    for name in ("North", "South", "France"):
        yield f"/api/v1/kpis/values/?kpi=revenue&{DAYS}&team={name}"
        yield f"/api/v1/kpis/revenue/rows/?{DAYS}&team={name}"


def leaks(
    world: World, principal: Principal, asked: list[str]
) -> tuple[list[str], set[str]]:
    """(answers with foreign data, whose data was seen at all)."""
    found, seen = [], set()
    for url in asked:
        for headers in ways_of(principal, url):
            with nothing_kept():
                answer = send(principal, "GET", url, {}, **headers)
            assert answer.status_code < 500, (url, answer.status_code)
            body = answer.getvalue() + repr(sorted(answer.headers.items())).encode()
            # The way to the sign-in page repeats the address that was asked, and no more.
            asked_for = urlencode({"next": url}, safe="/").encode()
            held = canaries_in(body.replace(asked_for, b""))
            seen |= held
            if foreign := held - principal.reads():
                found.append(f"{principal.name} {url} {headers}: {sorted(foreign)}")
    return found, seen


#: As a page, and as the piece of it that htmx asks for.
FRAGMENTS: tuple[dict[str, str], ...] = ({}, {"HX-Request": "true"})


def ways_of(principal: Principal, url: str) -> tuple[dict[str, str], ...]:
    """Pieces hold what their pages hold: a rep of another team and two who lead ask for them too.

    A page as it is, the matrix asks of everybody (test_matrix.py).
    """
    if not url.endswith("?"):
        return ({},)
    asks = principal.name in ("other_rep", "other_manager", "manager")
    return FRAGMENTS[1:] if asks else ()


def everything(world: World, principal: Principal) -> list[str]:
    asked = [*api_addresses(), *api_naming(world)]
    if not principal.program:
        asked += [*addresses(), *naming(world)]
    return asked


@pytest.mark.parametrize("name", [*BROWSERS, *PROGRAMS])
def test_no_answer_holds_foreign_data(world, entered, name) -> None:
    principal = entered(name)

    found, seen = leaks(world, principal, everything(world, principal))

    assert found == []
    # The question was asked where answers are: everything that may be read was read.
    assert seen == principal.reads() & set(world.things) | (
        {"teammate"} if name == "reading_teammate" else set()
    )
