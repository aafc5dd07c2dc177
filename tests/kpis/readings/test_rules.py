"""Each rule speaks on the case it was written for, and only then; worked by hand on 7 months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from kpis import readings
from kpis.catalogue import KPIS
from kpis.periods import Period, run_up, whole
from kpis.readings import RULES, Lines, conditions, judging
from kpis.readings.conditions import High, Longer, Low
from kpis.readings.judging import check, judge, place_of
from kpis.readings.rules import declared
from kpis.spec import Better, Kpi, Ratio, Unit
from kpis.values import SpreadOf, Value, divided, plain, spread

MINIMUM = 10
OCTOBER = whole("month", date(2026, 10, 1))
PARTS = run_up(OCTOBER, "month", 7)
LATE = date(2030, 1, 1)
RULE = {rule.key: rule for rule in RULES}


def counts(*numbers: int) -> list[Value]:
    return [plain(number) for number in numbers]


def rates(*hundredths: int, n: int = 100) -> list[Value]:
    return [divided(each * n // 100, n) for each in hundredths]


def cycles(*medians: int, n: int = 11) -> list[Value]:
    """``n`` durations around each median; the mean is pulled far up, which must not matter."""
    found = []
    for middle in medians:
        days = [middle] * (n - 1) + [middle + 400]
        told = spread(days)
        assert told is not None
        found.append(Value(told.mean, n=n, spread=told))
    return found


def lines(values: Mapping[str, Sequence[Value]], mature_on: date = LATE) -> Lines:
    return Lines(PARTS, {k: list(v) for k, v in values.items()}, MINIMUM, mature_on)


def answers(n: int, *scores: int) -> list[Value]:
    return [divided(score * n, n) for score in scores]


STEADY = counts(40, 41, 39, 40, 42, 38, 40)
MORE = counts(40, 41, 39, 40, 42, 38, 52)
FEWER = counts(40, 41, 39, 40, 42, 38, 30)
EVEN = rates(30, 31, 29, 30, 31, 29, 30)
BETTER = rates(30, 31, 29, 30, 31, 29, 36)
WORSE = rates(30, 31, 29, 30, 31, 29, 24)
QUICK = cycles(30, 31, 29, 30, 31, 29, 26)
SLOW = cycles(30, 31, 29, 30, 31, 29, 36)
USUAL = cycles(30, 31, 29, 30, 31, 29, 31)
COSTLY = [divided(each * 20, 20) for each in (100, 102, 98, 100, 101, 99, 130)]
PLAIN = [divided(each * 20, 20) for each in (100, 102, 98, 100, 101, 99, 101)]
SINKING = rates(90, 90, 91, 90, 91, 90, 89, n=1_000)

#: Rule: (the case it speaks on, cases a step beside it on which it is silent).
CASES: dict[str, tuple[dict[str, list[Value]], list[dict[str, list[Value]]]]] = {
    "high_conversion_low_volume": (
        {"lead_conversion_period": BETTER, "leads_created": FEWER},
        [
            {"lead_conversion_period": EVEN, "leads_created": FEWER},
            {"lead_conversion_period": BETTER, "leads_created": STEADY},
            {"lead_conversion_period": WORSE, "leads_created": MORE},
        ],
    ),
    "many_leads_low_transformation": (
        {"leads_created": MORE, "sql_conversion": WORSE},
        [
            {"leads_created": MORE, "sql_conversion": EVEN},
            {"leads_created": STEADY, "sql_conversion": WORSE},
        ],
    ),
    "many_leads_low_quality": (
        {"leads_created": MORE, "lead_quality": WORSE},
        [
            {"leads_created": MORE, "lead_quality": BETTER},
            {"leads_created": FEWER, "lead_quality": WORSE},
        ],
    ),
    "longer_cycle": ({"sales_cycle": SLOW}, [{"sales_cycle": USUAL}]),
    "more_deals_shorter_cycle": (
        {"opps_created": MORE, "sales_cycle": QUICK},
        [
            {"opps_created": MORE, "sales_cycle": SLOW},
            {"opps_created": STEADY, "sales_cycle": QUICK},
        ],
    ),
    "falling_retention": ({"retention": SINKING}, [{"retention": EVEN}]),
    "falling_nps": (
        {"nps": answers(400, 40, 40, 40, 40, 40, 37, 35)},
        [
            {"nps": answers(400, 40, 40, 40, 40, 40, 38, 36)},
            {"nps": answers(200, 40, 40, 40, 40, 40, 37, 35)},
        ],
    ),
    "high_basket_high_cost": (
        {"avg_transaction": COSTLY, "cac": COSTLY},
        [
            {"avg_transaction": COSTLY, "cac": PLAIN},
            {"avg_transaction": PLAIN, "cac": COSTLY},
        ],
    ),
    "volume_without_margin": (
        {"deals_won": MORE, "margin_rate": WORSE},
        [
            {"deals_won": MORE, "margin_rate": EVEN},
            {"deals_won": STEADY, "margin_rate": WORSE},
        ],
    ),
}


@pytest.fixture(autouse=True)
def _cost_of_a_customer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in where the cost of a customer is not declared."""
    if "cac" not in KPIS:
        monkeypatch.setitem(KPIS, "cac", replace(KPIS["avg_transaction"], key="cac"))


