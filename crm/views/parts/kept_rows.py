"""The rows of a list whose statements are made once; what they find is read every time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from django.db.models import QuerySet

from crm.prepared import count_of, models_of


class KeptRows:
    """Counted and cut by a paginator as the queryset of ``build`` would be.

    ``key`` holds everything ``build`` reads. Building a list's two statements takes longer than
    running them; a key of None builds them anew. ``counted`` builds the same rows without what is
    read along with them: counting joins nothing.
    """

    ordered = True

    def __init__(
        self,
        key: Hashable,
        build: Callable[[], QuerySet[Any, Any]],
        counted: Callable[[], QuerySet[Any, Any]],
        part: tuple[int, int | None] = (0, None),
    ) -> None:
        self.key, self.build, self.counted = key, build, counted
        self.part = part

    def __getitem__(self, part: slice) -> KeptRows:
        cut = (part.start or 0, part.stop)
        return KeptRows(self.key, self.build, self.counted, cut)

    def count(self) -> int:
        """How many rows of the first ones, as many as the part holds."""
        most = self.part[1] or 0
        if self.key is None:
            return self.counted().order_by()[:most].count()
        return count_of(("count", self.key, most), self.counted, most)

    def __iter__(self) -> Iterator[Any]:
        start, stop = self.part
        if self.key is None:
            return iter(self.build()[start:stop])
        key = ("rows", self.key, self.part)
        return iter(models_of(key, lambda: self.build()[start:stop]))
