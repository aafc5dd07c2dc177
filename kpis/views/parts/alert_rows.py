"""Alerts and rules as lines of their pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import Organisation, User
from crm.templatetags import formats
from kpis import wording
from kpis.alerts import words
from kpis.alerts.judging import Kind
from kpis.alerts.seen import period_of
from kpis.catalogue import KPIS
from kpis.models import ActionPlan, Alert, AlertRule
from kpis.periods import Period
from kpis.spec import Better
from kpis.subjects import Subject, name_of

ROOMS = (
    ("kpis:alerts", gettext_lazy("Open alerts"), False),
    ("kpis:plans", gettext_lazy("Action plans"), False),
    ("kpis:alert-rules", gettext_lazy("Rules"), True),
    ("kpis:alerts-history", gettext_lazy("History"), False),
)


def rooms(here: str, user: User) -> list[dict[str, Any]]:
    """[{label, url, current}] of the pages beside this one."""
    leads = user.is_manager or user.is_admin
    return [
        {"label": label, "url": reverse(name), "current": name == here}
        for name, label, led in ROOMS
        if leads or not led
    ]


def line(alert: Alert, organisation: Organisation) -> dict[str, Any]:
    """What is open: the figure, the rule in words, since when, what is done about it."""
    currency, rule = organisation.base_currency, alert.rule
    late = rule.kind == Kind.LATE
    return {
        "pk": alert.pk,
        "label": words.label_of(rule),
        "who": "" if late else name_of(alert),
        "figure": words.figure_of(alert, currency),
        "against": words.against_of(alert, currency),
        "days": words.days_of(alert),
        "rule": words.rule_in_words(rule, currency),
        "closes": words.closes_in_words(rule, currency),
        "glyph": "▲" if _up(rule) else "▼",
        "since": alert.opened_at,
        "url": readyz() if late else explain_url(alert),
        "plan_url": "" if late else plan_url(alert),
        "plans": [plan_chip(p) for p in alert.plans.all() if p.ended_at is None],
        "acted": acted(alert),
        "snoozed": alert.snoozed_until,
    }


def readyz() -> str:
    return reverse("readyz")


def _up(rule: AlertRule) -> bool:
    kpi = KPIS.get(rule.kpi)
    if rule.kind in (Kind.BELOW, Kind.ABOVE):
        return bool(rule.kind == Kind.ABOVE)
    return kpi is not None and kpi.better == Better.DOWN


def explain_url(alert: Alert) -> str:
    """The figure behind the alert, over the days that were judged."""
    period = period_of(alert.seen)
    kind = "range" if alert.rule.kind == Kind.SILENT else alert.rule.period
    return figure_url(alert.rule.kpi, Subject.of(alert), period, kind)


def figure_url(
    key: str, subject: Subject, period: Period | None, kind: str = "range"
) -> str:
    """Explain of one figure; one that is no longer declared has no page."""
    if key not in KPIS:
        return ""
    asked: dict[str, Any] = dict(subject.asked)
    if period is not None and kind == "range":
        asked |= {"from": period.first, "to": period.last}
    elif period is not None:
        asked |= {"period": kind, "on": period.first}
    return f"{reverse('kpis:explain', args=[key])}?{urlencode(asked)}"


def plan_url(alert: Alert) -> str:
    return f"{reverse('kpis:plan-new')}?alert={alert.pk}"


def plan_chip(plan: ActionPlan) -> dict[str, str]:
    words_of = _("%(owner)s, before %(day)s")
    said = {"owner": plan.owner.full_name, "day": formats.day(plan.due_on, "short")}
    return {
        "title": plan.title,
        "text": words_of % said,
        "url": reverse("kpis:plan", args=[plan.pk]),
    }


def acted(alert: Alert) -> str:
    """Who looks after it, who put it off, with the reason."""
    if alert.acted_by is None or alert.closed_at is not None:
        return ""
    said = {"name": alert.acted_by.full_name, "reason": alert.reason}
    if alert.snoozed_until is not None:
        said["day"] = formats.day(alert.snoozed_until, "short")
        return _("Put off until %(day)s by %(name)s: %(reason)s") % said
    return _("%(name)s looks after it: %(reason)s") % said


def past(alert: Alert, organisation: Organisation) -> dict[str, Any]:
    """A line of the history: what was open, how long, how it ended."""
    found = line(alert, organisation)
    why = str(alert.get_why_display())
    if alert.acted_by is not None and alert.why == Alert.Why.HAND:
        why = f"{why}, {alert.acted_by.full_name}"
    if alert.reason:
        why = wording.labelled(why, alert.reason)
    return found | {"until": alert.closed_at, "why": why}


def rule_line(rule: AlertRule, organisation: Organisation) -> dict[str, Any]:
    currency = organisation.base_currency
    return {
        "pk": rule.pk,
        "label": words.label_of(rule),
        "whose": words.whose(rule),
        "rule": words.rule_in_words(rule, currency),
        "closes": words.closes_in_words(rule, currency),
        "quiet": rule.cooldown_days,
        "by": rule.made_by.full_name if rule.made_by else "",
        "open": getattr(rule, "open_count", 0),
        "url": reverse("kpis:alert-rule", args=[rule.pk]),
    }
