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
from tests.differential import earned

COLUMNS = (
    "measure, at, rep, amount, subject, since, until, source, region, sector, product, stage,"
    " reason, currency, kind, method, client_type, campaign, channel, category, pipeline,"
    " given, own_team"
)
NONE = "NULL"

#: One row a contribution: what is counted, when, for whom, how much, and what describes it.
CONTRIBUTIONS = """
SELECT {measure}, a.at, a.rep_id, 1, a.prospect_id, a.at, a.at, p.source_id, p.region_id, p.sector_id,
       a.product_id, 0, 0, '', a.kind, a.method_id, {described}
  FROM crm_activity a LEFT JOIN crm_prospect p ON p.id = a.prospect_id WHERE {where}
"""
STEPS = """
SELECT {measure}, s.at, s.rep_id, 1, s.prospect_id, {since}, {until}, p.source_id, p.region_id,
       p.sector_id, s.product_id, 0, s.churn_reason_id, '', '', 0, {described}
  FROM crm_prospectstep s JOIN crm_prospect p ON p.id = s.prospect_id
 WHERE s.withdrawn_at IS NULL AND {where}
"""
MOVEMENTS = """
SELECT {measure}, m.at, m.rep_id, {amount}, {subject},
       CASE WHEN p.contacted_at <= m.at AND (p.converted_at IS NULL OR m.at <= p.converted_at)
            THEN p.contacted_at ELSE d.opened_at END, m.at,
       COALESCE(d.source_id, p.source_id), p.region_id, p.sector_id, {product}, m.stage_id,
       COALESCE(d.lost_reason_confirmed_id, d.lost_reason_id), d.currency, d.kind,
       d.winning_method_id, {described}
  FROM crm_dealmovement m JOIN crm_deal d ON d.id = m.deal_id
  LEFT JOIN crm_prospect p ON p.id = d.prospect_id {lines} WHERE {where}
"""
COMPLAINTS = """
SELECT {measure}, c.received_at, c.rep_id, 1, c.prospect_id, c.received_at,
       COALESCE(c.resolved_at, c.received_at), p.source_id,
       p.region_id, p.sector_id, c.product_id, 0, c.reason_id, '', c.severity, 0, {described}
  FROM crm_complaint c LEFT JOIN crm_prospect p ON p.id = c.prospect_id WHERE {where}
"""
#: The version of a quote that left first, whatever its number of versions.
QUOTES = """
SELECT {measure}, q.sent_at, q.rep_id, {amount}, q.deal_id, q.sent_at, q.sent_at,
       COALESCE(d.source_id, p.source_id), p.region_id, p.sector_id, d.main_product_id, 0,
       0, q.currency, d.kind, 0, {described}
  FROM crm_quote q JOIN crm_deal d ON d.id = q.deal_id
  LEFT JOIN crm_prospect p ON p.id = d.prospect_id
 WHERE q.version = (SELECT MIN(o.version) FROM crm_quote o
                     WHERE o.number = q.number AND o.sent_at IS NOT NULL) AND {where}
"""
SIGNED = "EXISTS (SELECT 1 FROM crm_quote o WHERE o.number = q.number AND o.signed_at IS NOT NULL)"
#: What is said: answers, reviews, words; each table has its own name for what it counts.
SAID = """
SELECT {measure}, v.at, v.rep_id, {amount}, COALESCE(-v.contact_id, v.prospect_id), v.at, v.at, p.source_id, {region},
       p.sector_id, v.product_id, 0, 0, '', {kind}, 0, {described}
  FROM {table} v LEFT JOIN crm_prospect p ON p.id = v.prospect_id WHERE {where}
"""
OUT = "a.status = 'held' AND a.direction = 'out'"
ENDED = "m.withdrawn_at IS NULL AND m.kind = "


def described(
    product: str, *, campaign: str = "p.campaign_id", pipeline: str = "0"
) -> str:
    """The last columns: customer type, campaign, channel, category, pipeline; no day or team given."""
    category = f"(SELECT g.category_id FROM crm_product g WHERE g.id = {product})"
    return (
        f"p.client_type_id, {campaign}, 0, {category}, {pipeline},"
        " CAST(NULL AS date), CAST(NULL AS bigint)"
    )


OF_DEAL = "COALESCE(d.campaign_id, p.campaign_id)"


def pipeline_of(stage: str) -> str:
    return f"(SELECT g.pipeline_id FROM crm_stage g WHERE g.id = {stage})"


