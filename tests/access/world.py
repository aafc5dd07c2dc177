"""Ten people and what they own, each with a word and an amount nobody else has.

North holds Camille (``rep``), her teammate and somebody who left; South another rep; Inès belongs to
no team. Two managers and an admin own nothing. Every route with an id is asked about a row of
Camille's; the words (canaries) tell whose data an answer holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from crm.models import Activity, Complaint, Contact, Deal, Job, Prospect, Team, User
from crm.services import deals, exports, people, prospects
from crm.services.deal_lines import LineInput
from crm.services.way_back import way_back
from kpis import snapshots
from kpis.models import Target
from kpis.targets.attainment import set_target
from tests import factories
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
from tests.crm.views.writing import WRITES
from tests.crm.views.writing_sale import papers_of
from tests.factories import NOW

#: Whole euros of the one win of each, told apart from every sum of them.
WINS = {
    "rep": 31_415,
    "teammate": 27_182,
    "gone": 57_721,
    "other_rep": 16_180,
    "outsider": 14_142,
}
OWNERS = tuple(WINS)
#: What Camille won in all, with the order that the tests of writing begin from.
TOTAL = {"rep": 36_415}
#: Whose records each person reads, themselves apart, under the usual choices.
READS: dict[str, tuple[str, ...]] = {
    "manager": ("rep", "teammate", "gone"),
    "other_manager": ("other_rep",),
    "admin": OWNERS,
    "reading_teammate": ("rep", "teammate", "gone"),
}
#: Whose records somebody without any works on.
HELPERS = {
    "anonymous": "rep",
    "manager": "rep",
    "admin": "rep",
    "other_manager": "other_rep",
    "reading_teammate": "teammate",
}
#: Random text of forms and sessions, in which any digits may stand side by side.
RANDOM = re.compile(
    rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    rb'|csrf[-_a-z]*"[^>]{0,40}"[A-Za-z0-9]{64}"|"X-CSRFToken": ?"[A-Za-z0-9]{64}"'
)


def word(who: str) -> str:
    return f"canary-{who}-x"


@dataclass
class Belongings:
    prospect: Prospect
    contact: Contact
    deal: Deal
    won: Deal
    held: Activity
    planned: Activity
    complaint: Complaint
    target: Target


@dataclass
class World:
    people: dict[str, User]
    teams: dict[str, Team]
    things: dict[str, Belongings] = field(default_factory=dict)
    #: The row of Camille's that the address of a write names, in the state the write needs.
    rows: dict[str, Any] = field(default_factory=dict)

    def helper_of(self, who: str) -> str:
        """Whose records this person may work on: their own, else somebody's they manage."""
        return HELPERS.get(who, who)


def canaries_in(body: bytes) -> set[str]:
    """Whose data these bytes hold, by their words and their amounts."""
    text = RANDOM.sub(b"", body).decode(errors="replace")
    for space in ("\u202f", "\u00a0", "&nbsp;", "&#x202f;", " ", ","):
        text = text.replace(space, "")
    amounts = [*WINS.items(), *TOTAL.items()]
    return {
        who
        for who, amount in amounts
        if word(who) in text or re.search(rf"(?<!\d){amount}(?:\.\d\d)?(?!\d)", text)
    }


def make_world() -> World:
    france = people.add_team(by=None, now=NOW, name="France")
    north, south = (
        people.add_team(by=None, now=NOW, name=name, parent=france)
        for name in ("North", "South")
    )
    staff = {
        "rep": factories.person("Camille Roux", team=north),
        "teammate": factories.person("Hugo Bernard", team=north),
        "gone": factories.person("Paul Lefort", team=north),
        "other_rep": factories.person("Léa Garnier", team=south),
        "outsider": factories.person("Inès Petit"),
        "manager": _leader("Sophie Moreau", north),
        "other_manager": _leader("Marc Dubois", south),
        "admin": factories.person("Alice Martin", role=User.Role.ADMIN, sells=False),
    }
    world = World(staff, {"north": north, "south": south})
    for who in OWNERS:
        world.things[who] = _belongings(who, staff[who])
    for write in WRITES:
        world.rows[f"crm:{write.name}"] = write.make(staff["rep"])
    world.rows |= papers_of(staff["rep"])
    world.rows |= office.rows(world)
    world.rows |= pipelines.rows(world)
    world.rows |= _work_of(staff["rep"], world.things["rep"].prospect)
    lists.make()
    figures.make()
    world.rows |= meetings.rows(world)
    world.rows |= day.rows(world)
    world.rows |= desk.rows(world)
    world.rows |= boards.rows()
    world.rows |= steering.rows(world)
    world.rows |= voice.rows_of(staff["rep"], world.things["rep"].prospect)
    snapshots.build(now=NOW)
    return world


def _work_of(who: User, prospect: Prospect) -> dict[str, Any]:
    """Background work and a way back: nobody else's business."""
    with way_back(by=who, now=NOW, action="edited") as kept:
        kept.keep([prospect])
        Prospect.objects.filter(pk=prospect.pk).update(website="https://canary.test")
    job = Job.objects.create(kind="edit", by=who, created_at=NOW, state=Job.State.DONE)
    written = exports.start_export(
        source="list:prospects", query="", form="csv", total=1, by=who, now=NOW
    )
    while did := exports.step(written):
        written.done += did
    written.state, written.finished_at = Job.State.DONE, NOW
    written.save()
    return {"crm:job": job, "crm:taken": written, "crm:undo": kept.way_back}


def _leader(name: str, team: Team) -> User:
    user = factories.person(name, team=team, role=User.Role.MANAGER, sells=False)
    people.set_managers(team=team, managers=[user], by=None, now=NOW)
    return user


def _belongings(who: str, owner: User) -> Belongings:
    said = word(who)
    prospect = factories.prospect(
        owner=owner,
        at=NOW - timedelta(days=9),
        name=f"Findable {said}",
        email=f"{said}@prospect.test",
        city=said,
        next_step=said,
        data_origin=said,
    )
    contact = prospects.add_contact(
        by=owner, now=NOW, prospect=prospect, name=f"Findable contact {said}"
    )
    common = {"prospect": prospect, "at": NOW - timedelta(days=5)}
    deal = factories.deal(
        owner=owner, name=f"Findable open {said}", next_step=said, **common
    )
    lines = [LineInput(None, 50_000, label=f"Line {said}")]
    deals.price_deal(deal_id=deal.pk, by=owner, now=NOW, lines=lines)
    won = factories.won_deal(
        owner=owner,
        name=f"Findable won {said}",
        amount=WINS[who] * 100,
        prospect=prospect,
        opened_at=NOW - timedelta(days=8),
        at=NOW - timedelta(days=2),
    )
    factories.lost_deal(
        owner=owner,
        name=f"Findable lost {said}",
        prospect=prospect,
        opened_at=NOW - timedelta(days=7),
        at=NOW - timedelta(days=3),
    )
    call = {"rep": owner, "prospect": prospect, "note": said, "subject": said}
    return Belongings(
        prospect=prospect,
        contact=contact,
        deal=deal,
        won=won,
        held=factories.activity(at=NOW - timedelta(hours=5), **call),
        planned=factories.activity(at=NOW + timedelta(hours=5), **call),
        complaint=factories.complaint(
            by=owner, prospect=prospect, verbatim=said, deal=won
        ),
        target=_target(owner),
    )


def _target(owner: User) -> Target:
    found = set_target(
        by=None,
        now=NOW,
        kpi="revenue",
        period="month",
        starts_on=date(2026, 11, 1),
        value=4_000_000,
        user=owner,
    )
    assert found is not None
    return found
