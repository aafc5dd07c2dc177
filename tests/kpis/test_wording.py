"""Figures in words, in both languages."""

from fractions import Fraction

import pytest
from django.utils.translation import override

from kpis import wording
from kpis.catalogue import KPIS
from kpis.spec import Unit
from kpis.targets.attainment import Standing
from kpis.values import Value, divided, plain

NARROW, NO_BREAK = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("unit", "value", "english", "french"),
    [
        (Unit.MONEY, 4860050, "€48,601", f"48{NARROW}601{NO_BREAK}€"),
        (Unit.COUNT, 1683, "1,683", f"1{NARROW}683"),
        (Unit.RATE, Fraction(184, 1000), "18.4%", f"18,4{NO_BREAK}%"),
        (Unit.DAYS, Fraction(63, 2), f"31.5{NO_BREAK}d", None),
        (Unit.COUNT, None, "–", "–"),
    ],
)
def test_a_figure_is_written_as_its_reader_writes_it(
    unit, value, english, french
) -> None:
    exact = Fraction(value) if value is not None else None
    assert wording.written(unit, exact, "EUR") == english
    if french:
        with override("fr"):
            assert wording.written(unit, exact, "EUR") == french


def test_money_is_exact_to_the_cent_where_it_is_explained() -> None:
    assert (
        wording.written(Unit.MONEY, Fraction(4860050), "EUR", exact=True)
        == "€48,600.50"
    )


@pytest.mark.parametrize(
    ("key", "now", "before", "text", "tone"),
    [
        ("revenue", plain(11570), plain(10000), "+15.7%", "good"),
        ("demos", plain(11), plain(9), "+2", "good"),
        ("calls_made_all", plain(214), plain(228), "−6.1%", "bad"),
        ("win_rate", divided(2, 5), divided(1, 5), "+20.0 pts", "good"),
        ("complaints", plain(3), plain(5), "−2, better", "good"),
        ("complaints", plain(5), plain(3), "+2, worse", "bad"),
        ("open_deals", plain(5), plain(3), "+2", "plain"),
        ("revenue", plain(0), plain(0), "No change", "plain"),
        ("revenue", plain(500), plain(0), "+€5", "good"),
    ],
)
def test_a_change_says_its_direction_and_its_judgement(
    key, now, before, text, tone
) -> None:
    said = wording.change(KPIS[key], now, before, "EUR")

    assert said is not None
    assert (said.text, said.tone) == (text, tone)


def test_nothing_is_compared_with_nothing() -> None:
    assert wording.change(KPIS["win_rate"], Value(None), divided(1, 2), "EUR") is None
    assert wording.change(KPIS["win_rate"], divided(1, 2), None, "EUR") is None


@pytest.mark.parametrize(
    ("pace", "text", "tone"),
    [
        (Fraction(11, 100), "11 pts ahead of pace", "good"),
        (Fraction(1, 100), "1 pt ahead, on pace", "plain"),
        (Fraction(0), "On pace", "plain"),
        (Fraction(-2, 100), "2 pts behind, on pace", "plain"),
        (Fraction(-3, 100), "3 pts behind pace", "caution"),
        (Fraction(-32, 100), "32 pts behind pace", "bad"),
    ],
)
def test_pace_is_told_in_points(pace: Fraction, text: str, tone: str) -> None:
    standing = Standing(Fraction(100), Fraction(1, 2), False, pace, Fraction(1, 2))
    said = wording.judged(KPIS["revenue"], plain(50), standing, "EUR")

    assert said is not None
    assert (said.text, said.tone) == (text, tone)


def test_a_delay_is_compared_with_its_target_as_it_is() -> None:
    kpi = KPIS["sales_cycle"]
    value = Value(Fraction(40), n=12)
    over = Standing(Fraction(35), Fraction(35, 40), False)
    met = Standing(Fraction(45), Fraction(45, 40), True)

    assert wording.judged(kpi, value, over, "EUR").text == f"5.0{NO_BREAK}d over"
    assert wording.judged(kpi, value, met, "EUR").text == f"Met, 5.0{NO_BREAK}d under"
    assert wording.aim(kpi, met, "EUR")["target"] == f"Target 45{NO_BREAK}d or less"


def test_above_the_target_the_share_is_not_capped() -> None:
    standing = Standing(
        Fraction(100), Fraction(118, 100), True, Fraction(0), Fraction(1)
    )
    assert wording.aim(KPIS["deals_won"], standing, "EUR")["attained"] == "118%"
