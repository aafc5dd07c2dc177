"""In which language the demo's people write: the one that is active while they are told.

The story goes by its English words, which also name products and teams to the code; ``said`` is what
is written down. Chance is drawn the same in every language, so that no figure depends on it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from django.utils.translation import get_language

from crm.seeding.french import FRENCH

ENGLISH = "en"


def spoken() -> str:
    """The language in force, as a person's own is kept: en, fr."""
    return (get_language() or ENGLISH)[:2]


def said(text: str, turn: int = 0) -> str:
    """The text in the language in force; where it has several ways, the one whose ``turn`` it is."""
    if not text or spoken() == ENGLISH:
        return text
    ways = FRENCH[text]
    return ways[turn % len(ways)]


def drawn(rng: random.Random, texts: Sequence[str]) -> str:
    """One of the texts, said one of its ways: a single draw, whatever the language."""
    place = rng.random() * len(texts)
    first = int(place)
    return said(texts[first], int((place - first) * 60))
