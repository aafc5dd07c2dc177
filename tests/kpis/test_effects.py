"""Intervals worked by hand, or against the tables they come from."""

from __future__ import annotations

import pytest

from kpis.effects import of_counts, of_means, of_shares, student, wilson


def test_two_counts() -> None:
    # 40 after 24: 16 more; 1.96 times the root of 64 is 15.68.
    found = of_counts(24, 40)
    assert found is not None
    assert (found.difference, round(found.low, 2), round(found.high, 2)) == (
        16,
        0.32,
        31.68,
    )
    assert found.beyond_chance
    # 38: 14 more, give or take 15.43.
    near = of_counts(24, 38)
    assert near is not None
    assert not near.beyond_chance


def test_too_few_counted() -> None:
    assert of_counts(4, 5) is None
    assert of_counts(0, 10) is not None


def test_wilson_of_one_half() -> None:
    # 5 of 10: (5 + 1.9207) / 13.8415 = 0.5; 1.96 root(2.5 + 0.9604) / 13.8415 = 0.2634.
    low, high = wilson(5, 10)
    assert (round(low, 4), round(high, 4)) == (0.2366, 0.7634)


def test_two_shares_as_newcombe_published_them() -> None:
    # Newcombe 1998, table II, (a) 56/70 - 48/80, method 10: 0.0524 to 0.3339.
    found = of_shares(48, 80, 56, 70)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    assert round(found.difference, 4) == 0.2
    assert of_shares(4, 9, 50, 70) is None


@pytest.mark.parametrize(
    ("freedom", "table"), [(3, 3.1824), (4, 2.7764), (10, 2.2281), (30, 2.0423)]
)
def test_students_quantile(freedom: int, table: float) -> None:
    assert student(freedom) == pytest.approx(table, rel=0.002)


def test_two_means() -> None:
    # Means 10 and 14, variances 20/3 each, four each: error root(10/3), six degrees: 2.4469.
    found = of_means([7, 9, 11, 13], [11, 13, 15, 17])
    assert found is not None
    half = 2.4469 * (10 / 3) ** 0.5
    assert found.difference == 4
    assert found.low == pytest.approx(4 - half, abs=0.01)
    assert found.high == pytest.approx(4 + half, abs=0.01)
    assert of_means([1, 2, 3], [1, 2, 3, 4]) is None


def test_means_that_never_vary() -> None:
    found = of_means([2, 2, 2, 2], [5, 5, 5, 5])
    assert found is not None
    assert (found.low, found.high) == (3, 3)
