"""What is sent to each route: its address, and a body that would work for who may."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from celery import Task
from django.core import mail
from django.core.cache import caches
from django.db import connection, transaction
from django.urls import reverse

from crm.models import Job, User
from crm.services.exports import token_of
from kpis.digests.choice import stop_token
from tests.access import (
    boards,
    day,
    desk,
    figures,
    lists,
    office,
    pipelines,
    steering,
    voice,
)
from tests.access import people as meetings
from tests.access.principals import LEADERS, Principal
from tests.access.state import State, moved, rows_written, state
from tests.access.world import World
from tests.crm.views.writing import WRITES

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
MISSING = 10**12
#: Parameters without which a route has nothing to answer.
QUERIES = {
    "api:kpi-values": {"kpi": "revenue", "from": "2026-11-01", "to": "2026-11-30"},
    "api:kpi-rows": {"from": "2026-11-01", "to": "2026-11-30"},
}
SENDS = {f"crm:{write.name}": write.send for write in WRITES}
KEY = "revenue"
#: Which of somebody's belongings an address names, where no write needs a state of its own.
NAMED = {
    "prospect": "prospect",
    "deal": "deal",
    "activity": "held",
    "complaint": "complaint",
    "target": "target",
}


#: What stands in an address that names no record by its id.
HELD = {
    "crm:survey": [voice.SECRET],
    **lists.HELD,
    **day.HELD,
    **desk.HELD,
    **figures.HELD,
    **steering.HELD,
}


def row_for(world: World, route: str, record: str) -> Any:
    """The row of Camille's that this route is asked about."""
    known = world.rows.get(route)
    return known if known is not None else getattr(world.things["rep"], NAMED[record])


def address(route: str, pk: int | None) -> str:
    if route in ("kpis:explain", "kpis:rows-csv", "kpis:split-csv", "api:kpi-rows"):
        return reverse(route, args=[KEY])
    if route == "kpis:digest-stop":
        return reverse(
            route, args=[stop_token(User.objects.filter(role="rep", is_active=True)[0])]
        )
    if route == "crm:taken":
        key = next((token_of(job) for job in Job.objects.filter(pk=pk)), "")
        return f"{reverse(route, args=[pk])}?key={key}"
    if route in HELD:
        return reverse(route, args=HELD[route])
    return reverse(route, args=[pk] if pk is not None else [])


def body(world: World, route: str, who: str, row: Any) -> dict[str, Any]:
    """A body that works for who may send it."""
    if route in SENDS:
        return SENDS[route](row)
    make = BODIES.get(route)
    return make(world, who) if make else {}


def _call(world: World, who: str) -> dict[str, Any]:
    return {"category": "omitted"}


def _log(world: World, who: str) -> dict[str, Any]:
    own = world.things[world.helper_of(who)]
    return {
        "kind": "call",
        "outcome": "reached",
        "at": "2026-11-20T09:30",
        "minutes": "12",
        "direction": "out",
        "prospect": own.prospect.pk,
        "contact": own.contact.pk,
        "deal": own.deal.pk,
        "next_kind": "",
        "next_at": "",
        "note": "",
        "client_uuid": str(uuid4()),
    }


def _prospect(world: World, who: str) -> dict[str, Any]:
    return {
        "name": "Nouveau",
        "kind": "organisation",
        "consent": "unknown",
        "token": str(uuid4()),
    }


def _deal(world: World, who: str) -> dict[str, Any]:
    helper = world.helper_of(who)
    return {
        "name": "Rack",
        "prospect": world.things[helper].prospect.pk,
        "stage": world.things[helper].deal.stage_id,
        "kind": "new",
        "owner": world.people[helper].pk,
        "amount": "100",
        "currency": "EUR",
        "token": str(uuid4()),
    }


def _complaint(world: World, who: str) -> dict[str, Any]:
    own = world.things[world.helper_of(who)]
    return {
        "reason": own.complaint.reason_id,
        "severity": "low",
        "prospect": own.prospect.pk,
        "deal": own.won.pk,
        "token": str(uuid4()),
    }


