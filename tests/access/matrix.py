"""Every route x method against what the policy and the scope promise: what is wrong, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from config.policy import POLICY, Rule, Who
from tests.access import day
from tests.access.asking import (
    METHODS,
    MISSING,
    QUERIES,
    Effects,
    address,
    body,
    leads,
    nothing_kept,
    observed,
    row_for,
    send,
)
from tests.access.principals import Principal
from tests.access.state import State, state
from tests.access.world import World, canaries_in

SAFE = ("GET", "HEAD", "OPTIONS")
#: Answers that work although nothing of ours moves: a cookie, a form that lacks its fields, a record
#: given to who has it.
MOVES_NOTHING = (
    "set_language",
    "api:token",
    "crm:prospect-assign",
    "crm:complaint-assign",
    "crm:deal-assign",
    # It reads a line that is too long for an address.
    "crm:log-read",
    *day.MOVES_NOTHING,
)


def surprises(world: World, principal: Principal, *routes: str) -> list[str]:
    """One line for each cell that is not as promised; of every route unless some are named."""
    # The same before each cell: what a cell moves is undone.
    before = state()
    return [
        f"{principal.name} {method} {route}: {said}"
        for route, rule in POLICY.items()
        if route in (routes or POLICY)
        if not principal.program or route.startswith("api:")
        for method in methods_of(principal)
        for said in cell(world, principal, route, rule, method, before)
    ]


def methods_of(principal: Principal) -> tuple[str, ...]:
    """Every method of three who differ most; of the others those that show or change something.

    What a route says to a method it does not take follows from the route alone: a stranger, a rep
    and an admin ask it.
    """
    whole = principal.program or principal.name in ("anonymous", "rep", "admin")
    return METHODS if whole else ("GET", "POST")


def cell(
    world: World,
    principal: Principal,
    route: str,
    rule: Rule,
    method: str,
    before: State,
) -> Iterator[str]:
    row = row_for(world, route, rule.record) if rule.record else None
    wanted = promised(principal, route, rule, method)

    def ask(pk: int | None) -> tuple[Any, Effects]:
        data = QUERIES.get(route, {})
        if method not in SAFE:
            data = body(world, route, principal.role, row)
        with nothing_kept():
            return observed(
                lambda: send(principal, method, address(route, pk), data), before
            )

    answer, effects = ask(row.pk if row is not None else None)
    works = 200 in wanted
    if not (answer.status_code in wanted or (works and answer.status_code < 400)):
        yield f"{answer.status_code} instead of {sorted(wanted)}"
    foreign = canaries_in(answer.getvalue()) - principal.reads()
    # The secret of an address lets whoever holds it in.
    if foreign and rule.who != Who.ANYBODY:
        yield f"holds data of {sorted(foreign)}"
    if effects and (method in SAFE or not works):
        yield f"moved {effects}"
    if works and method not in SAFE and not effects and route not in MOVES_NOTHING:
        yield "moved nothing"
    if wanted == {404} and rule.record:
        yield from _unlike(answer, ask(MISSING)[0])


def promised(
    principal: Principal, route: str, rule: Rule, method: str
) -> frozenset[int]:
    """The codes this cell may answer; 200 stands for anything that works."""
    if refused := _by_who(principal, route, rule, method):
        return frozenset({refused})
    if method not in rule.methods:
        return frozenset({405})
    if rule.who == Who.LEADERS and not leads(principal):
        return frozenset({403})
    if rule.who == Who.ADMINS and principal.role != "admin":
        return frozenset({403})
    if rule.record and method != "OPTIONS":
        return frozenset({_by_record(principal, rule, method)})
    if route == "readyz":
        return frozenset({200, 503})
    return frozenset({200})


def _by_who(principal: Principal, route: str, rule: Rule, method: str) -> int:
    """Refused for who asks, before anything else is looked at: the code, 0 when not."""
    token = principal.program and principal.signed_in
    bad_token = principal.program and not principal.signed_in
    if rule.who == Who.ANYBODY:
        return 0
    if rule.who == Who.MACHINES:
        return 404 if method in rule.methods else 405
    if rule.who == Who.PROGRAMS:
        opens = route == "api:token" and method == "POST"
        if opens:
            # A body without email and password; a token that does not hold is refused first.
            return 401 if bad_token else 400
        return 0 if token else 401
    if route == "api:token-signed-in" and principal.program:
        return 403
    if principal.signed_in:
        return 0
    if route == "api:token-signed-in":
        return 403
    return 401 if route.startswith("api:") else 302


def _by_record(principal: Principal, rule: Rule, method: str) -> int:
    reach = principal.reach()
    if rule.private and principal.role != "rep":
        return 404
    if reach == "none" or (rule.concerns and reach == "read"):
        return 404
    if rule.authored and principal.role != "rep":
        return 403
    if reach == "read" and method not in rule.reading:
        return 403
    return 200


def _unlike(hidden: Any, missing: Any) -> Iterator[str]:
    """Outside the scope and missing are one answer, byte for byte."""
    if hidden.content != missing.content:
        yield "the body tells a hidden record from a missing one"
    if hidden.headers != missing.headers:
        yield f"the headers tell them apart: {hidden.headers} {missing.headers}"
    if hidden.cookies.output() != missing.cookies.output():
        yield "the cookies tell them apart"
