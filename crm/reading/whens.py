"""A day or an instant that a line names, and what its words are counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from crm.reading.dates import Day
from crm.reading.spans import Working
from crm.reading.tokens import Token


@dataclass(frozen=True)
class When:
    """A day, or an instant ('in an hour'); ``due``: at the latest then."""

    day: Day
    due: bool = False
    instant: datetime | None = None


Found = tuple[When, int]


@dataclass(frozen=True)
class Calendar:
    """What the words are counted from."""

    now: datetime
    working: Working
    language: str
    day_first: bool

    @property
    def today(self) -> date:
        return self.now.date()


def plain_words(line: list[Token], i: int, n: int) -> tuple[str, ...]:
    """At most ``n`` plain words from ``i``."""
    return tuple(t.plain for t in line[i : i + n])
