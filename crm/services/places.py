"""The order people gave to a few rows: one step up or down, positions written anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def step(rows: Sequence[Any], row: Any, by: int) -> bool:
    """Put ``row`` one place up (-1) or down (1) among ``rows``; False at either end.

    Positions of all of them become 0, 1, 2...: rows imported at one place are told apart too.
    """
    order = [each.pk for each in rows]
    here = order.index(row.pk)
    there = here + by
    if not 0 <= there < len(order):
        return False
    order[here], order[there] = order[there], order[here]
    put_in_order([next(each for each in rows if each.pk == pk) for pk in order])
    return True


def put_in_order(rows: Sequence[Any]) -> None:
    """Write the positions 0, 1, 2... where they differ."""
    moved = []
    for place, each in enumerate(rows):
        if each.position != place:
            each.position = place
            moved.append(each)
    if moved:
        type(moved[0])._default_manager.bulk_update(moved, ["position"])
