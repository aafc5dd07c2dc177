"""(3) Which cells (person, day) must be recomputed.

The facts announce every row that moved, as it was and as it is. Here each becomes the cells it
counts in, marked in the same transaction as the fact: whatever happens to Redis, to a worker or to
this process, a committed fact has its marks.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, models, transaction
from django.db.models import Q

from crm.civil import civil_day
from crm.models import Organisation
from kpis.calendar import draw_period, history, redraw
from kpis.measures import SOURCES, STORED
from kpis.models import DailySnapshot, Mark
from kpis.periods import Period
from kpis.spec import Source

logger = logging.getLogger(__name__)
Cell = tuple[date, int]


def cells_of(rows: Iterable[models.Model], zone: ZoneInfo) -> set[Cell]:
    """Every (day, rep) that any of the rows counts in, with the cells they echo in."""
    found: set[Cell] = set()
    echoes: dict[str, set[Any]] = {}
    # Read once: an import tells tens of thousands of rows, and a queryset each takes seconds.
    counted: dict[type[models.Model], list[Source]] = {}
    for key in {measure.source for measure in STORED.values()}:
        source = SOURCES[key]
        counted.setdefault(source.model, []).append(source)
    for row in rows:
        for source in counted.get(type(row), ()):
            if (at := getattr(row, source.at)) is not None:  # a quote not sent yet
                found.add((civil_day(at, zone), getattr(row, source.rep)))
            if source.echo:
                echoes.setdefault(source.key, set()).add(getattr(row, source.echo[0]))
    for key, links in echoes.items():
        found |= _echoed(SOURCES[key], links, zone)
    return found


def _echoed(source: Source, links: set[Any], zone: ZoneInfo) -> set[Cell]:
    link, condition = source.echo or ("", None)
    found: set[Cell] = set()
    ordered = sorted(links)
    for start in range(0, len(ordered), 5_000):
        rows = source.rows().filter(
            condition, **{f"{link}__in": ordered[start : start + 5_000]}
        )
        pairs = rows.values_list(source.at, source.rep)
        found |= {(civil_day(at, zone), rep) for at, rep in pairs}
    return found


def mark(cells: Iterable[Cell]) -> None:
    """Append marks, and wake the snapper once this transaction is committed."""
    Mark.objects.bulk_create(
        [Mark(day=day, rep_id=rep) for day, rep in sorted(cells)], batch_size=5_000
    )
    wake_on_commit()


def mark_person(user_id: int, from_on: date | None, to_on: date | None) -> None:
    """Mark the days of one person that have a cell, or will: the team on them changed.

    A mark that a snapper holds right now is still seen here, and its cell is not: it was computed
    with the team of before, so it is marked again.
    """
    span = Q()
    if from_on:
        span &= Q(day__gte=from_on)
    if to_on:
        span &= Q(day__lt=to_on)
    cells = DailySnapshot.objects.filter(span, rep_id=user_id)
    waiting = Mark.objects.filter(span, rep_id=user_id)
    mark(
        {
            *cells.values_list("day_id", "rep_id"),
            *waiting.values_list("day", "rep_id"),
        }
    )


def mark_days(period: Period) -> None:
    """Mark every day of the period for everybody, in one statement."""
    draw_period(period)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kpis_mark (day, rep_id) SELECT civil.day, person.id"
            " FROM kpis_civilday AS civil CROSS JOIN crm_user AS person"
            " WHERE civil.day >= %s AND civil.day < %s ORDER BY civil.day, person.id",
            [period.first, period.end],
        )
    wake_on_commit()


class Listener:
    """What ``crm`` tells, turned into marks."""

    def rows_moved(self, rows: Sequence[models.Model]) -> None:
        mark(cells_of(rows, Organisation.current().zone))

    def person_moved(
        self, user_id: int, from_on: date | None, to_on: date | None
    ) -> None:
        mark_person(user_id, from_on, to_on)

    def calendar_changed(self, now: datetime) -> None:
        """Another zone or fiscal year: the days are drawn again and every cell with them."""
        redraw(now)
        mark_days(history(now))


LISTENER = Listener()


def wake_on_commit() -> None:
    """Hint the worker after commit. A lost hint costs latency only: a tick drains what is left."""
    if not any(hooked[1] is _wake for hooked in connection.run_on_commit):
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    from celery import current_app

    try:
        current_app.send_task("kpis.tasks.drain")
    except Exception:  # the broker is a hint: whatever it suffers, the fact is saved
        logger.warning("figures were not woken; the next tick will", exc_info=True)


def pending() -> int:
    """How many marks wait."""
    return Mark.objects.count()


def oldest_pending() -> date | None:
    return Mark.objects.order_by("day").values_list("day", flat=True).first()
