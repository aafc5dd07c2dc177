"""How cells of this file are read: its decimal sign, its date orders, and the readers of a field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from crm.importing import dates, numbers
from crm.importing.parse import Cell, Table
from crm.importing.problems import Problem
from crm.money import CURRENCIES
from crm.text import plain

if TYPE_CHECKING:
    from crm.importing.fields import Field
    from crm.importing.mapping import Binding, Mapping
    from crm.importing.related import Related

YES = {"1", "true", "yes", "y", "x", "oui", "o", "vrai"}
NO = {"0", "false", "no", "n", "non", "faux", ""}
URL = URLValidator(schemes=["http", "https"])


@dataclass
class Reading:
    """What the readers need to know of the file, the organisation and the rows already there."""

    zone: ZoneInfo
    now: datetime
    related: Related
    decimal: str = ""
    torn: bool = False
    orders: dict[str, str] = field(default_factory=dict)
    #: Dates repeat a lot in one file; reading one costs more than remembering it.
    known_dates: dict[tuple[str, Any], Any] = field(default_factory=dict)


def settle(
    reading: Reading, mapping: Mapping, table: Table, bound: Iterable[Binding]
) -> None:
    """Decide the decimal sign and the date orders of the file, unless the mapping says them."""
    bound = list(bound)
    amounts = [b for b in bound if b.field.shape == "number" and b.index is not None]
    days = [b for b in bound if b.field.shape == "date"]
    reading.decimal = mapping.decimal
    if mapping.date_format:
        order = dates.order_of(mapping.date_format)
        reading.orders = {b.field.path: order for b in days}
        days = []
    if mapping.decimal:
        amounts = []
    texts: list[str] = []
    seen: dict[str, dict[str, int]] = {b.field.path: {} for b in days}
    for line in table.lines() if amounts or days else ():
        if line.problem:
            continue
        texts += [v for b in amounts if isinstance(v := b.raw(line.cells), str)]
        for b in days:
            value = b.raw(line.cells)
            if isinstance(value, str):
                seen[b.field.path].setdefault(value, line.number)
    if amounts:
        reading.decimal, reading.torn = numbers.decide(texts)
    columns = {b.field.path: b.column for b in days}
    named = {
        columns[path]: [(line, text) for text, line in values.items()]
        for path, values in seen.items()
    }
    orders = dates.decide({column: iter(values) for column, values in named.items()})
    reading.orders |= {path: orders[column] for path, column in columns.items()}


# -- readers: (cell, reading, field) -> value; an empty cell never gets here ----------------


def text(cell: Cell, reading: Reading, wanted: Field) -> str:
    value = str(cell)
    if "\0" in value:
        raise Problem(_("A cell holds a NUL character."))
    if wanted.longest and len(value) > wanted.longest:
        raise Problem(
            _("Too long: %(length)d characters, at most %(limit)d.")
            % {"length": len(value), "limit": wanted.longest}
        )
    return value


def email(cell: Cell, reading: Reading, wanted: Field) -> str:
    value = text(cell, reading, wanted).lower()
    try:
        validate_email(value)
    except ValidationError as error:
        raise Problem(_("This is not an email address.")) from error
    return value


def website(cell: Cell, reading: Reading, wanted: Field) -> str:
    value = text(cell, reading, wanted)
    value = value if "://" in value else f"https://{value}"
    try:
        URL(value)
    except ValidationError as error:
        raise Problem(_("This is not a web address.")) from error
    return value[:200]


def number(cell: Cell, reading: Reading, wanted: Field) -> Decimal:
    """A finite decimal; money is turned into minor units once its currency is known."""
    if isinstance(cell, Decimal):
        return numbers.read_number(f"{cell:f}", decimal=".")
    if not isinstance(cell, str):
        raise Problem(_("This is not a number."))
    return numbers.read_number(cell, decimal=reading.decimal, torn=reading.torn)


def amount(cell: Cell, reading: Reading, wanted: Field) -> Decimal:
    value = number(cell, reading, wanted)
    if value < 0:
        raise Problem(_("An amount cannot be negative."))
    return value


def whole(cell: Cell, reading: Reading, wanted: Field) -> int:
    """A whole number from 0 to ``longest``; a percent sign is allowed."""
    if isinstance(cell, str):
        cell = cell.rstrip("% \u00a0\u202f")
    value = number(cell, reading, wanted)
    if value != int(value) or not 0 <= value <= wanted.longest:
        raise Problem(
            _("A whole number from 0 to %(limit)d is expected.")
            % {"limit": wanted.longest}
        )
    return int(value)


def flag(cell: Cell, reading: Reading, wanted: Field) -> bool:
    word = plain(str(cell))
    if word in YES:
        return True
    if word in NO:
        return False
    raise Problem(_("Yes or no is expected."))


def choice(cell: Cell, reading: Reading, wanted: Field) -> str:
    words = wanted.words or {}
    key = plain(str(cell)).replace("_", " ").replace("-", " ")
    if key in words:
        return words[key]
    known = ", ".join(dict.fromkeys(words.values()))
    raise Problem(_("Unknown value. Known: %(known)s.") % {"known": known})


def currency(cell: Cell, reading: Reading, wanted: Field) -> str:
    code = {"€": "EUR", "$": "USD", "£": "GBP"}.get(str(cell), str(cell).upper())
    if code not in CURRENCIES:
        raise Problem(_("Unknown currency."))
    return code


def country(cell: Cell, reading: Reading, wanted: Field) -> str:
    code = str(cell).upper()
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise Problem(_("A country code of two letters is expected (FR)."))
    return code


def day(cell: Cell, reading: Reading, wanted: Field) -> date:
    key = (wanted.path, cell)
    if key not in reading.known_dates:
        order = reading.orders.get(wanted.path, "dmy")
        reading.known_dates[key] = dates.read_day(cell, order, reading.zone)
    found: date = reading.known_dates[key]
    return found


def month(cell: Cell, reading: Reading, wanted: Field) -> date:
    """The first day of a month, said by the month or by one of its days."""
    order = reading.orders.get(wanted.path, "dmy")
    return dates.read_month(cell, order, reading.zone)


def instant(cell: Cell, reading: Reading, wanted: Field) -> datetime:
    """An instant. Today without an hour is noon, or now when noon is still to come."""
    at, timed = timed_instant(cell, reading, wanted)
    today = reading.now.astimezone(reading.zone).date()
    if not timed and at.date() == today:
        return min(at, reading.now)
    return at


def timed_instant(cell: Cell, reading: Reading, wanted: Field) -> tuple[datetime, bool]:
    key = (wanted.path, cell)
    if key not in reading.known_dates:
        order = reading.orders.get(wanted.path, "dmy")
        reading.known_dates[key] = dates.read_instant(cell, order, reading.zone)
    found: tuple[datetime, bool] = reading.known_dates[key]
    return found
