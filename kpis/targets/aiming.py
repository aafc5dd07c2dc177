"""Setting targets: any number at once, all of them or none, each change in the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import EllipsisType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from crm.models import AuditEntry, Organisation, Team, User
from crm.remember import forget
from kpis.catalogue import KPIS
from kpis.models import Target
from kpis.spec import Better, Kpi

SPANS = ("month", "quarter")
#: (kpi, person, team, month or quarter, first day): what one target is known by.
Place = tuple[str, int | None, int | None, str, date]


@dataclass(frozen=True)
class Wish:
    """What one target shall be. ``value`` null removes it; ``stretch`` ... leaves that level as it is.

    Values count the unit's steps.
    """

    kpi: str
    period: str
    starts_on: date
    user: User | None = None
    team: Team | None = None
    value: int | EllipsisType | None = ...
    stretch: int | EllipsisType | None = ...

    @property
    def place(self) -> Place:
        user, team = self.user, self.team
        who = (user.pk if user else None, team.pk if team else None)
        return (self.kpi, *who, self.period, self.starts_on)

    @property
    def name(self) -> str:
        """The field of a form that holds it: user-5-2026-11."""
        who = f"user-{self.user.pk}" if self.user else f"team-{self.team.pk}"  # type: ignore[union-attr]
        return f"{who}-{self.starts_on:%Y-%m}"

    def levels(self, held: Target | None) -> tuple[int | None, int | None]:
        """(target, stretch) as they will be."""
        value, stretch = self.value, self.stretch
        if isinstance(value, EllipsisType):
            value = held.value if held else None
        if isinstance(stretch, EllipsisType):
            stretch = held.stretch if held and value is not None else None
        return value, stretch


def place_of(target: Target) -> Place:
    who = (target.user_id, target.team_id)
    return (target.kpi, *who, target.period, target.starts_on)


def lower_is_better(kpi: str) -> bool:
    return kpi in KPIS and KPIS[kpi].better == Better.DOWN


def refusal(kpi: str, value: int | None, stretch: int | None) -> str:
    """Why the two levels do not go together; empty when they do."""
    if value is None:
        return _("Set the target before its stretch.") if stretch is not None else ""
    if value < 0 or (stretch is not None and stretch < 0):
        return _("A target is 0 or more.")
    if stretch is None:
        return ""
    if lower_is_better(kpi):
        return "" if stretch < value else _("The stretch must be below the target.")
    return "" if stretch > value else _("The stretch must be above the target.")


def held_by(wishes: Iterable[Wish], *, lock: bool = False) -> dict[Place, Target]:
    """The targets that are set already at these places, in one query."""
    places = [wish.place for wish in wishes]
    users = {place[1] for place in places if place[1] is not None}
    teams = {place[2] for place in places if place[2] is not None}
    rows = Target.objects.filter(
        Q(user__in=users) | Q(team__in=teams),
        kpi__in={place[0] for place in places},
        starts_on__in={place[4] for place in places},
    )
    if lock:
        rows = rows.select_for_update()
    return {place_of(target): target for target in rows}


@transaction.atomic
def set_targets(*, by: User | None, now: datetime, wishes: Sequence[Wish]) -> int:
    """Set, change or remove; returns how many changed. Refused, nothing is written: {field: why}."""
    forget()
    # Two who save the same empty cell at once wait for each other here.
    Organisation.objects.select_for_update().filter(pk=1).first()
    held = held_by(wishes, lock=True)
    wrong = {
        wish.name: why
        for wish in wishes
        if (why := refusal(wish.kpi, *wish.levels(held.get(wish.place))))
    }
    if wrong:
        raise ValidationError(wrong)
    moves = [move_of(wish, held.get(wish.place)) for wish in wishes]
    moves = [move for move in moves if move.was != move.now_is]
    _write(moves)
    entries = [move.entry(by, now) for move in moves]
    Target.objects.filter(pk__in=[m.row.pk for m in moves if m.goes]).delete()
    AuditEntry.objects.bulk_create(entries, batch_size=500)
    return len(moves)


Levels = tuple[int | None, int | None]


@dataclass(frozen=True)
class Move:
    """One target from (target, stretch) to others; null where there is none."""

    row: Target
    was: Levels
    now_is: Levels

    @property
    def goes(self) -> bool:
        return self.now_is[0] is None

    def entry(self, by: User | None, at: datetime) -> AuditEntry:
        pairs = zip(("value", "stretch"), self.was, self.now_is, strict=True)
        changes = {name: [was, now] for name, was, now in pairs if was != now}
        # The story of one target is found by whose it was once its row is gone.
        whose = "user" if self.row.user_id is not None else "team"
        pk = self.row.user_id or self.row.team_id
        if self.was[0] is None:
            changes[whose] = [None, pk]
        elif self.goes:
            changes[whose] = [pk, None]
        return AuditEntry(
            at=at,
            by=by,
            action="deleted" if self.goes else "target set",
            kind="target",
            object_id=self.row.pk,
            label=str(self.row)[:200],
            changes=changes,
        )


def move_of(wish: Wish, held: Target | None) -> Move:
    was: Levels = (held.value, held.stretch) if held else (None, None)
    value, stretch = wish.levels(held)
    row = held or Target(
        kpi=wish.kpi,
        user=wish.user,
        team=wish.team,
        period=wish.period,
        starts_on=wish.starts_on,
    )
    if value is not None:
        row.value, row.stretch = value, stretch
        row.lower_is_better = lower_is_better(wish.kpi)
    return Move(row, was, (value, stretch))


def _write(moves: Sequence[Move]) -> None:
    kept = [move.row for move in moves if not move.goes]
    Target.objects.bulk_create([row for row in kept if not row.pk], batch_size=500)
    fields = ["value", "stretch", "lower_is_better"]
    known = [move.row for move in moves if not move.goes and move.was != (None, None)]
    Target.objects.bulk_update(known, fields, batch_size=200)


def set_target(
    *,
    by: User | None,
    now: datetime,
    kpi: str,
    period: str,
    starts_on: date,
    value: int | None,
    stretch: int | EllipsisType | None = ...,
    user: User | None = None,
    team: Team | None = None,
) -> Target | None:
    """One of them; the target as it is now."""
    wish = Wish(kpi, period, starts_on, user, team, value, stretch)
    set_targets(by=by, now=now, wishes=[wish])
    return held_by([wish]).get(wish.place)


def may_have_target(kpi: Kpi) -> bool:
    """Every KPI can carry a target, except those that speak of targets themselves."""
    return kpi.group != "targets" and kpi.better != Better.DEPENDS


def targetable() -> list[Kpi]:
    return [kpi for kpi in KPIS.values() if may_have_target(kpi)]
