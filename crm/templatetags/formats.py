"""Numbers, money, dates and durations as the reader's language writes them.

Pure functions, for templates (through `ui`) and for Python that builds sentences. The
language is the active one; an undefined figure is always an en dash.
"""

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TypeAlias

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from crm.money import digits as minor_digits

Figure: TypeAlias = Decimal | int | float | str | None

NARROW = "\u202f"  # narrow no-break space: thousands in French
NO_BREAK = "\u00a0"  # before % and currency signs in French
MINUS = "\u2212"
DASH = "\u2013"  # ranges, and the figure that is not defined
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF", "CAD": "CA$", "MAD": "MAD"}


def french() -> bool:
    """Whether the reader's language is French."""
    return (get_language() or "en").startswith("fr")


def to_decimal(value: Figure) -> Decimal | None:
    """A Decimal, or None when there is nothing to show (None, empty, not finite)."""
    if value is None or value == "":
        return None
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact if exact.is_finite() else None


def number(value: Figure, decimals: int | None = None, *, signed: bool = False) -> str:
    """`1683` as 1,683 or 1 683; None as –. Without `decimals` the value keeps its own."""
    exact = to_decimal(value)
    if exact is None:
        return DASH
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    elif exact == exact.to_integral_value():
        exact = exact.to_integral_value()
    digits = f"{abs(exact):,f}"
    if french():
        digits = digits.replace(",", NARROW).replace(".", ",")
    if exact < 0:
        return MINUS + digits
    return "+" + digits if signed and exact > 0 else digits


def percent(fraction: Figure, decimals: int = 0, *, signed: bool = False) -> str:
    """A fraction as a percentage: 0.184 with one decimal is 18.4% or 18,4 %."""
    exact = to_decimal(fraction)
    if exact is None:
        return DASH
    return number(exact * 100, decimals, signed=signed) + percent_sign()


def percent_sign() -> str:
    """The unit after a rate, with the space French puts before it."""
    return NO_BREAK + "%" if french() else "%"


def money(
    value: Figure,
    currency: str = "EUR",
    decimals: int | None = None,
    *,
    signed: bool = False,
) -> str:
    """€48,600 or 48 600 €. Without `decimals`: none for whole amounts, otherwise two."""
    exact = to_decimal(value)
    if exact is None:
        return DASH
    if decimals is None:
        decimals = 0 if exact == exact.to_integral_value() else 2
    return with_sign(number(exact, decimals, signed=signed), currency)


def money_minor(
    minor: int | None, currency: str = "EUR", *, signed: bool = False
) -> str:
    """An amount as the database holds it, in minor units: 4860000 EUR is €48,600."""
    if minor is None:
        return DASH
    return money(
        Decimal(minor).scaleb(-minor_digits(currency)), currency, signed=signed
    )


def money_short(value: Figure, currency: str = "EUR", decimals: int = 0) -> str:
    """Thousands and millions shortened, for axes and bands: €49k, 49 k€."""
    exact = to_decimal(value)
    if exact is None:
        return DASH
    for size, letter in ((Decimal(1_000_000), "M"), (Decimal(1_000), "k")):
        if abs(exact) >= size:
            digits = number(exact / size, decimals)
            sign = SIGNS.get(currency, currency)
            if french():
                return f"{digits}{NO_BREAK}{letter}{sign}"
            return with_sign(digits, currency) + letter
    return money(exact, currency)


def with_sign(digits: str, currency: str) -> str:
    """Written digits with their currency, on the side where the language puts it."""
    sign = SIGNS.get(currency, currency)
    if french():
        return f"{digits}{NO_BREAK}{sign}"
    gap = NO_BREAK if sign.isalpha() else ""
    lead = digits[0] if digits[:1] in (MINUS, "+") else ""
    return f"{lead}{sign}{gap}{digits[len(lead) :]}"


def duration(value: timedelta | Figure, decimals: int = 1) -> str:
    """Seconds or a timedelta in the unit people say: 12 min, 3.2 h, 19 d (19 j)."""
    if isinstance(value, timedelta):
        value = Decimal(str(value.total_seconds()))
    exact = to_decimal(value)
    if exact is None:
        return DASH
    size = abs(exact)
    if size < 3600:
        return number(exact / 60, 0) + NO_BREAK + pgettext("unit of minutes", "min")
    if size < 48 * 3600:
        places = 0 if (exact / 3600) == (exact / 3600).to_integral_value() else decimals
        hours = number(exact / 3600, places)
        return hours + NO_BREAK + pgettext("unit of hours", "h")
    return number(exact / 86400, 0) + NO_BREAK + pgettext("unit of days", "d")


def labelled(label: str, value: str) -> str:
    """A name and what it is worth on one line, with the colon of the language."""
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def local(moment: date | datetime) -> date | datetime:
    """An instant in the reader's time zone; a plain date as it is."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def day(value: date | datetime | None, form: str = "short") -> str:
    """A day: short `3 Nov`, year `3 Nov 2026`, long `3 November 2026`, week `Thu 3 Nov`, full."""
    return DASH if value is None else _day(_civil(local(value)), form, get_language())


def _civil(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@lru_cache(maxsize=4096)
def _day(value: date, form: str, _language: str | None) -> str:
    """A list says the same few days fifty times."""
    month = (
        "N" if french() else "M"
    )  # only the N forms carry the French abbreviation's full stop
    shapes = {
        "short": f"j {month}",
        "year": f"j {month} Y",
        "long": "j F Y",
        "week": f"D\\. j {month}" if french() else f"D j {month}",
        "full": "l j F Y",
        "month": "F Y",
        "mon": month,
        "mon-year": f"{month} Y",
        "mon-yy": f"{month} y",
    }
    text: str = date_format(value, shapes[form])
    if french() and value.day == 1 and shapes[form][0] in "jlD":
        return text.replace("1 ", f"1er{NO_BREAK}", 1)
    return text


def period(first: date | None, last: date | None) -> str:
    """A closed range of days without repeating what is common: 1–20 Nov 2026."""
    if first is None or last is None:
        return DASH
    if first == last:
        return day(first, "year")
    end = day(last, "year")
    if (first.year, first.month) == (last.year, last.month):
        start = "1er" if french() and first.day == 1 else str(first.day)
        return f"{start}{DASH}{end}"
    start = day(first, "short" if first.year == last.year else "year")
    return f"{start} {DASH} {end}"


def clock(value: datetime | time | None) -> str:
    """The hour of an instant in the reader's zone: 17:42."""
    if value is None:
        return DASH
    moment = local(value) if isinstance(value, datetime) else value
    return f"{moment:%H:%M}"


def ordinal(place: int | None) -> str:
    """A rank: 1st, 2nd, 11th; 1er, 2e."""
    if place is None:
        return DASH
    if french():
        return f"{place}er" if place == 1 else f"{place}e"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{'th' if 10 <= place % 100 <= 13 else ending}"


def initials(name: str | None) -> str:
    """Two capitals for an avatar: first and last word of a name."""
    words = [word for word in (name or "").split() if word[0].isalnum()]
    if not words:
        return "?"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def since(then: datetime | None, now: datetime) -> str:
    """How long ago, in one unit: just now, 2 min ago, 3 h ago, 4 d ago."""
    if then is None:
        return DASH
    gone = max(now - then, timedelta())
    if gone < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": duration(gone, 0)}
