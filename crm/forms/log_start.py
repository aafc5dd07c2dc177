"""What the quick log starts from: what its address proposes, or what a line was read to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from crm.forms.fields import written
from crm.forms.log_around import LogAround, whole
from crm.models import Activity, Deal, User
from crm.reading.said import Doubt, Reading

#: What an address may say beside whom it is about.
SAID = ("contact", "outcome", "minutes", "direction", "note")
#: How much later than it was held a plan may stand and still be the same one.
AROUND = timedelta(hours=3)
ENDED = (Activity.Status.NO_SHOW, Activity.Status.CANCELLED)


def minute(now: datetime) -> datetime:
    return timezone.localtime(now).replace(second=0, microsecond=0)


def tomorrow_at_nine(now: datetime) -> datetime:
    """The next working morning, as a proposal."""
    ahead = now + timedelta(days=1)
    while ahead.isoweekday() > 5:
        ahead += timedelta(days=1)
    return ahead.replace(hour=9, minute=0, second=0, microsecond=0)


def asked(query: Mapping[str, str], *, user: User, now: datetime) -> dict[str, Any]:
    """What the address proposes: ?prospect= &deal= &contact= &kind= &outcome= &minutes= &at= &plan=1"""
    here = minute(now)
    found: dict[str, Any] = {"at": here, "prospect": query.get("prospect")}
    found |= {name: query[name] for name in SAID if query.get(name)}
    if query.get("kind") in Activity.Kind.values:
        found["kind"] = query["kind"]
    if query.get("plan"):
        found["at"] = tomorrow_at_nine(here)
    if query.get("at"):
        found["at"] = query["at"]
    pk = whole(query.get("deal"))
    deal = Deal.objects.changeable_by(user).filter(pk=pk).first() if pk else None
    if deal:
        found |= {"deal": deal.pk, "prospect": deal.prospect_id}
    return found


def started(
    reading: Reading, around: LogAround, currency: str, prospect_id: int | None
) -> dict[str, Any]:
    """The form's fields as the line was read; an end is put on the plan it ends."""
    who = reading.who
    same = who is not None and who.prospect_id == prospect_id
    found: dict[str, Any] = {
        "prospect": prospect_id,
        "contact": who.contact_id if who and same else None,
        "kind": reading.kind,
        "outcome": reading.outcome,
        "at": minute(reading.at),
        "all_day": reading.all_day,
        "ended": reading.status if reading.status in ENDED else "",
        "minutes": reading.minutes,
        "direction": reading.direction,
        "subject": reading.subject,
        "note": reading.note,
        "amount": written(reading.amount, currency),
        "complaint": reading.complaint,
        "complaint_reason": reading.complaint_reason_code,
        "win": reading.win,
        "lose": reading.lose,
    }
    if who and same:
        found["deal"] = around.main_deal_id(prospect_id)
    plan = plan_ended(reading, around.plans(prospect_id))
    if plan is not None:
        found |= {"closes": plan.pk, "kind": plan.kind}
    return found | _next_of(reading)


def _next_of(reading: Reading) -> dict[str, Any]:
    step = reading.next_step
    if step is None:
        return {}
    return {
        "next_kind": step.kind,
        "next_at": minute(step.at),
        "next_all_day": step.all_day,
        "next_subject": step.subject,
        "next_minutes": step.minutes,
    }


def plan_ended(reading: Reading, plans: Iterable[Activity]) -> Activity | None:
    """The planned activity of that moment: the nearest of the same day and kind.

    A cancelled one is usually ahead: without one on that day it is the next.
    """
    if reading.status == Activity.Status.PLANNED:
        return None
    kinds = [reading.kind]
    if reading.planned_match and Doubt("kind", "ask") in reading.doubts:
        kinds = ["meeting", "demo", "onboarding"]
    fitting = [plan for plan in plans if plan.kind in kinds]
    day = timezone.localtime(reading.at).date()
    same = [plan for plan in fitting if timezone.localtime(plan.at).date() == day]
    if reading.status == Activity.Status.HELD:
        # A call in the morning is not the one planned for the evening.
        soon = reading.at + AROUND
        same = [plan for plan in same if plan.all_day or plan.at <= soon]
    if not same and reading.status == Activity.Status.CANCELLED:
        same = [plan for plan in fitting if plan.at >= reading.at][:1]
    return min(same, key=lambda plan: abs(plan.at - reading.at), default=None)
