"""How often a password may be guessed: for one account from one address, and more widely.

A lock holds where the guesses come from. A stranger who guesses does not lock the owner out
elsewhere: even the limit over all addresses leaves alone those the owner signed in from before.
"""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

#: The limits of ACCOUNT_RATE_LIMITS, the narrowest first: what it refuses counts for no other.
HERE, ADDRESS, ACCOUNT = "sign_in_here", "sign_in_address", "sign_in_account"
#: For how long an address from which somebody signed in is theirs, in seconds.
KNOWN_FOR = 30 * 24 * 3600


def consume(request: HttpRequest, login: str) -> ratelimit.RateLimitUsage | None:
    """Count one try; None when there were too many. Taken back when the password was right."""
    taken = ratelimit.RateLimitUsage(usage=[])
    for action, key in _asked(request, login):
        usage: Any = ratelimit.consume(
            request, app="allauth.account", action=action, key=key
        )
        if usage is None:
            taken.rollback()
            return None
        taken.usage += usage.usage
    return taken


def clear(request: HttpRequest, login: str) -> None:
    """A new password was set through the account's mail: its guesses begin anew."""
    for action, key in ((HERE, _here(request, login)), (ACCOUNT, login)):
        ratelimit.clear(request, app="allauth.account", action=action, key=key)


def remember(request: HttpRequest, login: str) -> None:
    """The owner signs in from this address."""
    cache.set(_known(request, login), 1, KNOWN_FOR)


def _asked(request: HttpRequest, login: str) -> list[tuple[str, str]]:
    limits = [(HERE, _here(request, login)), (ADDRESS, "")]
    if not cache.get(_known(request, login)):
        limits.append((ACCOUNT, login))
    return limits


def _here(request: HttpRequest, login: str) -> str:
    return f"{login}|{ratelimit.get_ip(request)}"


def _known(request: HttpRequest, login: str) -> str:
    digest = hashlib.sha256(_here(request, login).encode()).hexdigest()
    return f"signed-in-from:{digest}"
