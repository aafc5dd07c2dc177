"""Addresses that are keys: their secret part never stands in a log."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

MASK = "***"
#: What stands before the secret: a survey, a calendar feed, a password reset, an address to confirm,
#: the end of a mail of figures.
_KEYS = re.compile(
    r"(?P<before>/(?:s|calendar|account/password/reset/key|account/confirm-email|digest/stop)/)"
    r"(?P<secret>[^/?\s\"']+?)(?=\.ics\b|[/?\s\"']|$)"
)


def masked(text: str) -> str:
    """The text with the secret of every such address left out."""
    return _KEYS.sub(rf"\g<before>{MASK}", text)


def mask_secrets(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor: what is said, and every text said with it."""
    return {
        name: masked(value) if isinstance(value, str) else value
        for name, value in event.items()
    }
