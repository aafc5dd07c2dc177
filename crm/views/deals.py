"""One deal: what it is worth, where it stands, all that moved it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm import access
from crm.forms.deals import AssignDealForm, DealForm, NewDealForm
from crm.models import Deal
from crm.services import deals
from crm.services.deal_edits import revise_deal
from crm.services.errors import Conflict
from crm.views.answers import attempt, done, form_sheet, made
from crm.views.conflicts import conflict_sheet, owner_pair, pairs_of
from crm.views.parts.deal import page_of_deal
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    rows = access.marking(Deal.objects.for_page(), request.user)
    rows = access.marking_prospects(rows, request.user)
    deal = access.get_readable(rows, request.user, pk)
    context = page_of_deal(
        deal,
        reader=request.user,
        now=timezone.now(),
        show=request.GET.get("show", ""),
        before=request.GET.get("before", ""),
    )
    return render(request, "crm/deal.html", context)


@require_http_methods(FORM)
def new(request: SignedIn) -> HttpResponse:
    asked = {name: request.GET.get(name) for name in ("prospect", "stage", "amount")}
    form = NewDealForm(request.POST or None, user=request.user, initial=asked)
    pk = made(request, form, lambda: _open(request, form.cleaned_data))
    if pk is not None:
        to = reverse("crm:deal", args=[pk]) if pk else reverse("crm:pipeline")
        return done(request, to, said=_("Deal opened."), go=True)
    return form_sheet(
        request, form, _("New deal"), reverse("crm:deal-new"), _("Open the deal")
    )


def _open(request: SignedIn, data: dict[str, Any]) -> Deal:
    names = (
        *("name", "owner", "stage", "prospect", "currency", "kind"),
        *("recurring_amount", "recurring_interval"),
    )
    return deals.open_deal(
        by=request.user,
        now=timezone.now(),
        amount=data.get("minor"),
        expected_close_on=data["expected_close_on"],
        **{name: data[name] for name in names},
    )


@require_http_methods(FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    rows = Deal.objects.select_related("stage")
    deal = access.get_changeable(rows, request.user, pk)
    action = reverse("crm:deal-edit", args=[pk])
    form = DealForm(
        request.POST or None, instance=deal, initial={"version": deal.version}
    )
    if request.method == "POST" and form.is_valid():
        described = form.described()
        expects = "expected_close_on" in described
        try:
            saved = attempt(
                form,
                lambda: revise_deal(
                    deal_id=pk,
                    by=request.user,
                    now=timezone.now(),
                    seen=form.cleaned_data["version"],
                    expects=expects,
                    **described,
                ),
            )
        except Conflict as conflict:
            pairs = pairs_of(form, conflict.row)
            return conflict_sheet(request, conflict, action=action, pairs=pairs)
        if saved:
            return done(request, reverse("crm:deal", args=[pk]), said=_("Saved."))
    return form_sheet(request, form, _("Edit the deal"), action, _("Save"))


@require_http_methods(FORM)
def assign(request: SignedIn, pk: int) -> HttpResponse:
    rows = Deal.objects.select_related("stage")
    deal = access.get_changeable(rows, request.user, pk)
    first = {"owner": deal.owner_id, "version": deal.version}
    form = AssignDealForm(request.POST or None, user=request.user, initial=first)
    action = reverse("crm:deal-assign", args=[pk])
    if request.method == "POST" and form.is_valid():
        owner, seen = form.cleaned_data["owner"], form.cleaned_data["version"]
        change: dict[str, Any] = {"by": request.user, "now": timezone.now()}
        try:
            deals.assign_deal(deal_id=pk, owner=owner, seen=seen, **change)
        except Conflict as conflict:
            pairs = [owner_pair(conflict.row, owner)]
            return conflict_sheet(request, conflict, action=action, pairs=pairs)
        said = _("Given to %(name)s.") % {"name": owner}
        return done(request, reverse("crm:deal", args=[pk]), said=said)
    return form_sheet(request, form, _("Reassign"), action, _("Reassign"))
