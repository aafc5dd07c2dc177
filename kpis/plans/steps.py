"""Steps of a plan, and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from crm.civil import civil_day
from crm.models import Notice, Organisation, User
from crm.services.history import record
from crm.services.letters import notify
from kpis.models import ActionPlan, PlanStep


@dataclass(frozen=True)
class Step:
    text: str
    due_on: date | None = None


@transaction.atomic
def add_step(*, plan: ActionPlan, step: Step, by: User, now: datetime) -> PlanStep:
    """At the end; the same open step sent twice is one step."""
    ActionPlan.objects.select_for_update().get(pk=plan.pk)
    same = plan.steps.filter(text=step.text, due_on=step.due_on, done_at__isnull=True)
    known = same.first()
    if known is not None:
        return known
    last = plan.steps.aggregate(last=Max("place"))["last"] or 0
    row = PlanStep.objects.create(
        plan=plan, place=last + 1, text=step.text, due_on=step.due_on
    )
    record(by=by, action="step added", row=row, at=now)
    return row


@transaction.atomic
def finish_step(*, step: PlanStep, done: bool, by: User, now: datetime) -> bool:
    """Done, or not done after all; False when it was so already."""
    row = PlanStep.objects.select_for_update().get(pk=step.pk)
    if (row.done_at is not None) == done:
        return False
    row.done_at = now if done else None
    row.save(update_fields=["done_at"])
    record(by=by, action="step done" if done else "step reopened", row=row, at=now)
    return True


@transaction.atomic
def remind_overdue(*, now: datetime) -> int:
    """Who sees to a plan is told once that it is overdue; told again only for another due day."""
    today = civil_day(now, Organisation.current().zone)
    late = ActionPlan.objects.open().filter(due_on__lt=today, owner__is_active=True)
    keys = {
        f"plan:{plan.pk}:{plan.due_on}": plan for plan in late.select_related("owner")
    }
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    return sum(
        notify(
            user=plan.owner,
            key=key,
            kind=Notice.Kind.PLAN,
            label=plan.title,
            address=reverse("kpis:plan", args=[plan.pk]),
            now=now,
        )
        for key, plan in keys.items()
        if key not in told
    )
