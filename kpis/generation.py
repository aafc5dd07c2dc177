"""Whether anything that a page of figures shows has moved since it was last made.

New snapshot, new generation: numbers never expire by the clock. Every service leaves an audit entry
and every written cell a heartbeat, so two numbers say it all.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

MOVED = (
    "SELECT (SELECT MAX(id) FROM crm_auditentry),"
    " (SELECT at FROM kpis_heartbeat WHERE name = 'cells'),"
    " EXISTS (SELECT 1 FROM kpis_mark)"
)


class Generation(NamedTuple):
    """``seal`` changes when something moved; ``settled`` is false while marks wait."""

    seal: str
    settled: bool


def generation() -> Generation:
    """The generation of all figures, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(MOVED)
        audited, written, waiting = cursor.fetchone()
    return Generation(f"{audited}-{written}", not waiting)