def _activities() -> list[str]:
    wanted = {
        "calls": f"{OUT} AND a.kind = 'call'",
        "calls_to_prospects": f"{OUT} AND a.kind = 'call' AND a.target_kind = 'prospect'",
        "emails": f"{OUT} AND a.kind = 'email'",
        "meetings_prospect": "a.status = 'held' AND a.kind = 'meeting'"
        " AND a.target_kind = 'prospect'",
        "meetings_customer": "a.status = 'held' AND a.kind = 'meeting'"
        " AND a.target_kind = 'customer'",
        "calls_reached": f"{OUT} AND a.kind = 'call'"
        " AND a.outcome NOT IN ('', 'no_answer', 'voicemail')",
        "demos": "a.status = 'held' AND a.kind = 'demo'",
        "demo_no_shows": "a.status = 'no_show' AND a.kind = 'demo'",
        "onboardings": "a.status = 'held' AND a.kind = 'onboarding'",
        "contacts": f"{OUT} AND a.kind IN ('call', 'email', 'meeting', 'demo')"
        " AND a.prospect_id IS NOT NULL",
    }
    return [
        CONTRIBUTIONS.format(
            measure=f"'{name}'", where=where, described=described("a.product_id")
        )
        for name, where in wanted.items()
    ]


def _steps() -> list[str]:
    lead, qualified = "s.step = 'detected'", "p.sql_at IS NOT NULL"
    wanted = {
        "leads_created": lead,
        "leads_contacted": f"{lead} AND p.contacted_at IS NOT NULL",
        "leads_turned_qualified": f"{lead} AND {qualified}",
        "leads_converted": f"{lead} AND p.converted_at IS NOT NULL",
        "leads_marketing": "s.step = 'mql'",
        "marketing_turned_qualified": f"s.step = 'mql' AND {qualified}",
        "leads_qualified": "s.step = 'sql'",
        "qualified_converted": "s.step = 'sql' AND p.converted_at IS NOT NULL",
        "trials": "s.step = 'trial'",
        "customers_lost": "s.step = 'churned'",
        "conversions": "s.step = 'converted'",
    }
    since = {"conversions": "p.detected_at", "customers_lost": "p.converted_at"}
    until = {"leads_contacted": "p.contacted_at"}
    return [
        STEPS.format(
            measure=f"'{name}'",
            where=where,
            since=since.get(name, "s.at"),
            until=until.get(name, "s.at"),
            described=described("s.product_id"),
        )
        for name, where in wanted.items()
    ]


def _quotes() -> list[str]:
    wanted = {
        "quotes_sent": ("1", "1 = 1"),
        "quotes_amount": ("COALESCE(q.base_amount, 0)", "1 = 1"),
        "quotes_signed": ("1", SIGNED),
    }
    return [
        QUOTES.format(
            measure=f"'{name}'",
            amount=amount,
            where=where,
            described=described(
                "d.main_product_id",
                campaign=OF_DEAL,
                pipeline=pipeline_of("d.stage_id"),
            ),
        )
        for name, (amount, where) in wanted.items()
    ]


def _voice() -> list[str]:
    of_prospect = {"region": "p.region_id", "kind": "''"}
    of_review = {"table": "crm_review", "region": "v.region_id", "kind": "''"}
    asked = {"table": "crm_surveyanswer", "amount": "1"} | of_prospect
    csat = "v.survey = 'csat'"
    wanted: dict[str, dict[str, str]] = {
        "nps_answers": asked | {"amount": "v.score", "where": "v.survey = 'nps'"},
        "csat_answers": asked | {"where": csat},
        "csat_satisfied": asked | {"where": f"{csat} AND v.score > 3"},
        "reviews": of_review | {"amount": "1", "where": "1 = 1"},
        "review_stars": of_review | {"amount": "v.rating", "where": "1 = 1"},
        "five_stars": of_review | {"amount": "1", "where": "v.rating > 4"},
        "verbatims": of_prospect
        | {"table": "crm_verbatim", "amount": "1", "where": "1 = 1", "kind": "v.kind"},
    }
    complained = {
        "complaints": "1 = 1",
        "complaints_resolved": "c.resolved_at IS NOT NULL",
    }
    return [
        *(
            SAID.format(measure=f"'{name}'", described=described("v.product_id"), **how)
            for name, how in wanted.items()
        ),
        *(
            COMPLAINTS.format(
                measure=f"'{name}'", where=where, described=described("c.product_id")
            )
            for name, where in complained.items()
        ),
    ]


