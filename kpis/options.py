"""(0) What the organisation chooses inside a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self


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


class Either(str):
    """One measure the organisation chooses: the key of the first option, until it is settled."""

    field: str
    options: tuple[tuple[str, str], ...]
    read: Callable[[str], str]

    def __new__(
        cls,
        field: str,
        options: tuple[tuple[str, str], ...],
        read: Callable[[str], str],
    ) -> Self:
        made = super().__new__(cls, options[0][1])
        made.field, made.options, made.read = field, options, read
        return made

    def __getnewargs__(self) -> Any:
        return self.field, self.options, self.read

    def now(self) -> str:
        return dict(self.options)[self.read(self.field)]


Measures = tuple[str, ...] | Chosen


def every(measures: Measures) -> tuple[str, ...]:
    """The measures, of each option where the organisation chooses among some."""
    if isinstance(measures, Chosen):
        return tuple(key for _value, keys in measures.options for key in keys)
    return tuple(key for measure in measures for key in _each(measure))


def _each(measure: str) -> tuple[str, ...]:
    if isinstance(measure, Either):
        return tuple(key for _value, key in measure.options)
    return (measure,)


def options_in(part: Any) -> list[Chosen | Either]:
    """What the organisation chooses in one part of a formula."""
    if isinstance(part, Chosen | Either):
        return [part]
    held: Iterable[Any] = part if isinstance(part, tuple) else ()
    return [one for one in held if isinstance(one, Either)]


def settled_part(part: Any) -> Any:
    """One part of a formula with what is chosen now in the place of the choice."""
    if isinstance(part, Chosen | Either):
        return part.now()
    if options_in(part):
        return tuple(settled_part(one) for one in part)
    return part
