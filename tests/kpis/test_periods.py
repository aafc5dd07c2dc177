"""Ranges of civil days, named as people name them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from kpis.periods import (
    PERIOD_KINDS,
    Period,
    before,
    between,
    each,
    key_of,
    kind_of,
    run_up,
    shift,
    start_of,
    whole,
    year_before,
)


@pytest.mark.parametrize("first_month", range(1, 13))
@pytest.mark.parametrize("kind", PERIOD_KINDS)
def test_periods_of_a_kind_tile_the_years(kind: str, first_month: int) -> None:
    """Six years, leap day included: every day in exactly one period, whose key is its own."""
    period = between(date(2023, 1, 1), date(2028, 12, 31))
    parts = list(each(kind, period, first_month))

    assert all(a.end == b.first for a, b in pairwise(parts))
    assert parts[0].first <= period.first
    assert parts[-1].end >= period.end
    keys = [key_of(kind, part.first, first_month) for part in parts]
    assert len(set(keys)) == len(keys)
    for part in parts:
        assert kind_of(part, first_month) in PERIOD_KINDS
        for day in (part.first, part.last):
            assert whole(kind, day, first_month) == part
        assert shift(kind, part.first, 1) == part.end
        assert before(part, None, first_month).end == part.first


@pytest.mark.parametrize(
    ("kind", "day", "first_month", "key"),
    [
        ("week", date(2027, 1, 1), 1, "2026-W53"),
        ("week", date(2024, 12, 30), 1, "2025-W01"),
        ("quarter", date(2026, 11, 20), 1, "2026-Q4"),
        ("quarter", date(2026, 11, 20), 7, "2027-Q2"),
        ("quarter", date(2026, 6, 30), 7, "2026-Q4"),
        ("year", date(2026, 6, 30), 7, "2026"),
        ("year", date(2026, 7, 1), 7, "2027"),
        ("year", date(2026, 12, 31), 12, "2027"),
        ("month", date(2028, 2, 29), 1, "2028-02"),
    ],
)
def test_names(kind: str, day: date, first_month: int, key: str) -> None:
    assert key_of(kind, start_of(kind, day, first_month), first_month) == key


def test_an_equal_range_ends_where_this_one_begins() -> None:
    odd = between(date(2026, 11, 3), date(2026, 11, 9))
    assert before(odd) == between(date(2026, 10, 27), date(2026, 11, 2))
    to_date = between(date(2026, 11, 1), date(2026, 11, 20))
    assert before(to_date) == between(date(2026, 10, 1), date(2026, 10, 20))


def test_the_year_before_a_leap_day() -> None:
    leap = between(date(2028, 2, 1), date(2028, 2, 29))
    assert year_before(leap) == between(date(2027, 2, 1), date(2027, 2, 28))


def test_a_run_up_compares_equal_parts() -> None:
    now = between(date(2026, 11, 1), date(2026, 11, 20))
    assert {part.days for part in run_up(now, "month", 6)} == {20}
    assert run_up(now, "month", 6)[-1] == now


def test_half_open() -> None:
    period = Period(date(2026, 1, 1), date(2026, 1, 3))
    assert period.days == 2
    assert date(2026, 1, 2) in period
    assert date(2026, 1, 3) not in period
    assert period.clipped(date(2025, 1, 1)).days == 0
    assert period.last == date(2026, 1, 2) == period.end - timedelta(days=1)
