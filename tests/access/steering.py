"""What the matrix asks of alerts, plans, what is said of figures, and priorities: all about Camille."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kpis.alerts.rules import Wanted, make_rule
from kpis.commenting import say
from kpis.models import Alert
from kpis.periods import between
from kpis.plans import writing
from kpis.plans.steps import Step
from kpis.priorities import pin
from kpis.subjects import Subject
from tests.factories import NOW

if TYPE_CHECKING:
    from tests.access.world import World

KPI = "emails_sent"
TODAY = NOW.date()
HELD: dict[str, list[Any]] = {"kpis:say": [KPI]}


def rows(world: World) -> dict[str, Any]:
    rep, manager = world.people["rep"], world.people["manager"]
    wanted = Wanted(kpi=KPI, kind="below", who="person", level=900, user=rep.pk)
    rule = make_rule(wanted=wanted, by=manager, now=NOW)
    alert = Alert.objects.create(
        rule=rule, user=rep, subject=f"rep:{rep.pk}", opened_at=NOW, checked_at=NOW
    )
    plan = writing.open_plan(
        wanted=_plan(rep.pk), steps=[Step("Write to them")], by=manager, now=NOW
    )
    over = writing.open_plan(wanted=_plan(rep.pk), by=manager, now=NOW)
    writing.end_plan(plan=over, done=True, outcome="", by=manager, now=NOW)
    said = say(
        kpi=KPI,
        subject=Subject(rep=rep.pk),
        period=between(TODAY.replace(day=1), TODAY),
        text="More mails in the morning",
        proposal=True,
        by=rep,
        now=NOW,
    )
    # Of Camille's team: a manager of another one finds none.
    first = pin(
        team=world.teams["north"].pk,
        text="Mails",
        kpi=KPI,
        until=None,
        by=manager,
        now=NOW,
    )
    acts = ("acknowledge", "snooze", "close")
    return {
        **{f"kpis:alert-{act}": alert for act in acts},
        "kpis:alert-rule": rule,
        "kpis:alert-rule-end": rule,
        **{f"kpis:plan{act}": plan for act in ("", "-edit", "-end", "-step")},
        "kpis:plan-reopen": over,
        "kpis:step-done": plan.steps.get(),
        "kpis:said-delete": said,
        "kpis:said-decline": said,
        "kpis:priority-unpin": first,
    }


def _plan(rep: int) -> writing.Wanted:
    due = TODAY + timedelta(days=14)
    return writing.Wanted("More mails", KPI, Subject(rep=rep), rep, TODAY, due)


def _reason(world: World, who: str) -> dict[str, Any]:
    return {"reason": "Seen", "until": str(TODAY + timedelta(days=3))}


def _whom(world: World, who: str) -> int:
    return world.people["other_rep" if who == "other_manager" else "rep"].pk


def _rule(world: World, who: str) -> dict[str, Any]:
    return {
        "kpi": KPI,
        "whose": f"person:{_whom(world, who)}",
        "kind": "below",
        "level": "12",
        "period": "week",
        "margin": "5",
        "cooldown_days": "7",
        "act": "save",
    }


def _new_plan(world: World, who: str) -> dict[str, Any]:
    return {
        "title": "Fewer, better mails",
        "kpi": KPI,
        "whose": f"person:{_whom(world, who)}",
        "owner": _whom(world, who),
        "starts_on": str(TODAY),
        "due_on": str(TODAY + timedelta(days=9)),
        "token": str(uuid4()),
    }


def _end(world: World, who: str) -> dict[str, Any]:
    return {"done": "done", "outcome": "More answers"}


def _said(world: World, who: str) -> dict[str, Any]:
    return {"text": "Two of them were sent twice"}


def _priority(world: World, who: str) -> dict[str, Any]:
    team = "south" if who == "other_manager" else "north"
    return {"team": world.teams[team].pk, "text": "Answer every mail"}


def _step(world: World, who: str) -> dict[str, Any]:
    return {"text": "Count the answers", "done": "1"}


BODIES = {
    "kpis:alert-acknowledge": _reason,
    "kpis:alert-snooze": _reason,
    "kpis:alert-close": _reason,
    "kpis:alert-rule-new": _rule,
    "kpis:alert-rule": _rule,
    "kpis:plan-new": _new_plan,
    "kpis:plan-edit": _new_plan,
    "kpis:plan-end": _end,
    "kpis:plan-step": _step,
    "kpis:step-done": _step,
    "kpis:say": _said,
    "kpis:priority-new": _priority,
}