def _moved(
    name: str,
    where: str,
    amount: str = "1",
    lines: bool = False,
    subject: str = "m.deal_id",
) -> str:
    """A contribution of the movements of deals; with ``lines``, one of each line."""
    product = "l.product_id" if lines else "d.main_product_id"
    return MOVEMENTS.format(
        measure=f"'{name}'",
        where=where,
        amount=f"COALESCE({amount}, 0)",
        subject=subject,
        product=product,
        described=described(
            product, campaign=OF_DEAL, pipeline=pipeline_of("m.stage_id")
        ),
        lines="LEFT JOIN crm_dealline l ON l.deal_id = d.id" if lines else "",
    )


def _of_line(column: str) -> str:
    """The amount of a line; of a win without lines its own."""
    return f"CASE WHEN l.id IS NULL THEN m.outcome_{column} ELSE l.base_{column} END"


def _movements() -> list[str]:
    won, lost = f"{ENDED}'won'", f"{ENDED}'lost'"
    known = f"{won} AND m.outcome_amount IS NOT NULL AND d.prospect_id IS NOT NULL"
    return [
        _moved("opps_created", "m.kind = 'opened'"),
        _moved("deals_won", won),
        _moved("deals_lost", lost),
        _moved("deals_priced", f"{won} AND m.outcome_amount IS NOT NULL"),
        _moved("won_amount", won, "m.outcome_amount"),
        _moved("won_amount/lines", won, _of_line("amount"), lines=True),
        _moved(
            "won_from_customers", known, "m.outcome_amount", subject="d.prospect_id"
        ),
        _moved("pipeline_count", "1 = 1", "m.count"),
        _moved("pipeline_amount", "1 = 1", "m.amount"),
        _moved("pipeline_weighted", "1 = 1", "m.weighted"),
    ]


def _costed() -> list[str]:
    """Wins whose cost is known, and those whose list price is."""
    won = f"{ENDED}'won' AND m.outcome_amount IS NOT NULL"
    costed = f"{won} AND m.outcome_cost IS NOT NULL"
    listed = f"{won} AND m.outcome_list IS NOT NULL"
    known = f"{costed} AND d.prospect_id IS NOT NULL"
    reached = f"{costed} AND {OF_DEAL} IS NOT NULL"
    return [
        _moved("won_costed", costed, "m.outcome_amount"),
        _moved("won_costed/lines", costed, _of_line("amount"), lines=True),
        _moved("won_cost", costed, "m.outcome_cost"),
        _moved("won_cost/lines", costed, _of_line("cost"), lines=True),
        _moved(
            "costed_from_customers", known, "m.outcome_amount", subject="d.prospect_id"
        ),
        _moved("cost_from_customers", known, "m.outcome_cost"),
        _moved("campaign_won", reached, "m.outcome_amount"),
        _moved("campaign_goods", reached, "m.outcome_cost"),
        _moved("won_at_list", listed, "m.outcome_list"),
        _moved("won_at_list/lines", listed, _of_line("list"), lines=True),
        _moved("won_with_list", listed, "m.outcome_amount"),
        _moved("won_with_list/lines", listed, _of_line("amount"), lines=True),
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
    earned.spread_costs()
    parts = " UNION ALL ".join(
        [
            *_activities(),
            *_steps(),
            *_movements(),
            *_costed(),
            *_quotes(),
            *_voice(),
            *earned.contributions(),
        ]
    )
    with connection.cursor() as cursor:
        for table in ("facts", "cal"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE facts AS WITH c ({COLUMNS}) AS ({parts}),"
            f" dated AS (SELECT c.*, COALESCE(c.given, {civil('c.at')}) AS day,"
            f" {civil('c.since')} AS began, COALESCE(c.given, {civil('c.until')}) AS ended FROM c)"
            f" SELECT dated.*, {_days_between('began', 'ended')} AS days,"
            f" COALESCE(own_team, {member_of('rep', 'day')}) AS team FROM dated"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE cal"
            " (day date, week date, month date, quarter date, year date, last boolean)"
        )
        cursor.execute("SELECT MIN(day), MAX(day) FROM facts")
        low, high = (as_day(value) for value in cursor.fetchone())
        low, high = low - timedelta(days=40), high + timedelta(days=100)
        days = [low + timedelta(days=i) for i in range((high - low).days + 1)]
        cursor.executemany(
            "INSERT INTO cal VALUES (%s, %s, %s, %s, %s, %s)",
            [calendar_row(day, first_month) for day in days],
        )


def calendar_row(day: date, first_month: int) -> tuple[Any, ...]:
    """(day, Monday, first of month, of fiscal quarter, of fiscal year, whether it ends a month)."""
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
        (day + timedelta(days=1)).day == 1,
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
