"""Cells: one day and two years against SQL by hand; company figures against raw rows."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from benchmarks import by_hand

RUNS = 5


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median_of(
    work: Callable[[], Any], before: Callable[[], Any] | None = None, runs: int = RUNS
) -> float:
    """The median of several runs, each after ``before`` (not timed)."""
    found = []
    for _run in range(runs):
        if before:
            before()
        found.append(timed(work))
    return statistics.median(found)


def slices(first: date, end: date) -> list[tuple[date, date]]:
    """Months, cut where the zone's offset changes, so that one offset is right for each."""
    from crm.models import Organisation
    from kpis.compiler import steps_over, window
    from kpis.periods import Period, each

    zone, found = Organisation.current().zone, []
    for whole in each("month", Period(first, end)):
        month = Period(max(whole.first, first), min(whole.end, end))
        cut = [month.first]
        for since, _offset in steps_over(*window(month, zone), zone)[1:]:
            cut.append(since.astimezone(zone).date() + timedelta(days=1))
        found += list(zip(cut, [*cut[1:], month.end], strict=True))
    return found


def hand_build(first: date, end: date) -> None:
    """The cells of first..end by hand-written statements, one per month, each its own commit."""
    from django.db import connection, transaction

    from crm.models import Organisation
    from kpis.compiler import steps_over, window
    from kpis.periods import Period

    zone = Organisation.current().zone
    adapt = connection.ops.adapt_datetimefield_value
    for start, until in (
        slices(first, end) if (end - first).days > 1 else [(first, end)]
    ):
        start_at, end_at = window(Period(start, until), zone)
        offset = steps_over(start_at, end_at, zone)[0][1]
        values = by_hand.parameters(start, until, adapt(start_at), adapt(end_at))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(by_hand.statement(connection.vendor, offset), values)


def one_day(day: date) -> dict[str, float]:
    """All cells of one day, every one of them wrong beforehand."""
    from django.db.models import F
    from django.utils import timezone

    from kpis import ledger, snapshots
    from kpis.models import DailySnapshot
    from kpis.periods import Period

    period = Period(day, day + timedelta(days=1))

    def spoil() -> None:
        DailySnapshot.objects.filter(day=day).update(calls=F("calls") + 1)

    def spoil_and_mark() -> None:
        spoil()
        ledger.mark_days(period)

    now = timezone.now()
    ours = median_of(lambda: snapshots.drain(now=now, restate=False), spoil_and_mark, 9)
    hand = median_of(lambda: hand_build(period.first, period.end), spoil, 9)
    ledger.mark_days(period)
    again = snapshots.drain(now=now).cells_written
    return {
        "ours_s": ours,
        "by_hand_s": hand,
        "ratio": ours / hand,
        "second_run_wrote": again,
    }


def backfill(first: date, end: date) -> dict[str, float]:
    """Two years into an empty table, both sides by month."""
    from django.utils import timezone

    from kpis import snapshots
    from kpis.models import CivilDay, DailySnapshot
    from kpis.periods import Period

    def empty() -> None:
        """As before the first build: no cell, and no day that was ever shown."""
        DailySnapshot.objects.all().delete()
        CivilDay.objects.update(published_at=None)

    period, now = Period(first, end), timezone.now()
    ours = median_of(lambda: snapshots.build(now=now, period=period), empty, 3)
    cells = DailySnapshot.objects.count()
    hand = median_of(lambda: hand_build(first, end), empty, 3)
    if (by_hand_cells := DailySnapshot.objects.count()) != cells:
        raise RuntimeError(f"the two sides write {cells} and {by_hand_cells} cells")
    again = snapshots.build(now=now, period=period).cells_written
    return {
        "ours_s": ours,
        "by_hand_s": hand,
        "ratio": ours / hand,
        "cells": cells,
        "second_run_wrote": again,
    }


def company(first: date, end: date) -> dict[str, float]:
    """Eight company figures from cells against the same from raw rows; they must be equal."""
    from django.db import connection

    from crm.models import Organisation
    from kpis import cells
    from kpis.compiler import window
    from kpis.periods import Period
    from kpis.scope import ALL

    period = Period(first, end)
    names = list(by_hand.RAW)
    adapt = connection.ops.adapt_datetimefield_value
    bounds = [adapt(at) for at in window(period, Organisation.current().zone)]

    def from_rows() -> dict[str, int]:
        with connection.cursor() as cursor:
            found = {}
            for name, sql in by_hand.RAW.items():
                cursor.execute(sql, bounds)
                found[name] = cursor.fetchone()[0]
        return found

    def from_cells() -> dict[str, int]:
        return cells.flows(names, ALL, [period])[(0,)]

    if from_rows() != from_cells():
        raise RuntimeError(f"figures differ: {from_rows()} {from_cells()}")
    ours, raw = median_of(from_cells, runs=15), median_of(from_rows, runs=15)
    return {"from_cells_s": ours, "from_rows_s": raw, "times_faster": raw / ours}
