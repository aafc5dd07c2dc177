"""Whether anything that a page of figures shows has moved since it was last made.

New snapshot, new generation: numbers never expire by the clock. Every service leaves an audit entry
and every written cell a heartbeat, so a few numbers say it all.

The greatest id alone would not: two writes at once take their ids in one order and may be seen in the
other, and whoever wrote the lesser id would be served the page of before it. A write that is seen late
adds to how many of the last entries there are.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from kpis.claiming import WAITING

#: The last thousand entries: more than are written while one transaction lasts.
MOVED = (
    "SELECT (SELECT MAX(id) FROM crm_auditentry),"
    " (SELECT COUNT(*) FROM crm_auditentry"
    " WHERE id > (SELECT MAX(id) FROM crm_auditentry) - 1000),"
    " (SELECT at FROM kpis_heartbeat WHERE name = 'cells'),"
    " {waiting}"
)


class Generation(NamedTuple):
    """``seal`` changes when something moved; ``settled`` is false while marks wait."""

    seal: str
    settled: bool


def generation() -> Generation:
    """The generation of all figures, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(MOVED.format(waiting=WAITING))
        last, entries, written, waiting = cursor.fetchone()
    return Generation(f"{last}-{entries}-{written}", not waiting)
