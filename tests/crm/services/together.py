"""Somebody else at the same moment, on a connection of their own. PostgreSQL only."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

#: The marks of a module whose tests need two writers.
TWO_WRITERS = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite has one writer at a time: its transactions are IMMEDIATE",
    ),
]

#: Far more than any of this takes; what is still waiting then is stuck.
PATIENCE_S = 20


class Other(threading.Thread):
    """Somebody else, on a connection of their own."""

    def __init__(self, write: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.write = write
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.write()
        except Exception as error:
            self.error = error
        finally:
            connections.close_all()


def until_waiting(other: Other) -> None:
    """Return when the other one waits for a lock of ours, or did not have to."""
    # Not pg_stat_activity: inside a transaction it would answer the same for ever.
    waits = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    while other.is_alive():
        with connection.cursor() as cursor:
            cursor.execute(waits)
            if cursor.fetchone()[0]:
                return


def both(
    first: Callable[[], object],
    second: Callable[[], object],
    then: Callable[[], object] = lambda: None,
) -> Other:
    """The second starts while the first is written and not yet committed, which then goes on."""
    other = Other(second)
    with transaction.atomic():
        first()
        other.start()
        until_waiting(other)
        then()
    other.join(PATIENCE_S)
    assert not other.is_alive()
    return other
