"""Prospects: one prospect with its whole life, and what may be changed about it."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm import access
from crm.forms.prospects import NextStepForm, ProspectForm
from crm.models import Prospect
from crm.prospect_facts import with_facts
from crm.services import prospects
from crm.services.errors import Conflict
from crm.views.answers import (
    attempt,
    done,
    form_sheet,
    made,
)
from crm.views.conflicts import conflict_sheet, pairs_of
from crm.views.living import alive, following, to_change
from crm.views.parts.life import page_of_prospect
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_safe
def find(request: SignedIn) -> JsonResponse:
    """[{value, text}] of the prospects this person may log for, by a few letters."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    rows = Prospect.objects.changeable_by(request.user).current().matching(words)
    found = rows.order_by("name_key", "pk").values_list("pk", "name")[:20]
    options = [{"value": str(pk), "text": name} for pk, name in found]
    return JsonResponse(options, safe=False)


@require_safe
@following
def detail(request: SignedIn, pk: int) -> HttpResponse:
    prospect = alive(access.get_readable(with_facts(request.user), request.user, pk))
    context = page_of_prospect(
        prospect,
        reader=request.user,
        now=timezone.now(),
        show=request.GET.get("show", ""),
        before=request.GET.get("before", ""),
    )
    context["next_form"] = NextStepForm(
        instance=prospect, initial={"version": prospect.version}
    )
    return render(request, "crm/prospect.html", context)


@require_http_methods(FORM)
def new(request: SignedIn) -> HttpResponse:
    form = ProspectForm(request.POST or None)
    pk = made(
        request,
        form,
        lambda: prospects.add_prospect(
            by=request.user,
            now=timezone.now(),
            owner=request.user,
            **form.described(),
        ),
    )
    if pk is not None:
        to = reverse("crm:prospect", args=[pk]) if pk else reverse("crm:prospects")
        return done(request, to, said=_("Prospect added."), go=True)
    return form_sheet(
        request, form, _("New prospect"), reverse("crm:prospect-new"), _("Add")
    )


@require_http_methods(FORM)
@following
def edit(request: SignedIn, pk: int) -> HttpResponse:
    prospect = to_change(request, pk)
    action = reverse("crm:prospect-edit", args=[pk])
    first = {"version": prospect.version}
    form = ProspectForm(request.POST or None, instance=prospect, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            saved = attempt(
                form,
                lambda: prospects.edit_prospect(
                    prospect_id=pk,
                    by=request.user,
                    now=timezone.now(),
                    seen=form.cleaned_data["version"],
                    **form.described(),
                ),
            )
        except Conflict as conflict:
            pairs = pairs_of(form, conflict.row)
            return conflict_sheet(request, conflict, action=action, pairs=pairs)
        if saved:
            to = reverse("crm:prospect", args=[pk])
            return done(request, to, said=_("Saved."))
    return form_sheet(request, form, _("Edit the prospect"), action, _("Save"))
