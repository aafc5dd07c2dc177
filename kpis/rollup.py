"""(5) (KPIs, scope, period, split) -> values. Sum first, then divide, once.

Two engines, one meaning: cells when daily cells know the splits, rows for everything else. The
engines return sums; only here do sums become figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from crm.models import NO_TEAM_ID, Organisation
from kpis import cells, from_rows, rows
from kpis.calendar import draw_period
from kpis.cells import Key, Sums
from kpis.heads import heads
from kpis.measures import MEASURES, STORED
from kpis.members import keys_of, labels, places_of, source_of
from kpis.periods import DAY, Period, before, each, months_before, shift
from kpis.question import Question, all_ends, ends_of, placed
from kpis.spec import (
    PERIODS,
    Balance,
    Closed,
    Difference,
    Growth,
    Kpi,
    PerSeller,
    Ratio,
    Total,
    Unit,
    measures_of,
)
from kpis.values import (
    NO_PREVIOUS,
    NO_ROWS,
    NOT_STARTED,
    NOTHING_SPENT,
    Value,
    divided,
    plain,
)

#: Formulas with a name of their own register here: (question, kpi) -> {members: value}.
CLOSED: dict[str, Callable[[Question, Kpi], dict[Key, Value]]] = {}


@dataclass(frozen=True)
class Row:
    """One member (or pair of members) of the split, with its value."""

    members: Key
    keys: dict[str, str]
    labels: dict[str, str]
    value: Value


@dataclass(frozen=True)
class Report:
    """One KPI's answer to a question. Without split there are no rows."""

    kpi: Kpi
    question: Question
    total: Value
    rows: list[Row]


def reports(kpis: Sequence[Kpi], question: Question) -> dict[str, Report]:
    """Each KPI's total and rows. All that cells can answer takes one query, two with balances."""
    first_month = Organisation.current().fiscal_first_month
    if question.needs_rows and question.grain:
        draw_period(question.period)
    totals = figures(kpis, question.unsplit())
    split = figures(kpis, question) if question.by else {}
    return {
        kpi.key: Report(
            kpi,
            question,
            totals[kpi.key].get((), Value(None, NO_ROWS)),
            _rows(kpi, question, split.get(kpi.key, {}), first_month),
        )
        for kpi in kpis
    }


def report(kpi: Kpi, question: Question) -> Report:
    return reports([kpi], question)[kpi.key]


def figures(kpis: Sequence[Kpi], question: Question) -> dict[str, dict[Key, Value]]:
    """{kpi: {members: value}}; without split the only key is ()."""
    kpis = [kpi.as_chosen() for kpi in kpis]
    additive = [
        k for k in kpis if isinstance(k.formula, Total | Ratio | PerSeller | Difference)
    ]
    stocks = [k for k in kpis if isinstance(k.formula, Balance)]
    found: dict[str, dict[Key, Value]] = {}
    found |= _additive(additive, question)
    found |= _stocks(stocks, question)
    for kpi in kpis:
        read = from_rows.read(kpi.formula, question)
        if read is not None:
            found[kpi.key] = read
        elif isinstance(kpi.formula, Growth):
            found[kpi.key] = _growth(kpi, question)
        elif isinstance(kpi.formula, Closed):
            found[kpi.key] = CLOSED[kpi.formula.name](question, kpi)
    return found


def sums_of(measures: Sequence[str], question: Question) -> Sums:
    """{by members: {measure: sum}} of flows, by whichever engine knows the splits."""
    stored = [m for m in measures if m in STORED and not question.needs_rows]
    others = [m for m in measures if m not in stored]
    sums: Sums = {}
    if stored:
        found = cells.flows(stored, question.scope, [question.period], question.by)
        sums = {key[1:]: row | dict.fromkeys(others, 0) for key, row in found.items()}
    if others:
        if question.grain and not question.needs_rows:
            draw_period(question.period)  # a cost may lie before every other fact
        asked = (question.scope, question.period, question.by, question.where)
        for key, row in rows.flows(others, *asked).items():
            sums[key] = sums.get(key, dict.fromkeys(measures, 0)) | row
    return {key: row for key, row in sums.items() if not _is_nobody(question, key, row)}


