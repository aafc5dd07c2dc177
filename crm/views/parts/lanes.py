"""Events that overlap stand side by side. Pure functions."""

from __future__ import annotations

from typing import Any

#: Narrower is not read any more: what comes on top shares the last lane.
MOST = 4


def side_by_side(events: list[dict[str, Any]]) -> None:
    """Give each event its ``lane`` and the number of ``lanes`` of the knot it is in, in place.

    ``start`` and ``end`` are minutes; those that only touch do not overlap.
    """
    events.sort(key=lambda one: (one["start"], -one["end"]))
    knot: list[dict[str, Any]] = []
    until = 0
    for one in events:
        if one["start"] >= until:
            _spread(knot)
            knot = []
        knot.append(one)
        until = max(until, one["end"])
    _spread(knot)


def _spread(knot: list[dict[str, Any]]) -> None:
    free: list[int] = []  # until when each lane is taken
    for one in knot:
        open_lanes = [lane for lane, taken in enumerate(free) if taken <= one["start"]]
        if open_lanes:
            one["lane"] = open_lanes[0]
            free[open_lanes[0]] = one["end"]
        elif len(free) < MOST:
            one["lane"] = len(free)
            free.append(one["end"])
        else:
            one["lane"] = MOST - 1
    for one in knot:
        one["lanes"] = len(free)
