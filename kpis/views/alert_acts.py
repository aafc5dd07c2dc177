"""An alert is acknowledged, put off, or closed, each with its reason."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.access import today
from crm.views.answers import attempt, done, form_sheet
from crm.views.requests import SignedIn
from kpis.alerts import acts
from kpis.alerts.reading import alerts_of
from kpis.forms.alerts import ReasonForm, SnoozeForm
from kpis.models import Alert
from kpis.subjects import Subject, leads
from kpis.views.parts.asking import leader


@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: SignedIn, pk: int) -> HttpResponse:
    alert = alert_or_404(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        acts.acknowledge(alert=alert, reason=reason, by=request.user, now=now)
        return _done(request, _("Acknowledged."))
    intro = _("It stays open until the figure is back. Who looks after it, and how?")
    return _sheet(request, form, _("Acknowledge the alert"), "acknowledge", pk, intro)


@require_http_methods(["GET", "HEAD", "POST"])
def snooze(request: SignedIn, pk: int) -> HttpResponse:
    alert = alert_or_404(request, pk)
    form = SnoozeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data, now = form.cleaned_data, timezone.now()
        write = {"until": data["until"], "reason": data["reason"], "today": today()}
        if attempt(
            form,
            lambda: acts.snooze(alert=alert, by=request.user, now=now, **write),
        ):
            return _done(request, _("Put off."))
    intro = _("It leaves the list until that day.")
    return _sheet(request, form, _("Put the alert off"), "snooze", pk, intro)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedIn, pk: int) -> HttpResponse:
    alert = alert_or_404(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        acts.close(alert=alert, reason=reason, by=request.user, now=now)
        return _done(request, _("Closed."))
    intro = _(
        "Alerts close by themselves once the figure is back. Closed by hand, the same cause opens no"
        " alert during the quiet days of its rule."
    )
    return _sheet(request, form, _("Close the alert"), "close", pk, intro)


def alert_or_404(request: SignedIn, pk: int) -> Alert:
    """An alert about somebody this person leads: anything else does not exist."""
    user = leader(request)
    alert = alerts_of(user).filter(pk=pk).first()
    if alert is None or not leads(user, Subject.of(alert)):
        raise Http404
    return alert


def _sheet(
    request: SignedIn, form: Any, title: str, act: str, pk: int, intro: str
) -> HttpResponse:
    action = reverse(f"kpis:alert-{act}", args=[pk])
    return form_sheet(request, form, title, action, title, intro=intro)


def _done(request: SignedIn, said: str) -> HttpResponse:
    return done(request, reverse("kpis:alerts"), said=said)
