"""Signals: silent on what chance does, and on what was never usual; each rule worked by hand."""

import random
from datetime import date
from fractions import Fraction

import pytest
from django.http import QueryDict

from kpis import picker, signals
from kpis.catalogue import KPIS
from kpis.scope import ALL
from kpis.signals.judging import Usual, closed, rule, signal_of, usual_of
from kpis.spec import Kpi
from kpis.values import NO_DENOMINATOR, Value, divided, plain

CALLS, REVENUE, RATE = KPIS["calls_made_all"], KPIS["revenue"], KPIS["win_rate"]
OPEN = KPIS["open_deals"]
MINIMUM = 10


def line(*numbers: int) -> list[Value]:
    return [plain(number) for number in numbers]


def rates(*pairs: tuple[int, int]) -> list[Value]:
    return [divided(won, ended) for won, ended in pairs]


def kind(kpi: Kpi, values: list[Value]) -> str | None:
    found = signal_of(kpi, values, MINIMUM)
    return found.kind if found else None


def test_a_count_leaves_its_range_beyond_three_times_chance() -> None:
    # Median 25, distances 0 to 1, so chance decides: the root of 25 is 5, three times 15.
    before = [25, 24, 26, 25, 25, 24, 26, 25, 24, 26, 25]

    usual = usual_of(CALLS, line(*before, 30), MINIMUM)

    assert usual is not None
    assert (usual.median, usual.low, usual.high) == (25, 10, 40)
    assert kind(CALLS, line(*before, 40)) is None
    assert kind(CALLS, line(*before, 41)) == "outside"
    assert kind(CALLS, line(*before, 9)) == "outside"


def test_an_amount_leaves_its_range_beyond_four_usual_distances() -> None:
    # Median 100, median distance 10, scaled 14.826, four times: 59.304.
    before = [90, 110, 90, 110, 90, 110, 90, 110, 100, 100, 100]

    usual = usual_of(REVENUE, line(*before, 100), MINIMUM)

    assert usual is not None
    assert usual.high == 100 + 4 * Fraction(14826, 1000)
    assert kind(REVENUE, line(*before, 159)) is None
    assert kind(REVENUE, line(*before, 160)) == "outside"


def test_a_rate_is_held_to_the_chance_of_its_cases() -> None:
    # Half of them, 25 cases: the root of 0.25 / 25 is 0.1, three times 0.3.
    before = [(10, 20)] * 11

    assert kind(RATE, rates(*before, (20, 25))) is None
    assert kind(RATE, rates(*before, (21, 25))) == "outside"
    # The same share of ten cases is chance.
    assert kind(RATE, rates(*before, (9, 10))) is None


def test_what_was_always_all_or_nothing_may_once_be_otherwise() -> None:
    # 21 of 22 once one case is added on either side: 0.0466 by chance, three times 0.14.
    always = [(20, 20)] * 11

    assert kind(RATE, rates(*always, (18, 20))) is None
    assert kind(RATE, rates(*always, (17, 20))) == "outside"


def test_an_amount_that_was_never_there_has_no_usual() -> None:
    before = [5, *[0] * 10]

    assert usual_of(REVENUE, line(*before, 900), MINIMUM) is None
    assert kind(REVENUE, line(*before, 900)) is None


def test_six_that_lie_beyond_the_six_before_are_a_new_level() -> None:
    low, high = [20, 24, 22, 25, 21, 23], [26, 30, 27, 29, 31, 28]

    assert kind(CALLS, line(*low, *high)) == "moved"
    assert kind(CALLS, line(*high, *low)) == "moved"
    assert kind(CALLS, line(*low, *high[:-1], 25)) is None


def test_a_stock_carries_over_so_that_its_level_says_nothing() -> None:
    assert kind(OPEN, line(*range(30, 42))) is None
    assert kind(CALLS, line(*range(30, 42))) == "moved"