def _targets(world: World, who: str) -> dict[str, Any]:
    south = who == "other_manager"
    person = world.people["other_rep" if south else "rep"]
    return {
        "kpi": KEY,
        "team": world.teams["south" if south else "north"].pk,
        "span": "month",
        "on": "2026-12-01",
        f"user-{person.pk}-2026-12": "5000",
    }


def _preferences(world: World, who: str) -> dict[str, Any]:
    return {"theme": "dark"}


def _api_activity(world: World, who: str) -> dict[str, Any]:
    own = world.things[world.helper_of(who)]
    return {
        "kind": "call",
        "prospect": own.prospect.pk,
        "contact": own.contact.pk,
        "deal": own.deal.pk,
    }


def _api_prospect(world: World, who: str) -> dict[str, Any]:
    helper = world.helper_of(who)
    parent = world.things[helper].prospect.pk
    return {"name": "Fille", "owner": world.people[helper].email, "parent": parent}


def _api_deal(world: World, who: str) -> dict[str, Any]:
    helper = world.helper_of(who)
    owner, prospect = world.people[helper].email, world.things[helper].prospect.pk
    return {"name": "Rack", "stage": "Demo", "owner": owner, "prospect": prospect}


def _line(world: World, who: str) -> dict[str, Any]:
    return {"line": "call Durand 12 min, demo thursday 14h"}


BODIES: dict[str, Callable[[World, str], dict[str, Any]]] = {
    "crm:log": _log,
    "crm:log-read": _line,
    "crm:prospect-new": _prospect,
    "crm:deal-new": _deal,
    "crm:deal-forecast": _call,
    "crm:complaint-new": _complaint,
    "crm:preferences": _preferences,
    "kpis:targets": _targets,
    "api:activities": _api_activity,
    "api:prospects": _api_prospect,
    "api:deals": _api_deal,
    **office.BODIES,
    **pipelines.BODIES,
    **voice.BODIES,
    **lists.BODIES,
    **desk.BODIES,
    **figures.BODIES,
    **boards.BODIES,
    **meetings.BODIES,
    **steering.BODIES,
}


@dataclass
class Effects:
    """What a request left behind besides its answer."""

    tables: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    mails: int = 0

    def __bool__(self) -> bool:
        return bool(self.tables or self.tasks or self.mails)


@contextmanager
def nothing_kept():
    """Whatever happens inside is undone: tables, rate limits, forms sent once."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for cache in ("default", "shared"):
        caches[cache].clear()


def send(
    principal: Principal, method: str, url: str, data: dict[str, Any], **headers: str
) -> Any:
    """One request as this principal's browser or program sends it."""
    if method in ("GET", "HEAD", "OPTIONS"):
        ask = getattr(principal.client, method.lower())
        return ask(url, data or None, headers=headers)
    ask = getattr(principal.client, method.lower())
    if url.startswith("/api/"):
        return ask(url, data, content_type="application/json", headers=headers)
    if method == "POST":
        return ask(url, data, headers=headers)
    return ask(url, "", headers=headers)


def observed(ask: Callable[[], Any], before: State) -> tuple[Any, Effects]:
    """The answer and what asking moved: tables, jobs sent or to be sent on commit, mail."""
    effects, waiting = Effects(), len(connection.run_on_commit)
    written = rows_written()
    posted = len(mail.outbox)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            Task, "apply_async", lambda task, *_a, **_k: effects.tasks.append(task.name)
        )
        answer = ask()
    # Where SQLite wrote no row there is nothing to compare, and that is most cells.
    effects.tables = moved(before, state()) if rows_written() != written else []
    effects.tasks += ["on commit"] * (len(connection.run_on_commit) - waiting)
    effects.mails = len(mail.outbox) - posted
    return answer, effects


def leads(principal: Principal) -> bool:
    return principal.role in LEADERS
