"""Action plans: the list with what came of those that are over, a plan, a new one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_safe,
)

from crm.access import today
from crm.models import Organisation
from crm.views.answers import leave, made, page_of
from crm.views.requests import SignedIn
from kpis.catalogue import KPIS
from kpis.forms.steering import StepForm
from kpis.models import ActionPlan
from kpis.periods import Period
from kpis.plans import writing
from kpis.plans.measuring import measured, reached
from kpis.plans.reading import plans_of
from kpis.sheets import Column, Sheet
from kpis.subjects import Subject, leads, name_of
from kpis.views.parts import alert_rows, plan_forms, plan_rows
from kpis.views.parts.asking import leader, reader
from kpis.views.parts.exported import exported

#: What is under way, the next due first; then what is over, the last ended first.
IN_ORDER = (F("ended_at").desc(nulls_first=True), "due_on", "pk")


@require_safe
def plans(request: SignedIn) -> HttpResponse:
    """What is under way, the next due first; then what is over, with its effect."""
    user, organisation, day = reader(request), Organisation.current(), today()
    rows = plans_of(user).prefetch_related("steps")
    page = page_of(rows.order_by(*IN_ORDER), request)
    lines = [plan_rows.line(row, day, organisation) for row in page.object_list]
    context = {
        "page": page,
        "open": sorted(
            (line for line in lines if line["ended"] is None),
            key=lambda line: (line["due"], line["pk"]),
        ),
        "over": [line for line in lines if line["ended"] is not None],
        "leads": user.is_manager or user.is_admin,
        "rooms": alert_rows.rooms("kpis:plans", user),
    }
    return render(request, "kpis/plans.html", context)


@require_safe
def plan(request: SignedIn, pk: int) -> HttpResponse:
    row = plan_or_404(request, pk)
    organisation, day, kpi = Organisation.current(), today(), KPIS.get(row.kpi)
    found = measured(row, day)
    start = found.first or row.starts_on
    since = Period(start, start + timedelta(days=max(found.days, 1)))
    subject = Subject.of(row)
    context = {
        "plan": row,
        "line": plan_rows.line(row, day, organisation),
        "steps": row.steps.all(),
        "today": day,
        "form": StepForm(),
        "effect": plan_rows.effect(kpi, found, organisation.base_currency),
        "expectation": plan_rows.expectation(
            kpi, row, reached(row, day), organisation.base_currency
        ),
        "figure_url": alert_rows.figure_url(row.kpi, subject, since),
        "may": may_work_on(request, row),
        "leads": leads(request.user, subject),
        "trail": [
            {"label": _("Action plans"), "url": reverse("kpis:plans")},
            {"label": row.title, "url": ""},
        ],
    }
    return render(request, "kpis/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: SignedIn) -> HttpResponse:
    """``?alert=``, ``?proposal=`` or ``?kpi=&whose=`` fill it in; a form sent twice opens one plan."""
    leader(request)
    asked = plan_forms.asked(request)
    form = plan_forms.new_form(request, asked)
    known = made(
        request,
        form,
        lambda: writing.open_plan(
            wanted=form.wanted(),
            steps=form.steps(),
            alert=asked.alert,
            proposal=asked.proposal,
            by=request.user,
            now=timezone.now(),
        ),
    )
    if known is not None:
        return leave(request, reverse("kpis:plan", args=[known]))
    context = {"form": form, "rooms": alert_rows.rooms("kpis:plans", request.user)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "kpis/plan_new.html", context, status=status)


def plan_or_404(request: SignedIn, pk: int) -> ActionPlan:
    row = plans_of(reader(request)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def may_work_on(request: SignedIn, row: ActionPlan) -> bool:
    """Who sees to it, and who leads those it is about."""
    return row.owner_id == request.user.pk or leads(request.user, Subject.of(row))


@exported("plans")
def plans_sheet(request: HttpRequest) -> list[Sheet]:
    """The plans as their page lists them."""
    user, organisation, day = reader(request), Organisation.current(), today()
    rows = plans_of(user).prefetch_related("steps").order_by(*IN_ORDER)
    names = (
        _("What will be done"),
        _("Figure"),
        _("Whose"),
        _("Who sees to it"),
        _("Due"),
        _("Steps"),
        _("State"),
        _("Measured effect"),
    )
    body: list[tuple[Any, ...]] = []
    for row in rows:
        line = plan_rows.line(row, day, organisation)
        state = _("open") if row.ended_at is None else line["state"]
        body.append(
            (
                row.title,
                line["kpi"],
                name_of(row),
                line["owner"],
                row.due_on,
                line["steps"],
                state,
                line["effect"],
            )
        )
    notes = [_("A difference is not proof of a cause.")]
    columns = [Column(name) for name in names]
    return [Sheet("plans", _("Action plans"), columns, body, notes)]
