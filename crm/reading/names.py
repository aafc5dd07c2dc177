"""Whom a line may mean, asked of the database: the one module here that knows tables.

Whole words are looked for with LIKE and checked here; a near spelling among the few hundred names
that share three letters with it. Nobody reads the whole table into memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from django.db.models import Q
from rapidfuzz.distance import DamerauLevenshtein

from crm.models import Contact, Deal, Prospect, User
from crm.models.prospects import ContactQuerySet
from crm.reading.lexicon import TITLES
from crm.reading.said import Named
from crm.text import name_key

#: How many that carry a word are worth showing; who types a word so common types another.
MOST = 8
#: How many rows one question may bring back to be looked at.
MOST_ROWS = 500
MOST_NEAR_ROWS = 4_000
#: Words that nobody need be asked about.
SHORTEST = 2


class VisibleNames:
    """Prospects, and contacts of prospects, that ``user`` may change and nobody archived."""

    def __init__(self, user: User) -> None:
        self._prospects = Prospect.objects.changeable_by(user).current()
        self._carrying: dict[str, list[Named]] = {}
        #: Rows that carry any expected word, when they are few enough to be all of them.
        self._expected: tuple[frozenset[str], list[tuple[str, Named]]] | None = None

    def expect(self, words: Sequence[str]) -> None:
        """Ask at once for everybody who carries any of these words."""
        asked = [w for w in words if len(w) >= SHORTEST]
        if not asked:
            return
        rows = self._rows(reduce(or_, (Q(name_key__contains=w) for w in asked)))
        if rows is not None:
            self._expected = frozenset(asked), rows

    def carrying(self, words: str) -> list[Named]:
        """At most ``MOST`` that carry the plain words as whole words; a shorter name first."""
        words = words.strip()
        if not words or "\0" in words:
            return []
        if words not in self._carrying:
            found = [row for row in self._candidates(words) if _carries(row[0], words)]
            found.sort(key=lambda row: (len(row[0]), row[1].prospect_id))
            self._carrying[words] = self._with_deals([n for _key, n in found[:MOST]])
        return self._carrying[words]

    def near(self, words: str) -> list[Named]:
        """At most three spelled nearly as ``words``, the nearest first; also one word of a name."""
        words = name_key(words)[:60]
        allowed = _allowed(words)
        if not allowed:
            return []
        parts = {words[:2], *(words[i : i + 3] for i in range(len(words) - 2))}
        blocked = reduce(or_, (Q(name_key__contains=part) for part in parts))
        found: list[tuple[int, int, Named]] = []
        for key, named in self._near_rows(blocked):
            distance = _distance(words, key, allowed)
            if distance <= allowed:
                found.append((distance, len(key), named))
        found.sort(key=lambda row: (row[0], row[1], row[2].prospect_id))
        nearest = {named.prospect_id: named for _d, _l, named in reversed(found)}
        first = [
            n
            for n in dict.fromkeys(n for *_r, n in found)
            if nearest[n.prospect_id] == n
        ]
        return self._with_deals(first[:3])

    # The questions -----------------------------------------------------------------

    def _candidates(self, words: str) -> list[tuple[str, Named]]:
        """Rows that may carry the words: those expected, or those asked for now."""
        if self._expected is not None:
            known, rows = self._expected
            if not known.isdisjoint(words.split()):
                return rows
        return self._rows(Q(name_key__contains=words), all_of_them=False) or []

    def _rows(
        self, which: Q, *, all_of_them: bool = True
    ) -> list[tuple[str, Named]] | None:
        """(key, named) of prospects and contacts; None when there are more than are read."""
        prospects = self._prospects.filter(which).order_by("name_key")
        contacts = self._contacts().filter(which).order_by("name_key")
        rows = [
            *_prospects(
                prospects.values_list("pk", "name", "name_key")[: MOST_ROWS + 1]
            )
        ]
        if all_of_them and len(rows) > MOST_ROWS:
            return None
        people = contacts.values_list(
            "prospect_id", "prospect__name", "pk", "name", "name_key"
        )
        rows += _contacts(people[: MOST_ROWS + 1])
        return None if all_of_them and len(rows) > MOST_ROWS else rows

    def _near_rows(self, which: Q) -> list[tuple[str, Named]]:
        rows = self._prospects.filter(which).values_list("pk", "name", "name_key")
        return [*_prospects(rows[:MOST_NEAR_ROWS])]

    def _contacts(self) -> ContactQuerySet:
        inside = self._prospects.values("pk")
        return Contact.objects.filter(archived_at=None, prospect__in=inside)

    def _with_deals(self, found: list[Named]) -> list[Named]:
        """Each with the deal that moves next: the open one with the largest amount."""
        if not found:
            return found
        ids = {named.prospect_id for named in found}
        open_deals = (
            Deal.objects.open().filter(prospect__in=ids).order_by("amount", "pk")
        )
        main = dict(open_deals.values_list("prospect_id", "pk"))
        return [replace(n, main_deal_id=main.get(n.prospect_id)) for n in found]


def _prospects(rows: Iterable[tuple[int, str, str]]) -> Iterable[tuple[str, Named]]:
    for pk, name, key in rows:
        yield key, Named(pk, name)


def _contacts(
    rows: Iterable[tuple[int, str, int, str, str]],
) -> Iterable[tuple[str, Named]]:
    for prospect, prospect_name, pk, name, key in rows:
        yield key, Named(prospect, prospect_name, pk, name)


def _carries(key: str, words: str) -> bool:
    return f" {words} " in f" {key} "


def _allowed(words: str) -> int:
    """How many letters may be wrong: none in three, one in seven, two in more."""
    return 0 if len(words) < 4 else 1 if len(words) < 8 else 2


def _distance(words: str, key: str, allowed: int) -> int:
    """From the whole name, or from its words without titles when one word was typed."""
    keys = (
        [key, *(w for w in key.split() if w not in TITLES)]
        if " " not in words
        else [key]
    )
    return min(
        DamerauLevenshtein.distance(words, other, score_cutoff=allowed)
        for other in keys
    )
