"""Time and money spent on a deal: added, corrected, deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm import access
from crm.forms.deal_costs import CostForm, TimeForm
from crm.forms.fields import written
from crm.models import CostEntry, Deal, TimeEntry
from crm.services import deal_costs
from crm.services.deal_taking import day_of
from crm.views.answers import attempt, done, form_sheet, made
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def time_new(request: SignedIn, pk: int) -> HttpResponse:
    deal, now = _deal(request, pk), timezone.now()
    first = {"rep": request.user.pk, "day": day_of(now)}
    form = TimeForm(request.POST or None, initial=first, user=request.user)
    action = reverse("crm:time-new", args=[pk])
    return _added(request, deal, form, deal_costs.add_time, _("Log time"), action)


@require_http_methods(FORM)
def cost_new(request: SignedIn, pk: int) -> HttpResponse:
    deal, now = _deal(request, pk), timezone.now()
    form = CostForm(request.POST or None, initial={"day": day_of(now)})
    action = reverse("crm:deal-cost-new", args=[pk])
    return _added(request, deal, form, deal_costs.add_cost, _("Add a cost"), action)


@require_http_methods(FORM)
def time_edit(request: SignedIn, pk: int) -> HttpResponse:
    entry: Any = access.get_changeable(TimeEntry.objects.on_deals(), request.user, pk)
    first = {name: getattr(entry, name) for name in ("day", "minutes", "note")}
    form = TimeForm(
        request.POST or None,
        initial=first | {"rep": entry.rep_id},
        user=request.user,
        kept=entry.rep_id,
    )
    action = reverse("crm:time-edit", args=[pk])
    return _edited(request, entry, form, deal_costs.edit_time, action)


@require_http_methods(FORM)
def cost_edit(request: SignedIn, pk: int) -> HttpResponse:
    entry: Any = access.get_changeable(CostEntry.objects.on_deals(), request.user, pk)
    first = {name: getattr(entry, name) for name in ("kind", "label", "currency")}
    first |= {"day": entry.month, "amount": written(entry.amount, entry.currency)}
    form = CostForm(request.POST or None, initial=first)
    action = reverse("crm:deal-cost-edit", args=[pk])
    return _edited(request, entry, form, deal_costs.edit_cost, action)


@require_POST
def time_delete(request: SignedIn, pk: int) -> HttpResponse:
    entry: Any = access.get_changeable(TimeEntry.objects.on_deals(), request.user, pk)
    deal_costs.delete_time(entry_id=pk, by=request.user, now=timezone.now())
    return done(request, _back(entry.deal_id), said=_("Deleted."))


@require_POST
def cost_delete(request: SignedIn, pk: int) -> HttpResponse:
    entry: Any = access.get_changeable(CostEntry.objects.on_deals(), request.user, pk)
    deal_costs.delete_cost(entry_id=pk, by=request.user, now=timezone.now())
    return done(request, _back(entry.deal_id), said=_("Deleted."))


def _deal(request: SignedIn, pk: int) -> Deal:
    return access.get_changeable(Deal.objects.all(), request.user, pk)


def _back(deal_id: int) -> str:
    return reverse("crm:deal", args=[deal_id])


def _values(form: forms.Form) -> dict[str, Any]:
    """What the service takes: the amount in minor units, without the token."""
    data = dict(form.cleaned_data)
    data.pop("token", None)
    if "minor" in data:
        data["amount"] = data.pop("minor")
    return data


def _added(
    request: SignedIn,
    deal: Deal,
    form: forms.Form,
    write: Callable[..., Model],
    title: str,
    action: str,
) -> HttpResponse:
    pk = made(
        request,
        form,
        lambda: write(deal=deal, by=request.user, now=timezone.now(), **_values(form)),
    )
    if pk is not None:
        return done(request, _back(deal.pk), said=_("Saved."))
    return form_sheet(request, form, title, action, _("Save"), str(deal))


def _edited(
    request: SignedIn,
    entry: Any,
    form: forms.Form,
    write: Callable[..., Model],
    action: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            form,
            lambda: write(
                entry_id=entry.pk, by=request.user, now=timezone.now(), **_values(form)
            ),
        )
        if saved:
            return done(request, _back(entry.deal_id), said=_("Saved."))
    return form_sheet(request, form, _("Edit"), action, _("Save"), str(entry.deal))
