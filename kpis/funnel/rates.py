"""A person's own rates of the last twelve months, or their team's where theirs stand on too few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kpis.catalogue import KPIS
from kpis.periods import Period
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import Scope
from kpis.targets.feasibility import EFFORTS, Rates
from kpis.targets.sharing_out import last_months
from kpis.values import Value

BASKET, WIN, OPPORTUNITIES = "avg_transaction", "win_rate", "opps_created"
KEYS = (BASKET, WIN, OPPORTUNITIES, *EFFORTS)


@dataclass(frozen=True)
class Rate:
    """One rate with the figures it is made of. ``whose``: 0 the person's own, 1 the team's, ..."""

    keys: tuple[str, ...]
    value: Fraction | None
    n: int
    whose: int


@dataclass(frozen=True)
class Funnel:
    """The rates by name, and what was done a year, of whoever was asked for first."""

    rates: dict[str, Rate]
    done: dict[str, Fraction]
    period: Period

    def plain(self) -> Rates:
        efforts = {key: self.rates[key].value for key in EFFORTS}
        return Rates(self.rates[BASKET].value, self.rates[WIN].value, efforts)


def last_year(today: date) -> Period:
    """The last twelve complete months."""
    return Period(last_months(today, 12)[0], today.replace(day=1))


def funnel(scopes: list[Scope], today: date, minimum: int) -> Funnel:
    """The first scope's own rates; each that stands on fewer than ``minimum`` cases is the next's.

    When nobody has enough it is the widest one's. One question a scope, only as far as needed.
    """
    period = last_year(today)
    found: dict[str, Rate] = {}
    done: dict[str, Fraction] = {}
    for number, scope in enumerate(scopes):
        asked = Question(scope, period, today)
        values = {
            key: answer[()]
            for key, answer in figures([KPIS[key] for key in KEYS], asked).items()
        }
        if number == 0:
            done = {
                key: values[key].value or Fraction(0)
                for key in (*EFFORTS, OPPORTUNITIES)
            }
        for name, rate in _rates(values, number).items():
            if name not in found or found[name].n < minimum:
                found[name] = rate
        if all(rate.n >= minimum for rate in found.values()):
            break
    return Funnel(found, done, period)


def _rates(values: dict[str, Value], whose: int) -> dict[str, Rate]:
    opened = values[OPPORTUNITIES].value or Fraction(0)
    found = {
        key: Rate((key,), values[key].value, values[key].n or 0, whose)
        for key in (BASKET, WIN)
    }
    for key in EFFORTS:
        done = values[key].value or Fraction(0)
        each = done / opened if opened else None
        found[key] = Rate((key, OPPORTUNITIES), each, int(opened), whose)
    return found
