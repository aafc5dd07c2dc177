"""(4) Marked cells become rows of the wide table.

One writer path, the same on both databases, safe to kill and safe to repeat:

1. lock days that have marks (PostgreSQL: FOR UPDATE SKIP LOCKED on the civil day; SQLite: the
   IMMEDIATE transaction is the lock);
2. read the ids of the marks on these days: these cells are *claimed*;
3. recompute the claimed cells, and only them, in one statement;
4. delete the claimed marks;
5. commit, once.

When no marks are left, people whose team changed become marks of their days (``ledger``).

A mark written meanwhile has another id and waits for the next round. Two snappers never hold the
same day, so a stale one cannot overwrite a newer one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Min

from crm.civil import civil_day
from crm.models import Organisation
from kpis import ledger
from kpis.calendar import draw_days, draw_period, history
from kpis.claiming import Claim, as_day, beat, claim, forget, publish, undrawn, waiting
from kpis.measures import STORED
from kpis.models import (
    BuiltMeasure,
    CivilDay,
    ClosedMonth,
    DailySnapshot,
    Heartbeat,
    Mark,
    Restatement,
)
from kpis.models.snapshot import TEAM
from kpis.periods import Period, between, start_of
from kpis.statement import IdIn, snapshot_statement


@dataclass
class Drained:
    """What a drain did."""

    marks: int = 0
    cells_written: int = 0
    restated: int = 0
    rounds: int = 0


def drain(*, now: datetime, restate: bool = True, limit: int | None = None) -> Drained:
    """Recompute marked cells until none is left that this process can lock.

    ``limit`` bounds the rounds of one call, so that a tick stays short.
    """
    done = Drained()
    if days := undrawn():
        draw_days(days)
    while limit is None or done.rounds < limit:
        if not _round(done, now=now, restate=restate) and not ledger.spread_moves():
            break
    publish(now)
    if done.cells_written:
        beat("cells", now)
    if not waiting():
        beat("figures", now)
        _end_rebuild()
    return done


def _round(done: Drained, *, now: datetime, restate: bool) -> bool:
    """Recompute what one transaction can claim. False when no day that is free has marks."""
    with transaction.atomic():
        claimed = claim()
        if claimed is None or not claimed.ids:
            return claimed is not None
        written, restated = _recompute(claimed, now=now, restate=restate)
        forget(claimed.ids)
    done.rounds += 1
    done.marks += len(claimed.ids)
    done.cells_written += written
    done.restated += restated
    return True


def _recompute(claimed: Claim, *, now: datetime, restate: bool) -> tuple[int, int]:
    """Rewrite the claimed cells. Returns (cells written, cells restated)."""
    zone = Organisation.current().zone
    published = _published(claimed) if restate else {}
    sql, params = snapshot_statement(connection, claimed.ids, claimed.span, zone)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        changed = cursor.fetchall()
    restated = [
        c for c in ((as_day(day), rep) for day, rep in changed) if c in published
    ]
    return len(changed), _restate(restated, published, now) if restated else 0


def _published(claimed: Claim) -> dict[ledger.Cell, dict[str, Any]]:
    """What was shown of the claimed cells on published days; without a cell, nothing: zeros."""
    shown = CivilDay.objects.filter(
        published_at__isnull=False,
        day__gte=claimed.span.first,
        day__lt=claimed.span.end,
    ).values("day")
    if not shown:
        return {}
    marks = Mark.objects.filter(IdIn(claimed.ids), day__in=shown)
    nothing = dict.fromkeys(STORED, 0)
    found: dict[ledger.Cell, dict[str, Any]] = dict.fromkeys(
        marks.values_list("day", "rep_id"), nothing
    )
    cells = DailySnapshot.objects.filter(
        day__in=marks.values("day"), rep_id__in=marks.values("rep_id")
    )
    return found | {(c["day_id"], c["rep_id"]): c for c in cells.values(*_COLUMNS)}


_COLUMNS = ("day_id", "rep_id", "team_id", *STORED)


def _restate(
    cells: list[ledger.Cell], was: dict[ledger.Cell, dict[str, Any]], now: datetime
) -> int:
    """One row per changed cell: which measures, what they were and are, and when. How many.

    Figures of a closed month that go along with their person to another team are told as such.
    """
    rows = DailySnapshot.objects.filter(
        day__in={day for day, _rep in cells}, rep_id__in={rep for _day, rep in cells}
    )
    restated = []
    # A column of another definition is rebuilt: nobody corrected a fact. Before the first build
    # there is no other definition.
    changed = set(changed_definitions()) if BuiltMeasure.objects.exists() else set()
    kept = [key for key in STORED if key not in changed]
    closed = set(
        ClosedMonth.objects.filter(reopened_at=None).values_list("month", flat=True)
    )
    for cell in rows.values(*_COLUMNS):
        old = was.get((cell["day_id"], cell["rep_id"]))
        if old is None:
            continue
        changes = {key: [old[key], cell[key]] for key in kept if old[key] != cell[key]}
        if start_of("month", cell["day_id"]) in closed and _went_along(old, cell):
            changes[TEAM] = [old["team_id"], cell["team_id"]]
        if changes:
            restated.append(
                Restatement(
                    day=cell["day_id"],
                    rep_id=cell["rep_id"],
                    team_id=cell["team_id"],
                    changes=changes,
                    at=now,
                )
            )
    Restatement.objects.bulk_create(restated, batch_size=1_000)
    return len(restated)


def _went_along(old: dict[str, Any], cell: dict[str, Any]) -> bool:
    """Whether there were figures, and they are another team's now."""
    had = any(old[key] for key in STORED)
    return had and old["team_id"] != cell["team_id"]


