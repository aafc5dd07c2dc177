"""The second opinion in the application's own database: plain SQL over the tables of facts.

Written by hand, in a temporary table of contributions; nothing here comes from ``kpis``. The civil
day is Python's on SQLite (a function of the connection) and PostgreSQL's own elsewhere.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from crm.models import Organisation

COLUMNS = (
    "measure, at, rep, amount, subject, started, source, region, sector, product, stage,"
    " reason, currency, kind, method"
)
NONE = "NULL"

#: One row a contribution: what is counted, when, for whom, how much, and what describes it.
CONTRIBUTIONS = """
SELECT {measure}, a.at, a.rep_id, 1, a.prospect_id, a.at, p.source_id, p.region_id, p.sector_id,
       a.product_id, 0, 0, '', a.kind, a.method_id
  FROM crm_activity a LEFT JOIN crm_prospect p ON p.id = a.prospect_id WHERE {where}
"""
STEPS = """
SELECT {measure}, s.at, s.rep_id, 1, s.prospect_id, s.at, p.source_id, p.region_id, p.sector_id,
       0, 0, 0, '', '', 0
  FROM crm_prospectstep s JOIN crm_prospect p ON p.id = s.prospect_id
 WHERE s.withdrawn_at IS NULL AND {where}
"""
MOVEMENTS = """
SELECT {measure}, m.at, m.rep_id, {amount}, m.deal_id,
       CASE WHEN p.contacted_at <= m.at AND (p.converted_at IS NULL OR m.at <= p.converted_at)
            THEN p.contacted_at ELSE d.opened_at END,
       COALESCE(d.source_id, p.source_id), p.region_id, p.sector_id, {product}, m.stage_id,
       COALESCE(d.lost_reason_confirmed_id, d.lost_reason_id), d.currency, d.kind,
       d.winning_method_id
  FROM crm_dealmovement m JOIN crm_deal d ON d.id = m.deal_id
  LEFT JOIN crm_prospect p ON p.id = d.prospect_id {lines} WHERE {where}
"""
COMPLAINTS = """
SELECT 'complaints', c.received_at, c.rep_id, 1, c.prospect_id, c.received_at, p.source_id,
       p.region_id, p.sector_id, c.product_id, 0, c.reason_id, '', c.severity, 0
  FROM crm_complaint c LEFT JOIN crm_prospect p ON p.id = c.prospect_id
