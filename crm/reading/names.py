"""Whom a line may mean, asked of the database: the one module here that knows tables.

Whole words are found with LIKE in one pass over the keys, near spellings among the names that share
three letters in a row. Nobody reads a whole table into memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import Concat, Length, RowNumber

from crm import access
from crm.models import Contact, Prospect, User
from crm.reading.said import Named
from crm.reading.spelling import allowed_slips, blocks, slips
from crm.text import name_key

#: How many that carry a word are worth showing; who types a word so common types another.
MOST = 8
#: How many are read of those that carry a word: the longest match, then the shortest names first.
MOST_ALIKE = 40
MOST_NEAR_ROWS = 4_000
MOST_NEAR = 3
#: How many words of a text are asked for, and how many unknown names are compared.
MOST_WORDS = 60
MOST_UNKNOWN = 3
#: A prospect or contact with the key it is found by.
Row = tuple[str, Named]


class VisibleNames:
    """Prospects, and contacts of prospects, that ``user`` may change and nobody archived.

    One query for a text, whatever it says and however many rows there are, and one more when near
    spellings are looked for, of at most ``MOST_UNKNOWN`` names.
    """

    def __init__(self, user: User) -> None:
        self._prospects = Prospect.objects.changeable_by(user).current()
        contacts = access.changeable_rows(Contact.objects.all(), user)
        self._contacts = contacts.filter(archived_at=None, prospect__archived_at=None)
        #: {word: who carries it}, once the words of a text were announced.
        self._expected: dict[str, list[Row]] | None = None
        #: {name nobody carries: whom it is near to}; None is not looked up yet.
        self._near: dict[str, list[Named] | None] = {}

    def expect(self, words: Sequence[str], beside: Sequence[str] = ()) -> None:
        """Read at once who carries any of the words; ``beside`` them others may make a name.

        From then on only these are answered: a text never asks more than this.
        """
        asked = [w for w in words if _askable(w)][:MOST_WORDS]
        others = [w for w in beside if w not in asked and "\0" not in w][:MOST_WORDS]
        self._expected = {word: [] for word in asked}
        for row in self._read(asked, others) if asked else ():
            for word in self._expected.keys() & set(row[0].split()):
                self._expected[word].append(row)

    def carrying(self, words: str) -> list[Named]:
        """At most ``MOST`` that carry the plain words as whole words; a shorter name first."""
        each = [w for w in words.split() if _askable(w)]
        if not each:
            return []
        rows = self._candidates(each)
        found = {row for row in rows if f" {words} " in f" {row[0]} "}
        return [named for _key, named in sorted(found, key=_shorter_first)[:MOST]]

    def _candidates(self, words: list[str]) -> list[Row]:
        if self._expected is None:
            return [*self._read(words[:1], words[1:])]
        known = [self._expected[word] for word in words if word in self._expected]
        return min(known, key=len, default=[])

    def near(self, words: str) -> list[Named]:
        """At most three spelled nearly so, the nearest first: the whole name or a word of it.

        Of an announced text nobody is known before ``answer``.
        """
        words = name_key(words)[:60]
        if not allowed_slips(words) or "\0" in words:
            return []
        if words not in self._near and len(self._near) < MOST_UNKNOWN:
            self._near[words] = None
        if self._expected is None:
            self.answer()
        return self._near.get(words) or []

    def answer(self) -> bool:
        """Look up at once the near spellings asked for so far; whether any was found."""
        asked = [words for words, found in self._near.items() if found is None]
        if not asked:
            return False
        alike = reduce(or_, map(_shares, {b for words in asked for b in blocks(words)}))
        rows = [*self._named(lambda found: _first(_padded(found).filter(alike), found))]
        self._near |= {words: _nearest(words, rows) for words in asked}
        return any(self._near[words] for words in asked)

    # The questions -----------------------------------------------------------------

    def _read(self, words: Sequence[str], beside: Sequence[str]) -> Iterator[Row]:
        """Who carries a word: of each word those that carry most others, then the shortest."""
        some = reduce(or_, map(_carries, words))
        first = _case(*(When(_carries(w), then=n) for n, w in enumerate(words)))
        others = (_case(When(_carries(w), then=1)) for w in (*words, *beside))
        best: list[Any] = [reduce(add, others).desc(), Length("name_key"), "pk"]
        place = Window(RowNumber(), partition_by=first, order_by=best)
        return self._named(
            lambda found: (
                _padded(found)
                .filter(some)
                .annotate(place=place)
                .filter(place__lte=MOST_ALIKE)
            )
        )

    def _named(self, chosen: Any) -> Iterator[Row]:
        """(key, named) of the prospects and contacts that ``chosen`` keeps, in one query."""
        prospects = chosen(self._prospects).values_list(
            "name_key", "pk", "name", Value(0), Value("")
        )
        contacts = chosen(self._contacts).values_list(
            "name_key", "prospect_id", "prospect__name", "pk", "name"
        )
        for key, pk, name, contact, called in prospects.union(contacts, all=True):
            yield key, Named(pk, name, contact or None, called)


def _nearest(words: str, rows: Iterable[Row]) -> list[Named]:
    """The first of each prospect, by slips and then by length."""
    allowed = allowed_slips(words)
    measured = [(slips(words, key, allowed), len(key), key, n) for key, n in rows]
    near = sorted(
        (row for row in measured if row[0] <= allowed), key=lambda row: row[:3]
    )
    each: dict[int, Named] = {}
    for _slips, _length, _key, named in near:
        each.setdefault(named.prospect_id, named)
    return [*each.values()][:MOST_NEAR]


def _first(alike: QuerySet[Any], rows: QuerySet[Any]) -> QuerySet[Any]:
    """At most so many, as a subquery: SQLite limits no part of a union."""
    found: QuerySet[Any] = rows.filter(pk__in=alike.values("pk")[:MOST_NEAR_ROWS])
    return found


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


def _case(*whens: When) -> Case:
    return Case(*whens, default=Value(0), output_field=IntegerField())


def _shorter_first(row: Row) -> tuple[int, str, int, int]:
    key, named = row
    return len(key), key, named.prospect_id, named.contact_id or 0


def _askable(word: str) -> bool:
    return len(word) > 1 and "\0" not in word
