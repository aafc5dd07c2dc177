"""Fragments that follow the figures: asked again when figures move, silent when nothing changed."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kpis.claiming import waiting


def page_or_live(
    request: HttpRequest,
    page: str,
    fragment: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """The page with its live part, or the live part alone for htmx.

    ``seen`` is the mark of what the reader has: 204 when it still holds, so that focus and
    selection stay where they are. While marks wait to be computed the part asks every second.
    """
    pending = waiting()
    inside = render_to_string(fragment, context, request=request)
    seal = hashlib.sha256(inside.encode()).hexdigest()[:16] + ("p" if pending else "")
    address = request.GET.copy()
    seen = address.pop("seen", [""])[0]
    if getattr(request, "htmx", False) and seen == seal:
        return HttpResponse(status=204)
    address["seen"] = seal
    context = context | {
        "fragment": fragment,
        "live_url": f"{request.path}?{address.urlencode()}",
        "pending": pending,
    }
    template = "kpis/_live.html" if getattr(request, "htmx", False) else page
    return render(request, template, context, status=status)
