"""What a rule asks of one figure: plain data, and the same in words with its thresholds.

A figure is high or low against its own six equal periods before, never against a number somebody
chose; the thresholds below are said wherever a rule is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.templatetags import formats
from kpis import wording
from kpis.spec import Kpi, Unit

Text = Any  # a lazy translation

#: The periods before that a figure is measured against, and how many of them must be known.
BEFORE, FEWEST = 6, 4
#: High or low from here on: a fifth off the median; a tenth for a rate, which moves less.
FAR, FAR_RATE = Fraction(1, 5), Fraction(1, 10)
#: And further off than this many times the usual distance of the periods before, and than chance.
SWING, CHANCES = 2, 1
#: A duration is read by its median, against the three periods before: a tenth, at least a day.
CYCLES, LONGER = 3, Fraction(1, 10)
#: Two falls running count from this much in all: a point of a rate, five of a score.
FALL = {Unit.RATE: Fraction(1, 100), Unit.SCORE: Fraction(5)}


@dataclass(frozen=True)
class High:
    """At least ``far_of`` above the median of the periods before, and beyond their swing."""

    kpi: str


@dataclass(frozen=True)
class Low:
    """At least ``far_of`` below the median of the periods before, and beyond their swing."""

    kpi: str


@dataclass(frozen=True)
class Longer:
    """The median duration is longer than in each of the three periods before."""

    kpi: str


@dataclass(frozen=True)
class Shorter:
    """The median duration is shorter than in each of the three periods before."""

    kpi: str


@dataclass(frozen=True)
class Falling:
    """Lower than the period before, which was lower than the one before it."""

    kpi: str


Condition = High | Low | Longer | Shorter | Falling


SENTENCES: dict[type, Any] = {
    High: gettext_lazy(
        "%(kpi)s is high: %(now)s, at least %(far)s above the median of the %(n)s periods before"
        " (%(usual)s), more than chance explains and more than %(swing)s times as far from it as they"
        " usually were."
    ),
    Low: gettext_lazy(
        "%(kpi)s is low: %(now)s, at least %(far)s below the median of the %(n)s periods before"
        " (%(usual)s), more than chance explains and more than %(swing)s times as far from it as they"
        " usually were."
    ),
    Longer: gettext_lazy(
        "%(kpi)s is longer: its median, %(now)s, is above that of each of the %(three)s periods"
        " before, and at least %(longer)s and a day above their middle one (%(usual)s)."
    ),
    Shorter: gettext_lazy(
        "%(kpi)s is shorter: its median, %(now)s, is below that of each of the %(three)s periods"
        " before, and at least %(longer)s and a day below their middle one (%(usual)s)."
    ),
    Falling: gettext_lazy(
        "%(kpi)s fell two periods running, from %(usual)s to %(now)s: said from %(least)s pt on, and"
        " beyond what chance explains."
    ),
}


@dataclass(frozen=True)
class Rule:
    """One reading: it is said when every condition holds. ``beside`` are figures to read with it."""

    key: str
    title: Text
    means: Text
    do: Text
    conditions: tuple[Condition, ...]
    good: bool = False
    beside: tuple[str, ...] = ()

    @property
    def kpis(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.kpi for each in self.conditions))


@dataclass(frozen=True)
class Seen:
    """A condition that holds: the figure now, and what it was measured against."""

    condition: Condition
    kpi: Kpi
    now: Fraction
    usual: Fraction


def far_of(kpi: Kpi) -> Fraction:
    """The share of the median from which a figure is high or low."""
    return FAR_RATE if kpi.unit == Unit.RATE else FAR


def fact(seen: Seen, currency: str) -> str:
    """Leads generated: 48, usually 32."""
    words = {
        "kpi": seen.kpi.label,
        "now": wording.written(seen.kpi.unit, seen.now, currency),
        "usual": wording.written(seen.kpi.unit, seen.usual, currency),
    }
    match seen.condition:
        case Longer() | Shorter():
            return _("%(kpi)s: median %(now)s, usually %(usual)s") % words
        case Falling():
            return _("%(kpi)s: %(now)s, two periods ago %(usual)s") % words
    return _("%(kpi)s: %(now)s, usually %(usual)s") % words


def in_words(seen: Seen, currency: str) -> str:
    """The condition as a sentence: the rule, with its thresholds and today's numbers in it."""
    kpi = seen.kpi
    least = FALL.get(kpi.unit, Fraction(0)) * (100 if kpi.unit == Unit.RATE else 1)
    words = {
        "kpi": kpi.label,
        "now": wording.written(kpi.unit, seen.now, currency),
        "usual": wording.written(kpi.unit, seen.usual, currency),
        "far": formats.percent(wording.rounded(far_of(kpi), 2)),
        "longer": formats.percent(wording.rounded(LONGER, 2)),
        "least": formats.number(wording.rounded(least)),
        "n": BEFORE,
        "three": CYCLES,
        "swing": SWING,
    }
    return str(SENTENCES[type(seen.condition)]) % words
