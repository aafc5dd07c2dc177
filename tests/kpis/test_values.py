"""Values are exact until shown."""

from __future__ import annotations

import random
import statistics
from fractions import Fraction

import pytest

from kpis.values import divided, percentile, plain, spread


def test_nothing_to_divide_by_is_no_figure() -> None:
    value = divided(3, 0)
    assert value.value is None
    assert not value.defined
    assert (value.reason, value.numerator, value.denominator, value.n) == (
        "no_denominator",
        3,
        0,
        0,
    )


def test_a_zero_numerator_is_zero() -> None:
    assert divided(0, 5).value == 0
    assert plain(0).value == 0


def test_thirds_stay_thirds() -> None:
    assert divided(1, 3).value == Fraction(1, 3)


def test_no_cases_no_spread() -> None:
    assert spread([]) is None


@pytest.mark.parametrize("n", [1, 2, 3, 10, 99])
def test_percentiles_are_those_of_the_library(n: int) -> None:
    days = [random.Random(n).randrange(400) for _ in range(n)]
    found = spread(days)
    assert found is not None
    assert found.mean == Fraction(sum(days), n)
    assert found.median == statistics.median(days)
    if n > 1:
        p90 = statistics.quantiles(days, n=10, method="inclusive")[-1]
        assert float(found.p90) == pytest.approx(p90)
    assert percentile(sorted(days), Fraction(0)) == min(days)
    assert percentile(sorted(days), Fraction(1)) == max(days)
