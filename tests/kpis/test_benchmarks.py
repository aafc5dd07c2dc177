"""One's own past: the mean of what was, all cases of a rate together, nothing from nothing."""

from fractions import Fraction

import pytest

from kpis.catalogue import KPIS
from kpis.team.benchmarks import own_past
from kpis.values import divided, plain

pytestmark = pytest.mark.django_db
REVENUE, WIN_RATE = KPIS["revenue"], KPIS["win_rate"]


def test_the_mean_of_the_periods_before_not_of_this_one() -> None:
    past = own_past(REVENUE, [plain(n) for n in (10, 20, 60, 999)], 10)

    assert past is not None
    assert (past.mean, past.n) == (30, 3)


def test_periods_before_anything_happened_do_not_count() -> None:
    past = own_past(REVENUE, [plain(n) for n in (0, 0, 30, 0, 60, 5)], 10)

    assert past is not None
    assert (past.mean, past.n) == (30, 3)


def test_twelve_periods_at_most() -> None:
    past = own_past(REVENUE, [plain(n) for n in (999, *[1] * 12, 7)], 10)

    assert past is not None
    assert (past.mean, past.n) == (1, 12)


def test_a_rate_divides_all_its_cases_once() -> None:
    """1 of 2, 3 of 30 and 2 of 8: 6 of 40, not the mean of 50, 10 and 25 %."""
    line = [divided(1, 2), divided(3, 30), divided(2, 8), divided(9, 9)]
    past = own_past(WIN_RATE, line, 10)

    assert past is not None
    assert past.mean == Fraction(6, 40)


def test_two_periods_are_no_habit_and_few_cases_no_rate() -> None:
    assert own_past(REVENUE, [plain(1), plain(2), plain(3)], 10) is None
    assert own_past(WIN_RATE, [divided(1, 2)] * 4, 10) is None
