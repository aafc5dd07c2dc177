"""Many prospects at once: choose what to set, see what would happen, let it be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from crm.forms.bulk import BulkForm
from crm.services import bulk
from crm.views.answers import attempt, leave, once, refused_status
from crm.views.prospect_list import WORK
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def prospects_bulk(request: SignedIn) -> HttpResponse:
    """GET with ``pick`` (ticked) or ``of=all`` (every row found); POST previews, ``go`` does it."""
    if request.method != "POST":
        ids = _asked(request)
        first = {"ids": ",".join(str(pk) for pk in ids)}
        return _page(request, BulkForm(user=request.user, initial=first), len(ids))
    form = BulkForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, form, len(form.cleaned_data.get("ids", ())))
    if "go" in request.POST:
        job = once(
            request,
            str(form.cleaned_data["token"] or ""),
            lambda: _start(form, request),
        )
        if job is not None:
            to = reverse("crm:job", args=[job]) if job else reverse("crm:prospects")
            return leave(request, to)
    return _preview(request, form)


def _asked(request: SignedIn) -> list[int]:
    if request.GET.get("of") == "all":
        rows = WORK.asked(request.user, WORK.read(request))
        return list(rows.values_list("pk", flat=True)[: bulk.MOST])
    said = request.GET.getlist("pick")[: bulk.MOST]
    return [int(pk) for pk in said if pk.isdecimal() and len(pk) < 19]


def _start(form: BulkForm, request: SignedIn) -> Any:
    return attempt(
        form,
        lambda: bulk.start_bulk(
            ids=form.cleaned_data["ids"],
            changes=form.changes(),
            by=request.user,
            now=timezone.now(),
        ),
    )


def _page(request: SignedIn, form: BulkForm, number: int) -> HttpResponse:
    context = {"form": form, "number": number, "list_url": reverse("crm:prospects")}
    return render(request, "crm/bulk.html", context, status=refused_status(form))


def _preview(request: SignedIn, form: BulkForm) -> HttpResponse:
    ids = form.cleaned_data["ids"]
    context = {
        "form": form,
        "number": len(ids),
        "said": form.said(),
        "found": bulk.preview(ids, form.changes(), request.user),
    }
    return render(request, "crm/bulk_preview.html", context)
