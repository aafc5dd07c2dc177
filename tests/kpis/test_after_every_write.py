"""After every write of a sales day, and after its undo, the cells say what the rows say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crm.models import User
from kpis import ledger, snapshots
from kpis.generation import generation
from kpis.measures import STORED
from kpis.models import DailySnapshot
from kpis.verify import verify
from tests.factories import NOW
from tests.kpis.writes import COUNTED, UNCOUNTED, Desk, Undo, lay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
Write = Callable[[Desk], Undo | None]


@pytest.fixture
def desk(
    rep: User,
    teammate: User,
    manager: User,
    admin: User,
    settings: Any,
    tmp_path: Path,
) -> Desk:
    settings.MEDIA_ROOT = tmp_path
    made = lay(rep, teammate, manager, admin)
    assert figures()
    return made


def figures() -> list[dict[str, Any]]:
    """Every cell that holds something after a drain; each was compared with the rows."""
    snapshots.drain(now=NOW)
    found = verify()
    assert (found.pending, found.differences) == (0, [])
    cells: Any = DailySnapshot.objects.order_by("day", "rep_id").values()
    return [c for c in cells if any(c[measure] for measure in STORED)]


@pytest.mark.parametrize("write", [*COUNTED, *UNCOUNTED])
def test_cells_are_what_the_rows_say(desk: Desk, write: Write) -> None:
    before, seal = figures(), generation().seal

    undo = write(desk)

    assert (figures() != before) == (write in COUNTED)
    assert generation().seal != seal, "a kept page would still be served"
    if undo:
        undo()
        after = figures()
        assert write.__name__ == "win" or after == before


@pytest.mark.parametrize("write", COUNTED)
def test_a_write_that_forgets_to_tell_is_found(
    desk: Desk, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: nothing is announced."""
    monkeypatch.setattr(ledger.Listener, "rows_moved", lambda self, rows: None)
    monkeypatch.setattr(ledger.Listener, "person_moved", lambda *args: None)

    write(desk)

    snapshots.drain(now=NOW)
    assert verify().differences
