"""Numbers as people write them: 1,234.56 and 1.234,56 and 1 234,56.

Which sign is the decimal one is decided once for the whole file. A value that could be read two
ways is refused, never guessed: an amount that is wrong by a thousand is worse than one missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from crm.importing.problems import Problem

#: Spaces and apostrophes that group thousands; signs of currencies around an amount.
GROUPING = re.compile("[ \u00a0\u202f\u2009'\u2019]")
AROUND = re.compile(r"^[€$£¥]|[€$£¥]$")
PLAIN = re.compile(r"-?[0-9]{1,30}")
#: One sign before exactly three digits: thousands, or three decimals.
TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2}([.,])[0-9]{3}")
GROUPS = {
    ".": re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?|-?[0-9]*(\.[0-9]*)?"),
    ",": re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]*)?|-?[0-9]*(,[0-9]*)?"),
}
LARGEST = Decimal(10) ** 15


def bare(text: str) -> str:
    """Without spaces, currency sign and typographic minus."""
    kept = AROUND.sub("", text.strip().replace("\u2212", "-")).strip()
    return GROUPING.sub("", kept)


def vote(text: str) -> str:
    """The decimal sign this value proves: ``.``, ``,`` or nothing."""
    value = bare(text)
    dots, commas = value.count("."), value.count(",")
    if dots and commas:
        return "." if value.rfind(".") > value.rfind(",") else ","
    if dots > 1 or commas > 1:
        return "," if dots else "."
    if not (dots or commas) or TWO_WAYS.fullmatch(value):
        return ""
    return "." if dots else ","


def decide(values: Iterable[str]) -> tuple[str, bool]:
    """(the decimal sign of most values, whether the file is of two minds)."""
    counts = {".": 0, ",": 0}
    for text in values:
        if sign := vote(text):
            counts[sign] += 1
    chosen = "," if counts[","] > counts["."] else "."
    if not any(counts.values()):
        return "", False
    return chosen, all(counts.values())


def read_number(text: str, *, decimal: str, torn: bool = False) -> Decimal:
    """A finite number. ``decimal`` is empty when no value of the file showed the sign.

    Then one sign before three digits groups thousands: nobody writes 1,234 for an amount of 1.23.
    """
    value = bare(text)
    if PLAIN.fullmatch(value):
        return _bounded(Decimal(value))
    two_ways = TWO_WAYS.fullmatch(value)
    if two_ways and torn:
        raise Problem(
            _("This can be read two ways. Say the decimal sign in the mapping.")
        )
    sign = decimal or "."
    if two_ways and not decimal:
        sign = "," if two_ways[1] == "." else "."
    if not re.search("[0-9]", value) or not GROUPS[sign].fullmatch(value):
        raise Problem(_("This is not a number."))
    group = "," if sign == "." else "."
    return _bounded(Decimal(value.replace(group, "").replace(sign, ".")))


def _bounded(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) >= LARGEST:
        raise Problem(_("This number is too large."))
    return value
