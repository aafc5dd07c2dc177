"""Better or worse than the team: the median, the distance that counts, and who is not judged."""

from fractions import Fraction

import pytest

from kpis.catalogue import KPIS
from kpis.spec import Better, Kpi
from kpis.team.medians import Mark, Middle, marked, middle_of, strengths, weaknesses
from kpis.values import Value, divided, plain

REVENUE, CALLS, CYCLE = KPIS["revenue"], KPIS["calls_made_all"], KPIS["sales_cycle"]
WIN_RATE = KPIS["win_rate"]
MINIMUM = 10


def middle(kpi: Kpi, *amounts: int) -> Middle:
    found = middle_of(kpi, [plain(amount) for amount in amounts], MINIMUM)
    assert found is not None
    return found


def band(kpi: Kpi, value: Value, around: Middle) -> int | None:
    mark = marked(value, around, MINIMUM)
    return mark.band if mark else None


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle() -> None:
    assert middle(REVENUE, 100, 400, 200, 300).median == 250


def test_two_people_have_no_median_worth_a_comparison() -> None:
    assert middle_of(REVENUE, [plain(1), plain(2)], MINIMUM) is None


def test_too_few_cases_do_not_count_in_the_median() -> None:
    enough = [divided(5, 20), divided(10, 20), divided(6, 20)]
    found = middle_of(WIN_RATE, [*enough, divided(3, 3)], MINIMUM)

    assert found is not None
    assert (found.median, found.n) == (Fraction(3, 10), 3)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (1_000, 0),
        (1_099, 0),
        (1_100, 1),
        (1_199, 1),
        (1_200, 2),
        (900, -1),
        (901, 0),
        (0, -2),
    ],
)
def test_a_tenth_of_the_median_counts_and_two_tenths_count_much(
    amount: int, said: int
) -> None:
    assert band(REVENUE, plain(amount), middle(REVENUE, 500, 1_000, 2_000)) == said


@pytest.mark.parametrize(("calls", "said"), [(19, 0), (20, 1), (24, 2), (12, -1)])
def test_a_small_count_must_be_further_away_than_chance(calls: int, said: int) -> None:
    """A count of 16 varies by 4: 10 % would have been 1.6."""
    assert band(CALLS, plain(calls), middle(CALLS, 10, 16, 40)) == said


def test_lower_is_better_turns_it_round() -> None:
    """The sales cycle declares 2 days as the distance that counts, above a tenth of 10."""
    around = middle(CYCLE, 8, 10, 20)
    assert CYCLE.better == Better.DOWN
    assert CYCLE.bands[0] == 2

    few = Value(Fraction(8), n=30)
    assert band(CYCLE, few, around) == 1
    assert band(CYCLE, Value(Fraction(14), n=30), around) == -2


def test_a_rate_is_judged_by_its_own_number_of_cases() -> None:
    """40 % against 30 %: 20 cases vary by 10.3 points, 400 by 2.3."""
    around = Middle(WIN_RATE, Fraction(3, 10), 5)

    assert band(WIN_RATE, divided(8, 20), around) == 0
    assert band(WIN_RATE, divided(160, 400), around) == 2
    assert marked(divided(4, 5), around, MINIMUM) is None


def test_nothing_is_judged_against_a_median_of_nothing() -> None:
    around = middle(REVENUE, 0, 0, 0)

    assert band(REVENUE, plain(5), around) is None
    assert band(REVENUE, plain(0), around) == 0


def test_three_strongest_and_three_weakest_the_furthest_first() -> None:
    steps = [3, -1, 2, -4, 1, 5, -2, -3, 0]
    marks = [
        Mark(REVENUE, plain(n), Middle(REVENUE, Fraction(1), 3), Fraction(n))
        for n in steps
    ]

    assert [mark.steps for mark in strengths(marks)] == [5, 3, 2]
    assert [mark.steps for mark in weaknesses(marks)] == [-4, -3, -2]
