"""Files on a prospect, a deal or a complaint: added, handed out, deleted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from crm import access
from crm.forms.attachments import FilesForm
from crm.models import Attachment, Complaint, Deal, Prospect
from crm.services.attachments import attach, remove_attachment
from crm.views.answers import attempt, done, once, refused_status, sheet
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def to_deal(request: SignedIn, pk: int) -> HttpResponse:
    return _attach(request, Deal.objects.all(), pk, "deal")


@require_http_methods(FORM)
def to_prospect(request: SignedIn, pk: int) -> HttpResponse:
    return _attach(request, Prospect.objects.all(), pk, "prospect")


@require_http_methods(FORM)
def to_complaint(request: SignedIn, pk: int) -> HttpResponse:
    return _attach(request, Complaint.objects.all(), pk, "complaint")


def _attach(request: SignedIn, rows: QuerySet[Any], pk: int, kind: str) -> HttpResponse:
    row = access.get_changeable(rows, request.user, pk)
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = once(
            request,
            str(data["token"] or ""),
            lambda: _first(
                attempt(
                    form,
                    lambda: attach(
                        to=row,
                        files=data["files"],
                        by=request.user,
                        now=timezone.now(),
                    ),
                )
            ),
        )
        if made is not None:
            return done(
                request, reverse(f"crm:{kind}", args=[pk]), said=_("File added.")
            )
    action = reverse(f"crm:{kind}-files", args=[pk])
    context = {"form": form, "action_url": action, "row": row}
    title, status = _("Add files"), refused_status(form)
    return sheet(request, "crm/_attach.html", context, title=title, status=status)


def _first(rows: list[Attachment] | None) -> Attachment | None:
    return rows[0] if rows else None


@require_safe
def hand_out(request: SignedIn, pk: int) -> HttpResponse:
    """The file, to be saved: a browser never shows it as part of this site."""
    row = access.get_readable(Attachment.objects.all(), request.user, pk)
    try:
        with row.file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        raise Http404 from None
    answer = HttpResponse(content, content_type=row.media_type)
    said = content_disposition_header(as_attachment=True, filename=row.name)
    answer["Content-Disposition"] = said or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def delete(request: SignedIn, pk: int) -> HttpResponse:
    """By whoever added it, or may change the row it hangs on."""
    row = access.get_readable(Attachment.objects.all(), request.user, pk)
    if row.by_id != request.user.pk and not access.may_change(request.user, row):
        raise PermissionDenied
    to = _home_of(row)
    remove_attachment(attachment_id=pk, by=request.user, now=timezone.now())
    return done(request, to, said=_("File deleted."))


def _home_of(row: Attachment) -> str:
    for kind in ("deal", "prospect", "complaint"):
        if key := getattr(row, f"{kind}_id"):
            return reverse(f"crm:{kind}", args=[key])
    raise Http404
