"""People against figures: the same figures each of them sees, one question for all people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from crm.models import Organisation, User
from kpis.both import Split, split_and_whole
from kpis.cells import Key
from kpis.picker import Picked
from kpis.ranking.boards import blank, people_in
from kpis.scope import Scope
from kpis.spec import Better, Kpi
from kpis.targets.attainment import Standing, TargetBook
from kpis.team.medians import Mark, Middle, marked, middles
from kpis.values import NO_ROWS, Value


@dataclass(frozen=True)
class Cell:
    """``mark``: the figure against the team's median; null when it is not judged."""

    kpi: Kpi
    value: Value
    standing: Standing
    mark: Mark | None = None

    @property
    def aim_is_kept(self) -> bool:
        """Whether the person is where their own target wants them today."""
        if self.standing.pace is not None:
            return self.standing.pace >= 0
        return bool(self.standing.met)


def marks_of(cells: Iterable[Cell]) -> list[Mark]:
    return [cell.mark for cell in cells if cell.mark is not None]


@dataclass(frozen=True)
class PeopleTable:
    """``rows`` hold one cell per KPI; ``team`` is the scope's own figure, not a sum of rows."""

    kpis: list[Kpi]
    rows: list[tuple[User, list[Cell]]]
    team: list[Value]
    middles: list[Middle | None] = field(default_factory=list)

    @property
    def by_target(self) -> bool:
        """Whether the rows stand in the order of a target's share: somebody has a target."""
        return any(
            cells and cells[0].standing.share is not None for _p, cells in self.rows
        )

    def of(self, person: User) -> list[Cell]:
        """The person's cells; none for who is not in the table."""
        return next((cells for who, cells in self.rows if who == person), [])

    def marks(self, person: User) -> list[Mark]:
        """Every figure of the person that is judged against the median."""
        return marks_of(self.of(person))

    def sorted_by(self, key: str, *, worst_first: bool = False) -> PeopleTable:
        """The rows by one figure, best first; people without it come last, by name."""
        place = next((i for i, kpi in enumerate(self.kpis) if kpi.key == key), None)
        if place is None:
            return self
        known = [row for row in self.rows if row[1][place].value.defined]
        others = [row for row in self.rows if not row[1][place].value.defined]
        down = (self.kpis[place].better == Better.DOWN) != worst_first
        known.sort(key=lambda row: row[1][place].value.value or 0, reverse=not down)
        return replace(self, rows=[*known, *others])


def people_table(
    kpis: Sequence[Kpi],
    scope: Scope,
    picked: Picked,
    held: TargetBook,
    organisation: Organisation,
) -> PeopleTable:
    """Everybody who sells in the scope; ordered by the first figure, best first."""
    question = picked.question(scope, by=("rep",), where=dict(picked.members))
    if not picked.period.days:
        return PeopleTable(list(kpis), [], [Value(None, NO_ROWS) for _kpi in kpis])
    found, whole = split_and_whole(kpis, question)
    people = people_in(scope, picked, _with_figures(found))
    values = {kpi.key: [_value(kpi, found, p) for p in people] for kpi in kpis}
    minimum = organisation.minimum_sample
    mid = middles(kpis, values, minimum)
    young = early(picked, organisation)
    rows = []
    for i, person in enumerate(people):
        cells = []
        for kpi, middle in zip(kpis, mid, strict=True):
            value = values[kpi.key][i]
            mark = marked(value, middle, minimum)
            if mark is not None and mark.steps < 0 and kpi.matures and young:
                mark = None
            standing = _standing(kpi, value, person, picked, held)
            cells.append(Cell(kpi, value, standing, mark))
        rows.append((person, cells))
    team = [whole[kpi.key] for kpi in kpis]
    return PeopleTable(list(kpis), sorted(rows, key=_order), team, mid)


def _with_figures(found: Split) -> set[int]:
    return {key[0] for values in found.values() for key, v in values.items() if v.value}


def _value(kpi: Kpi, found: Mapping[str, Mapping[Key, Value]], person: User) -> Value:
    return found[kpi.key].get((person.pk,), blank(kpi))


def early(picked: Picked, organisation: Organisation) -> bool:
    """Whether some cases of the period are younger than the time they need: not judged badly yet."""
    return (picked.today - picked.period.last).days < organisation.maturing_days


def _standing(
    kpi: Kpi, value: Value, person: User, picked: Picked, held: TargetBook
) -> Standing:
    aim = None if picked.where else held.aim_of_person(kpi, person.pk, picked.around)
    return held.standing(kpi, value, aim, [person.pk], picked.around)


def _order(row: tuple[User, list[Cell]]) -> tuple[bool, Fraction, str]:
    """By share of the first figure's target; then who has none, by the figure; then by name."""
    person, cells = row
    if not cells:
        return (True, Fraction(0), person.full_name.casefold())
    first = cells[0]
    share = first.standing.share
    merit = share if share is not None else (first.value.value or Fraction(0))
    return (share is None, -merit, person.full_name.casefold())
