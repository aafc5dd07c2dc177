"""Closing a month: its figures are kept as published, and compared with today's ever after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm.access import subtree
from crm.civil import civil_day
from crm.models import NO_TEAM_ID, Organisation, Team, User
from crm.services.errors import Refused
from crm.services.history import record
from kpis.calendar import draw_period
from kpis.catalogue import KPIS
from kpis.claiming import publish
from kpis.measures import STORED
from kpis.members import splits_of
from kpis.models import (
    ClosedFigure,
    ClosedMonth,
    DailySnapshot,
    Dashboard,
    Mark,
    Restatement,
    Target,
    TeamMark,
)
from kpis.models.snapshot import TEAM
from kpis.periods import Period, whole
from kpis.question import Question
from kpis.ranking.boards import blank
from kpis.rollup import figures
from kpis.scope import ALL, narrowed
from kpis.spec import Kpi, measures_of
from kpis.tiles import presets
from kpis.values import Value

#: Whose figure: (person, team), of the company (None, None).
Whose = tuple[int | None, int | None]
Figures = dict[tuple[str, Whose], Value]


def month_of(day: date) -> Period:
    return whole("month", day)


# -- what is kept -----------------------------------------------------------------------------


def kept_kpis() -> list[Kpi]:
    """Whatever is aimed at or stands on a preset or on somebody's dashboard, and is in use."""
    keys = {key for preset in presets.PRESETS.values() for key in preset}
    keys |= set(presets.TABLE) | {presets.HEADLINE}
    keys |= set(Target.objects.values_list("kpi", flat=True).distinct())
    for tiles in Dashboard.objects.values_list("tiles", flat=True):
        keys |= set(tiles)
    return presets.in_use(kpi for key, kpi in KPIS.items() if key in keys)


def figures_of(kpis: Sequence[Kpi], period: Period, today: date) -> Figures:
    """Every figure of the company, of each team with what is below it, and of each person."""
    found: Figures = {}
    question = Question(ALL, period, today)
    for kpi, values in figures(kpis, question).items():
        found[kpi, (None, None)] = values.get((), Value(None))
    of_people = [kpi for kpi in kpis if "rep" in splits_of(kpi)]
    by_rep = figures(of_people, Question(ALL, period, today, ("rep",)))
    for kpi, values in by_rep.items():
        found |= {(kpi, (key[0], None)): value for key, value in values.items()}
    of_teams = [kpi for kpi in kpis if "team" in splits_of(kpi)]
    for team in Team.objects.exclude(pk=NO_TEAM_ID).values_list("pk", flat=True):
        asked = Question(narrowed(ALL, team=team), period, today)
        for kpi, values in figures(of_teams, asked).items():
            found[kpi, (None, team)] = values.get((), Value(None))
    return found


def waiting_for(period: Period, today: date) -> list[str]:
    """Why the month had better not be closed yet, as sentences."""
    found = []
    if today < period.end:
        found.append(_("This month is not over: its figures will still move."))
    marks = Mark.objects.filter(day__gte=period.first, day__lt=period.end)
    if marks.exists() or TeamMark.objects.exists():
        found.append(
            _("Some of its figures are being computed again: wait for a minute.")
        )
    return found


# -- closing and opening again ----------------------------------------------------------------


def close_month(*, month: date, by: User, now: datetime) -> ClosedMonth:
    """Keep every figure of the month as it is now. Refused for one that is closed or to come."""
    today = civil_day(now, Organisation.current().zone)
    period = month_of(month)
    if period.first > today:
        raise Refused({"month": _("This month has not begun.")})
    try:
        with transaction.atomic():
            closed = ClosedMonth.objects.create(
                month=period.first, closed_at=now, closed_by=by
            )
            # A day on which nothing had happened was shown too: with nothing.
            draw_period(period)
            publish(now)
            found = figures_of(kept_kpis(), period, today)
            rows = [_row(closed, *key, value) for key, value in found.items()]
            ClosedFigure.objects.bulk_create(rows, batch_size=500)
            record(by=by, action="month closed", row=closed, at=now)
    except IntegrityError as taken:
        if not ClosedMonth.objects.filter(
            month=period.first, reopened_at__isnull=True
        ).exists():
            raise
        raise Refused({"month": _("This month is closed already.")}) from taken
    return closed


def _row(closed: ClosedMonth, kpi: str, whose: Whose, value: Value) -> ClosedFigure:
    return ClosedFigure(
        closed=closed,
        kpi=kpi,
        user_id=whose[0],
        team_id=whose[1],
        value="" if value.value is None else str(value.value),
        reason=value.reason,
    )


