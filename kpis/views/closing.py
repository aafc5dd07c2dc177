"""Closed months: what was published, and every figure that is not what it was."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from crm.civil import civil_day
from crm.models import Organisation
from crm.templatetags import formats
from kpis.closing import (
    close_month,
    corrections,
    differences,
    month_of,
    reopen_month,
    waiting_for,
)
from kpis.models import ClosedMonth
from kpis.periods import shift
from kpis.views.parts import to_close
from kpis.views.parts.asking import admin
from kpis.views.parts.closed import Names, correction_row, difference_row, name_of

#: Months offered: this one and those before it.
OFFERED = 12


@require_safe
def months(request: HttpRequest) -> HttpResponse:
    """The last months, each with its closing or the way to it."""
    admin(request)
    today = civil_day(timezone.now(), Organisation.current().zone)
    return render(request, "kpis/months.html", {"rows": _rows(today)})


@require_http_methods(["GET", "HEAD", "POST"])
def month_close(request: HttpRequest, day: str) -> HttpResponse:
    """What closing would keep and what may still move; POST closes.

    A doubt that was not on the page when it was sent is shown first: it needs ``anyway``.
    """
    user, now = admin(request), timezone.now()
    asked = _month(day)
    if request.method != "POST":
        held = ClosedMonth.objects.filter(month=asked, reopened_at__isnull=True)
        if held.exists():
            return redirect("kpis:month", day=day)
        return _asked(request, to_close.context(user, asked, now))
    today = civil_day(now, Organisation.current().zone)
    if not request.POST.get("anyway") and waiting_for(month_of(asked), today):
        return _asked(request, to_close.context(user, asked, now), status=422)
    try:
        closed = close_month(month=asked, by=user, now=now)
    except ValidationError as refusal:
        refused = to_close.refused(asked, refusal.messages)
        return _asked(request, refused, status=422)
    words = _("%(month)s is closed: its figures are kept as they are now.")
    messages.success(request, words % {"month": name_of(closed.month)})
    return redirect("kpis:month", day=f"{closed.month:%Y-%m}")


def _asked(
    request: HttpRequest, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    status = 422 if context["refusals"] else status
    return render(request, "kpis/month_close.html", context, status=status)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None


def _rows(today: date) -> list[dict[str, Any]]:
    """The last months, the latest first, each with its closing that holds."""
    first = month_of(today).first
    held = {
        row.month: row
        for row in ClosedMonth.objects.filter(reopened_at__isnull=True).select_related(
            "closed_by"
        )
    }
    offered = {shift("month", first, -back) for back in range(OFFERED)}
    return [
        {
            "name": name_of(month),
            "said": formats.day(month, "month"),
            "value": f"{month:%Y-%m}",
            "closed": held.get(month),
            "running": month == first,
        }
        for month in sorted(offered | set(held), reverse=True)
    ]


def closed_or_404(day: str) -> ClosedMonth:
    """The closing of the month that holds, else the last one that was opened again."""
    rows = ClosedMonth.objects.filter(month=_month(day)).select_related(
        "closed_by", "reopened_by"
    )
    found = sorted(rows, key=lambda row: (row.reopened_at is None, row.closed_at))
    if not found:
        raise Http404
    return found[-1]


@require_safe
def month(request: HttpRequest, day: str) -> HttpResponse:
    admin(request)
    return _page(request, closed_or_404(day))


@require_POST
def month_reopen(request: HttpRequest, day: str) -> HttpResponse:
    user, closed = admin(request), closed_or_404(day)
    try:
        reopen_month(
            closed_id=closed.pk,
            reason=request.POST.get("reason", ""),
            by=user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        return _page(request, closed, " ".join(refusal.messages))
    messages.success(request, _("The month is open again."))
    return redirect("kpis:months")


def _page(request: HttpRequest, closed: ClosedMonth, error: str = "") -> HttpResponse:
    organisation = Organisation.current()
    today = civil_day(timezone.now(), organisation.zone)
    found = differences(closed, today)
    names = Names()
    currency = organisation.base_currency
    context = {
        "closed": closed,
        "name": name_of(closed.month),
        "day": f"{closed.month:%Y-%m}",
        "count": closed.figures.count(),
        "rows": [difference_row(each, names, closed, currency) for each in found],
        "corrections": [
            correction_row(row, names, currency) for row in corrections(closed)[:100]
        ],
        "error": error,
    }
    return render(request, "kpis/month.html", context, status=422 if error else 200)
