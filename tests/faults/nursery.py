"""A process with Django loaded that forks others on request: restarting one costs milliseconds.

It reads lines from standard input and answers each with one line. ``start NAME SEED`` forks one of
``WORK`` and says its pid; ``settle`` drains once and says, as JSON, what ``snapshots verify`` finds.
Children are meant to be killed with -9, at any moment.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  # Django comes first
from django.utils import timezone  # noqa: E402

from kpis import claiming, snapshots  # noqa: E402
from kpis.models import DailySnapshot, Mark  # noqa: E402
from kpis.statement import IdIn  # noqa: E402
from kpis.verify import verify  # noqa: E402
from tests.faults import mailroom  # noqa: E402
from tests.kpis.generate import World  # noqa: E402

#: What a worker waits between two hints, more or less.
PAUSE = 0.02
WORLDS: list[World] = []


def world() -> World:
    """The company, with a past that nobody has snapped yet."""
    if not WORLDS:
        start = timezone.now() - timedelta(days=40)
        WORLDS.append(World(1, start=start, days=30).live(40))
    return WORLDS[0]


def write(seed: int) -> None:
    """The company lives on, one committed fact after the other."""
    company = world()
    company.random.seed(seed)
    company.end += timedelta(days=9)
    while True:
        company.live(200)
        company.now = company.start + timedelta(days=30)


def snap(_seed: int) -> None:
    """What a worker does, without the broker."""
    while True:
        snapshots.drain(now=timezone.now())
        time.sleep(PAUSE)


def snap_wrongly(_seed: int) -> None:
    """The planted bug: marks are cleared in a transaction of their own, before the work."""
    while True:
        with transaction.atomic():
            held = claiming.claim()
            ids = held.ids if held else []
            cells = list(Mark.objects.filter(IdIn(ids)).values_list("day", "rep_id"))
            claiming.forget(ids)
        if held and cells:
            with transaction.atomic():
                marks = [Mark(day=day, rep_id=rep) for day, rep in cells]
                again = [mark.pk for mark in Mark.objects.bulk_create(marks)]
                claimed = claiming.Claim(again, held.span)
                snapshots._recompute(claimed, now=timezone.now(), restate=True)
                claiming.forget(again)
        snapshots.drain(now=timezone.now(), limit=0)
        time.sleep(PAUSE)


WORK: dict[str, Callable[[int], None]] = {
    "writer": write,
    "snapper": snap,
    "wrong": snap_wrongly,
    **mailroom.WORK,
}


def start(name: str, seed: int) -> int:
    world()
    connection.close()
    pid = os.fork()
    if pid:
        return pid
    sys.stdin.close()
    sys.stdout = sys.stderr
    WORK[name](seed)
    os._exit(0)


def settle() -> str:
    """Ticks of a healthy process, then the second opinion on every cell.

    A server may hold the locks of a killed client for a moment longer: what a tick could not lock,
    a later one does.
    """
    done = snapshots.drain(now=timezone.now())
    patience = time.monotonic() + 20
    while Mark.objects.exists() and time.monotonic() < patience:
        time.sleep(0.2)
        done.marks += snapshots.drain(now=timezone.now()).marks
    found = verify()
    differences = [difference.as_json() for difference in found.differences[:5]]
    connection.close()
    return json.dumps(
        {
            "marks": done.marks,
            "cells": found.cells,
            "pending": found.pending,
            "stored": DailySnapshot.objects.count(),
            "differences": differences,
        }
    )


def written() -> str:
    """How many cells somebody has written so far."""
    count = DailySnapshot.objects.count()
    connection.close()
    return str(count)


def mailed() -> str:
    """What the mail room holds; the company is there first."""
    world()
    return mailroom.mailed()


ANSWERS = {"settle": settle, "written": written, "mailed": mailed}


def serve() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed
    for line in sys.stdin:
        word, *rest = line.split()
        answer = ANSWERS[word]() if not rest else str(start(rest[0], int(rest[1])))
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