@transaction.atomic
def reopen_month(*, closed_id: int, reason: str, by: User, now: datetime) -> None:
    """Open the month again: what was published stays, under its reason; no figure changes."""
    closed = ClosedMonth.objects.select_for_update().get(pk=closed_id)
    if closed.reopened_at is not None:
        return
    if not reason.strip():
        raise Refused({"reason": _("Say why it is opened again.")})
    closed.reopened_at, closed.reopened_by = now, by
    closed.reason = reason.strip()[:300]
    closed.save()
    changes = {"reason": [None, closed.reason]}
    record(by=by, action="month opened again", row=closed, at=now, changes=changes)


# -- since then -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """A figure that is not what was published. ``days`` were corrected behind it since."""

    kpi: Kpi
    user: int | None
    team: int | None
    was: Fraction | None
    now: Fraction | None
    days: int

    @property
    def moved(self) -> Fraction | None:
        if self.was is None or self.now is None:
            return None
        return self.now - self.was


def differences(closed: ClosedMonth, today: date) -> list[Difference]:
    """Published against today's, where they differ: the company first, then teams, then people."""
    kept = {(row.kpi, (row.user_id, row.team_id)): row for row in closed.figures.all()}
    kpis = [KPIS[key] for key in dict.fromkeys(k for k, _w in kept) if key in KPIS]
    found = figures_of(kpis, month_of(closed.month), today)
    corrected = _Corrected(closed)
    rows = []
    for kpi in kpis:
        known = {key for key in (*kept, *found) if key[0] == kpi.key}
        for key in sorted(known, key=_place):
            was = kept[key].exact if key in kept else blank(kpi).value
            now = found.get(key, blank(kpi)).value
            if was != now:
                days = corrected.days(kpi, *key[1])
                rows.append(Difference(kpi, *key[1], was, now, days))
    return rows


def _place(key: tuple[str, Whose]) -> tuple[int, int]:
    user, team = key[1]
    return (2, user) if user is not None else (0 if team is None else 1, team or 0)


def corrections(closed: ClosedMonth) -> list[Restatement]:
    """What was corrected in the month after it was closed, the latest first."""
    period = month_of(closed.month)
    rows = _since(closed).filter(day__gte=period.first, day__lt=period.end)
    return list(rows.order_by("-at", "day", "rep_id"))


def _since(closed: ClosedMonth) -> QuerySet[Restatement]:
    rows = Restatement.objects.filter(at__gt=closed.closed_at)
    if closed.reopened_at is not None:
        rows = rows.filter(at__lte=closed.reopened_at)
    return rows


class _Corrected:
    """What was corrected, asked how many days of it are behind a figure.

    Behind what stands at the end of the month are the days before it too.
    """

    def __init__(self, closed: ClosedMonth) -> None:
        self.rows = corrections(closed)
        self.earlier = list(_since(closed).filter(day__lt=closed.month))
        self.subtrees: dict[int, set[int]] = {}
        moved = [row for row in self.rows if TEAM in row.changes]
        cells = DailySnapshot.objects.filter(
            day__in={row.day for row in moved}, rep_id__in={row.rep_id for row in moved}
        )
        #: What went along with a person: the cells as they are now.
        self.cells = {
            (cell.pop("day_id"), cell.pop("rep_id")): {k for k, v in cell.items() if v}
            for cell in (cells.values("day_id", "rep_id", *STORED) if moved else ())
        }

    def days(self, kpi: Kpi, user: int | None, team: int | None) -> int:
        measures = set(measures_of(kpi.as_chosen().formula))
        teams = self._teams(team) if team is not None else None
        rows = [*self.rows, *self.earlier] if kpi.is_stock else self.rows
        return len(
            {
                row.day
                for row in rows
                if (user is None or row.rep_id == user)
                and self._is_behind(row, measures, teams)
            }
        )

    def _is_behind(
        self, row: Restatement, measures: set[str], teams: set[int] | None
    ) -> bool:
        changed = not measures.isdisjoint(row.changes)
        if teams is None:
            return changed
        left, joined = row.changes.get(TEAM, (row.team_id, row.team_id))
        here = (left in teams, joined in teams)
        if all(here) or not any(here):
            return changed and all(here)
        held = self.cells.get((row.day, row.rep_id), set())
        return changed or not measures.isdisjoint(held)

    def _teams(self, team: int) -> set[int]:
        if team not in self.subtrees:
            self.subtrees[team] = subtree({team})
        return self.subtrees[team]
