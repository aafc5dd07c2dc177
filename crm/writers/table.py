"""A table as a file holds it: typed cells under heads that say how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from crm.templatetags import formats


class Kind(StrEnum):
    #: Text, days, instants and numbers as they come.
    PLAIN = "plain"
    NUMBER = "number"
    MONEY = "money"
    #: A fraction, shown in percent.
    PERCENT = "percent"


@dataclass(frozen=True)
class Head:
    """``decimals`` are those shown; a cell may hold more. ``after``: "d", for money "EUR"."""

    label: str
    kind: Kind = Kind.PLAIN
    decimals: int = 0
    after: str = ""


@dataclass(frozen=True)
class Table:
    """Cells are str, int, Decimal, date, datetime, bool or None; money in major units."""

    name: str
    title: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Any]]
    notes: Sequence[str] = ()


def written(head: Head, value: Any) -> str:
    """The cell as a person reads it, in their language."""
    if value is None:
        return formats.DASH
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | Decimal):
        return _number(head, value)
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{formats.day(value, 'year')} {date_format(local, 'H:i')}"
    if isinstance(value, date):
        return formats.day(value, "year")
    return str(value)


def _number(head: Head, value: int | Decimal) -> str:
    if head.kind == Kind.PLAIN:
        return formats.number(value)
    if head.kind == Kind.PERCENT:
        return formats.percent(value, head.decimals)
    if head.kind == Kind.MONEY:
        return formats.money(value, head.after, head.decimals)
    text = formats.number(value, head.decimals)
    return f"{text}{formats.NO_BREAK}{head.after}" if head.after else text


def is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