def _is_nobody(question: Question, key: Key, sums: Mapping[str, int]) -> bool:
    """Unassigned, No team and people who do not sell are shown only when something is theirs."""
    if any(sums.values()):
        return False
    members = dict(zip(question.by, key, strict=True))
    nobody = members.get("team") == NO_TEAM_ID
    return nobody or ("rep" in members and members["rep"] in question.not_selling)


def _additive(kpis: Sequence[Kpi], question: Question) -> dict[str, dict[Key, Value]]:
    if not kpis:
        return {}
    measures = list(dict.fromkeys(m for kpi in kpis for m in measures_of(kpi.formula)))
    sums = sums_of(measures, question)
    if not question.by:
        sums.setdefault((), dict.fromkeys(measures, 0))
    people = (
        heads(question.scope, question.period, question.by, sums)
        if any(isinstance(k.formula, PerSeller) for k in kpis)
        else {}
    )
    return {
        kpi.key: {
            key: evaluate(kpi, row, people.get(key, 0))
            for key, row in _in_time(kpi, question, sums).items()
        }
        for kpi in kpis
    }


def _in_time(kpi: Kpi, question: Question, sums: Sums) -> Sums:
    """The sums as this figure reads them: another one may read the same costs without their lag."""
    if isinstance(kpi.formula, Ratio) and lag_of(kpi.formula):
        return _delayed(kpi.formula, question, sums)
    return sums


def lag_of(formula: Ratio) -> int:
    """By how many months what stands above the line comes before what stands below."""
    return getattr(Organisation.current(), formula.lag) if formula.lag else 0


def _delayed(formula: Ratio, question: Question, sums: Sums) -> Sums:
    """The sums, with those above the line of as many months before; part by part of a time split."""
    above = formula.over
    found = {key: row | dict.fromkeys(above, 0) for key, row in sums.items()}
    nothing = dict.fromkeys(measures_of(formula), 0)
    parts = all_ends(question)
    for start, last in parts:
        first = max(start or question.period.first, question.period.first)
        earlier = months_before(Period(first, last + DAY), lag_of(formula))
        asked = replace(question, period=earlier, by=question.others)
        for key, row in sums_of(above, asked).items():
            members = iter(key)
            place = tuple(start if s in PERIODS else next(members) for s in question.by)
            found[place] = found.get(place, nothing) | row
    return found


def evaluate(kpi: Kpi, sums: Mapping[str, int], people: int = 0) -> Value:
    """The value of an additive formula from the sums of its measures."""
    match kpi.formula:
        case Total(measure):
            unit = MEASURES[measure].unit
            return plain(sums[measure], per=60 if unit == Unit.HOURS else 1)
        case Difference(plus, minus):
            return plain(sum(sums[m] for m in plus) - sum(sums[m] for m in minus))
        case Ratio(over, under, less, spent):
            above = sum(sums[m] for m in over)
            kept = above - sum(sums[m] for m in less)
            found = divided(kept, sum(sums[m] for m in under))
            if spent and not above:
                # Who was won stays said, for nothing that anybody wrote down.
                return replace(found, value=None, reason=NOTHING_SPENT)
            # An amount below the line is no number of cases.
            priced = MEASURES[under[0]].unit == Unit.MONEY
            return replace(found, n=None) if priced else found
        case PerSeller(over):
            return divided(sum(sums[m] for m in over), people)
    raise TypeError(f"{kpi.key} is not made of sums")


