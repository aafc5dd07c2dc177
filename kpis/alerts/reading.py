"""Whose alerts and rules: by the figures a person may open; for a seller, the own ones."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from crm.access import today
from crm.models import User
from kpis.models import Alert, AlertRule
from kpis.models.alerts import AlertQuerySet
from kpis.subjects import led_by, seen_by


def alerts_of(user: User) -> AlertQuerySet:
    """Every alert this person may see, with what its line says read along."""
    rows = Alert.objects.filter(seen_by(user))
    if not (user.is_manager or user.is_admin):
        rows = rows.filter(for_leaders=False)
    return rows.select_related("rule__user", "rule__team", "user", "team", "acted_by")


def awake(day: date) -> Q:
    return Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=day)


def open_alerts_for(user: User) -> AlertQuerySet:
    """What is open and not put off, the newest first: for the bell, a digest, a review."""
    rows = alerts_of(user).open().filter(awake(today()))
    return rows.order_by("-opened_at", "-pk")


def rules_of(user: User) -> QuerySet[AlertRule]:
    """Running rules this person may change: an admin all, a manager those over whom they lead."""
    rows = AlertRule.objects.running().select_related("team", "user", "made_by")
    if user.is_admin:
        return rows
    if not user.is_manager:
        return rows.none()
    theirs = Q(who__in=["team", "each"], team__isnull=False) | Q(who="person")
    return rows.filter(theirs & led_by(user))
