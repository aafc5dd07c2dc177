"""Whom a line may mean, asked of the database: the one module here that knows tables.

Whole words are found with LIKE in one pass over the keys, near spellings among the names that share
three letters in a row. Nobody reads a whole table into memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import Concat, Length, RowNumber

from crm import access
from crm.models import Contact, Deal, Prospect, User
from crm.reading.said import Named
from crm.reading.spelling import allowed_slips, blocks, slips
from crm.text import name_key

#: How many that carry a word are worth showing; who types a word so common types another.
MOST = 8
#: How many are read of those that carry the same words of a line, the shortest names first.
MOST_ALIKE = 40
MOST_NEAR_ROWS = 4_000
MOST_NEAR = 3
#: How many words of a line are asked for.
MOST_WORDS = 12
#: A prospect or contact with the key it is found by.
Row = tuple[str, Named]


class VisibleNames:
    """Prospects, and contacts of prospects, that ``user`` may change and nobody archived.

    Three queries for a line, whatever it says and however many rows there are; three more when a
    name is unknown and its near spellings are looked for.
    """

    def __init__(self, user: User) -> None:
        self._prospects = Prospect.objects.changeable_by(user).current()
        contacts = access.changeable_rows(Contact.objects.all(), user)
        self._contacts = contacts.filter(archived_at=None, prospect__archived_at=None)
        self._deals = Deal.objects.open().changeable_by(user)
        self._main_deals: dict[int, int | None] = {}
        self._expected: frozenset[str] = frozenset()
        self._rows: list[Row] = []

    def expect(self, words: Sequence[str], beside: Sequence[str] = ()) -> None:
        """Read at once who carries any of the words; ``beside`` them others may make a name."""
        asked = [w for w in words if _askable(w)][:MOST_WORDS]
        others = [w for w in beside if w not in asked and "\0" not in w][:MOST_WORDS]
        self._expected = frozenset(asked)
        self._rows = [*self._read(asked, others)] if asked else []
        self._with_deals(named for _key, named in self._rows)

    def carrying(self, words: str) -> list[Named]:
        """At most ``MOST`` that carry the plain words as whole words; a shorter name first."""
        each = [w for w in words.split() if _askable(w)]
        if not each:
            return []
        known = not self._expected.isdisjoint(each)
        rows = self._rows if known else self._read(each[:1], each[1:])
        found = {row for row in rows if f" {words} " in f" {row[0]} "}
        ordered = sorted(found, key=_shorter_first)
        return self._with_deals(named for _key, named in ordered[:MOST])

    def near(self, words: str) -> list[Named]:
        """At most three spelled nearly so, the nearest first: the whole name or a word of it."""
        words = name_key(words)[:60]
        allowed = allowed_slips(words)
        if not allowed or "\0" in words:
            return []
        alike = reduce(or_, map(_shares, blocks(words)))
        rows = self._named(lambda found: _padded(found).filter(alike)[:MOST_NEAR_ROWS])
        measured = [(slips(words, key, allowed), len(key), key, n) for key, n in rows]
        near = sorted(
            (row for row in measured if row[0] <= allowed), key=lambda row: row[:3]
        )
        each: dict[int, Named] = {}
        for _slips, _length, _key, named in near:
            each.setdefault(named.prospect_id, named)
        return self._with_deals([*each.values()][:MOST_NEAR])

    # The questions -----------------------------------------------------------------

    def _read(self, words: Sequence[str], beside: Sequence[str]) -> Iterator[Row]:
        """Who carries a word: of those that carry the same ones, the shortest names."""
        bits = [_bit(word, n) for n, word in enumerate((*words, *beside))]
        some = reduce(or_, map(_carries, words))
        place = Window(
            RowNumber(), partition_by=F("bits"), order_by=[Length("name_key"), "pk"]
        )
        return self._named(
            lambda found: (
                _padded(found)
                .filter(some)
                .annotate(bits=reduce(add, bits), place=place)
                .filter(place__lte=MOST_ALIKE)
            )
        )

    def _named(self, chosen: Any) -> Iterator[Row]:
        """(key, named) of the prospects and contacts that ``chosen`` keeps."""
        prospects = chosen(self._prospects).values_list("name_key", "pk", "name")
        for key, pk, name in prospects:
            yield key, Named(pk, name)
        contacts = chosen(self._contacts).values_list(
            "name_key", "prospect_id", "prospect__name", "pk", "name"
        )
        for key, prospect, called, pk, name in contacts:
            yield key, Named(prospect, called, pk, name)

    def _with_deals(self, found: Iterable[Named]) -> list[Named]:
        """Each with its main deal: the open one of the largest amount that the user may change."""
        named = list(found)
        ids = {each.prospect_id for each in named} - self._main_deals.keys()
        if ids:
            deals = self._deals.filter(prospect__in=ids).order_by("amount", "-pk")
            self._main_deals |= dict.fromkeys(ids)
            self._main_deals |= dict(deals.values_list("prospect_id", "pk"))
        return [replace(n, main_deal_id=self._main_deals[n.prospect_id]) for n in named]


def _padded(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With the key between spaces, where ' word ' is a whole word."""
    padded = Concat(Value(" "), "name_key", Value(" "))
    found: QuerySet[Any] = rows.annotate(padded=padded)
    return found


def _carries(word: str) -> Q:
    """Most keys are put aside before they are copied between spaces."""
    return Q(name_key__contains=word) & Q(padded__contains=f" {word} ")


def _shares(part: str) -> Q:
    begins = part.startswith(" ")
    return Q(padded__contains=part) if begins else Q(name_key__contains=part)


def _bit(word: str, n: int) -> Case:
    """2 to the ``n`` where the name carries the word: the sum says which words it carries."""
    carries = When(padded__contains=f" {word} ", then=Value(2**n))
    return Case(carries, default=Value(0), output_field=IntegerField())


def _shorter_first(row: Row) -> tuple[int, str, int, int]:
    key, named = row
    return len(key), key, named.prospect_id, named.contact_id or 0


def _askable(word: str) -> bool:
    return len(word) > 1 and "\0" not in word
