"""The bell: what a person was told, and whether it was read."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm.models import Notice
from crm.services.notices import mark_all_read, mark_read
from crm.views.answers import done, page_of
from crm.views.parts.notices import line, sentence
from crm.views.requests import SignedIn

#: The bell says 99+ rather than count further.
MOST_COUNTED = 100
CHANGED = ("notices-moved", "facts-moved")


@require_safe
def notices(request: SignedIn) -> HttpResponse:
    """The newest first, in pages."""
    now = timezone.now()
    rows = Notice.objects.visible_to(request.user).order_by("-at", "-id")
    page = page_of(rows, request)
    lines = [line(each, now) for each in page.object_list]
    return render(request, "crm/notices.html", {"page": page, "lines": lines})


@require_safe
def bell(request: SignedIn) -> HttpResponse:
    """The bell with its count; what came ``since`` the last look (seconds) is said in a strip."""
    now = timezone.now()
    unread = Notice.objects.visible_to(request.user).unread().order_by("-at", "-id")
    found = list(unread[:MOST_COUNTED])
    context = {"count": len(found), "text": "", "open_url": reverse("crm:notices")}
    since = request.GET.get("since", "")
    known = int(since) if since.isdecimal() and len(since) < 12 else now.timestamp()
    if found and found[0].at.timestamp() > known:
        context["text"] = sentence(found[0], now)
    return render(request, "crm/_bell.html", context)


@require_POST
def read(request: SignedIn, pk: int) -> HttpResponse:
    """Mark it read and go where it leads."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    mark_read(notice=notice, now=timezone.now())
    ours = url_has_allowed_host_and_scheme(
        notice.address, allowed_hosts={request.get_host()}
    )
    here = notice.address if ours else reverse("crm:notices")
    return HttpResponseRedirect(here, status=303)


@require_POST
def read_all(request: SignedIn) -> HttpResponse:
    mark_all_read(user=request.user, now=timezone.now())
    here = reverse("crm:notices")
    return done(request, here, said=_("All read."), events=CHANGED)
