"""The names of many related rows as one text of each row, read in the same statement."""

from __future__ import annotations

from typing import Any

from django.db.models import Subquery, TextField

#: Between two names; nobody types it.
BETWEEN = "\x1f"


class Joined(Subquery):
    """The one column of a queryset, named ``said``, one after another; None where it has no row."""

    output_field = TextField()
    template = "(SELECT GROUP_CONCAT(j.said, CHAR(31)) FROM (%(subquery)s) j)"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = "(SELECT STRING_AGG(j.said, CHR(31)) FROM (%(subquery)s) j)"
        return self.as_sql(compiler, connection, template=template)


def names_in(joined: str | None) -> list[str]:
    """The texts that were joined."""
    return joined.split(BETWEEN) if joined else []