def _stocks(kpis: Sequence[Kpi], question: Question) -> dict[str, dict[Key, Value]]:
    """Balances at the end of the period, or of each part of it, never later than today."""
    if not kpis:
        return {}
    measures = list(dict.fromkeys(m for kpi in kpis for m in measures_of(kpi.formula)))
    ends = ends_of(question)
    if not ends:
        return {
            kpi.key: {(): Value(None, NOT_STARTED)} if not question.by else {}
            for kpi in kpis
        }
    others = question.others
    engine = rows if question.needs_rows else cells
    extra = {"where": question.where} if question.needs_rows else {}
    found = engine.balances(
        measures, question.scope, [day for _s, day in ends], others, **extra
    )
    if not question.by:
        found.setdefault((0,), dict.fromkeys(measures, 0))
    parts = {placed(question, ends, key): sums for key, sums in found.items()}
    parts = {k: sums for k, sums in parts.items() if not _is_nobody(question, k, sums)}
    return {
        kpi.key: {
            key: plain(sums[measures_of(kpi.formula)[0]]) for key, sums in parts.items()
        }
        for kpi in kpis
    }


def _growth(kpi: Kpi, question: Question) -> dict[Key, Value]:
    """(now - before) / before, each part of a time split against the part before it.

    Who sold before and sells nothing now is in the answer: -100 %.
    """
    [measure] = measures_of(kpi.formula)
    first_month = Organisation.current().fiscal_first_month
    question = question.so_far()
    if question.grain:
        return _growth_by_part(measure, question, question.grain, first_month)
    earlier = before(question.period, None, first_month)
    now, was = sums_of([measure], question), sums_of([measure], question.over(earlier))
    if not question.by:
        now.setdefault((), {measure: 0})
    return {
        key: _grown(now.get(key), was.get(key), measure)
        for key in {*now, *(k for k, sums in was.items() if any(sums.values()))}
    }


def _growth_by_part(
    measure: str, question: Question, grain: str, first_month: int
) -> dict[Key, Value]:
    """Growth of each part; the last one, when it is cut short, against as many days before."""
    parts = [part.first for part in each(grain, question.period, first_month)]
    span = Period(shift(grain, parts[0], -1), question.period.end)
    if question.needs_rows:
        draw_period(span)
    sums = sums_of([measure], question.over(span))
    start, days = shift(grain, parts[-1], -1), (span.end - parts[-1]).days
    cut = Period(start, min(start + timedelta(days=days), parts[-1]))
    ends_whole = span.end == shift(grain, parts[-1], 1)
    last = sums if ends_whole else sums_of([measure], question.over(cut))
    place = question.by.index(grain)

    def moved(key: Key, count: int) -> Key:
        return (*key[:place], shift(grain, key[place], count), *key[place + 1 :])

    found = {}
    for key in {*sums, *(moved(key, 1) for key in sums)}:
        was = (last if key[place] == parts[-1] else sums).get(moved(key, -1))
        if key[place] in parts and (key in sums or any((was or {}).values())):
            found[key] = _grown(sums.get(key), was, measure)
    return found


def _grown(
    now: Mapping[str, int] | None, was: Mapping[str, int] | None, measure: str
) -> Value:
    after, earlier = (now or {}).get(measure, 0), (was or {}).get(measure, 0)
    return divided(after - earlier, earlier, NO_PREVIOUS)


def _rows(
    kpi: Kpi, question: Question, values: Mapping[Key, Value], first_month: int
) -> list[Row]:
    """Rows with keys and labels, in the order of their labels (time in its own order)."""
    if not values:
        return []
    source = source_of(kpi)
    columns = list(zip(*values, strict=True))
    keys = [keys_of(s, column) for s, column in zip(question.by, columns, strict=True)]
    named = [
        labels(s, column, source)
        for s, column in zip(question.by, columns, strict=True)
    ]
    found = [
        Row(
            members,
            {s: keys[i][members[i]] for i, s in enumerate(question.by)},
            {s: named[i][members[i]] for i, s in enumerate(question.by)},
            value,
        )
        for members, value in values.items()
    ]
    places = [
        places_of(s, column) for s, column in zip(question.by, columns, strict=True)
    ]
    return sorted(
        found,
        key=lambda row: tuple(
            str(row.members[i])
            if s in PERIODS
            else (places[i].get(row.members[i], 0), row.labels[s].casefold())
            for i, s in enumerate(question.by)
        ),
    )
