"""Pages opened by the secret in their address alone: no session, no cookie, no copy kept.

Whoever tries many addresses waits. Mail scanners open every link they see: a GET changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

View = Callable[[HttpRequest, str], HttpResponse]


def by_link(action: str) -> Callable[[View], View]:
    """``action``: which of ACCOUNT_RATE_LIMITS counts the tries."""

    def wrapping(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, secret: str) -> HttpResponse:
            if not ratelimit.consume(request, action=action):
                limited: HttpResponse = ratelimit.respond_429(request)
                return limited
            answer = view(request, secret)
            patch_cache_control(answer, private=True, no_store=True)
            answer["Referrer-Policy"] = "no-referrer"
            answer["X-Robots-Tag"] = "noindex"
            return answer

        return wrapped

    return wrapping
