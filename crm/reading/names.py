"""Whom a line may mean, asked of the database: the one module here that knows tables.

Whole words are found with LIKE and checked here; near spellings among the names that share three
letters in a row. Nobody reads a whole table into memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from django.db.models import Q

from crm.models import Contact, Deal, Prospect, User
from crm.reading.said import Named
from crm.reading.spelling import allowed_slips, blocks, slips
from crm.text import name_key

#: How many that carry a word are worth showing; who types a word so common types another.
MOST = 8
#: How many rows one question may bring back to be looked at.
MOST_ROWS = 400
MOST_NEAR_ROWS = 4_000
MOST_NEAR = 3
SHORTEST = 2
#: A prospect or contact with the key it is found by.
Row = tuple[str, Named]


class VisibleNames:
    """Prospects, and contacts of prospects, that ``user`` may change and nobody archived.

    Three queries for a line, whatever it says, unless its words are very common.
    """

    def __init__(self, user: User) -> None:
        self._prospects = Prospect.objects.changeable_by(user).current()
        self._contacts = Contact.objects.filter(
            archived_at=None, prospect__in=self._prospects.values("pk")
        )
        self._deals = Deal.objects.open().changeable_by(user)
        self._main_deals: dict[int, int | None] = {}
        #: {word: everybody who carries it, or None when they are too many to read}
        self._expected: dict[str, list[Row] | None] = {}

    def expect(self, words: Sequence[str]) -> None:
        """Ask at once for everybody who carries any of these words."""
        asked = [w for w in words if _askable(w) and w not in self._expected]
        rows = self._rows(reduce(or_, map(_holds, asked))) if asked else []
        for word in asked:
            found = self._rows(_holds(word)) if rows is None else rows
            self._expected[word] = found and [row for row in found if word in row[0]]
        self._with_deals([named for _key, named in rows or []])

    def carrying(self, words: str) -> list[Named]:
        """At most ``MOST`` that carry the plain words as whole words; a shorter name first."""
        if not _askable(words):
            return []
        found = {
            row for row in self._candidates(words) if f" {words} " in f" {row[0]} "
        }
        ordered = sorted(found, key=_shorter_first)
        return self._with_deals([named for _key, named in ordered[:MOST]])

    def near(self, words: str) -> list[Named]:
        """At most three spelled nearly so, the nearest first: the whole name or a word of it."""
        words = name_key(words)[:60]
        allowed = allowed_slips(words)
        if not allowed or "\0" in words:
            return []
        rows = {
            *self._read(reduce(or_, map(_holds, blocks(words))), MOST_NEAR_ROWS),
            *self._read(Q(name_key__startswith=words[:2]), MOST_NEAR_ROWS),
        }
        measured = [(slips(words, key, allowed), len(key), key, n) for key, n in rows]
        near = sorted(
            (row for row in measured if row[0] <= allowed), key=lambda row: row[:3]
        )
        each: dict[int, Named] = {}
        for _slips, _length, _key, named in near:
            each.setdefault(named.prospect_id, named)
        return self._with_deals([*each.values()][:MOST_NEAR])

    # The questions -----------------------------------------------------------------

    def _candidates(self, words: str) -> list[Row]:
        """Everybody who carries the rarest of the words, or the words themselves."""
        known = [self._expected.get(word) for word in words.split()]
        read = [rows for rows in known if rows is not None]
        if read:
            return min(read, key=len)
        return [*self._read(_holds(words), MOST_ROWS)]

    def _rows(self, which: Q) -> list[Row] | None:
        """None when there are more than are read."""
        rows = [*self._read(which, MOST_ROWS + 1)]
        return rows if len(rows) <= MOST_ROWS else None

    def _read(self, which: Q, most: int) -> Iterator[Row]:
        prospects = self._prospects.filter(which).values_list("name_key", "pk", "name")
        for key, pk, name in prospects[:most]:
            yield key or name_key(name), Named(pk, name)
        contacts = self._contacts.filter(which).values_list(
            "name_key", "prospect_id", "prospect__name", "pk", "name"
        )
        for key, prospect, called, pk, name in contacts[:most]:
            yield key or name_key(name), Named(prospect, called, pk, name)

    def _with_deals(self, found: list[Named]) -> list[Named]:
        """Each with its main deal: the open one of the largest amount that the user may change."""
        ids = {named.prospect_id for named in found} - self._main_deals.keys()
        if ids:
            deals = self._deals.filter(prospect__in=ids).order_by("amount", "-pk")
            self._main_deals |= dict.fromkeys(ids)
            self._main_deals |= dict(deals.values_list("prospect_id", "pk"))
        return [
            replace(named, main_deal_id=self._main_deals[named.prospect_id])
            for named in found
        ]


def _shorter_first(row: Row) -> tuple[int, str, int, int]:
    key, named = row
    return len(key), key, named.prospect_id, named.contact_id or 0


def _holds(words: str) -> Q:
    """A contact that was never saved again since keys exist is found by its name."""
    return Q(name_key__contains=words) | Q(name_key="", name__icontains=words)


def _askable(words: str) -> bool:
    return len(words) >= SHORTEST and "\0" not in words
