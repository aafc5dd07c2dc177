"""The second choice of a search: what nearly carries the words, when nothing carries them.

PostgreSQL compares trigrams with its index; elsewhere, or without the extension, rapidfuzz compares
a bounded number of the newest rows that share a piece of the word.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from rapidfuzz import fuzz

#: Rows offered as a second choice, the nearest first.
OFFERED = 20
#: Rows that PostgreSQL puts in order, of those its index calls near.
COMPARED = 200
#: Rows that rapidfuzz looks at.
LOOKED_AT = 2_000
#: From 0 (nothing in common) to 1: a letter missing or two swapped in a name still pass.
NEAR = 0.42
NEAR_BY_LETTERS = 75
SHORTEST = 4


def nearest(rows: QuerySet[Any], words: list[str], column: str) -> list[int]:
    """Ids of the rows whose column nearly carries every word, the nearest first.

    Numbers, addresses and short words resemble everything: they must be there as they are.
    """
    long_enough = [word for word in words if len(word) >= SHORTEST and word.isalpha()]
    if not long_enough:
        return []
    rows = rows.order_by()
    for word in set(words) - set(long_enough):
        rows = rows.filter(**{f"{column}__contains": word})
    if connection.vendor == "postgresql" and _has_trigrams():
        return _by_trigrams(rows, long_enough, column)
    return _by_letters(rows, long_enough, column)


@lru_cache(maxsize=1)
def _has_trigrams() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def _by_trigrams(rows: QuerySet[Any], words: list[str], column: str) -> list[int]:
    for word in words:
        rows = rows.filter(_Near(F(column), Value(word, TextField())))
    with transaction.atomic(), connection.cursor() as cursor:
        # What the operator calls near; and the index, although few rows are wanted: comparing a row
        # costs a hundred times what the planner believes.
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true),"
            " set_config('enable_seqscan', 'off', true)",
            [str(NEAR)],
        )
        near = list(rows.values_list("pk", column)[:COMPARED])
    return _best([(pk, _likeness(text, words)) for pk, text in near])


def _likeness(text: str, words: list[str]) -> list[float]:
    """From 0 to 100 for each word: how much the nearest word of the text resembles it."""
    carried = text.split()
    return [max((fuzz.ratio(w, c) for c in carried), default=0) for w in words]


def _best(scored: list[tuple[int, list[float]]]) -> list[int]:
    ordered = sorted(((sum(scores), pk) for pk, scores in scored), reverse=True)
    return [pk for _score, pk in ordered[:OFFERED]]


class _Near(Func):
    """``column %> word``: served by a trigram index."""

    template = "%(expressions)s"
    arg_joiner = " %%> "
    conditional = True

    def __init__(self, *parts: Any) -> None:
        from django.db.models import BooleanField

        super().__init__(*parts, output_field=BooleanField())


def _by_letters(rows: QuerySet[Any], words: list[str], column: str) -> list[int]:
    pieces = Q(pk__in=[])
    for start in range(len(words[0]) - 2):
        pieces |= Q(**{f"{column}__contains": words[0][start : start + 3]})
    near = rows.filter(pieces).order_by("-pk").values_list("pk", column)
    scored = [(pk, _likeness(text, words)) for pk, text in near[:LOOKED_AT]]
    return _best([each for each in scored if min(each[1]) >= NEAR_BY_LETTERS])