"""
OUT = "a.status = 'held' AND a.direction = 'out'"
ENDED = "m.withdrawn_at IS NULL AND m.kind = "


def _activities() -> list[str]:
    wanted = {
        "calls": f"{OUT} AND a.kind = 'call'",
        "calls_to_prospects": f"{OUT} AND a.kind = 'call' AND a.target_kind = 'prospect'",
        "emails": f"{OUT} AND a.kind = 'email'",
        "meetings_prospect": "a.status = 'held' AND a.kind = 'meeting'"
        " AND a.target_kind = 'prospect'",
        "meetings_customer": "a.status = 'held' AND a.kind = 'meeting'"
        " AND a.target_kind = 'customer'",
        "demos": "a.status = 'held' AND a.kind = 'demo'",
        "contacts": f"{OUT} AND a.kind IN ('call', 'email', 'meeting', 'demo')"
        " AND a.prospect_id IS NOT NULL",
    }
    return [
        CONTRIBUTIONS.format(measure=f"'{name}'", where=where)
        for name, where in wanted.items()
    ]


def _steps() -> list[str]:
    wanted = {
        "leads_created": "s.step = 'detected'",
        "leads_qualified": "s.step = 'sql'",
        "conversions": "s.step = 'converted'",
        "leads_converted": "s.step = 'detected' AND p.converted_at IS NOT NULL",
    }
    return [
        STEPS.format(measure=f"'{name}'", where=where) for name, where in wanted.items()
    ]


def _movements() -> list[str]:
    def of(name: str, where: str, amount: str = "1", lines: bool = False) -> str:
        return MOVEMENTS.format(
            measure=f"'{name}'",
            where=where,
            amount=f"COALESCE({amount}, 0)",
            product="l.product_id" if lines else "d.main_product_id",
            lines="LEFT JOIN crm_dealline l ON l.deal_id = d.id" if lines else "",
        )

    won, lost = f"{ENDED}'won'", f"{ENDED}'lost'"
    line = "CASE WHEN l.id IS NULL THEN m.outcome_amount ELSE l.base_amount END"
    return [
        of("opps_created", "m.kind = 'opened'"),
        of("deals_won", won),
        of("deals_lost", lost),
        of("deals_priced", f"{won} AND m.outcome_amount IS NOT NULL"),
        of("won_amount", won, "m.outcome_amount"),
        of("won_amount/lines", won, line, lines=True),
        of("pipeline_count", "1 = 1", "m.count"),
        of("pipeline_amount", "1 = 1", "m.amount"),
        of("pipeline_weighted", "1 = 1", "m.weighted"),
    ]


def civil(column: str) -> str:
    if connection.vendor == "sqlite":
        return f"civil_day({column})"
    return f"({column} AT TIME ZONE '{Organisation.current().time_zone}')::date"


def _days_between(early: str, late: str) -> str:
    if connection.vendor == "sqlite":
        return f"CAST(julianday({late}) - julianday({early}) AS INTEGER)"
    return f"{late} - {early}"


def member_of(rep: str, day: str) -> str:
    """The team of the person on the day, as an SQL expression."""
    return (
        f"COALESCE((SELECT team_id FROM crm_membership mb WHERE mb.user_id = {rep}"
        f" AND (mb.from_on IS NULL OR mb.from_on <= {day})"
        f" AND (mb.to_on IS NULL OR mb.to_on > {day})), 0)"
    )


def gather(first_month: int = 1) -> None:
    """Fill the temporary tables ``facts`` and ``cal`` from the tables of facts as they are."""
    _teach_the_civil_day()
    parts = " UNION ALL ".join([*_activities(), *_steps(), *_movements(), COMPLAINTS])
    with connection.cursor() as cursor:
        for table in ("facts", "cal"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE facts AS WITH c ({COLUMNS}) AS ({parts}),"
            f" dated AS (SELECT c.*, {civil('c.at')} AS day, {civil('c.started')} AS began"
            " FROM c)"
            f" SELECT dated.*, {_days_between('began', 'day')} AS days,"
            f" {member_of('rep', 'day')} AS team FROM dated"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE cal"
            " (day date, week date, month date, quarter date, year date)"
        )
        cursor.execute("SELECT MIN(day), MAX(day) FROM facts")
        low, high = (as_day(value) for value in cursor.fetchone())
        low, high = low - timedelta(days=40), high + timedelta(days=100)
        days = [low + timedelta(days=i) for i in range((high - low).days + 1)]
        cursor.executemany(
            "INSERT INTO cal VALUES (%s, %s, %s, %s, %s)",
            [calendar_row(day, first_month) for day in days],
        )


def calendar_row(day: date, first_month: int) -> tuple[date, ...]:
    """(day, Monday, first of month, of fiscal quarter, of fiscal year)."""
    months = day.year * 12 + day.month - 1
    into_year = (day.month - first_month) % 12

    def first_of(index: int) -> date:
        return date(index // 12, index % 12 + 1, 1)

    return (
        day,
        day - timedelta(days=day.isoweekday() - 1),
        first_of(months),
        first_of(months - into_year % 3),
        first_of(months - into_year),
    )


def _teach_the_civil_day() -> None:
    if connection.vendor != "sqlite":
        return
    zone = ZoneInfo(Organisation.current().time_zone)

    def day_of(text: str | None) -> str | None:
        if text is None:
            return None
        at = datetime.fromisoformat(text + "+00:00")
        return at.astimezone(zone).date().isoformat()

    connection.ensure_connection()
    connection.connection.create_function("civil_day", 1, day_of)


def as_day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def ask(sql: str, params: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or [])
        return list(cursor.fetchall())
