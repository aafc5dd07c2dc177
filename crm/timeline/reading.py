"""One page of a stream: what is planned first, then what happened, from the youngest back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Self

from django.db.models import Q, QuerySet

from crm.timeline.columns import PLACE
from crm.timeline.streams import BRANCHES, GROUPS, NAMES
from crm.timeline.subject import Subject

SHOWN = 30
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WRITTEN = re.compile(r"([01])-(-?\d{1,17})-(\d{1,2})-(\d{1,18})", re.ASCII)
ORDER = [f"-t_{name}" for name in PLACE]


class Told(NamedTuple):
    """One thing that happened, in the words of its branch."""

    ahead: int
    moment: datetime
    stream: int
    row: int
    kind: str
    state: str
    title: str
    text: str
    extra: str
    who: str
    amount: int | None
    other: int | None
    flag: int
    link: int

    @property
    def name(self) -> str:
        """Its kind of entry: a key of ``streams.BRANCHES``."""
        return NAMES[self.stream]


@dataclass(frozen=True)
class Cursor:
    """Where a page ended. In an address: ``0-1781000000000000-4-123``."""

    ahead: int
    moment: datetime
    stream: int
    row: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """None for anything that is not a place: the first page then."""
        found = WRITTEN.fullmatch(text)
        if not found:
            return None
        ahead, micros, stream, row = map(int, found.groups())
        try:
            return cls(ahead, EPOCH + timedelta(microseconds=micros), stream, row)
        except OverflowError:
            return None

    def __str__(self) -> str:
        micros = (self.moment - EPOCH) // timedelta(microseconds=1)
        return f"{self.ahead}-{micros}-{self.stream}-{self.row}"

    def older(self, stream: int) -> Q:
        """Rows of the branch that stand after this place."""
        same = Q(t_moment__lt=self.moment)
        if stream < self.stream:
            same |= Q(t_moment=self.moment)
        elif stream == self.stream:
            same |= Q(t_moment=self.moment, t_row__lt=self.row)
        return Q(t_ahead__lt=self.ahead) | Q(t_ahead=self.ahead) & same


@dataclass(frozen=True)
class Window:
    """A page, and where the next one begins (empty: there is none)."""

    entries: list[Told]
    older: str


def read(of: Subject, *, show: str = "", before: str = "") -> Window:
    """Up to 30 entries after the place ``before``, of the kinds in the group ``show``: one query."""
    place = Cursor.parse(before)
    branches: list[QuerySet[Any]] = []
    for name in GROUPS.get(show, NAMES):
        stream = NAMES.index(name)
        rows = BRANCHES[name](of, stream)
        branches.append(rows.filter(place.older(stream)) if place else rows)
    whole = branches[0].union(*branches[1:], all=True) if branches[1:] else branches[0]
    found = [Told(*row) for row in whole.order_by(*ORDER)[: SHOWN + 1]]
    entries = found[:SHOWN]
    more = len(found) > SHOWN
    return Window(entries, str(Cursor(*entries[-1][:4])) if more else "")
