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

from crm.civil import civil_day
from crm.models import Organisation
from kpis.calendar import draw_period, history, redraw
from kpis.claiming import among
from kpis.measures import SOURCES, STORED
from kpis.models import Mark, TeamMark
from kpis.periods import Period
from kpis.spec import Source

logger = logging.getLogger(__name__)
Cell = tuple[date, int]

SPREAD = (
    "INSERT INTO kpis_mark (day, rep_id) SELECT held.day, held.rep_id FROM"
    " (SELECT day, rep_id FROM kpis_dailysnapshot UNION SELECT day, rep_id FROM kpis_mark) AS held"
    " JOIN kpis_teammark AS moved ON moved.rep_id = held.rep_id"
    " AND (moved.from_on IS NULL OR held.day >= moved.from_on)"
    " AND (moved.to_on IS NULL OR held.day < moved.to_on) WHERE moved.id {among}"
)


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
    """The team changed on these days of one person: they are marked once that is committed."""
    TeamMark.objects.create(rep_id=user_id, from_on=from_on, to_on=to_on)
    wake_on_commit()


def spread_moves() -> bool:
    """Mark the days with a cell, or soon with one, of everybody whose team changed. Whether any.

    A cell computed with the team of before is there by now, or its mark still is: the one statement
    sees either. Two snappers do not take the same move.
    """
    if not TeamMark.objects.exists():
        return False
    with transaction.atomic():
        held = TeamMark.objects.select_for_update(skip_locked=True)
        taken = list(held.values_list("pk", flat=True))
        condition, parameter = among(taken, "bigint")
        with connection.cursor() as cursor:
            cursor.execute(SPREAD.format(among=condition), [parameter])
        TeamMark.objects.filter(pk__in=taken).delete()
    return bool(taken)


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
    """How many marks wait, those of a change of team included."""
    return Mark.objects.count() + TeamMark.objects.count()


def oldest_pending() -> date | None:
    return Mark.objects.order_by("day").values_list("day", flat=True).first()
