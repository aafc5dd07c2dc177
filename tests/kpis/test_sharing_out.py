"""Parts add up to the whole exactly, whatever the weights; a season is a share of each month."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kpis.targets.sharing_out import last_months, season, shared_out

TODAY = date(2026, 11, 20)
WEIGHTS = st.lists(
    st.fractions(min_value=0, max_value=1_000, max_denominator=50),
    min_size=1,
    max_size=12,
)


@given(total=st.integers(0, 10**12), weights=WEIGHTS, grain=st.sampled_from((1, 100)))
def test_the_parts_add_up_and_none_is_far_from_its_share(
    total: int, weights: list[Fraction], grain: int
) -> None:
    parts = shared_out(total, weights, grain)

    assert sum(parts) == total
    size = 1 if total % grain else grain
    assert all(part % size == 0 for part in parts)
    whole = sum(weights)
    if whole:
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - total * weight / whole) < size


def test_a_hundred_over_three_months_of_unequal_days() -> None:
    # 20, 21 and 22 days: 31.7, 33.3 and 34.9; the two missing units go to the largest rests.
    assert shared_out(100, [Fraction(20), Fraction(21), Fraction(22)]) == [32, 33, 35]


def test_without_weights_the_parts_are_equal() -> None:
    assert shared_out(10, [Fraction(0)] * 3) == [4, 3, 3]
    assert shared_out(10, []) == []


def test_whole_euros_when_the_total_is_whole() -> None:
    assert shared_out(100_00, [Fraction(1)] * 3, 100) == [34_00, 33_00, 33_00]
    assert shared_out(100_01, [Fraction(1)] * 3, 100) == [33_34, 33_34, 33_33]


def months(count: int, value: int = 1) -> dict[date, Fraction]:
    return {month: Fraction(value) for month in last_months(TODAY, count)}


def test_a_season_is_the_share_of_each_month_of_two_years() -> None:
    past = months(24)
    past[date(2025, 12, 1)] = Fraction(9)
    past[date(2024, 12, 1)] = Fraction(5)

    found = season(past, TODAY)

    # Both Decembers make 14 of 36.
    assert found is not None
    assert found[12] == Fraction(14, 36)
    assert found[6] == Fraction(2, 36)
    assert sum(found.values()) == 1


def test_one_year_is_enough_and_less_is_no_season() -> None:
    year = season(months(12), TODAY)
    assert year is not None
    assert set(year.values()) == {Fraction(1, 12)}
    assert season(months(11), TODAY) is None
    assert season(months(24, 0), TODAY) is None