def test_few_periods_or_few_cases_are_not_judged() -> None:
    assert kind(CALLS, line(*[0] * 4, *[25] * 7, 90)) is None
    assert kind(CALLS, line(*[0] * 3, *[25] * 8, 90)) == "outside"
    assert kind(RATE, rates(*[(10, 20)] * 11, (9, 9))) is None
    assert kind(RATE, [Value(None, NO_DENOMINATOR)] * 12) is None
    assert kind(CALLS, []) is None


@pytest.mark.parametrize("mean", [3, 30])
def test_chance_is_rarely_called_unusual(mean: int) -> None:
    drawn = random.Random(7)

    def month() -> int:
        """Many independent calls, each unlikely."""
        return sum(drawn.random() < mean / 200 for _ in range(200))

    told = [
        signal_of(CALLS, line(*(month() for _ in range(12))), 1) for _ in range(500)
    ]

    assert sum(found is not None for found in told) <= 10


def test_the_rule_is_said_with_its_numbers() -> None:
    before = [25, 24, 26, 25, 25, 24, 26, 25, 24, 26, 25]
    outside = signal_of(CALLS, line(*before, 41), MINIMUM)
    moved = signal_of(CALLS, line(*range(30, 42)), MINIMUM)

    assert outside
    assert moved
    assert rule(CALLS, outside, "EUR") == (
        "41 lies outside 10 to 40: the median of the 11 periods before (25), give or take 3 times"
        " what chance or habit moves it by."
    )
    # Either way round: 2 of the 924 ways to lay out twelve figures.
    assert "Up or down, chance alone does this once in 462" in rule(CALLS, moved, "EUR")
    assert signals.word(outside) == {"text": "Unusual", "glyph": "▲", "tone": ""}


@pytest.mark.parametrize(
    ("key", "low", "high", "text"),
    [
        ("demos", Fraction(79, 2), Fraction(275, 2), "40 to 137"),
        ("win_rate", Fraction(1, 1001), Fraction(1799, 100_000), "0.1% to 1.7%"),
        ("sales_cycle", Fraction(101, 10), Fraction(2019, 100), "10.1d to 20.1d"),
        ("revenue", Fraction(100_001), Fraction(200_099), "€1,001 to €2,000"),
        # A share is never more than the whole; a growth may well be.
        ("win_rate", Fraction(7, 10), Fraction(13, 10), "70.0% to 100.0%"),
        ("sales_growth", Fraction(7, 10), Fraction(13, 10), "70.0% to 130.0%"),
    ],
)
def test_a_range_is_rounded_inwards(
    key: str, low: Fraction, high: Fraction, text: str
) -> None:
    usual = Usual((low + high) / 2, low, high, 11, 3)

    shown = signals.usual_range(KPIS[key], usual, "EUR").replace("\u00a0", "")

    assert shown == text


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("win_rate", Fraction(1801, 100_000), "0.5% to 1.7%"),
        ("win_rate", Fraction(19, 1000), "0.5% to 1.8%"),
        ("win_rate", Fraction(496, 100_000), "0.6% to 1.8%"),
        ("win_rate", Fraction(1, 100), "0.5% to 1.8%"),
    ],
)
def test_what_lies_outside_is_not_written_like_the_edge(
    key: str, value: Fraction, text: str
) -> None:
    usual = Usual(Fraction(1, 100), Fraction(5, 1000), Fraction(18, 1000), 11, 3)

    shown = signals.usual_range(KPIS[key], usual, "EUR", value).replace("\u00a0", "")

    assert shown == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "first", "last"),
    [
        ("", date(2025, 11, 1), date(2026, 10, 31)),
        ("period=month&on=2026-08", date(2025, 9, 1), date(2026, 8, 31)),
        ("period=week", date(2026, 8, 24), date(2026, 11, 15)),
        ("from=2026-11-16&to=2026-11-30", date(2026, 10, 3), date(2026, 11, 19)),
    ],
)
def test_the_last_period_judged_has_ended(
    address: str, first: date, last: date
) -> None:
    picked = picker.read(QueryDict(address), ALL, date(2026, 11, 20))

    parts = closed(picked)

    assert (len(parts), parts[0].first, parts[-1].last) == (12, first, last)
