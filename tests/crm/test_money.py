"""Money: converted and rounded once, and parts that add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.money import (
    convert,
    digits,
    half_up,
    line_total,
    share_out,
    to_major,
    to_minor,
)


@pytest.mark.parametrize(
    ("value", "whole"),
    [("0.5", 1), ("-0.5", -1), ("1.4999", 1), ("2.5", 3), ("-2.5", -3)],
)
def test_a_half_goes_away_from_zero(value: str, whole: int) -> None:
    assert half_up(Decimal(value)) == whole


@pytest.mark.parametrize(
    ("currency", "minor"), [("EUR", 123_457), ("JPY", 1_235), ("TND", 1_234_565)]
)
def test_minor_units_follow_the_currency(currency: str, minor: int) -> None:
    assert to_minor(Decimal("1234.565"), currency) == minor
    assert to_major(minor, currency) == Decimal(minor) / 10 ** digits(currency)


def test_a_conversion_changes_currency_and_minor_unit_at_once() -> None:
    assert convert(1_000, currency="JPY", base="EUR", rate=Decimal("0.0061")) == 610
    assert convert(1_000, currency="EUR", base="JPY", rate=Decimal("163.5")) == 1_635


def test_a_line_is_rounded_once_after_its_discount() -> None:
    """3 x 33.35 less 15 % is 85.0425; rounding the price first would give 85.05."""
    assert line_total(quantity=Decimal(3), unit_price=3_335, discount_bp=1_500) == 8_504
    assert line_total(quantity=Decimal("0.5"), unit_price=1, discount_bp=0) == 1


@given(
    st.integers(-(10**12), 10**12),
    st.lists(st.integers(0, 10**9), min_size=1, max_size=20),
)
def test_parts_add_up_exactly_and_none_is_a_unit_off(
    total: int, weights: list[int]
) -> None:
    parts = share_out(total, weights)
    assert sum(parts) == total
    if whole := sum(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - Decimal(total) * weight / whole) <= 1


def test_left_over_units_go_to_the_largest_remainders_then_to_the_first() -> None:
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]
    assert share_out(10, [3, 3, 4, 0]) == [3, 3, 4, 0]
    assert share_out(5, []) == []


def test_a_credit_line_keeps_its_sign() -> None:
    assert share_out(80, [100, -20]) == [100, -20]
