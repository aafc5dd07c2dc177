"""Lines that name a prospect merged into another: they are about the one it lives on in.

What the merge decided stays decided. Another system goes on sending both of its records: of the one
merged away only what it says *anew*, against what it said before, reaches the one that stays.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from crm.importing.kind import Values, chosen, put_changes
from crm.models import Prospect
from crm.services.prospects import STATE_OF_STEP, derived


class Aliases:
    """The prospects merged away that the lines of a portion name. ``told``: what a file describes."""

    def __init__(self, told: Iterable[str]) -> None:
        self.told = tuple(told)
        self.homes: dict[int, Prospect] = {}
        self.gone: dict[Hashable, Prospect] = {}

    def load(self, rows: Iterable[Prospect]) -> None:
        """Have at hand where each of the rows lives on."""
        found = list(rows)
        self.homes = {row.pk: row for row in found if row.merged_into_id is None}
        wanted = {row.merged_into_id for row in found} - {None, *self.homes}
        if wanted:
            self.homes |= Prospect.objects.in_bulk(pk for pk in wanted if pk)

    def follow(self, row: Prospect, line: Hashable) -> Prospect:
        """The row itself, or the one it lives on in; ``line`` says so in ``news``."""
        if row.merged_into_id is None:
            return row
        self.gone[line] = row
        return self.homes[row.merged_into_id]

    def news(self, home: Prospect, values: Values, line: Hashable) -> Values:
        """What of the line goes to ``home``: all of it, or what the one merged away never said."""
        gone = self.gone.get(line)
        if gone is None:
            return values
        said = chosen(values, *self.told, "owner", "external_id")
        fresh = put_changes(gone, said)
        if fresh:
            columns = derived(gone.name, gone.email)
            Prospect.objects.filter(pk=gone.pk).update(
                **columns, **{name: said[name] for name in fresh}
            )
        left = {name: values[name] for name in fresh if name != "external_id"}
        return left | self._life(home, gone, values)

    def _life(self, home: Prospect, gone: Prospect, values: Values) -> Values:
        """Steps and a parent that neither has."""
        found = chosen(values, *STATE_OF_STEP.values(), "disqualify_reason", "parent")
        return {
            name: value
            for name, value in found.items()
            if not (getattr(home, name) or getattr(gone, name))
        }


def living(rows: Iterable[Prospect]) -> list[Prospect]:
    """The rows, without those merged into another of them or into the same one."""
    homes = {}
    for row in sorted(rows, key=lambda row: row.merged_into_id is None):
        homes[row.merged_into_id or row.pk] = row
    return list(homes.values())
