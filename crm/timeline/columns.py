"""The columns every kind of entry has in common, so that one UNION reads them all."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

#: Order of a page: ``ahead`` (1 for what is planned) first, then the youngest; the rest breaks ties.
PLACE = ("ahead", "moment", "stream", "row")
WORDS = ("kind", "state", "title", "text", "extra", "who")
NUMBERS = ("amount", "other", "flag", "link")
COLUMNS = (*PLACE, *WORDS, *NUMBERS)

Given = str | int | Combinable


def told(
    rows: QuerySet[Any],
    *,
    stream: int,
    moment: str,
    ahead: Q | None = None,
    **said: Given,
) -> QuerySet[Any]:
    """The rows as (``COLUMNS``) values. A string names a column, a number or expression is itself.

    What a kind does not say is empty: an untyped NULL would have no type in a UNION on PostgreSQL.
    """
    values: dict[str, Any] = {
        "ahead": _when(ahead) if ahead is not None else _number(0),
        "moment": F(moment),
        "stream": _number(stream),
        "row": Cast(F("pk"), BigIntegerField()),
    }
    values |= {name: _words(said.get(name, "")) for name in WORDS}
    values |= {name: _number(said.get(name, 0)) for name in NUMBERS}
    # A prefix: an annotation may not have the name of a column of the model.
    named = {f"t_{name}": values[name] for name in COLUMNS}
    found: QuerySet[Any] = rows.order_by().annotate(**named).values_list(*named)
    return found


def _when(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(1)), default=Value(0), output_field=BigIntegerField()
    )


def flag(condition: Q) -> Case:
    """1 where the condition holds."""
    return _when(condition)


def _words(given: Given) -> Combinable:
    if given == "":
        return Value("", output_field=TextField())
    value = F(given) if isinstance(given, str) else given
    empty = Value("", output_field=TextField())
    return Coalesce(Cast(value, TextField()), empty)  # type: ignore[arg-type]


def _number(given: Given) -> Combinable:
    if isinstance(given, int):
        return Value(given, output_field=BigIntegerField())
    value = F(given) if isinstance(given, str) else given
    return Cast(value, BigIntegerField())
