"""Writes on plans: opened, changed, ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import User
from crm.services.errors import Refused
from crm.services.history import difference, record
from kpis.catalogue import KPIS
from kpis.models import ActionPlan, FigureComment, PlanStep
from kpis.plans.steps import Step
from kpis.subjects import Subject

FIELDS = ("title", "owner", "starts_on", "due_on", "expected", "expected_on")


@dataclass(frozen=True)
class Wanted:
    """A plan as its form says it; ``expected`` in steps of the figure's unit."""

    title: str
    kpi: str
    subject: Subject
    owner: int
    starts_on: date
    due_on: date
    expected: int | None = None
    expected_on: date | None = None

    def columns(self) -> dict[str, Any]:
        return {
            "title": self.title.strip(),
            "owner_id": self.owner,
            "starts_on": self.starts_on,
            "due_on": self.due_on,
            "expected": self.expected,
            "expected_on": self.expected_on,
        }


@transaction.atomic
def open_plan(
    *,
    wanted: Wanted,
    by: User | None,
    now: datetime,
    steps: Sequence[Step] = (),
    alert: int | None = None,
    proposal: int | None = None,
) -> ActionPlan:
    """A plan over one figure; from an alert, or from what somebody proposed."""
    _check(wanted)
    row = ActionPlan.objects.create(
        kpi=wanted.kpi,
        **wanted.subject.columns,
        **wanted.columns(),
        alert_id=alert,
        opened_by=by,
        opened_at=now,
    )
    PlanStep.objects.bulk_create(
        PlanStep(plan=row, place=place, text=step.text, due_on=step.due_on)
        for place, step in enumerate(steps, start=1)
    )
    if proposal is not None:
        asked = FigureComment.objects.select_for_update().filter(
            pk=proposal, proposal=True, plan__isnull=True
        )
        asked.update(plan=row, declined_at=None)
    record(by=by, action="action plan opened", row=row, at=now)
    return row


def _check(wanted: Wanted) -> None:
    errors = {}
    if wanted.kpi not in KPIS:
        errors["kpi"] = _("Choose a figure.")
    if wanted.due_on < wanted.starts_on:
        errors["due_on"] = _("The plan is due before it begins.")
    if wanted.expected is not None and wanted.expected_on is None:
        errors["expected_on"] = _("Say by when.")
    if wanted.expected_on is not None and wanted.expected_on < wanted.starts_on:
        errors["expected_on"] = _("This is before the plan begins.")
    if errors:
        raise Refused(errors)


@transaction.atomic
def change_plan(*, plan: ActionPlan, wanted: Wanted, by: User, now: datetime) -> None:
    """Its figure and whom it is about stay: another figure is another plan."""
    _check(wanted)
    row = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    before = ActionPlan(
        **{f.attname: getattr(row, f.attname) for f in row._meta.fields}
    )
    for name, value in wanted.columns().items():
        setattr(row, name, value)
    changes = difference(before, row, FIELDS)
    if not changes:
        return
    # Other days are another measure.
    row.effect = None
    row.save()
    record(by=by, action="action plan changed", row=row, at=now, changes=changes)


@transaction.atomic
def end_plan(
    *, plan: ActionPlan, done: bool, outcome: str, by: User, now: datetime
) -> bool:
    """Done or given up, with what came of it; False when it had ended."""
    row = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    if row.ended_at is not None:
        return False
    row.ended_at, row.done, row.outcome = now, done, outcome.strip()
    row.save(update_fields=["ended_at", "done", "outcome"])
    action = "action plan done" if done else "action plan given up"
    record(by=by, action=action, row=row, at=now)
    return True


@transaction.atomic
def reopen_plan(*, plan: ActionPlan, by: User, now: datetime) -> bool:
    row = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    if row.ended_at is None:
        return False
    row.ended_at, row.done = None, False
    row.save(update_fields=["ended_at", "done"])
    record(by=by, action="action plan reopened", row=row, at=now)
    return True
