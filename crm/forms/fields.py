"""Fields for what salespeople type: amounts as they write them, instants in their own clock."""

from __future__ import annotations

import re
import uuid
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from crm.models.base import EARLIEST_DAY, LATEST_DAY
from crm.money import digits, to_major, to_minor

#: Far above any deal, far below what a bigint of minor units holds.
LARGEST = Decimal(10) ** 13
#: Digits of the largest key a database holds, less one.
LONGEST_KEY = 18
SPACES = re.compile(r"[\s\u00a0\u202f'\u2019]")
CURRENCY_SIGNS = re.compile(r"^(?:[€$£]|[A-Za-z]{3})|(?:[€$£]|[A-Za-z]{3})$")
NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,10})?", re.ASCII)


def read_amount(text: str, language: str | None = None) -> Decimal:
    """'1 234,56', '1,234.56', '1.234,56 €' as the reader means them. Raises ValidationError.

    With both signs the last one is the decimal sign. A single sign is read as the language writes
    it, unless the digits after it say otherwise: ``12,5`` cannot be twelve thousand.
    """
    bare = CURRENCY_SIGNS.sub("", SPACES.sub("", text).replace("−", "-"))
    bare = CURRENCY_SIGNS.sub("", bare)
    plain = _with_point(bare, (language or get_language() or "en").startswith("fr"))
    if not NUMBER.fullmatch(plain):
        raise ValidationError(_("Write an amount such as 1234.56."), code="invalid")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValidationError(
            _("Write an amount such as 1234.56."), code="invalid"
        ) from None
    if abs(value) >= LARGEST:
        raise ValidationError(_("This amount is too large."), code="too_large")
    return value


def _with_point(text: str, french: bool) -> str:
    if "," in text and "." in text:
        decimal = "," if text.rfind(",") > text.rfind(".") else "."
        group = "." if decimal == "," else ","
        return text.replace(group, "").replace(decimal, ".")
    sign = "," if "," in text else "."
    own_decimal = sign == ("," if french else ".")
    if text.count(sign) > 1:
        return text.replace(sign, "")
    after = len(text.partition(sign)[2])
    if sign in text and not own_decimal and after == 3:
        return text.replace(sign, "")
    return text.replace(sign, ".")


class AmountField(forms.CharField):
    """An amount in major units, written the reader's way. ``minor`` makes it minor units."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        return read_amount(text) if text else None


def minor(value: Decimal | None, currency: str) -> int | None:
    """Minor units of the currency; refuses more decimals than it has."""
    if value is None:
        return None
    exact = value.scaleb(digits(currency))
    if exact != exact.to_integral_value():
        raise ValidationError(
            _("%(currency)s has %(n)d decimals at most."),
            params={"currency": currency, "n": digits(currency)},
        )
    return to_minor(value, currency)


def written(amount: int | None, currency: str) -> str:
    """Minor units as a person would type them in a field: 1234,56 in French."""
    if amount is None:
        return ""
    text = f"{to_major(amount, currency):f}"
    if "." in text and not text.rpartition(".")[2].strip("0"):
        text = text.partition(".")[0]
    return text.replace(".", ",") if (get_language() or "").startswith("fr") else text


def plain(value: Decimal) -> str:
    """A number as a person would type it, without idle zeros: 1,5 in French."""
    text = f"{value.normalize():f}"
    return text.replace(".", ",") if (get_language() or "").startswith("fr") else text


class SeveralField(forms.ModelMultipleChoiceField[Any]):
    """Several rows; a key longer than any row's is refused before a database chokes on it."""

    def clean(self, value: Any) -> Any:
        for pk in value or ():
            if len(str(pk)) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"], params={"value": "…"}
                )
        return super().clean(value)


class DayWidget(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentWidget(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def of_our_age(value: date) -> None:
    """A day or an instant the database keeps; further away, changing its zone may fail."""
    if not EARLIEST_DAY.year <= value.year < LATEST_DAY.year:
        raise ValidationError(_("Choose a day between 1900 and 2200."))


def day(label: Any, **kwargs: Any) -> forms.DateField:
    kwargs.setdefault("required", False)
    return forms.DateField(
        label=label,
        widget=DayWidget(),
        input_formats=["%Y-%m-%d"],
        validators=[of_our_age],
        **kwargs,
    )


def moment(label: Any, **kwargs: Any) -> forms.DateTimeField:
    """An instant to the minute, in the organisation's clock."""
    kwargs.setdefault("required", False)
    return forms.DateTimeField(
        label=label,
        widget=MomentWidget(),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        validators=[of_our_age],
        **kwargs,
    )


def version() -> forms.IntegerField:
    """What the person saw of the row they change."""
    return forms.IntegerField(
        widget=forms.HiddenInput(), min_value=0, max_value=2**31 - 1
    )


def token() -> forms.UUIDField:
    """What makes a form sent twice the same form."""
    return forms.UUIDField(
        required=False, widget=forms.HiddenInput(), initial=uuid.uuid4
    )
