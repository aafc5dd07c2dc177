"""The lists an admin keeps: which there are, what stands in one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.forms.lists import ValueForm
from crm.services import lists
from crm.setup.lists import KEPT, Kept
from crm.views.answers import done, form_sheet, made
from crm.views.parts.list_rows import counts, rows_of
from crm.views.requests import SignedIn


def kept_of(request: SignedIn, kind: str) -> Kept:
    """The list of this word, for an admin; 404 when there is none."""
    if not request.user.is_admin:
        raise PermissionDenied
    if kind not in KEPT:
        raise Http404
    return KEPT[kind]


@require_safe
def overview(request: SignedIn) -> HttpResponse:
    if not request.user.is_admin:
        raise PermissionDenied
    return render(request, "crm/setup_lists.html", {"lists": counts()})


@require_safe
def one(request: SignedIn, kind: str) -> HttpResponse:
    kept = kept_of(request, kind)
    context = {"kept": kept, "rows": rows_of(kept)}
    return render(request, "crm/setup_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn, kind: str) -> HttpResponse:
    kept = kept_of(request, kind)
    form = ValueForm(request.POST or None, kept=kept)
    pk = made(
        request,
        form,
        lambda: lists.add_value(
            model=kept.model,
            by=request.user,
            now=timezone.now(),
            **form.written(),
        ),
    )
    if pk is not None:
        to = reverse("crm:setup-list", args=[kind])
        return done(request, to, said=_("Added."))
    action = reverse("crm:setup-list-new", args=[kind])
    return form_sheet(request, form, _("Add a value"), action, _("Add"))
