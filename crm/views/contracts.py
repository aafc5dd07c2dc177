"""A customer's contracts: signed, and one day ended."""

from __future__ import annotations

from datetime import date, datetime, time

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm import access
from crm.forms.contracts import EndForm, SignForm
from crm.models import Contract, Organisation
from crm.services.contracts import end_contract, sign_contract
from crm.services.deal_taking import day_of
from crm.views.answers import attempt, done, form_sheet, made
from crm.views.living import following, to_change
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]
NOON = time(12)


def _at(day: date, now: datetime) -> datetime:
    """Noon of a day gone by, so that no change of zone moves it; of today, now."""
    if day == day_of(now):
        return now
    return datetime.combine(day, NOON, Organisation.current().zone)


def _ended(day: date, row: Contract, now: datetime) -> datetime:
    """On the day it was signed, not before it was."""
    at = _at(day, now)
    return max(at, row.signed_at) if day == day_of(row.signed_at) else at


@require_http_methods(FORM)
@following
def new(request: SignedIn, pk: int) -> HttpResponse:
    """A contract that the customer ``pk`` signed."""
    prospect = to_change(request, pk)
    now, to = timezone.now(), reverse("crm:prospect", args=[pk])
    first = {"at": day_of(now), "start_on": day_of(now)}
    form = SignForm(request.POST or None, initial=first)

    def write() -> Contract:
        data = form.cleaned_data
        return sign_contract(
            prospect=prospect,
            by=request.user,
            now=now,
            at=_at(data["at"], now),
            amount=data.get("minor"),
            **{name: data[name] for name in ("start_on", "end_on", "currency")},
        )

    if made(request, form, write) is not None:
        return done(request, to, said=_("Contract added."))
    action, title = reverse("crm:contract-new", args=[pk]), _("New contract")
    return form_sheet(request, form, title, action, _("Add"), str(prospect))


@require_http_methods(FORM)
def end(request: SignedIn, pk: int) -> HttpResponse:
    """It ended on a day, for a reason; a second POST changes nothing."""
    rows = Contract.objects.select_related("prospect")
    row, now = access.get_changeable(rows, request.user, pk), timezone.now()
    to = reverse("crm:prospect", args=[row.prospect_id])
    if request.method == "POST" and row.ended_at:
        return done(request, to, said=_("Contract ended."))
    form = EndForm(request.POST or None, initial={"at": day_of(now)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ended = attempt(
            form,
            lambda: end_contract(
                contract_id=pk,
                by=request.user,
                now=now,
                at=_ended(data["at"], row, now),
                reason=data["reason"],
                note=data["note"],
            ),
        )
        if ended:
            return done(request, to, said=_("Contract ended."))
    action, title = reverse("crm:contract-end", args=[pk]), _("End the contract")
    return form_sheet(request, form, title, action, title, str(row))
