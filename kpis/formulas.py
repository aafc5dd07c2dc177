"""(0) Formulas are data: how a figure is made of measures, divided once, at the end."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from kpis.options import Chosen, Either, Measures, every, options_in, settled_part


@dataclass(frozen=True)
class Total:
    """The sum of one measure over the period."""

    measure: str


@dataclass(frozen=True)
class Ratio:
    """Sum of some measures over the sum of others: rolled up apart, divided once, at the end.

    ``less`` is taken off the numerator: (over - less) / under. ``spent``: above the line stands
    money that somebody must have written down, so that nothing written is not 0. ``lag`` names the
    organisation's field that says by how many months what is above the line comes earlier.
    """

    over: tuple[str, ...]
    under: Measures
    less: tuple[str, ...] = ()
    spent: bool = False
    lag: str = ""


@dataclass(frozen=True)
class PerSeller:
    """Sum of some measures over the people who sell and were in a team in the period."""

    over: tuple[str, ...]


@dataclass(frozen=True)
class PerSubject:
    """Sum of a measure over the different values of a column of its rows; read from rows.

    ``less`` is taken off the sum. ``ever``: from the first row on, not only in the period.
    """

    measure: str
    of: str
    less: str = ""
    ever: bool = False


@dataclass(frozen=True)
class Difference:
    plus: tuple[str, ...]
    minus: tuple[str, ...]


@dataclass(frozen=True)
class Growth:
    """(this period - the one before) / the one before."""

    measure: str


@dataclass(frozen=True)
class Balance:
    """The running sum of signed movements at the end of the period."""

    measure: str


@dataclass(frozen=True)
class Standing:
    """Rows of a measure that have begun by the end of the period and not ended by then.

    ``ends`` names when they do: see ``kpis/measures/ends.py``. A stock read from rows. ``quiet``
    names the organisation's field of how many days without a word or an order make them count.
    """

    measure: str
    ends: str
    quiet: str = ""


@dataclass(frozen=True)
class Kept:
    """Of what stood when the period began, the share still there when it ends, or the share lost."""

    measure: str
    ends: str
    lost: bool = False


@dataclass(frozen=True)
class Bought:
    """Of the customers there when the period began, the share that bought during it.

    ``kinds``: deals of these kinds only. ``again``: of those who had bought before, left or not.
    """

    measure: str
    ends: str
    kinds: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True)
class Age:
    """How long what stands at the end of the period has stood; a spread read from rows."""

    measure: str
    ends: str
    show: str = "mean"
    months: bool = False


@dataclass(frozen=True)
class Bridge:
    """What became of each subject's balance between both ends of the period.

    Parts: *start* and *end*; *new*, *returned* (had paid at the end of an earlier month), *grown*,
    *shrunk*, *lost*; *transferred* with the people who changed team. ``over`` less ``less``, divided
    by ``under`` when there is one. ``counts``: subjects instead of what they weigh, by the column
    that tells whether they run, priced or not. ``flow``: what flowed stands above the line.
    """

    measure: str
    of: str
    over: tuple[str, ...]
    less: tuple[str, ...] = ()
    under: str = ""
    counts: str = ""
    flow: str = ""


@dataclass(frozen=True)
class Passed:
    """Of the deals a measure counts, those that went on from a stage to the next one.

    Split by stage it is that stage's figure; else the sum over the stages above and below the line.
    """

    measure: str


@dataclass(frozen=True)
class Expected:
    """A balance of deals expected to close in the period, as known on its last day that has begun.

    ``won`` is a measure of what closed in it already, added. ``early``: as known before it began.
    """

    measure: str
    won: str = ""
    early: bool = False


@dataclass(frozen=True)
class Distinct:
    """How many different values of a column; read from rows, it does not add over days."""

    measure: str
    of: str


@dataclass(frozen=True)
class Spread:
    """n, mean, median and p90 of one duration per row, in civil days; read from rows.

    ``span`` names the duration: see ``kpis/measures/spans.py``.
    """

    measure: str
    span: str
    show: str = "mean"
    months: bool = False


@dataclass(frozen=True)
class Score:
    """100 x (share of high answers - share of low ones), over each person's last answer.

    Read from rows: who answered twice counts once. ``person`` names the columns that tell who it
    was, the first one filled; without any, each row is a person.
    """

    measure: str
    value: str
    high: int
    low: int
    person: tuple[str, ...]

    def class_of(self, value: int) -> int:
        """1 for a high answer, -1 for a low one, 0 between."""
        return (value >= self.high) - (value <= self.low)


@dataclass(frozen=True)
class Closed:
    """A named formula of its own, over another KPI: attainment, pace, those of ``composed.py``.

    ``parts``: every KPI it reads, the first one naming the members of a split.
    """

    name: str
    of: str
    parts: tuple[str, ...] = ()


Formula = (
    Total
    | Ratio
    | PerSeller
    | PerSubject
    | Difference
    | Growth
    | Balance
    | Standing
    | Kept
    | Bought
    | Age
    | Bridge
    | Passed
    | Expected
    | Distinct
    | Spread
    | Score
    | Closed
)


def settled(formula: Formula) -> Formula:
    """The formula with what the organisation chose in the place of the choice."""
    parts = {part.name: getattr(formula, part.name) for part in fields(formula)}
    now = {name: settled_part(p) for name, p in parts.items() if options_in(p)}
    return replace(formula, **now) if now else formula


def options_of(formula: Formula) -> list[Chosen | Either]:
    """What the organisation chooses in a formula."""
    parts = [getattr(formula, part.name) for part in fields(formula)]
    return [one for part in parts for one in options_in(part)]


def measures_of(formula: Formula) -> tuple[str, ...]:
    """The measures a formula may be made of, whatever is chosen, in order, each once."""
    keys: tuple[str, ...]
    match formula:
        case Ratio(over, under, less):
            keys = (*over, *less, *every(under))
        case Difference(plus, minus):
            keys = (*plus, *minus)
        case PerSeller(over):
            keys = over
        case Closed():
            keys = ()
        case PerSubject(measure, _, other) | Expected(measure, other):
            keys = (measure, other)
        case Bridge(measure=measure, flow=other):
            keys = (measure, other)
        case _:
            keys = (formula.measure,)
    return tuple(dict.fromkeys(key for key in every(keys) if key))