def test_every_rule_has_its_case() -> None:
    assert CASES.keys() == RULE.keys()


@pytest.mark.parametrize("key", list(RULE))
def test_a_rule_speaks_on_its_case_and_names_both_figures(key: str) -> None:
    case, _silent = CASES[key]

    found = judge(RULE[key], lines(case))

    assert found is not None
    place, seen = found
    assert place == 6
    assert [each.kpi.key for each in seen] == list(RULE[key].kpis)


@pytest.mark.parametrize(
    ("key", "number"), [(key, i) for key in CASES for i in range(len(CASES[key][1]))]
)
def test_a_rule_is_silent_a_step_beside(key: str, number: int) -> None:
    assert judge(RULE[key], lines(CASES[key][1][number])) is None


def test_high_is_a_fifth_over_the_median_and_beyond_its_swing() -> None:
    # Median 40, median distance 1: a fifth over is 48.
    assert _low(30) == (30, 40)
    assert _low(32) == (32, 40)
    assert _low(33) is None
    # Median 40, distances 10: 32 is a fifth under, but not further than twice 10.
    wild = counts(30, 50, 30, 50, 30, 50, 20)
    assert check(Low("leads_created"), 6, lines({"leads_created": wild})) is None


def _low(number: int) -> tuple[Fraction, Fraction] | None:
    line = counts(40, 41, 39, 40, 42, 38, number)
    seen = check(Low("leads_created"), 6, lines({"leads_created": line}))
    return (seen.now, seen.usual) if seen else None


