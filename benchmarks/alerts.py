"""Fifty rules over a thousand people, looked at in one go."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from benchmarks.clock import take
from benchmarks.digests import fill

RULES = 50
KPIS = (
    "calls_made_all",
    "revenue",
    "deals_won",
    "meetings_prospect",
    "win_rate",
    "prospects_contacted",
    "pipeline_value",
    "sales_cycle",
    "lead_conversion",
    "avg_transaction",
)


def alerts(today: date) -> dict[str, Any]:
    """{people, rules, seconds, again_s, opened}: the first look opens what is raised, the second
    finds everything as it was."""
    from crm.models import User
    from kpis.alerts.watching import watch
    from kpis.models import Alert

    fill()
    write_rules(datetime(2026, 1, 1, tzinfo=UTC))
    now = datetime.combine(today, time(9), UTC)
    first, again = take(lambda: watch(now=now)), take(lambda: watch(now=now))
    return {
        "people": User.objects.get_queryset().sellers().active().count(),
        "rules": RULES,
        "seconds": first.wall,
        "again_s": again.wall,
        "opened": Alert.objects.count(),
    }


def write_rules(at: datetime) -> None:
    """Every kind and period, each about every person."""
    from kpis.catalogue import KPIS as KNOWN
    from kpis.models import AlertRule

    kinds = ("below", "above", "run", "unusual", "silent")
    periods = ("month", "week", "day")
    AlertRule.objects.bulk_create(
        AlertRule(
            kpi=KNOWN[KPIS[number % len(KPIS)]].key,
            kind=kinds[number // len(KPIS)],
            period=periods[number % len(periods)],
            level=10,
            count=3,
            who="each",
            made_at=at,
            updated_at=at,
        )
        for number in range(RULES)
    )
