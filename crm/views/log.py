"""The quick log: a sheet everywhere, a page without script."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from crm.services.quick_log import logged_before
from crm.views.log_strip import EVENTS, logged
from crm.views.parts.log_page import log_sheet
from crm.views.parts.log_sent import certain, key_of, save, sent, was_seen
from crm.views.parts.log_shown import shown
from crm.views.parts.log_understood import typed, understand
from crm.views.requests import SignedIn

__all__ = ["EVENTS", "log"]


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: SignedIn) -> HttpResponse:
    """What is sent is written as it was seen: a line that was read is not read again."""
    now = timezone.now()
    said = typed(request.POST, request.GET, user=request.user, now=now)
    if request.method != "POST":
        found, status = understand(said), 200
    else:
        if request.POST.get("kept_for", str(request.user.pk)) != str(request.user.pk):
            raise PermissionDenied  # typed by somebody else on this device
        key = key_of(request.POST)
        before = logged_before(by=request.user, key=key)
        if before is not None:
            return logged(request, before)
        found, status = (sent(said) if was_seen(said) else understand(said)), 422
        if was_seen(said) or certain(said, found):
            written = save(found, by=request.user, now=now, key=key)
            if written is not None:
                return logged(request, written)
    context = shown(said, found, now) | {"unseen": status == 422 and not was_seen(said)}
    return log_sheet(request, context, status)
