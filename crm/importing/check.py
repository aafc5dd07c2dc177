"""(3) Cells to values, with every reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from crm.importing.kind import Checked, Kind
from crm.importing.mapping import Binding
from crm.importing.parse import Cell, Line
from crm.importing.problems import Problem, shorten
from crm.importing.reading import Reading


@dataclass(frozen=True)
class Fault:
    """One reason why a line is refused, as the report gives it."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Refused:
    """A line that is not written, with its faults."""

    faults: list[Fault]


@dataclass(frozen=True)
class LeftOut:
    """A line that has nothing to tell: a survey that nobody answered."""


Verdict = Checked | Refused | LeftOut


class Checker:
    """Checks the lines of one file for one kind."""

    def __init__(self, kind: Kind, bound: Sequence[Binding], reading: Reading) -> None:
        self.kind, self.bound, self.reading = kind, bound, reading
        self.columns = {b.field.path: b.column for b in bound}
        self.vital = [place for place, b in enumerate(bound) if b.field.vital]

    def check(self, lines: Sequence[Line]) -> list[Verdict]:
        """A verdict for each line, in order. Related rows of all lines are read at once."""
        raws = [
            [] if line.problem else [b.raw(line.cells) for b in self.bound]
            for line in lines
        ]
        for place, binding in enumerate(self.bound):
            if what := binding.field.finds:
                names = {str(raw[place]) for raw in raws if raw and raw[place] != ""}
                self.reading.related[what].load(names)
        return [self._line(line, raw) for line, raw in zip(lines, raws, strict=True)]

    def _line(self, line: Line, raws: list[Cell]) -> Verdict:
        if line.problem:
            longest = max(map(str, line.cells), key=len, default="")
            return Refused([Fault(line.number, "", shorten(longest), line.problem)])
        if any(raws[place] == "" for place in self.vital):
            return LeftOut()
        values: dict[str, Any] = {}
        faults = []
        for binding, raw in zip(self.bound, raws, strict=True):
            try:
                values[binding.field.path] = self._cell(binding, raw)
            except Problem as problem:
                shown = shorten(raw)
                faults.append(Fault(line.number, binding.column, shown, problem.reason))
        if not faults:
            try:
                self.kind.complete(values)
            except Problem as problem:
                faults.append(self.fault(line.number, values, problem, raws))
        if faults:
            return Refused(faults)
        return Checked(line.number, values, hash(tuple(raws)))

    def _cell(self, binding: Binding, raw: Cell) -> Any:
        wanted = binding.field
        if raw == "":
            if wanted.required:
                raise Problem(_("This field is required."))
            return None
        value = wanted.read(raw, self.reading, wanted)
        if wanted.finds:
            return self.reading.related.find(
                wanted.finds, value, by=binding.by, make=wanted.makes
            )
        return value

    def fault(
        self,
        line: int,
        values: dict[str, Any],
        problem: Problem,
        raws: list[Cell] | None = None,
    ) -> Fault:
        """The problem with the column it is about."""
        value: Any = values.get(problem.field, "")
        for place, binding in enumerate(self.bound):
            if raws and binding.field.path == problem.field:
                value = raws[place]
        column = self.columns.get(problem.field, problem.field)
        return Fault(line, column, shorten(value), problem.reason)
