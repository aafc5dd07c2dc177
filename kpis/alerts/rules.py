"""Writes on rules: made, changed, ended. What a rule may say depends on its figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import User
from crm.services.errors import Refused
from crm.services.history import difference, record
from kpis.alerts.judging import Kind
from kpis.catalogue import KPIS
from kpis.models import Alert, AlertRule
from kpis.spec import Better, Kpi
from kpis.subjects import Subject, leads
from kpis.targets.attainment import may_have_target

Who = AlertRule.Who
#: Kinds that need a value, and those that need a number of times.
LEVELLED = (Kind.BELOW, Kind.ABOVE, Kind.TARGET, Kind.PACE)
COUNTED = (Kind.RUN, Kind.SILENT)
FIELDS = (
    "kpi",
    "kind",
    "period",
    "level",
    "count",
    "margin",
    "cooldown_days",
    "who",
    "team",
    "user",
)


@dataclass(frozen=True)
class Wanted:
    """A rule as its form says it; ``level`` in steps of the unit, in percent or in points."""

    kpi: str
    kind: str
    who: str
    period: str = "month"
    level: int | None = None
    count: int | None = None
    margin: int = 5
    cooldown_days: int = 7
    team: int | None = None
    user: int | None = None

    def rule(self) -> AlertRule:
        """As a row that is not written yet: what a preview judges."""
        return AlertRule(
            kpi=self.kpi,
            kind=self.kind,
            who=self.who,
            period=self.period,
            level=self.level,
            count=self.count,
            margin=self.margin,
            cooldown_days=self.cooldown_days,
            team_id=self.team,
            user_id=self.user,
        )


def checked(wanted: Wanted) -> Wanted:
    """Without what its kind has no use for; Refused, beside its field, for what cannot be watched."""
    kpi = KPIS.get(wanted.kpi)
    if wanted.kind == Kind.LATE:
        wanted = replace(wanted, kpi="", who=Who.COMPANY, team=None, user=None)
    wanted = replace(
        wanted,
        level=wanted.level if wanted.kind in LEVELLED else None,
        count=wanted.count if wanted.kind in COUNTED else None,
    )
    errors = {name: said for name, said in _missing(wanted, kpi) if said}
    if errors:
        raise Refused(errors)
    return wanted


def _missing(wanted: Wanted, kpi: Kpi | None) -> Iterator[tuple[str, str]]:
    if wanted.kind != Kind.LATE and kpi is None:
        yield "kpi", _("Choose a figure.")
    if kpi is not None:
        yield "kind", _unfit(wanted, kpi)
    if wanted.kind in LEVELLED and wanted.level is None:
        yield "level", _("Write the value.")
    if wanted.kind in COUNTED and not wanted.count:
        yield "count", _("Write how many.")


def _unfit(wanted: Wanted, kpi: Kpi) -> str:
    if wanted.kind == Kind.RUN and kpi.better == Better.DEPENDS:
        return _("This figure is neither better nor worse by itself: choose a value.")
    if wanted.kind in (Kind.TARGET, Kind.PACE) and not may_have_target(kpi):
        return _("This figure has no targets.")
    if wanted.kind == Kind.PACE and not kpi.is_flow:
        return _("Only what adds up day by day has a pace.")
    if wanted.kind == Kind.SILENT and not kpi.is_flow:
        return _("Only what adds up day by day can stay at nothing.")
    return ""


def may_keep(by: User, wanted: Wanted) -> bool:
    """A manager keeps rules over their teams and people, an admin all."""
    about = Subject(wanted.user, wanted.team)
    return leads(by, about)


@transaction.atomic
def make_rule(*, wanted: Wanted, by: User | None, now: datetime) -> AlertRule:
    """The same rule asked for twice is one rule."""
    wanted = checked(wanted)
    row = wanted.rule()
    same = {name: getattr(row, name) for name in _columns()}
    known = AlertRule.objects.running().filter(**same).first()
    if known is not None:
        return known
    row.made_by, row.made_at, row.updated_at = by, now, now
    row.save()
    record(by=by, action="alert rule made", row=row, at=now)
    return row


@transaction.atomic
def change_rule(*, rule: AlertRule, wanted: Wanted, by: User, now: datetime) -> None:
    """Its open alerts stay until the next look, which judges them by the new words."""
    wanted = checked(wanted)
    row = AlertRule.objects.select_for_update().get(pk=rule.pk)
    became = wanted.rule()
    changes = difference(row, became, FIELDS)
    if not changes:
        return
    for name in _columns():
        setattr(row, name, getattr(became, name))
    row.updated_at = now
    row.save()
    record(by=by, action="alert rule changed", row=row, at=now, changes=changes)


@transaction.atomic
def end_rule(*, rule: AlertRule, by: User, now: datetime) -> bool:
    """Stop watching; its open alerts close, its history stays. False when it had ended."""
    row = AlertRule.objects.select_for_update().get(pk=rule.pk)
    if row.ended_at is not None:
        return False
    row.ended_at = row.updated_at = now
    row.save(update_fields=["ended_at", "updated_at"])
    row.alerts.open().update(closed_at=now, why=Alert.Why.ENDED, acted_by=by)
    record(by=by, action="alert rule ended", row=row, at=now)
    return True


def _columns() -> list[str]:
    return [AlertRule._meta.get_field(name).attname for name in FIELDS]  # type: ignore[union-attr]
