"""What customers said lately, beside the figures that count it: three of them, word for word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from crm.models import User
from kpis.measures import MEASURES, SOURCES
from kpis.spec import Kpi, Measure, measures_of

#: How many stand beside the tiles.
MOST = 3
#: Source -> (the words, what kind of thing was said, its score); "" has none.
SAID = {
    "complaints": ("verbatim", "severity", ""),
    "answers": ("comment", "survey", "score"),
    "reviews": ("text", "site", "rating"),
    "verbatims": ("text", "kind", ""),
}


@dataclass(frozen=True)
class Voice:
    """One thing said: ``source`` and ``pk`` lead to it; ``kind`` and ``score`` say what it was."""

    source: str
    pk: int
    text: str
    at: datetime
    who: str | None
    kind: str
    score: int | None


def latest(
    kpis: Iterable[Kpi], reader: User, whose: Q, before: datetime
) -> list[Voice]:
    """The last words among the rows these figures count, as far as the reader may read; one query.

    ``whose`` narrows them by ``owner``.
    """
    found = [
        _lines(source, wheres, reader, whose, before)
        for source, wheres in _heard(kpis).items()
    ]
    if not found:
        return []
    joined = found[0].union(*found[1:], all=True) if len(found) > 1 else found[0]
    rows = joined.order_by("-said_at", "said_in", "-said_pk")[:MOST]
    return [Voice(*row) for row in rows]


def _heard(kpis: Iterable[Kpi]) -> dict[str, list[Q]]:
    """{source: what its measures count} of the figures in which somebody speaks."""
    found: dict[str, list[Q]] = {}
    for kpi in kpis:
        for key in measures_of(kpi.formula):
            measure: Measure = MEASURES[key]
            if measure.source in SAID:
                found.setdefault(measure.source, []).append(measure.where or Q())
    return found


def _lines(
    source: str, wheres: list[Q], reader: User, whose: Q, before: datetime
) -> QuerySet[Any, Any]:
    """The rows of one source, in columns that all sources share."""
    words, kind, score = SAID[source]
    at = SOURCES[source].at
    every = any(not where for where in wheres)
    rows = SOURCES[source].rows().visible_to(reader).filter(whose)
    rows = rows.filter(Q() if every else reduce(or_, wheres))
    rows = rows.filter(**{f"{at}__lt": before}).exclude(**{words: ""})
    number = Cast(score, IntegerField()) if score else Value(None, IntegerField())
    # Names of their own: a column of the same name would refuse them.
    named = {
        "said_in": Value(source, CharField()),
        "said_pk": F("pk"),
        "said_text": Cast(words, TextField()),
        "said_at": F(at),
        "said_by": F("prospect__name"),
        "said_kind": Cast(kind, CharField()),
        "said_score": number,
    }
    lines: QuerySet[Any, Any] = rows.order_by().annotate(**named).values_list(*named)
    return lines
