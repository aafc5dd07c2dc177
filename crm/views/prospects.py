"""Prospects: the list, one prospect with its whole life, and what may be changed about it."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm import access
from crm.filters import PROSPECTS
from crm.filters.lists import offered
from crm.forms.prospects import AssignForm, ContactForm, ProspectForm, StepForm
from crm.models import Organisation, Prospect
from crm.services import prospects
from crm.services.errors import Conflict
from crm.views.answers import (
    attempt,
    done,
    form_sheet,
    list_page,
    once,
    page_of,
)
from crm.views.conflicts import conflict_sheet, pairs_of
from crm.views.parts.life import page_of_prospect
from crm.views.parts.rows import PROSPECT_HEADS, prospect_rows
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_safe
def prospect_list(request: SignedIn) -> HttpResponse:
    lists = offered(request.user, "owner", "source", "region", "sector", "type")
    narrowed = PROSPECTS.read(request.GET, lists)
    rows = Prospect.objects.visible_to(request.user).current().for_list()
    page = page_of(narrowed.apply(rows), request)
    return list_page(
        request,
        "crm/prospects.html",
        narrowed,
        page,
        {
            "columns": narrowed.columns(PROSPECT_HEADS),
            "rows": prospect_rows(page.object_list),
        },
        caption=_("Prospects"),
        empty=(
            _("Whom you sell to stands here."),
            reverse("crm:prospect-new"),
            _("Add the first prospect"),
        ),
    )


@require_safe
def find(request: SignedIn) -> JsonResponse:
    """[{value, text}] of the prospects this person may log for, by a few letters."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    rows = Prospect.objects.changeable_by(request.user).current().matching(words)
    found = rows.order_by("name_key", "pk").values_list("pk", "name")[:20]
    options = [{"value": str(pk), "text": name} for pk, name in found]
    return JsonResponse(options, safe=False)


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    rows = Prospect.objects.for_list().select_related("churn_reason")
    prospect = access.get_readable(rows, request.user, pk)
    context = page_of_prospect(
        prospect,
        reader=request.user,
        now=timezone.now(),
        show=request.GET.get("show", ""),
        older=bool(request.GET.get("older")),
    )
    return render(request, "crm/prospect.html", context)


@require_http_methods(FORM)
def new(request: SignedIn) -> HttpResponse:
    form = ProspectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pk = once(
            request,
            str(form.cleaned_data["token"] or ""),
            lambda: attempt(
                form,
                lambda: prospects.add_prospect(
                    by=request.user,
                    now=timezone.now(),
                    owner=request.user,
                    **form.described(),
                ),
            ),
        )
        if pk is not None:
            to = reverse("crm:prospect", args=[pk]) if pk else reverse("crm:prospects")
            return done(request, to, said=_("Prospect added."), go=True)
    return form_sheet(
        request, form, _("New prospect"), reverse("crm:prospect-new"), _("Add")
    )


@require_http_methods(FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    prospect = access.get_changeable(Prospect.objects.all(), request.user, pk)
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


@require_http_methods(FORM)
def step(request: SignedIn, pk: int) -> HttpResponse:
    prospect = access.get_changeable(Prospect.objects.all(), request.user, pk)
    now = timezone.now()
    first = {"step": request.GET.get("step", "sql")}
    uses_mql = Organisation.current().uses_mql
    form = StepForm(request.POST or None, initial=first, uses_mql=uses_mql)
    if request.method == "POST" and form.is_valid():
        taken = attempt(
            form,
            lambda: prospects.take_step(
                prospect_id=prospect.pk,
                step=form.cleaned_data["step"],
                at=form.cleaned_data["at"] or now,
                by=request.user,
                now=now,
                **form.detail(),
            ),
        )
        if taken:
            return done(
                request, reverse("crm:prospect", args=[pk]), said=_("Step recorded.")
            )
    action = reverse("crm:prospect-step", args=[pk])
    return form_sheet(request, form, _("Record a step"), action, _("Record"))


@require_http_methods(FORM)
def assign(request: SignedIn, pk: int) -> HttpResponse:
    prospect = access.get_changeable(Prospect.objects.all(), request.user, pk)
    form = AssignForm(
        request.POST or None, user=request.user, initial={"owner": prospect.owner_id}
    )
    if request.method == "POST" and form.is_valid():
        prospects.assign_prospect(
            prospect_id=pk,
            owner=form.cleaned_data["owner"],
            by=request.user,
            now=timezone.now(),
        )
        said = _("Given to %(name)s.") % {"name": form.cleaned_data["owner"]}
        return done(request, reverse("crm:prospect", args=[pk]), said=said)
    action = reverse("crm:prospect-assign", args=[pk])
    return form_sheet(request, form, _("Reassign"), action, _("Reassign"))


@require_http_methods(FORM)
def contact_new(request: SignedIn, pk: int) -> HttpResponse:
    prospect = access.get_changeable(Prospect.objects.all(), request.user, pk)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = once(
            request,
            str(form.cleaned_data["token"] or ""),
            lambda: attempt(
                form,
                lambda: prospects.add_contact(
                    prospect=prospect,
                    by=request.user,
                    now=timezone.now(),
                    **form.described(),
                ),
            ),
        )
        if added is not None:
            to = reverse("crm:prospect", args=[pk])
            return done(request, to, said=_("Contact added."))
    action = reverse("crm:contact-new", args=[pk])
    return form_sheet(request, form, _("New contact"), action, _("Add"))
