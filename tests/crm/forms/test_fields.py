"""Amounts as salespeople write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from crm.forms.fields import minor, read_amount, written


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1 234,56", "fr", "1234.56"),
        ("1\u202f234,56 €", "fr", "1234.56"),
        ("1.234,56", "fr", "1234.56"),
        ("1.234,56", "en", "1234.56"),
        ("1,234.56", "en", "1234.56"),
        ("1,234.56", "fr", "1234.56"),
        ("1,234", "en", "1234"),
        ("1,234", "fr", "1.234"),
        ("1.234", "fr", "1234"),
        ("1.234", "en", "1.234"),
        ("12,5", "en", "12.5"),
        ("12.5", "fr", "12.5"),
        ("1,234,567", "en", "1234567"),
        ("€48,600", "en", "48600"),
        ("48600 EUR", "en", "48600"),
        ("0", "en", "0"),
        ("−3", "en", "-3"),
    ],
)
def test_reads_what_people_write(text: str, language: str, value: str) -> None:
    assert read_amount(text, language) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "Infinity",
        "1e9",
        "twelve",
        "--1",
        "1.2.3,4,5x",
        "9" * 25,
        "99999999999999",
        "",
        "١٢",
    ],
)
def test_refuses_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValidationError):
        read_amount(text, "en")


def test_minor_units_follow_the_currency() -> None:
    assert minor(Decimal("1234.56"), "EUR") == 123_456
    assert minor(Decimal("1234"), "JPY") == 1234
    assert minor(None, "EUR") is None
    with pytest.raises(ValidationError):
        minor(Decimal("0.5"), "JPY")


def test_a_field_shows_the_amount_the_readers_way() -> None:
    with translation.override("fr"):
        assert written(123_456, "EUR") == "1234,56"
    with translation.override("en"):
        assert written(123_400, "EUR") == "1234"
        assert written(None, "EUR") == ""