def catch_up(*, now: datetime) -> None:
    """Draw every civil day up to today, however long nobody was here.

    Gaps are looked for, not the last day: a fact of today or a plan for next month may have drawn
    its own day before this does.
    """
    today = civil_day(now, Organisation.current().zone)
    drawn = CivilDay.objects.filter(day__lte=today).aggregate(
        first=Min("day"), count=Count("day")
    )
    period = between(drawn["first"] or today, today)
    if drawn["count"] < period.days:
        draw_period(period)


def build(*, now: datetime, period: Period | None = None) -> Drained:
    """Mark every day of the period (default: the whole history) and drain.

    A column whose definition changed is rebuilt without restatements: nobody corrected a fact.
    """
    ledger.mark_days(period or history(now))
    done = drain(now=now)
    if period is None:
        remember_definitions()
    return done


def fingerprint(key: str) -> str:
    """What a stored column was computed from; another text means another definition."""
    measure = STORED[key]
    text = f"{measure.source}|{measure.where!r}|{measure.value}|{measure.balance}"
    return hashlib.sha256(text.encode()).hexdigest()


def changed_definitions() -> list[str]:
    """Measures whose stored column was built with another definition, or never."""
    built = dict(BuiltMeasure.objects.values_list("name", "fingerprint"))
    return [key for key in STORED if built.get(key) != fingerprint(key)]


def begin_rebuild(now: datetime) -> bool:
    """Mark the whole history when columns are stored under other definitions than these.

    Once for each set of definitions, whoever asks how often; the drain that leaves no mark ends it.
    """
    if not changed_definitions():
        return False
    with transaction.atomic():
        _beat, new = Heartbeat.objects.get_or_create(
            name=_rebuild(), defaults={"at": now}
        )
        if new:
            ledger.mark_days(history(now))
    return new


def _end_rebuild() -> None:
    begun, _kinds = Heartbeat.objects.filter(name=_rebuild()).delete()
    if begun:
        remember_definitions()


def _rebuild() -> str:
    every = "".join(fingerprint(key) for key in STORED)
    return f"rebuild {hashlib.sha256(every.encode()).hexdigest()[:24]}"


def remember_definitions() -> None:
    for key in STORED:
        BuiltMeasure.objects.update_or_create(
            name=key, defaults={"fingerprint": fingerprint(key)}
        )
