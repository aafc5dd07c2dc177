"""People against figures: the same figures each of them sees, one question for all people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crm.models import User
from kpis.picker import Picked
from kpis.ranking import blank, people_in
from kpis.rollup import figures
from kpis.scope import Scope
from kpis.spec import Kpi
from kpis.targets import Standing, TargetBook
from kpis.values import NO_ROWS, Value


@dataclass(frozen=True)
class Cell:
    kpi: Kpi
    value: Value
    standing: Standing


@dataclass(frozen=True)
class PeopleTable:
    """``rows`` hold one cell per KPI; ``team`` is the scope's own figure, not a sum of rows."""

    kpis: list[Kpi]
    rows: list[tuple[User, list[Cell]]]
    team: list[Value]


def people_table(
    kpis: Sequence[Kpi], scope: Scope, picked: Picked, held: TargetBook
) -> PeopleTable:
    """Everybody who sells in the scope; ordered by the first figure, best first."""
    question = picked.question(scope, by=("rep",), where=dict(picked.members))
    if not picked.period.days:
        return PeopleTable(list(kpis), [], [Value(None, NO_ROWS) for _kpi in kpis])
    found = figures(kpis, question)
    whole = figures(kpis, question.unsplit())
    with_figures = {
        key[0] for values in found.values() for key, v in values.items() if v.value
    }
    rows = [
        (person, [_cell(kpi, found[kpi.key], person, picked, held) for kpi in kpis])
        for person in people_in(scope, picked, with_figures)
    ]
    team = [whole[kpi.key].get((), Value(None, NO_ROWS)) for kpi in kpis]
    return PeopleTable(list(kpis), sorted(rows, key=_order), team)


def _cell(
    kpi: Kpi,
    values: dict[tuple[object, ...], Value],
    person: User,
    picked: Picked,
    held: TargetBook,
) -> Cell:
    value = values.get((person.pk,), blank(kpi))
    aim = None if picked.where else held.aim_of_person(kpi, person.pk, picked.around)
    return Cell(kpi, value, held.standing(kpi, value, aim, [person.pk], picked.around))


def _order(row: tuple[User, list[Cell]]) -> tuple[float, str]:
    """By share of the first figure's target, then by the figure, then by name."""
    person, cells = row
    if not cells:
        return (0.0, person.full_name)
    first = cells[0]
    known = first.standing.share if first.standing.share is not None else None
    merit = known if known is not None else (first.value.value or 0)
    return (-float(merit), person.full_name.casefold())
