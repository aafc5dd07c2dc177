"""Bugs planted in the marking itself: what is not marked stays wrong, and that is noticed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kpis import ledger
from tests.differential.noticing import grown, noticed, young
from tests.kpis.generate import World

Patch = pytest.MonkeyPatch


def forgotten_before(patch: Patch, world: World) -> None:
    """Only the row as it is marks its day; the day it left is never recomputed."""
    patch.setattr(
        ledger.LISTENER,
        "rows_moved",
        lambda moved: ledger.mark(ledger.cells_of(moved[-1:], world.zone)),
    )


def forgotten_move(patch: Patch, world: World) -> None:
    """A person changes team and nobody marks the days."""
    patch.setattr(ledger.LISTENER, "person_moved", lambda *_args: None)


@pytest.mark.parametrize("bug", [forgotten_before, forgotten_move])
def test_a_planted_bug_is_noticed(
    db: None, bug: Callable[[Patch, World], None], monkeypatch: Patch
) -> None:
    world = young()
    bug(monkeypatch, world)

    assert noticed(grown(world))
