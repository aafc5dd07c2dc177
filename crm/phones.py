"""Telephone numbers as people read and dial them."""

from __future__ import annotations

import re

import phonenumbers

NOT_DIALLED = re.compile(r"[^\d+*#]")


def dialled(typed: str, e164: str) -> str:
    """What stands after ``tel:``; empty when there is nothing to dial."""
    return e164 or NOT_DIALLED.sub("", typed)


def written(typed: str, e164: str, home: str) -> str:
    """'+33144556677' -> '01 44 55 66 77' at home in FR, '+33 1 44 55 66 77' elsewhere.

    A number that could not be read stays as it was typed.
    """
    if not e164:
        return typed
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return typed
    forms = phonenumbers.PhoneNumberFormat
    at_home = phonenumbers.country_code_for_region(home) == number.country_code
    form = forms.NATIONAL if at_home else forms.INTERNATIONAL
    return str(phonenumbers.format_number(number, form))
