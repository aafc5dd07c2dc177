"""A key that carries the words of a search."""

from __future__ import annotations

from django.db.models import Q

from crm.text import searched


def carries(column: str, words: str) -> Q:
    """Every word stands in the column; one of two letters begins a word of it, or the whole key."""
    found = Q()
    for word in searched(words):
        here = Q(**{f"{column}__contains": word})
        if word.startswith(" "):
            here |= Q(**{f"{column}__startswith": word[1:]})
        found &= here
    return found
