"""One-to-ones of the demo: a note for each person, what was agreed, and what of it is done."""

from __future__ import annotations

from datetime import timedelta

from crm.models import Team, User
from crm.seeding.hooks import AFTER_DEMO, DemoContext
from crm.seeding.tongue import said
from kpis.team.agreements import agree, tick
from kpis.team.coaching import write_note

#: (about which figure, what was noted), taken in turn.
NOTES = (
    (
        "win_rate",
        "Good preparation of the last two demos. Ask for the decision earlier.",
    ),
    ("calls_made_all", "Mornings work best. Keep ten to eleven free for calls."),
    ("demos", "Qualify the need before a demo: two of five were not with a decider."),
    ("sales_cycle", "Proposals go out late. Send them the day after the demo."),
    ("", "Asked for help with large accounts. We prepare the next visit together."),
)
#: (what, days from that day until it is due, days until it was done or null), taken in turn.
AGREED = (
    ("Call back the five oldest open deals", 5, 4),
    ("Set a next step on every open deal", 12, None),
    ("Prepare the quarter's list of accounts", 7, None),
    ("Sit in on a demo of a colleague", 14, None),
    ("Send every proposal within a day", 9, 8),
)
#: How long ago the last one-to-one was.
AGO = timedelta(days=9)


def hold_meetings(context: DemoContext) -> None:
    """The last one-to-one of everybody in a team, held by who manages it."""
    place = 0
    for name, people in context.people_by_team.items():
        leader = _leader(context.teams[name])
        if leader is None:
            continue
        for person in people:
            _hold(context, person, leader, place)
            place += 1


def _leader(team: Team | None) -> User | None:
    """Who manages the team, or the nearest one above it."""
    while team is not None:
        if leader := team.managers.order_by("pk").first():
            return leader
        team = team.parent
    return None


def _hold(context: DemoContext, person: User, leader: User, place: int) -> None:
    then = context.now - AGO + timedelta(hours=10)
    kpi, text = NOTES[place % len(NOTES)]
    write_note(person=person, by=leader, now=then, text=said(text), kpi=kpi)
    for number in (place, place + 1):
        what, due, after = AGREED[number % len(AGREED)]
        day = then.date() + timedelta(days=due)
        row = agree(person=person, by=leader, now=then, text=said(what), due_on=day)
        if after is not None:
            tick(agreement=row, done=True, by=person, now=then + timedelta(days=after))


AFTER_DEMO.append(hold_meetings)
