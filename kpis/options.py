"""(0) What the organisation chooses inside a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chosen(Sequence[str]):
    """Measures the organisation chooses among: it reads as those of the choice that holds now.

    ``field`` is the organisation's, ``options`` each of its values with its measures, ``read``
    tells the value. ``settled`` reads it once for many.
    """

    field: str
    options: tuple[tuple[str, tuple[str, ...]], ...]
    read: Callable[[str], str]

    def now(self) -> tuple[str, ...]:
        return dict(self.options)[self.read(self.field)]

    def __getitem__(self, place: Any) -> Any:
        return self.now()[place]

    def __len__(self) -> int:
        return len(self.now())


Measures = tuple[str, ...] | Chosen


def every(measures: Measures) -> tuple[str, ...]:
    """The measures, of each option where the organisation chooses among some."""
    if isinstance(measures, Chosen):
        return tuple(key for _value, keys in measures.options for key in keys)
    return measures
