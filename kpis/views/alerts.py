"""Alerts: what is open, and what became of the others."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.access import today
from crm.models import Organisation, User
from crm.views.answers import page_of
from crm.views.requests import SignedIn
from kpis.alerts.reading import alerts_of
from kpis.models.alerts import AlertQuerySet
from kpis.plans.reading import plans_of
from kpis.sheets import Column, Sheet
from kpis.subjects import name_of
from kpis.views.parts import alert_rows
from kpis.views.parts.asking import reader
from kpis.views.parts.exported import exported


@require_safe
def alerts(request: SignedIn) -> HttpResponse:
    """What is open, the newest first; what was put off stands below."""
    user, organisation, day = reader(request), Organisation.current(), today()
    page = page_of(
        _with_plans(alerts_of(user).open().order_by("-opened_at", "-pk"), user),
        request,
    )
    lines = [alert_rows.line(row, organisation) for row in page.object_list]
    waiting = [line for line in lines if line["snoozed"] and line["snoozed"] > day]
    context = {
        "page": page,
        "lines": [line for line in lines if line not in waiting],
        "waiting": waiting,
        "leads": user.is_manager or user.is_admin,
        "rooms": alert_rows.rooms("kpis:alerts", user),
    }
    return render(request, "kpis/alerts.html", context)


@require_safe
def history(request: SignedIn) -> HttpResponse:
    user, organisation = reader(request), Organisation.current()
    page = page_of(_past(user), request)
    context = {
        "page": page,
        "lines": [alert_rows.past(row, organisation) for row in page.object_list],
        "rooms": alert_rows.rooms("kpis:alerts-history", user),
    }
    return render(request, "kpis/alerts_history.html", context)


def _past(user: User) -> AlertQuerySet:
    return _with_plans(alerts_of(user).closed().order_by("-closed_at", "-pk"), user)


def _with_plans(rows: AlertQuerySet, user: User) -> AlertQuerySet:
    """With the plans that this person may open: one may be about more people than its alert."""
    plans = plans_of(user).order_by("due_on", "pk")
    return rows.prefetch_related(Prefetch("plans", plans))


@exported("alerts")
def open_sheet(request: HttpRequest) -> list[Sheet]:
    """The open alerts as the page lists them."""
    user, organisation = reader(request), Organisation.current()
    rows = _with_plans(alerts_of(user).open().order_by("-opened_at", "-pk"), user)
    lines = [(row, alert_rows.line(row, organisation)) for row in rows]
    columns = (
        Column(_("Figure")),
        Column(_("Whose")),
        Column(_("Value")),
        Column(_("Days")),
        Column(_("Rule")),
        Column(_("Since")),
        Column(_("What is done")),
    )
    body = [
        (
            line["label"],
            name_of(row),
            line["figure"],
            line["days"],
            line["rule"],
            row.opened_at.astimezone(organisation.zone).date(),
            line["acted"] or "; ".join(plan["title"] for plan in line["plans"]),
        )
        for row, line in lines
    ]
    return [Sheet("alerts", _("Open alerts"), columns, body)]
