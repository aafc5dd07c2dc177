"""Dates as people write them. Day or month first is decided over a whole column.

A column in which every day could be a month is not guessed: the mapping must say ``date_format``.
A date without an hour is noon in the organisation's zone, so that no change of zone moves its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from crm.importing.parse import Cell
from crm.importing.problems import Problem, Unreadable
from crm.models.base import EARLIEST_DAY, LATEST_DAY
from crm.text import plain

YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
DAY_NAME = re.compile(r"([0-9]{1,2})(?:er)?[ /.-]+([^\W\d_]+)[.,]?[ /.-]+([0-9]{4})")
NAME_DAY = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2}),? ([0-9]{4})")
YEAR_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
MONTH_YEAR = re.compile(r"([0-9]{1,2}|[^\W\d_]+)\.?[ /.-]+([0-9]{4})")
CLOCK = re.compile(
    r"(?:T| +|, ?)([0-9]{1,2})[:h]([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,6})[0-9]*)?)?"
    r" ?([ap]\.?m\.?)?( ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?",
    re.IGNORECASE,
)
MONTHS = {
    plain(name)[:4].rstrip("."): number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "january february march april may june july august sept october november december",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    )
    for number, name in enumerate(names.split(), 1)
}
NOON = time(12)


def order_of(date_format: str) -> str:
    """'dd/mm/yyyy', 'DMY' -> 'dmy'; a strptime format (with %) stays as it is."""
    if "%" in date_format:
        return date_format
    letters = re.findall(r"[dmyja]", date_format.split(" ")[0].lower())
    found = "".join(dict.fromkeys(letters)).replace("j", "d").replace("a", "y")
    if found not in ("dmy", "mdy", "ymd"):
        raise Unreadable(
            _("Unknown date_format: %(format)s. Say dmy, mdy or ymd.")
            % {"format": date_format[:40]}
        )
    return found


def vote(text: str) -> str:
    """The order this value proves: dmy, mdy, ``?`` when it could be both, or nothing."""
    found = YEAR_LAST.match(text.strip())
    if not found:
        return ""
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or (12 < first <= 31 and 1 <= second <= 12):
        return "dmy"
    if 12 < second <= 31 and 1 <= first <= 12:
        return "mdy"
    both = 1 <= first <= 12 and 1 <= second <= 12 and first != second
    return "?" if both else ""


def decide(columns: dict[str, Iterable[tuple[int, str]]]) -> dict[str, str]:
    """The order of each column of (line, text); a column of two minds cannot be read.

    A column that proves nothing follows the other columns of its file.
    """
    orders: dict[str, str] = {}
    doubtful: dict[str, int] = {}
    for column, values in columns.items():
        seen: dict[str, int] = {}
        for line, text in values:
            seen.setdefault(vote(text), line)
        if "dmy" in seen and "mdy" in seen:
            raise Unreadable(
                _(
                    "Column %(column)s has the day first on line %(day)d and the month first "
                    "on line %(month)d. Say date_format in the mapping."
                )
                % {"column": column, "day": seen["dmy"], "month": seen["mdy"]}
            )
        if "?" in seen:
            doubtful[column] = seen["?"]
        orders[column] = "dmy" if "dmy" in seen else "mdy" if "mdy" in seen else ""
    known = {order for order in orders.values() if order}
    for column, line in doubtful.items():
        if not orders[column] and len(known) != 1:
            raise Unreadable(
                _(
                    "The dates of column %(column)s can be read with the day or the month "
                    "first. Say which (date_format in a mapping: dmy or mdy)."
                )
                % {"column": column},
                line=line,
            )
    only = next(iter(known)) if len(known) == 1 else "dmy"
    return {column: order or only for column, order in orders.items()}


def read_day(cell: Cell, order: str, zone: ZoneInfo) -> date:
    """The date; an hour beside it is allowed and read in the organisation's zone."""
    day, hour = _split(cell, order)
    if hour is not None and hour.tzinfo is not None:
        day = datetime.combine(day, hour).astimezone(zone).date()
    return _within(day)


def read_month(cell: Cell, order: str, zone: ZoneInfo) -> date:
    """The first day of the month: 2026-03, 03/2026, March 2026 or any day of it."""
    text = cell.strip() if isinstance(cell, str) else ""
    if found := YEAR_MONTH.fullmatch(text):
        year, month = found.groups()
    elif found := MONTH_YEAR.fullmatch(text):
        month, year = found.groups()
    else:
        return read_day(cell, order, zone).replace(day=1)
    try:
        number = int(month if month.isdecimal() else _month(month))
        return _within(date(int(year), number, 1))
    except ValueError:
        raise Problem(_("This is not a month.")) from None


def read_instant(cell: Cell, order: str, zone: ZoneInfo) -> tuple[datetime, bool]:
    """(instant, whether the hour was given)."""
    day, hour = _split(cell, order)
    _within(day)
    moment = NOON if hour is None else hour
    at = datetime.combine(day, moment, tzinfo=moment.tzinfo or zone)
    _within(at.astimezone(zone).date())
    return at, hour is not None


def _within(day: date) -> date:
    if not EARLIEST_DAY < day < LATEST_DAY:
        raise Problem(_("This date is out of range (1900 to 2200)."))
    return day


def _split(cell: Cell, order: str) -> tuple[date, time | None]:
    if isinstance(cell, datetime):
        midnight = cell.timetz() == time(0)
        return cell.date(), None if midnight else cell.timetz()
    if isinstance(cell, date):
        return cell, None
    text = str(cell).strip()
    try:
        if "%" in order:
            return _by_format(text, order)
        return _by_order(text, order)
    except (ValueError, OverflowError):
        raise Problem(_("This is not a date.")) from None


def _by_format(text: str, order: str) -> tuple[date, time | None]:
    # Only the parts are used: an hour without zone is the organisation's, set by the caller.
    at = datetime.strptime(text, order)  # noqa: DTZ007
    timed = any(sign in order for sign in ("%H", "%I", "%X", "%c"))
    return at.date(), at.timetz() if timed else None


def _by_order(text: str, order: str) -> tuple[date, time | None]:
    for pattern, parts in (
        (YEAR_FIRST, lambda m: (m[1], m[3], m[4])),
        (
            YEAR_LAST,
            lambda m: (m[4], m[3], m[1]) if order != "mdy" else (m[4], m[1], m[3]),
        ),
        (DAY_NAME, lambda m: (m[3], _month(m[2]), m[1])),
        (NAME_DAY, lambda m: (m[3], _month(m[1]), m[2])),
    ):
        if found := pattern.match(text):
            written, month, day = parts(found)
            year = int(written)
            if len(written) == 2:
                year += 2000 if year < 70 else 1900
            return date(year, int(month), int(day)), _hour(text[found.end() :])
    raise ValueError


def _month(name: str) -> str:
    word = plain(name)
    return str(MONTHS.get(word[:4]) or MONTHS.get(word[:3]) or "?")


def _hour(rest: str) -> time | None:
    if not rest.strip():
        return None
    found = CLOCK.fullmatch(rest.rstrip())
    if not found:
        raise ValueError
    hour = int(found[1])
    if half := (found[5] or "").lower().replace(".", ""):
        hour = hour % 12 + (12 if half == "pm" else 0)
    micro = int((found[4] or "").ljust(6, "0") or 0)
    return time(hour, int(found[2]), int(found[3] or 0), micro, _zone(found[6]))


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    sign = text.strip().upper().replace("UTC", "Z")
    return datetime.strptime(sign, "%z").tzinfo
