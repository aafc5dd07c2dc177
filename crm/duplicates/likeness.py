"""How much two descriptions of somebody resemble each other, and what says so. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

#: From here a warning is worth reading.
WORTH = 82
#: A name alone must come this near: two companies may well be called alike.
NEAR_NAME = 88
SHORTEST = 3


class Why(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    DOMAIN = "domain"
    NEAR = "near"


@dataclass(frozen=True)
class Traits:
    """What is compared: keys as ``crm.text`` and ``crm.findable`` make them, several numbers."""

    name_key: str = ""
    email: str = ""
    domain: str = ""
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """A row that may be the same: its score from 0 to 100, and the strongest reason."""

    pk: int
    name: str
    score: int
    why: Why


def judged(one: Traits, two: Traits) -> tuple[int, Why] | None:
    """(score, reason), or None below ``WORTH``."""
    near = name_score(one.name_key, two.name_key)
    found: list[tuple[int, Why]] = []
    if one.email and one.email == two.email:
        found.append((100, Why.EMAIL))
    if one.numbers & two.numbers:
        found.append((97, Why.PHONE))
    if near == 100:
        found.append((95, Why.NAME))
    elif near >= NEAR_NAME:
        found.append((near, Why.NEAR))
    if one.domain and one.domain == two.domain:
        # Two people of one company, or one company twice: the name decides how loudly.
        found.append((max(WORTH, (90 + near) // 2), Why.DOMAIN))
    return max(found, key=lambda each: each[0]) if found else None


def name_score(one: str, two: str) -> int:
    """0 to 100, whatever the order of the words: 'durand paul' is 'paul durand'."""
    if min(len(one), len(two)) < SHORTEST:
        return 100 if one and one == two else 0
    return round(fuzz.token_sort_ratio(one, two))