def test_high_is_beyond_chance() -> None:
    # A third of 100 cases moves by 0.046 by chance: 0.34 is far above 0.30, and chance.
    line = rates(30, 31, 29, 30, 31, 29, 34)

    def high(n: int) -> bool:
        told = [*line[:-1], divided(34 * n // 100, n)]
        return check(High("lead_quality"), 6, lines({"lead_quality": told})) is not None

    assert not high(100)
    assert high(200)
    # A count of 16 moves by 4: 20 is a fifth over, and chance.
    few = counts(16, 16, 16, 16, 16, 16, 20)
    assert check(High("leads_created"), 6, lines({"leads_created": few})) is None


def test_a_rate_is_high_from_a_tenth() -> None:
    assert judge(
        RULE["high_conversion_low_volume"],
        lines(
            {
                "lead_conversion_period": rates(30, 31, 29, 30, 31, 29, 33, n=1_000),
                "leads_created": FEWER,
            }
        ),
    )


@pytest.mark.parametrize("key", list(RULE))
def test_nothing_is_judged_under_the_minimum_sample(key: str) -> None:
    """The same shapes, each figure on nine cases."""
    small = {kpi: [_few(v) for v in line] for kpi, line in CASES[key][0].items()}
    assert judge(RULE[key], lines(small)) is None


def _few(value: Value) -> Value:
    told = replace(value.spread, n=9) if value.spread else None
    return replace(value, n=9 if value.n is not None else None, spread=told)


def test_a_count_under_the_sample_on_both_sides_is_not_judged() -> None:
    few, enough = counts(4, 4, 4, 4, 4, 4, 9), counts(4, 4, 4, 4, 4, 4, 10)

    assert check(High("leads_created"), 6, lines({"leads_created": few})) is None
    assert check(High("leads_created"), 6, lines({"leads_created": enough}))


def test_a_cycle_is_longer_than_each_of_the_three_before() -> None:
    def longer(*medians: int) -> bool:
        found = cycles(*medians)
        return (
            check(Longer("sales_cycle"), 6, lines({"sales_cycle": found})) is not None
        )

    assert longer(30, 30, 30, 40, 30, 41, 45)
    assert not longer(30, 30, 30, 46, 30, 41, 45)
    # Longer by less than a tenth of 30.
    assert not longer(30, 30, 30, 30, 30, 30, 32)


def test_a_cycle_is_longer_by_a_day_at_least() -> None:
    def longer(days: Fraction) -> bool:
        told = SpreadOf(20, days, days, days)
        found = [*cycles(5, 5, 5, 5, 5, 5), Value(days, n=20, spread=told)]
        return (
            check(Longer("sales_cycle"), 6, lines({"sales_cycle": found})) is not None
        )

    assert longer(Fraction(6))
    assert not longer(Fraction(23, 4))


def test_a_figure_that_matures_is_read_where_its_cases_had_their_time() -> None:
    rule = RULE["many_leads_low_quality"]
    earlier = {
        "leads_created": counts(41, 39, 40, 42, 38, 52, 70),
        "lead_quality": rates(31, 29, 30, 31, 29, 24, 5),
    }

    young = lines(earlier, mature_on=date(2026, 10, 20))

    assert place_of(rule, young) == 5
    found = judge(rule, young)
    assert found is not None
    assert found[1][0].now == 52
    # No period had its time: nothing is said.
    assert place_of(rule, lines(earlier, mature_on=date(2026, 6, 1))) is None
    # A rule on figures that do not mature reads the last period.
    assert place_of(RULE["longer_cycle"], young) == 6


def test_a_rule_whose_figures_are_not_declared_is_left_out() -> None:
    without = [key for key in KPIS if key != "cac"]

    assert readings.left_out(without) == ["high_basket_high_cost"]
    assert len(declared(without)) == len(RULES) - 1
    assert judge(RULE["longer_cycle"], lines({})) is None


def test_every_figure_a_rule_names_is_declared() -> None:
    assert readings.left_out() == []
    named = [
        *(k for rule in RULES for k in rule.kpis),
        *(k for r in RULES for k in r.beside),
    ]
    assert set(named) <= KPIS.keys()


def test_the_rule_is_said_with_thresholds_and_numbers() -> None:
    found = judge(
        RULE["many_leads_low_quality"], lines(CASES["many_leads_low_quality"][0])
    )

    assert found is not None
    said = [conditions.in_words(seen, "EUR") for seen in found[1]]
    assert said == [
        "Leads generated is high: 52, at least 20% above the median of the 6 periods before (40),"
        " more than chance explains and more than 2 times as far from it as they usually were.",
        "Lead quality is low: 24.0%, at least 10% below the median of the 6 periods before (30.0%),"
        " more than chance explains and more than 2 times as far from it as they usually were.",
    ]


def test_prices_are_compared_over_six_periods() -> None:
    assert readings.memory(PARTS) == Period(date(2026, 5, 1), date(2026, 11, 1))


def test_a_rule_over_a_figure_of_somebody_else_s_making(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A throw-away KPI is judged by the same words."""
    kpi = Kpi(
        "thrown_away",
        "Thrown away",
        Ratio(("deals_won",), ("deals_lost",)),
        Unit.RATE,
        Better.UP,
        "sales",
        *[""] * 4,
    )
    monkeypatch.setitem(KPIS, kpi.key, kpi)

    seen = check(Low("thrown_away"), 6, lines({"thrown_away": WORSE}))

    assert seen is not None
    assert judging.MOST_BACK == 3
