"""The other side of the ratio: the same cells in SQL written by hand, for one database each.

No marks, no claims, no restatements, no compiler: what a person would type for one month.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

COLUMNS = (
    "calls",
    "calls_to_prospects",
    "calls_reached",
    "emails",
    "meetings_prospect",
    "meetings_customer",
    "demos",
    "demo_no_shows",
    "contacts",
    "leads_created",
    "leads_qualified",
    "conversions",
    "leads_converted",
    "opps_created",
    "deals_won",
    "deals_lost",
    "deals_priced",
    "won_amount",
    "lost_amount",
    "pipeline_count",
    "pipeline_amount",
    "pipeline_weighted",
    "complaints",
    "complaints_resolved",
    "onboardings",
    "leads_contacted",
    "leads_turned_qualified",
    "leads_marketing",
    "marketing_turned_qualified",
    "qualified_converted",
    "trials",
    "customers_lost",
    "won_costed",
    "won_cost",
    "mrr",
    "contracts_signed",
    "contracts_lost",
    "quotes_sent",
    "quotes_amount",
    "quotes_signed",
    "nps_answers",
    "csat_answers",
    "csat_satisfied",
    "reviews",
    "review_stars",
    "five_stars",
    "verbatims",
)
HELD_OUT = "a.status = 'held' AND a.direction = 'out'"
ACTIVITIES = {
    "calls": f"{HELD_OUT} AND a.kind = 'call'",
    "calls_to_prospects": f"{HELD_OUT} AND a.kind = 'call' AND a.target_kind = 'prospect'",
    "calls_reached": f"{HELD_OUT} AND a.kind = 'call'"
    " AND a.outcome NOT IN ('', 'no_answer', 'voicemail')",
    "emails": f"{HELD_OUT} AND a.kind = 'email'",
    "meetings_prospect": "a.status = 'held' AND a.kind = 'meeting' AND a.target_kind = 'prospect'",
    "meetings_customer": "a.status = 'held' AND a.kind = 'meeting' AND a.target_kind = 'customer'",
    "demos": "a.status = 'held' AND a.kind = 'demo'",
    "onboardings": "a.status = 'held' AND a.kind = 'onboarding'",
    "demo_no_shows": "a.status = 'no_show' AND a.kind = 'demo'",
    "contacts": f"{HELD_OUT} AND a.kind IN ('call', 'email', 'meeting', 'demo')"
    " AND a.prospect_id IS NOT NULL",
}
STEPS = {
    "leads_created": "s.step = 'detected'",
    "leads_qualified": "s.step = 'sql'",
    "conversions": "s.step = 'converted'",
    "leads_converted": "s.step = 'detected' AND p.converted_at IS NOT NULL",
    "leads_contacted": "s.step = 'detected' AND p.contacted_at IS NOT NULL",
    "leads_turned_qualified": "s.step = 'detected' AND p.sql_at IS NOT NULL",
    "leads_marketing": "s.step = 'mql'",
    "marketing_turned_qualified": "s.step = 'mql' AND p.sql_at IS NOT NULL",
    "qualified_converted": "s.step = 'sql' AND p.converted_at IS NOT NULL",
    "trials": "s.step = 'trial'",
    "customers_lost": "s.step = 'churned'",
}
COSTED = (
    "m.kind = 'won' AND m.withdrawn_at IS NULL AND m.outcome_amount IS NOT NULL"
    " AND m.outcome_cost IS NOT NULL"
)
QUOTES = {
    "quotes_sent": "COUNT(*)",
    "quotes_amount": "COALESCE(SUM(q.base_amount), 0)",
    "quotes_signed": "COUNT(*) FILTER (WHERE EXISTS (SELECT 1 FROM crm_quote o"
    " WHERE o.number = q.number AND o.signed_at IS NOT NULL))",
}
ANSWERS = {
    "nps_answers": "v.survey = 'nps'",
    "csat_answers": "v.survey = 'csat'",
    "csat_satisfied": "v.survey = 'csat' AND v.score >= 4",
}
REVIEWS = {
    "reviews": "COUNT(*)",
    "review_stars": "COALESCE(SUM(v.rating), 0)",
    "five_stars": "COUNT(*) FILTER (WHERE v.rating = 5)",
}
COMPLAINTS = {"complaints": "COUNT(*)", "complaints_resolved": "COUNT(v.resolved_at)"}
MOVEMENTS = {
    "opps_created": "COUNT(*) FILTER (WHERE m.kind = 'opened')",
    "deals_won": "COUNT(*) FILTER (WHERE m.kind = 'won' AND m.withdrawn_at IS NULL)",
    "deals_lost": "COUNT(*) FILTER (WHERE m.kind = 'lost' AND m.withdrawn_at IS NULL)",
    "deals_priced": "COUNT(*) FILTER (WHERE m.kind = 'won' AND m.withdrawn_at IS NULL"
    " AND m.outcome_amount IS NOT NULL)",
    "won_amount": "COALESCE(SUM(m.outcome_amount) FILTER"
    " (WHERE m.kind = 'won' AND m.withdrawn_at IS NULL), 0)",
    "lost_amount": "COALESCE(SUM(m.outcome_amount) FILTER"
    " (WHERE m.kind = 'lost' AND m.withdrawn_at IS NULL), 0)",
    "won_costed": f"COALESCE(SUM(m.outcome_amount) FILTER (WHERE {COSTED}), 0)",
    "won_cost": f"COALESCE(SUM(m.outcome_cost) FILTER (WHERE {COSTED}), 0)",
    "pipeline_count": "COALESCE(SUM(m.count), 0)",
    "pipeline_amount": "COALESCE(SUM(m.amount), 0)",
    "pipeline_weighted": "COALESCE(SUM(m.weighted), 0)",
}


def _day(vendor: str, at: str, offset: int) -> str:
    if vendor == "postgresql":
        return f"({at} AT TIME ZONE 'Europe/Paris')::date"
    return f"date({at}, '{offset:+d} seconds')"


def _part(expressions: dict[str, str], day: str, rep: str, rows: str) -> str:
    columns = ", ".join(f"{expressions.get(c, '0')} AS {c}" for c in COLUMNS)
    return f"SELECT {day} AS day, {rep} AS rep_id, {columns} FROM {rows} GROUP BY 1, 2"


def _counted(conditions: dict[str, str]) -> dict[str, str]:
    return {
        name: f"COUNT(*) FILTER (WHERE {rule})" for name, rule in conditions.items()
    }


def _parts(vendor: str, offset: int) -> list[str]:
    """The zeros of every cell, then each source grouped by day and person."""
    window = "{} >= %s AND {} < %s".format
    return [
        "SELECT c.day, u.id AS rep_id, "
        + ", ".join(f"0 AS {c}" for c in COLUMNS)
        + " FROM kpis_civilday c CROSS JOIN crm_user u WHERE c.day >= %s AND c.day < %s",
        _part(
            _counted(ACTIVITIES),
            _day(vendor, "a.at", offset),
            "a.rep_id",
            f"crm_activity a WHERE {window('a.at', 'a.at')}",
        ),
        _part(
            _counted(STEPS),
            _day(vendor, "s.at", offset),
            "s.rep_id",
            "crm_prospectstep s JOIN crm_prospect p ON p.id = s.prospect_id"
            f" WHERE s.withdrawn_at IS NULL AND {window('s.at', 's.at')}",
        ),
        _part(
            MOVEMENTS,
            _day(vendor, "m.at", offset),
            "m.rep_id",
            f"crm_dealmovement m WHERE {window('m.at', 'm.at')}",
        ),
        _part(
            QUOTES,
            _day(vendor, "q.sent_at", offset),
            "q.rep_id",
            f"crm_quote q WHERE {window('q.sent_at', 'q.sent_at')} AND q.version ="
            " (SELECT MIN(o.version) FROM crm_quote o WHERE o.number = q.number"
            " AND o.sent_at IS NOT NULL)",
        ),
        *_voices(vendor, offset),
        *_contracts(vendor, offset),
    ]


def _voices(vendor: str, offset: int) -> list[str]:
    """What customers say: answers, reviews, their words, complaints."""
    told = (
        ("crm_surveyanswer", "at", _counted(ANSWERS)),
        ("crm_review", "at", REVIEWS),
        ("crm_verbatim", "at", {"verbatims": "COUNT(*)"}),
        ("crm_complaint", "received_at", COMPLAINTS),
    )
    return [
        _part(
            counted,
            _day(vendor, f"v.{at}", offset),
            "v.rep_id",
            f"{table} v WHERE v.{at} >= %s AND v.{at} < %s",
        )
        for table, at, counted in told
    ]


def _contracts(vendor: str, offset: int) -> list[str]:
    """What customers commit to: recurring revenue, contracts signed and lost."""
    told = (
        ("crm_mrrmovement", "at", "rep_id", "mrr", "COALESCE(SUM(r.amount), 0)"),
        ("crm_contract", "signed_at", "rep_id", "contracts_signed", "COUNT(*)"),
        ("crm_contract", "ended_at", "ended_rep_id", "contracts_lost", "COUNT(*)"),
    )
    return [
        _part(
            {column: sums},
            _day(vendor, f"r.{at}", offset),
            f"r.{rep}",
            f"{table} r WHERE r.{at} >= %s AND r.{at} < %s",
        )
        for table, at, rep, column, sums in told
    ]


def statement(vendor: str, offset: int) -> str:
    """One upsert of every cell between two instants; parameters: first day, end day, then
    (start, end) for each of the eleven sources. ``offset`` is the zone's in that slice (SQLite)."""
    sums = ", ".join(f"SUM(x.{c})" for c in COLUMNS)
    updates = ", ".join(f"{c} = excluded.{c}" for c in ("team_id", *COLUMNS))
    old = ", ".join(f"kpis_dailysnapshot.{c}" for c in ("team_id", *COLUMNS))
    new = ", ".join(f"excluded.{c}" for c in ("team_id", *COLUMNS))
    return (
        f"INSERT INTO kpis_dailysnapshot (day, rep_id, team_id, {', '.join(COLUMNS)}) "
        "SELECT x.day, x.rep_id, COALESCE((SELECT b.team_id FROM crm_membership b"
        " WHERE b.user_id = x.rep_id AND (b.from_on IS NULL OR b.from_on <= x.day)"
        f" AND (b.to_on IS NULL OR b.to_on > x.day)), 0), {sums} "
        f"FROM ({' UNION ALL '.join(_parts(vendor, offset))}) x GROUP BY x.day, x.rep_id "
        f"ON CONFLICT (day, rep_id) DO UPDATE SET {updates} WHERE ({old}) <> ({new})"
    )


