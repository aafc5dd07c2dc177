"""How long something takes: by the clock on the wall, and in work of our process and the database's.

Other people's load moves the first and not the second.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.db import connection

RUNS = 25


class Taken(NamedTuple):
    """Seconds."""

    wall: float
    work: float


def take(work: Callable[[], object]) -> Taken:
    wall, ours, theirs = time.perf_counter(), time.process_time(), _of_database()
    work()
    spent = time.process_time() - ours + _of_database() - theirs
    return Taken(time.perf_counter() - wall, spent)


def median(taken: list[Taken]) -> Taken:
    return Taken(*(statistics.median(each) for each in zip(*taken, strict=True)))


def side_by_side(*works: Callable[[], object], runs: int = RUNS) -> list[Taken]:
    """The medians of several, run in turn: what disturbs one disturbs the others."""
    found: list[list[Taken]] = [[] for _work in works]
    for run in range(runs + 2):
        for place, work in enumerate(works):
            taken = take(work)
            if run > 1:  # the first ones warm what is kept
                found[place].append(taken)
    return [median(each) for each in found]


def ratio(ours: Taken, bare: Taken) -> dict[str, float]:
    """{page_s, bare_s, work_s, ratio, work_ratio}"""
    return {
        "page_s": ours.wall,
        "work_s": ours.work,
        "bare_s": bare.wall,
        "ratio": ours.wall / bare.wall,
        "work_ratio": ours.work / bare.work,
    }


def _of_database() -> float:
    """Seconds the server's process has worked for us; 0 where it is our own, or not on this machine."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    try:
        said = Path(f"/proc/{backend}/schedstat").read_text()
    except OSError:
        return 0.0
    return int(said.split()[0]) / 1e9
