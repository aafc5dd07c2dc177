"""The band a history suggests, and what lies beyond it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from crm.models import User
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.periods import whole
from kpis.question import Question
from kpis.rollup import report
from kpis.scope import ALL, narrowed
from kpis.targets.sharing_out import last_months
from kpis.targets.usual import Band, Usual, months_by, months_by_both, months_of
from tests.factories import NOW, activity, paris

TODAY = date(2026, 11, 20)
UP, DOWN = KPIS["demos"], KPIS["sales_cycle"]


def usual(values: list[int], kpi: object = UP, span: str = "month") -> Usual:
    """The last so many complete months, oldest first."""
    months = dict(
        zip(last_months(TODAY, len(values)), map(Fraction, values), strict=True)
    )
    return Usual(kpi, TODAY, months, span)  # type: ignore[arg-type]


def test_percentiles_of_twelve_months_by_hand() -> None:
    # 1 to 12: the ranks 5.5, 8.25 and 9.9 between eleven steps.
    found = usual([*range(1, 13)])

    assert found.band == Band(12, Fraction(13, 2), Fraction(37, 4), Fraction(109, 10))
    assert found.best == 12
    assert (found.beyond(Fraction(12)), found.beyond(Fraction(13))) == (False, True)


def test_lower_is_better_is_read_from_the_other_end() -> None:
    found = usual([*range(1, 13)], DOWN)

    assert found.band == Band(12, Fraction(13, 2), Fraction(15, 4), Fraction(21, 10))
    assert found.best == 1
    assert (found.beyond(Fraction(1)), found.beyond(Fraction(1, 2))) == (False, True)


def test_the_best_looks_back_two_years_and_the_band_one() -> None:
    found = usual([50, *[10] * 23])

    assert found.band == Band(12, Fraction(10), Fraction(10), Fraction(10))
    assert found.best == 50


def test_too_few_months_suggest_nothing() -> None:
    assert usual([5, 6]).band is None
    assert not usual([5, 6]).beyond(Fraction(100))


def test_a_quarter_is_compared_with_any_three_months_in_a_row() -> None:
    found = usual([1, 2, 3, 4, 5], span="quarter")

    # 1+2+3, 2+3+4, 3+4+5.
    assert found.best == 12
    assert found.band is not None
    assert found.band.middle == 9
    year = usual([7, 8, 9, *[0] * 10, 1, 1], span="quarter")
    # August 2025 to October 2026; July to September a year before the third quarter of 2026.
    assert year.a_year_before(date(2026, 8, 1)) == 24


@pytest.mark.django_db
def test_the_months_are_the_figures_themselves(rep: User, teammate: User) -> None:
    for who, month, count in (
        (rep, 6, 3),
        (rep, 8, 1),
        (teammate, 10, 2),
        (rep, 11, 4),
    ):
        for _ in range(count):
            activity(rep=who, kind="demo", at=paris(2026, month, 5))
    snapshots.drain(now=NOW)
    end = date(2026, 11, 21)

    people, teams = months_by_both(UP, ALL, TODAY, end)

    assert people == months_by("rep", UP, ALL, TODAY, end)
    assert people[rep.pk] == {
        date(2026, 6, 1): 3,
        date(2026, 7, 1): 0,
        date(2026, 8, 1): 1,
        date(2026, 9, 1): 0,
        date(2026, 10, 1): 0,
        date(2026, 11, 1): 4,
    }
    [north] = teams.values()
    assert north[date(2026, 10, 1)] == 2
    own = months_of(UP, narrowed(ALL, rep=rep.pk), TODAY)
    for month, value in own.items():
        asked = Question(narrowed(ALL, rep=rep.pk), whole("month", month), TODAY)
        assert report(UP, asked).total.value == value
    assert date(2026, 11, 1) not in own
