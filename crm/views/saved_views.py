"""Saved views: keep the list as it stands, rename, share, replace, delete."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms.saved_views import SavedViewForm
from crm.models import SavedView
from crm.services import saved_views
from crm.views.answers import attempt, form_sheet, leave, made
from crm.views.parts.saved import address_of, list_url
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def new(request: SignedIn, page: str) -> HttpResponse:
    """Save the list as the address shows it."""
    if page not in SavedView.Page.values:
        raise Http404
    first = {"query": saved_views.tidy(request.GET)}
    form = SavedViewForm(request.POST or None, user=request.user, initial=first)
    pk = made(
        request,
        form,
        lambda: saved_views.save_view(
            by=request.user,
            now=timezone.now(),
            page=page,
            query=form.cleaned_data["query"],
            **form.described(),
        ),
    )
    if pk is not None:
        view = SavedView.objects.filter(owner=request.user, pk=pk).first()
        return leave(request, address_of(view) if view else list_url(page))
    action = reverse("crm:view-new", args=[page])
    return form_sheet(request, form, _("Save this view"), action, _("Save"))


def _own(request: SignedIn, pk: int) -> SavedView:
    return get_object_or_404(SavedView.objects.filter(owner=request.user), pk=pk)


@require_http_methods(FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    view = _own(request, pk)
    form = SavedViewForm(request.POST or None, user=request.user, view=view)
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            form, lambda: saved_views.edit_view(view=view, **form.described())
        )
        if saved:
            return leave(request, address_of(saved))
    action = reverse("crm:view-edit", args=[pk])
    return form_sheet(request, form, _("Edit the view"), action, _("Save"))


@require_POST
def replace(request: SignedIn, pk: int) -> HttpResponse:
    """Keep the filters, order and columns that stand in the address instead of the old ones."""
    view = _own(request, pk)
    kept = saved_views.edit_view(view=view, query=request.POST.get("query", "")[:2000])
    return leave(request, address_of(kept))


@require_POST
def delete(request: SignedIn, pk: int) -> HttpResponse:
    view = _own(request, pk)
    saved_views.delete_view(view=view)
    return leave(request, f"{list_url(view.page)}saved=0")