def parameters(first: Any, end: Any, start_at: datetime, end_at: datetime) -> list[Any]:
    return [first, end, *([start_at, end_at] * 11)]


#: Company figures of a period straight from rows: revenue, wins, losses, calls, leads, complaints.
RAW = {
    "won_amount": "SELECT COALESCE(SUM(outcome_amount), 0) FROM crm_dealmovement WHERE kind = 'won'"
    " AND withdrawn_at IS NULL AND at >= %s AND at < %s",
    "deals_won": "SELECT COUNT(*) FROM crm_dealmovement WHERE kind = 'won'"
    " AND withdrawn_at IS NULL AND at >= %s AND at < %s",
    "deals_lost": "SELECT COUNT(*) FROM crm_dealmovement WHERE kind = 'lost'"
    " AND withdrawn_at IS NULL AND at >= %s AND at < %s",
    "calls": "SELECT COUNT(*) FROM crm_activity WHERE kind = 'call' AND status = 'held'"
    " AND direction = 'out' AND at >= %s AND at < %s",
    "emails": "SELECT COUNT(*) FROM crm_activity WHERE kind = 'email' AND status = 'held'"
    " AND direction = 'out' AND at >= %s AND at < %s",
    "demos": "SELECT COUNT(*) FROM crm_activity WHERE kind = 'demo' AND status = 'held'"
    " AND at >= %s AND at < %s",
    "leads_created": "SELECT COUNT(*) FROM crm_prospectstep WHERE step = 'detected'"
    " AND withdrawn_at IS NULL AND at >= %s AND at < %s",
    "complaints": "SELECT COUNT(*) FROM crm_complaint WHERE received_at >= %s AND received_at < %s",
}
