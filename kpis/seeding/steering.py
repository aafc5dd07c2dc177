"""Rules, plans and priorities of the demo, through their services: alerts come of them by themselves."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from crm.models import Organisation, Team, User
from crm.seeding.hooks import AFTER_DEMO, DemoContext
from crm.seeding.tongue import said
from kpis.alerts.rules import Wanted as Watched
from kpis.alerts.rules import make_rule
from kpis.commenting import say
from kpis.periods import whole
from kpis.plans.steps import Step, finish_step
from kpis.plans.writing import Wanted, end_plan, open_plan
from kpis.priorities import pin
from kpis.subjects import Subject

#: (figure, kind, period, level, count): over each person of a team.
OF_EACH = (
    ("calls_made_all", "pace", "month", 10, None),
    ("revenue", "target", "month", 80, None),
    ("demos", "silent", "week", None, 5),
)
#: Over a team as a whole.
OF_TEAM = (
    ("win_rate", "below", "month", 3_000, None),
    ("opps_created", "unusual", "week", None, None),
    ("complaints", "above", "month", 12, None),
)
#: Title, figure, what it takes; the first has long been over.
PLANS = (
    (
        "Two hours of calls each morning",
        "calls_made_all",
        "Block 9 to 11 in the calendar",
    ),
    ("Answer every quote within two days", "win_rate", "List quotes without an answer"),
)
OUTCOME = "Kept up on most days; Mondays stay taken by the team's meeting."
PRIORITY = "Call back every open quote before the month ends"
PROPOSAL = (
    "I would rather call on Tuesday and Thursday mornings: more people answer then."
)


def steer(context: DemoContext) -> None:
    """The first team is steered for weeks; the others have its rules."""
    for kpi, kind, period, level, count in OF_EACH:
        for team in _led(context):
            wanted = Watched(kpi, kind, "each", period, level, count, team=team.pk)
            make_rule(wanted=wanted, by=_leader(team), now=context.now)
    for kpi, kind, period, level, count in OF_TEAM:
        for team in _led(context):
            wanted = Watched(kpi, kind, "team", period, level, count, team=team.pk)
            make_rule(wanted=wanted, by=_leader(team), now=context.now)
    make_rule(wanted=Watched("", "late", "company"), by=context.admin, now=context.now)
    for team in _led(context)[:1]:
        _steer_team(context, team)


def _people(context: DemoContext, team: Team) -> list[User]:
    """Who is in the team, or in one right below it."""
    return [
        person
        for name, people in context.people_by_team.items()
        if team.pk in (context.teams[name].pk, context.teams[name].parent_id)
        for person in people
    ]


def _led(context: DemoContext) -> list[Team]:
    return [team for team in context.teams.values() if _leader(team)]


def _leader(team: Team) -> User | None:
    return team.managers.order_by("pk").first()


def _steer_team(context: DemoContext, team: Team) -> None:
    leader = _leader(team)
    people = _people(context, team)
    if leader is None or not people:
        return
    _over(context, Subject(rep=people[0].pk), people[0], leader)
    _running(context, Subject(team=team.pk), leader)
    until = whole("month", context.today).last
    pin(
        team=team.pk,
        text=said(PRIORITY),
        kpi="win_rate",
        until=until,
        by=leader,
        now=context.now,
    )
    say(
        kpi="calls_made_all",
        subject=Subject(rep=people[0].pk),
        period=whole("month", context.today),
        text=said(PROPOSAL),
        proposal=True,
        by=people[0],
        now=context.now,
    )


def _over(context: DemoContext, subject: Subject, owner: User, leader: User) -> None:
    """Eight weeks ago for four weeks; what it moved is measured by the next tick."""
    title, kpi, step = PLANS[0]
    title, step = said(title), said(step)
    start = context.today - timedelta(days=56)
    due = start + timedelta(days=27)
    wanted = Wanted(title, kpi, subject, owner.pk, start, due)
    plan = open_plan(
        wanted=wanted, steps=[Step(step, start)], by=leader, now=_at(start)
    )
    for each in plan.steps.all():
        finish_step(step=each, done=True, by=owner, now=_at(start + timedelta(days=2)))
    end_plan(plan=plan, done=True, outcome=said(OUTCOME), by=leader, now=_at(due))


def _running(context: DemoContext, subject: Subject, leader: User) -> None:
    title, kpi, step = PLANS[1]
    title, step = said(title), said(step)
    start = context.today - timedelta(days=17)
    due = context.today + timedelta(days=14)
    wanted = Wanted(title, kpi, subject, leader.pk, start, due, 3_500, due)
    steps = [
        Step(step, start + timedelta(days=4)),
        Step(said("Call the ten largest"), due),
    ]
    plan = open_plan(wanted=wanted, steps=steps, by=leader, now=_at(start))
    first = plan.steps.order_by("place")[0]
    finish_step(step=first, done=True, by=leader, now=_at(start + timedelta(days=3)))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), Organisation.current().zone)


AFTER_DEMO.append(steer)
