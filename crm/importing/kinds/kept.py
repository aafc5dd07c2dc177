"""Rows of the tables an admin keeps: each written through the service its page uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Model

from crm.importing.kind import Checked, Kind, Values, chosen, put_changes
from crm.services.reference import save_row

#: The largest whole number a column of counts holds.
LARGEST_COUNT = 2**31 - 1


class Kept(Kind):
    """One row at a time: ``save_row`` announces it and leaves its line in the audit, as on the page.

    ``written`` names the columns a line may give; they are called as their fields.
    """

    admin_only = True
    model: ClassVar[type[Model]]
    written: ClassVar[tuple[str, ...]]

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        """Nothing is left to announce: the service did."""
        for row in rows:
            self.write(self.model(), chosen(row.values, *self.written))
        return []

    def update(self, row: Any, values: Values) -> bool:
        given = chosen(values, *self.written)
        if changed := put_changes(row, given):
            self.write(row, {name: given[name] for name in changed})
        return bool(changed)

    def write(self, row: Any, values: Values) -> None:
        save_row(row=row, values=values, by=self.job.by, now=self.job.now)
