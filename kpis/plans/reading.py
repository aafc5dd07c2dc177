"""Whose plans: those about figures a person may open, and those they see to."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from crm.models import User
from kpis.catalogue import KPIS
from kpis.models import ActionPlan, PlanStep
from kpis.spec import Audience
from kpis.subjects import seen_by


def plans_of(user: User) -> QuerySet[ActionPlan]:
    """Every plan this person may open, with its people read along."""
    rows = ActionPlan.objects.filter(seen_by(user) | Q(owner=user.pk))
    if not (user.is_manager or user.is_admin):
        hidden = [k.key for k in KPIS.values() if k.audience == Audience.MANAGER]
        rows = rows.exclude(~Q(owner=user.pk), kpi__in=hidden)
    return rows.select_related("user", "team", "owner", "opened_by")


def steps_of(user: User) -> QuerySet[PlanStep]:
    return PlanStep.objects.filter(plan__in=plans_of(user))
