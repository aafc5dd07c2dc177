"""A log of several lines beside somebody who changes the same prospects. PostgreSQL only."""

from __future__ import annotations

import pytest

from crm.models import Activity, User
from crm.services.families import take_families
from crm.services.quick_log import Entry, quick_log
from tests import factories
from tests.crm.services.together import TWO_WRITERS, both
from tests.factories import NOW, paris

pytestmark = [*TWO_WRITERS, pytest.mark.usefixtures("frozen")]


def test_lines_in_any_order_and_a_bulk_change_do_not_wait_in_a_circle(
    rep: User,
) -> None:
    """The lines name the second prospect first; the bulk change goes by id, one after the other."""
    first, second = (
        factories.prospect(owner=rep, at=paris(2026, 1, 5)) for _ in range(2)
    )
    lines = [
        Entry(done={"kind": "call", "at": NOW, "prospect": row, "outcome": "reached"})
        for row in (second, first)
    ]

    other = both(
        lambda: take_families([first.pk]),
        lambda: quick_log(by=rep, now=NOW, entries=lines),
        lambda: take_families([second.pk]),
    )

    assert other.error is None
    assert Activity.objects.count() == 2
