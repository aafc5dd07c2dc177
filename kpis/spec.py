"""(0) The vocabulary: what a figure is made of. Frozen, pure Python, no Django model.

Source   rows of facts, with the instant that places each on a day and the person who gets it
Measure  one additive daily quantity over a source: a count or a sum, stored as one bigint column
Formula  data, not functions: how a KPI is made of measures, divided once, at the end
Kpi      what people see: name, formula, unit, which way is better, four plain sentences
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from kpis.formulas import (
    Age,
    Balance,
    Bought,
    Bridge,
    Closed,
    Difference,
    Distinct,
    Expected,
    Formula,
    Growth,
    Kept,
    Passed,
    PerSeller,
    PerSubject,
    Ratio,
    Score,
    Spread,
    Standing,
    Total,
    measures_of,
    settled,
)

__all__ = [
    "CELL_SPLITS",
    "CUSTOMER",
    "DIMENSIONS",
    "PERIODS",
    "SPLITS",
    "Age",
    "Audience",
    "Balance",
    "Better",
    "Bought",
    "Bridge",
    "Closed",
    "Difference",
    "Distinct",
    "Expected",
    "Formula",
    "Growth",
    "Kept",
    "Kpi",
    "Measure",
    "Passed",
    "Path",
    "PerSeller",
    "PerSubject",
    "Ratio",
    "Score",
    "Source",
    "Spread",
    "Standing",
    "Text",
    "Total",
    "Unit",
    "measures_of",
    "settled",
]

#: Every dimension a figure can be split by, beside the person, the team and time.
DIMENSIONS = (
    "source",
    "region",
    "sector",
    "client_type",
    "product",
    "category",
    "method",
    "stage",
    "pipeline",
    "reason",
    "kind",
    "campaign",
    "channel",
    "currency",
    "logging",
)
PERIODS = ("day", "week", "month", "quarter", "year")
#: What daily cells know; any other split is read from rows.
CELL_SPLITS = ("rep", "team", *PERIODS)
SPLITS = (*CELL_SPLITS, *DIMENSIONS)
#: The customer a row belongs to. No list offers it: names follow records, figures follow credit, so
#: only pages that look at both split by it (``worth.py``).
CUSTOMER = "customer"

Text = Any  # str or a lazy translation
Path = Any  # an ORM path, or an expression over one


class Unit(StrEnum):
    COUNT = "count"
    MONEY = "money"
    RATE = "rate"
    DAYS = "days"
    PER_REP = "per_rep"
    STARS = "stars"
    SCORE = "score"
    MONTHS = "months"
    HOURS = "hours"
    TIMES = "times"

    @property
    def step(self) -> int:
        """How many stored integers make one unit of a target: 10,000 for a rate, 1 for a count.

        Money is in minor units of the base currency already.
        """
        whole = (Unit.COUNT, Unit.MONEY, Unit.SCORE)
        return 1 if self in whole else 10_000 if self == Unit.RATE else 100


class Better(StrEnum):
    UP = "up"
    DOWN = "down"
    DEPENDS = "depends"


class Audience(StrEnum):
    ALL = "all"
    MANAGER = "manager"


@dataclass(frozen=True)
class Source:
    """A named crm queryset. ``at`` and ``rep`` are its columns; ``dims`` maps dimension to path.

    ``line_dims`` are paths to the product lines under a row, for measures that have a
    ``line_value``. ``shares`` maps a dimension that a row may have several members of to the
    relation that holds them, with the ``place`` of each among ``of``: an amount is shared equally,
    a count counts a row in each. ``rare`` names dimensions that only the measures naming them know.
    ``echo`` = (link, filter): a change of any row also touches the rows that share its ``link`` and
    match the filter (a conversion touches the detection day of its cohort).
    ``civil``: ``at`` is a date, not an instant. ``team`` is the column of a team that a row names
    itself, before that of its person.
    """

    key: str
    label: Text
    rows: Callable[[], Any]
    at: str
    subject: str
    dims: Mapping[str, Path]
    line_dims: Mapping[str, Path] = field(default_factory=dict)
    shares: Mapping[str, str] = field(default_factory=dict)
    echo: tuple[str, Any] | None = None
    rep: str = "rep_id"
    civil: bool = False
    team: str = ""
    rare: frozenset[str] = frozenset()

    @cached_property
    def model(self) -> Any:
        """The model of its rows."""
        return self.rows().model

    @property
    def customer(self) -> str:
        """The path to the prospect that a row belongs to; empty where it belongs to none."""
        paths = {"prospect": "prospect", "deal": "deal__prospect"}
        return paths.get(self.subject, "")

    def knows(self, measure: Measure, name: str) -> bool:
        """Whether this measure can be split by the dimension."""
        return name in self.dims and (name not in self.rare or name in measure.rare)


@dataclass(frozen=True)
class Measure:
    """One additive quantity: rows of ``source`` that match ``where``, counted or summed.

    ``value`` names the summed column (none: a count). ``line_value`` is what one product line
    contributes when the figure is split by product (a count then counts a row in each of its
    products); a null value is a row counted, not priced.
    ``balance`` marks signed movements whose running sum is a stock.
    ``stored`` false: no cell holds it, rows are read each time; for what cells cannot know, as the
    team of a cost, or what changes without a row of its own, as the campaign of a deal won long ago.
    """

    key: str
    label: Text
    source: str
    where: Any = None
    value: str = ""
    line_value: str = ""
    balance: bool = False
    unit: Unit = Unit.COUNT
    rare: tuple[str, ...] = ()
    stored: bool = True


@dataclass(frozen=True)
class Kpi:
    """One indicator, declared once. ``minimum`` true: greyed under the organisation's sample."""

    key: str
    label: Text
    formula: Formula
    unit: Unit
    better: Better
    group: str
    what: Text
    why: Text
    how: Text
    do: Text
    articles: tuple[str, ...] = ()
    synonyms: tuple[Text, ...] = ()
    companions: tuple[str, ...] = ()
    audience: Audience = Audience.ALL
    version: int = 1
    matures: bool = False
    minimum: bool = False
    bands: tuple[float, float] = (0.0, 0.0)

    def as_chosen(self) -> Kpi:
        """With what the organisation chose in the place of every choice of its formula."""
        return replace(self, formula=settled(self.formula))

    @property
    def is_flow(self) -> bool:
        """Adds up day by day, so that pace has a meaning."""
        return isinstance(self.formula, Total | Difference)

    @property
    def looks_ahead(self) -> bool:
        """Speaks of the whole period, with the days to come."""
        return isinstance(self.formula, Closed | Expected)

    @property
    def is_stock(self) -> bool:
        return isinstance(self.formula, Balance | Standing | Age)
