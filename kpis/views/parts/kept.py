"""A page of figures is made once and served again until a figure, a choice or the minute moves.

An open dashboard asks every few seconds whether something moved: mostly nothing did, and that must
cost nothing. What is kept is one reader's own answer, in this process only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from kpis.generation import generation
from kpis.views.parts.filters import STORY_OFF

View = Callable[..., HttpResponse]
SECONDS = 90


def until_something_moves(view: View) -> View:
    """Serve the kept answer while nothing moved. Messages to show are never kept."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = generation()
        if not now.settled or len(get_messages(request)):
            return view(request, *args, **kwargs)
        key = _key(request, now.seal)
        kept = caches["local"].get(key)
        if kept is None:
            made = view(request, *args, **kwargs)
            if made.status_code in (200, 204) and not made.cookies:
                headers = {k: v for k, v in made.items() if k.startswith("HX-")}
                kept = (made.status_code, made.content, headers)
                caches["local"].set(key, kept, SECONDS)
            return made
        status, content, headers = kept
        return HttpResponse(content, status=status, headers=headers)

    return answer


def _key(request: HttpRequest, seal: str) -> str:
    """One reader's session and role, one address, one language, one minute, one generation.

    The page carries the form token of its session, so the token's secret is part of the key.
    """
    get_token(request)
    parts = (
        f"{request.user.pk} {getattr(request.user, 'role', '')}",
        request.META.get("CSRF_COOKIE", ""),
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
        get_language() or "",
        request.COOKIES.get("theme", ""),
        request.COOKIES.get(STORY_OFF, ""),
        f"{timezone.now():%Y%m%d%H%M}",
        seal,
    )
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()
