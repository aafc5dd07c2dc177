"""What steering adds to the world: words said between two people, on a team, in a mail; money to come.

A word here is narrower than a record: a colleague who reads Camille's records does not read what her
manager and she said to each other.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from crm.models import Deal, SavedView, Team, User
from crm.services.forecast_calls import call_deal
from crm.services.saved_views import save_view
from kpis import snapshots
from kpis.alerts.rules import Wanted, make_rule
from kpis.commenting import say
from kpis.models import Alert
from kpis.periods import between
from kpis.plans import writing
from kpis.plans.steps import Step
from kpis.priorities import pin
from kpis.subjects import Subject
from kpis.team import agreements, coaching
from tests import factories
from tests.access.steering import KPI
from tests.factories import NOW

if TYPE_CHECKING:
    from tests.access.world import World

TODAY = NOW.date()
MONTH = between(TODAY.replace(day=1), TODAY.replace(day=30))
#: Whole euros of the open deal of each that is due this month, told apart from every sum of them.
OPEN = {
    "rep": 23_571,
    "teammate": 19_283,
    "gone": 41_719,
    "other_rep": 13_873,
    "outsider": 11_027,
}
#: What a few of them come to together: whoever may not know it could subtract their own part.
SUMS = {"north": 121_318, "company": 151_640}
#: Who leads each seller today, by whom words about them are written.
LEADERS = {
    "rep": "manager",
    "teammate": "manager",
    "gone": "manager",
    "other_rep": "other_manager",
    "outsider": "admin",
}
TEAMS = {"north": "manager", "south": "other_manager"}
#: Who hears what concerns each: themselves, who leads them, an admin.
CONCERNS = {who: {who, leader, "admin"} for who, leader in LEADERS.items()}
#: Priorities and shared lists stand on the pages of the team.
IN_TEAM = {
    "north": {"rep", "teammate", "gone", "manager", "admin"},
    "south": {"other_rep", "other_manager", "admin"},
}


def between_word(who: str) -> str:
    return f"between-{who}-x"


def team_word(name: str) -> str:
    return f"inteam-{name}-x"


def leaders_word(name: str) -> str:
    return f"leaders-{name}-x"


#: {word: who may read it}.
WORDS: dict[str, set[str]] = {
    **{between_word(who): hears for who, hears in CONCERNS.items()},
    **{team_word(name): hears for name, hears in IN_TEAM.items()},
    **{leaders_word(name): {leader, "admin"} for name, leader in TEAMS.items()},
}


def tell(world: World) -> None:
    """Everything that may be said of each seller, and of each team."""
    for who, leader in LEADERS.items():
        _of_person(who, world.people[who], world.people[leader])
        _money(who, world.people[who], world)
    for name, leader in TEAMS.items():
        _of_team(name, world.teams[name], world.people[leader])
    snapshots.build(now=NOW)


def _of_person(who: str, person: User, leader: User) -> None:
    text = between_word(who)
    for by in (person, leader):
        coaching.write_note(person=person, by=by, now=NOW, text=text, kpi="revenue")
        agreements.agree(person=person, by=by, now=NOW, text=text)
        for kpi in ("revenue", KPI):
            about = {"kpi": kpi, "subject": Subject(rep=person.pk), "period": MONTH}
            for proposal in (True, False):
                say(**about, text=text, proposal=proposal, by=by, now=NOW)
    rule = make_rule(
        wanted=Wanted(
            kpi="revenue", kind="below", who="person", level=9, user=person.pk
        ),
        by=leader,
        now=NOW,
    )
    common = {
        "rule": rule,
        "subject": f"rep:{person.pk}",
        "user": person,
        "opened_at": NOW,
    }
    common |= {"checked_at": NOW, "reason": text, "acted_by": leader}
    alert = Alert.objects.create(**common, acknowledged_at=NOW)
    Alert.objects.create(
        **common, closed_at=NOW + timedelta(hours=1), why=Alert.Why.HAND
    )
    due = TODAY + timedelta(days=14)
    for kpi in ("revenue", KPI):
        wanted = writing.Wanted(
            text, kpi, Subject(rep=person.pk), person.pk, TODAY, due
        )
        writing.open_plan(
            wanted=wanted, steps=[Step(text)], alert=alert.pk, by=leader, now=NOW
        )


def _of_team(name: str, team: Team, leader: User) -> None:
    pin(
        team=team.pk,
        text=team_word(name),
        kpi="revenue",
        until=None,
        by=leader,
        now=NOW,
    )
    save_view(
        by=leader,
        now=NOW,
        page=SavedView.Page.CUSTOMERS,
        name=team_word(name),
        query="since=1",
        team=team,
    )
    subject, text = Subject(team=team.pk), leaders_word(name)
    say(
        kpi="revenue",
        subject=subject,
        period=MONTH,
        text=text,
        proposal=True,
        by=leader,
        now=NOW,
    )
    due = TODAY + timedelta(days=14)
    wanted = writing.Wanted(text, "revenue", subject, leader.pk, TODAY, due)
    writing.open_plan(wanted=wanted, steps=[Step(text)], by=leader, now=NOW)
    make_rule(
        wanted=Wanted(kpi="revenue", kind="below", who="team", level=9, team=team.pk),
        by=leader,
        now=NOW,
    )


def _money(who: str, owner: User, world: World) -> None:
    """An open deal due this month, committed to, of an amount nobody else has."""
    deal = factories.deal(
        owner=owner,
        name=f"Due canary-{who}-x",
        prospect=world.things[who].prospect,
        at=NOW - timedelta(days=4),
        expected_close_on=TODAY + timedelta(days=3),
        amount=OPEN[who] * 100,
    )
    call_deal(deal_id=deal.pk, category="commit", by=owner, now=NOW)
    Deal.objects.filter(pk=deal.pk).update(next_step=f"canary-{who}-x")
