"""What a body may name and what it may not set (reliability A5, A6, G5).

A record or a person outside the scope is refused exactly like one that does not exist; a field that the
route does not take changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from config.policy import POLICY, Who
from tests.access.asking import (
    BODIES,
    MISSING,
    SENDS,
    address,
    body,
    nothing_kept,
    observed,
    row_for,
    send,
)
from tests.access.matrix import promised
from tests.access.principals import Principal
from tests.access.state import State, moved, rows_of, state
from tests.access.world import World

#: (route, field of the body, whose record or whom it names): each id is another team's.
FOREIGN = (
    ("crm:log", "prospect", "prospect"),
    ("crm:log", "contact", "contact"),
    ("crm:log", "deal", "deal"),
    ("crm:deal-new", "prospect", "prospect"),
    ("crm:deal-new", "owner", "person"),
    ("crm:complaint-new", "prospect", "prospect"),
    ("crm:complaint-new", "deal", "won"),
    ("crm:prospect-assign", "owner", "person"),
    ("crm:deal-assign", "owner", "person"),
    ("crm:complaint-assign", "owner", "person"),
    ("crm:merge", "with", "prospect"),
    ("crm:survey-send", "contact", "contact"),
    ("crm:survey-send", "deal", "won"),
    ("crm:survey-answer-new", "prospect", "prospect"),
    ("crm:survey-answer-new", "contact", "contact"),
    ("crm:verbatim-new", "prospect", "prospect"),
    ("crm:verbatim-new", "deal", "deal"),
    ("crm:review-new", "prospect", "prospect"),
    ("crm:time-new", "rep", "person"),
    ("crm:prospects-bulk", "owner", "person"),
    ("crm:prospect-edit", "parent", "prospect"),
    ("crm:view-new", "team", "team"),
    ("kpis:choose", "team", "team"),
    ("kpis:targets", "team", "team"),
    ("kpis:alert-rule-new", "whose", "about"),
    ("kpis:alert-rule-new", "whose", "about team"),
    ("kpis:alert-rule", "whose", "about"),
    ("kpis:plan-new", "whose", "about"),
    ("kpis:plan-new", "whose", "about team"),
    ("kpis:plan-new", "owner", "person"),
    ("kpis:plan-edit", "owner", "person"),
    ("kpis:priority-new", "team", "team"),
    ("api:activities", "prospect", "prospect"),
    ("api:activities", "contact", "contact"),
    ("api:activities", "deal", "deal"),
    ("api:activities", "rep", "email"),
    ("api:prospects", "parent", "prospect"),
    ("api:prospects", "owner", "email"),
    ("api:deals", "prospect", "prospect"),
    ("api:deals", "owner", "email"),
)
#: What names nobody, where it is no number.
MISSES = {
    "email": "nobody@boussole.test",
    "about": f"person:{MISSING}",
    "about team": f"team:{MISSING}",
}
#: Not fields of the route: sent to it they change nothing, whatever they hold.
NOT_TAKEN = {("crm:prospect-edit", "parent")}


def id_of(world: World, whose: str, what: str) -> Any:
    if what == "person":
        return world.people[whose].pk
    if what == "email":
        return world.people[whose].email
    if what == "about":
        return f"person:{world.people[whose].pk}"
    if what == "team":
        return world.teams["south"].pk
    if what == "about team":
        return f"team:{world.teams['south'].pk}"
    return getattr(world.things[whose], what).pk


def ask(
    world: World, principal: Principal, route: str, changes: dict[str, Any]
) -> tuple[Any, Any]:
    rule = POLICY[route]
    row = row_for(world, route, rule.record) if rule.record else None
    before = state()
    data = body(world, route, principal.role, row) | changes
    # What an earlier answer had to say is told by the next page.
    principal.client.cookies.pop("messages", None)
    with nothing_kept():
        return observed(
            lambda: send(
                principal, "POST", address(route, row.pk if row else None), data
            ),
            before,
        )


@pytest.mark.parametrize("name", ["rep", "manager"])
def test_another_teams_id_is_refused_like_a_missing_one(world, entered, name) -> None:
    principal = entered(name)
    wrong = [
        f"{route} {field}: {said}"
        for route, field, what in FOREIGN
        for said in unlike_missing(world, principal, route, field, what)
    ]

    assert wrong == []


def unlike_missing(
    world: World, principal: Principal, route: str, field: str, what: str
) -> Iterator[str]:
    foreign = id_of(world, "other_rep", what)
    missing = MISSES.get(what, MISSING)
    answer, effects = ask(world, principal, route, {field: foreign})
    other, _nothing = ask(world, principal, route, {field: missing})
    if (route, field) in NOT_TAKEN:
        if answer.status_code != 303:
            yield f"{answer.status_code}"
        return
    # To a rep these addresses say no to anything.
    refusals = (403,) if _for_leaders(principal, route) else (400, 404, 422)
    if answer.status_code not in refusals:
        yield f"{answer.status_code} instead of a refusal"
    if answer.status_code != other.status_code:
        yield f"{answer.status_code}, and {other.status_code} for a missing one"
    if unsaid(answer, foreign) != unsaid(other, missing):
        yield "the body tells them apart"
    if effects:
        yield f"moved {effects}"


def _for_leaders(principal: Principal, route: str) -> bool:
    return POLICY[route].who == Who.LEADERS and principal.role == "rep"


def unsaid(answer: Any, value: Any) -> str:
    """The body without what was sent, which a form gives back, and without random tokens."""
    text = answer.content.decode()
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "uuid", text)
    text = re.sub(r"[A-Za-z0-9]{64}", "token", text).replace(str(value), "#")
    # A short id also stands inside other numbers, twice in 77.
    return re.sub(r"[#\d]+", "#", text)


@pytest.mark.parametrize("name", ["teammate", "other_rep", "outsider", "other_manager"])
def test_undoing_a_log_takes_no_foreign_activity_along(world, entered, name) -> None:
    principal = entered(name)
    helper = world.helper_of(name)
    own = world.things[helper].held
    foreign = world.things["rep"].held
    with nothing_kept():
        send(principal, "POST", f"/activities/{own.pk}/delete/", {"undo": foreign.pk})
        kept = [row["id"] for row in rows_of("crm_activity")]

    assert foreign.pk in kept


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("other_manager", {"team": "north"}),
        ("manager", {"team": "south"}),
    ],
)
def test_targets_of_another_managers_team_are_not_there(
    world, entered, name, data
) -> None:
    principal = entered(name)
    common = {"kpi": "revenue", "span": "month", "on": "2026-12-01"}

    def sent(team: int) -> Any:
        before = state()
        with nothing_kept():
            return observed(
                lambda: send(principal, "POST", "/targets/", common | {"team": team}),
                before,
            )

    hidden, effects = sent(world.teams[data["team"]].pk)
    missing, _nothing = sent(MISSING)

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content
    assert not effects


def test_a_target_for_somebody_of_another_team_is_not_set(world, entered) -> None:
    principal, foreign = entered("manager"), world.people["other_rep"]
    data = body(world, "kpis:targets", "manager", None)
    before = len(rows_of("kpis_target"))
    with nothing_kept():
        answer = send(
            principal, "POST", "/targets/", data | {f"user-{foreign.pk}-2026-12": "1"}
        )
        written = rows_of("kpis_target")

    assert answer.status_code == 302
    assert len(written) == before + 1
    assert written[-1]["user_id"] == world.people["rep"].pk


# -- mass assignment ---------------------------------------------------------------------------


def hostile(world: World) -> dict[str, Any]:
    """Every column that decides who owns, who counts and who may: as a form would name it."""
    foreign = world.people["other_rep"]
    moment = "2020-01-01T00:00"
    return {
        **dict.fromkeys(("owner", "owner_id", "rep", "rep_id", "by"), foreign.pk),
        **dict.fromkeys(("logged_by", "logged_by_id", "user", "user_id"), foreign.pk),
        **dict.fromkeys(("team", "team_id"), world.teams["south"].pk),
        **dict.fromkeys(("pk", "id"), MISSING),
        **dict.fromkeys(("role",), "admin"),
        **dict.fromkeys(("is_active", "sells", "is_admin"), ""),
        **dict.fromkeys(("created_at", "opened_at", "detected_at"), moment),
        **dict.fromkeys(("won_at", "lost_at", "converted_at", "logged_at"), moment),
        **dict.fromkeys(("answered_at", "resolved_at", "archived_at"), moment),
        **dict.fromkeys(("state",), "won"),
        **dict.fromkeys(("base_amount", "weighted", "rate", "count"), 999_999),
        **dict.fromkeys(("version", "external_id", "email", "password"), "7"),
        **dict.fromkeys(("status", "target_kind", "planned_at"), "customer"),
        **dict.fromkeys(("stage", "stage_id", "probability"), MISSING),
    }


#: Fields of the body that a route does take, though nobody's form shows them.
TAKEN = {
    "crm:activity-cancel": {"status"},
    "crm:activity-move": {"at"},
    "crm:prospect-new": {"email"},
    "crm:prospect-edit": {"email"},
    "crm:contact-new": {"email"},
    "crm:deal-lose": {"stage"},
    "crm:deal-win": {"version"},
    "crm:deal-reopen": {"version"},
    "crm:deal-assign": {"version"},
    "crm:deal-reason": {"version"},
    "crm:merge": {"version"},
    "crm:contact-edit": {"email"},
    "crm:survey-send": {"email"},
    "kpis:choose": {"team"},
    "kpis:alert-rule": {"count"},
    "kpis:alert-rule-new": {"count"},
    "crm:prospects-bulk": {"owner"},
    "crm:view-new": {"team"},
    "crm:view-edit": {"team"},
    # What an admin says of a person, a product, a cost.
    "crm:setup-person-new": {"team"},
    "crm:setup-products-new": {"external_id"},
    "crm:setup-products-edit": {"external_id"},
    "crm:setup-costs-new": {"team"},
    "crm:setup-costs-edit": {"team"},
}
#: They read: nothing is written and nowhere is gone to.
ONLY_READ = {"crm:log-read"}
#: Random or counted, as the names of kept files are: they differ between any two writings.
#: The way back of a write holds its rows, with such ids in them.
VOLATILE = ("client_uuid", "id", "row_id", "digest", "images", "file", "stored")
Told = dict[str, list[dict[str, Any]]]


def written(
    world: World, principal: Principal, route: str, data: dict[str, Any], before: State
) -> tuple[int, Told]:
    """The code, and the tables that sending this moved."""
    rule = POLICY[route]
    row = row_for(world, route, rule.record) if rule.record else None
    with nothing_kept():
        answer = send(principal, "POST", address(route, row.pk if row else None), data)
        after = state()
        told = {table: list(_told(table)) for table in moved(before, after)}
        return answer.status_code, told


def _told(table: str) -> Iterator[dict[str, Any]]:
    for row in rows_of(table):
        # Nobody's password yet: an exclamation mark, and random signs behind it.
        if str(row.get("password", "")).startswith("!"):
            row["password"] = "!"
        yield {name: value for name, value in row.items() if name not in VOLATILE}


@pytest.mark.parametrize("name", ["rep", "manager", "admin"])
def test_a_field_the_route_does_not_take_changes_nothing(world, entered, name) -> None:
    principal = entered(name)
    before = state()
    wrong = [
        f"{route}: {said}"
        for route in sorted({*SENDS, *BODIES})
        if promised(principal, route, POLICY[route], "POST") == {200}
        for said in assigned(world, principal, route, before)
    ]

    assert wrong == []


def assigned(
    world: World, principal: Principal, route: str, before: State
) -> Iterator[str]:
    """What fields that nobody takes changed, or that nobody objected to them."""
    rule = POLICY[route]
    row = row_for(world, route, rule.record) if rule.record else None
    usual = body(world, route, principal.name, row)
    skipped = {*usual, *TAKEN.get(route, ())}
    extra = {k: v for k, v in hostile(world).items() if k not in skipped}
    code, plain = written(world, principal, route, usual, before)
    # The file of a body can be read once: it is made anew.
    keys = {name: usual[name] for name in ("token", "client_uuid") if name in usual}
    once_more = body(world, route, principal.name, row) | keys
    sent = once_more | extra
    again, mixed = written(world, principal, route, sent, before)
    if code not in (201, 302, 303) and route not in ONLY_READ:
        yield f"{code}: the body does not work"
    # A program that sends what nobody takes is told so; a form's extra fields are nobody's.
    wanted, kept = (400, {}) if route.startswith("api:") else (code, plain)
    if again != wanted:
        yield f"{again} instead of {wanted}"
    for table in sorted({*mixed, *kept}):
        if mixed.get(table) != kept.get(table):
            yield f"{table} differs"
