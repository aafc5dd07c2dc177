"""Ids that come in a form rather than in an address."""

from __future__ import annotations

from django.http import Http404


def whole(text: str) -> int:
    """The id; 404 for what is none, exactly as for one that does not exist."""
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)
