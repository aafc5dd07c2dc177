"""From verdicts to alerts: one open alert a cause, quiet for some days after it closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from crm.services.history import record
from kpis.alerts.judging import State, Verdict
from kpis.alerts.seen import seen_of
from kpis.catalogue import KPIS
from kpis.models import Alert, AlertRule
from kpis.spec import Audience
from kpis.subjects import Subject

BATCH = 500


@dataclass(frozen=True)
class Settled:
    opened: int = 0
    closed: int = 0

    def __add__(self, other: Settled) -> Settled:
        return Settled(self.opened + other.opened, self.closed + other.closed)


@transaction.atomic
def settle(
    *, rule_id: int, verdicts: Mapping[Subject, Verdict], now: datetime
) -> Settled:
    """Open, renew and close the alerts of one rule.

    The rule's row is the lock: a second worker waits here and then finds everything done.
    """
    rule = AlertRule.objects.select_for_update().filter(pk=rule_id).first()
    if rule is None or rule.ended_at is not None:
        return Settled()
    open_now = {alert.subject: alert for alert in rule.alerts.open()}
    gone = _renew(open_now, verdicts, now)
    fresh = _fresh(rule, open_now, verdicts, now)
    Alert.objects.bulk_create(fresh, batch_size=BATCH)
    Alert.objects.filter(pk__in=[alert.pk for alert in gone]).update(
        closed_at=now, why=Alert.Why.GONE
    )
    done = Settled(len(fresh), len(gone))
    if done != Settled():
        changes = {"opened": [0, done.opened], "closed": [0, done.closed]}
        record(by=None, action="alerts settled", row=rule, at=now, changes=changes)
    return done


def _renew(
    open_now: Mapping[str, Alert], verdicts: Mapping[Subject, Verdict], now: datetime
) -> list[Alert]:
    """Write what is seen now into what stays open; the alerts whose cause is gone.

    Somebody who is not watched any more (left, changed teams) is no cause either. A look that
    waited for the rule changes nothing of what a later one has judged meanwhile.
    """
    said = {subject.key: verdict for subject, verdict in verdicts.items()}
    gone, moved = [], []
    for key, alert in open_now.items():
        if alert.checked_at > now:
            continue
        verdict = said.get(key)
        if verdict is None or verdict.state == State.GONE:
            gone.append(alert)
        elif verdict.state != State.UNKNOWN and alert.seen != seen_of(verdict):
            alert.seen, alert.checked_at = seen_of(verdict), now
            moved.append(alert)
    Alert.objects.bulk_update(moved, ["seen", "checked_at"], batch_size=BATCH)
    return gone


def _fresh(
    rule: AlertRule,
    open_now: Mapping[str, Alert],
    verdicts: Mapping[Subject, Verdict],
    now: datetime,
) -> list[Alert]:
    raised = {
        subject: verdict
        for subject, verdict in verdicts.items()
        if verdict.state == State.RAISED and subject.key not in open_now
    }
    if not raised:
        return []
    quiet = _quiet(rule, now)
    return [
        Alert(
            rule=rule,
            **subject.columns,
            subject=subject.key,
            for_leaders=_for_leaders(rule),
            seen=seen_of(verdict),
            opened_at=now,
            checked_at=now,
        )
        for subject, verdict in raised.items()
        if subject.key not in quiet
    ]


def _quiet(rule: AlertRule, now: datetime) -> set[str]:
    """Subjects whose last alert of this rule closed too short a time ago."""
    since = now - timedelta(days=rule.cooldown_days)
    last = rule.alerts.closed().values("subject").annotate(at=Max("closed_at"))
    return set(last.filter(at__gt=since).values_list("subject", flat=True))


def _for_leaders(rule: AlertRule) -> bool:
    kpi = KPIS.get(rule.kpi)
    return kpi is not None and kpi.audience == Audience.MANAGER
