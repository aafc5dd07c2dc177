"""How the facts tell the figures that they moved, without knowing them.

Every service that writes a counted row calls ``announce`` inside its transaction, with the row as it
was and as it is; ``kpis`` registers a listener that marks the days to recompute. ``crm`` knows
nothing of it: an installation without ``kpis`` has no listener and works.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


class Listener(Protocol):
    def rows_moved(self, rows: Sequence[Model]) -> None:
        """Rows that appeared, vanished or changed: each as it was and as it is."""

    def person_moved(
        self, user_id: int, from_on: date | None, to_on: date | None
    ) -> None:
        """The person's team changed from ``from_on`` until before ``to_on`` (null: open)."""

    def calendar_changed(self, now: datetime) -> None:
        """The organisation's time zone or fiscal year changed: every day must be redrawn."""


LISTENERS: list[Listener] = []


def as_it_is(row: Row) -> Row:
    """A copy of the row to announce as *before*, taken ahead of a change."""
    return copy.copy(row)


def announce(before: Model | None, after: Model | None) -> None:
    """One row changed: ``before`` is null when it appeared, ``after`` when it vanished."""
    announce_many([row for row in (before, after) if row is not None])


def announce_many(rows: Iterable[Model]) -> None:
    """Many rows at once, marked in one statement. For a change, pass the rows before and after."""
    moved = list(rows)
    if moved:
        for listener in LISTENERS:
            listener.rows_moved(moved)


def announce_person(user_id: int, *, from_on: date | None, to_on: date | None) -> None:
    for listener in LISTENERS:
        listener.person_moved(user_id, from_on, to_on)


def announce_calendar(now: datetime) -> None:
    for listener in LISTENERS:
        listener.calendar_changed(now)
