"""Lists as files: at once when short, in the background when long; the file fetched for a day."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.services import exports
from crm.services.errors import Refused
from crm.views.answers import said_no
from crm.views.exports import file_answer, gently
from crm.views.requests import SignedIn
from crm.writers.formats import FORMATS, Written, write


@require_http_methods(["GET", "HEAD", "POST"])
@gently
def take(request: SignedIn, name: str) -> HttpResponse:
    """``?format=csv|xlsx|pdf`` and the list's own query."""
    source = f"list:{name}"
    if source not in exports.MAKERS:
        raise Http404
    return as_asked(request, source)


def as_asked(request: SignedIn, source: str) -> HttpResponse:
    """The file; of a long table the page that offers to write it, and POST begins that."""
    form = request.GET.get("format") or FORMATS[0]
    if form not in FORMATS:
        raise Http404
    now, query = timezone.now(), _query(request)
    found = exports.portioned(source=source, query=query, by=request.user, now=now)
    if request.method == "POST":
        try:
            job = exports.start_export(
                source=source,
                query=query.urlencode(),
                form=form,
                total=found.total,
                by=request.user,
                now=now,
            )
        except Refused as refusal:
            return said_no(request, request.get_full_path(), refusal)
        return HttpResponseRedirect(reverse("crm:job", args=[job.pk]), status=303)
    if found.total <= exports.PORTION:
        return file_answer(write(found.whole(), form))
    context = {"title": found.table.title, "total": found.total, "format": form.upper()}
    return render(request, "crm/long_export.html", context)


def _query(request: SignedIn) -> QueryDict:
    query = request.GET.copy()
    for name in ("format", "page"):
        query.pop(name, None)
    return query


@require_safe
def taken(request: SignedIn, pk: int) -> HttpResponse:
    """The file that was written in the background; 410 once its day or the right to it is over."""
    job = exports.job_of(pk, request.GET.get("key", ""), request.user)
    if job is None:
        raise Http404
    if not exports.within_rights(job, request.user):
        return _gone(
            request,
            _("Your rights have changed since this file was written. Export it again."),
        )
    content = None if exports.expired(job, timezone.now()) else exports.content_of(job)
    if content is None:
        words = _("This file was kept for 24 hours. Export it again to have it anew.")
        return _gone(request, words)
    return file_answer(Written(job.result["name"], job.result["media"], content))


def _gone(request: SignedIn, words: str) -> HttpResponse:
    return render(request, "crm/file_gone.html", {"sentence": words}, status=410)
