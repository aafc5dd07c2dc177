"""Figures from an independent database: the tables exported to DuckDB, which knows time zones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import duckdb

from crm import models
from tests.differential.asked import BALANCES, Asked, Figures, ratio

PERIODS = ("day", "week", "month", "quarter", "year")
#: Table -> (rows, {column: type}); instants travel as microseconds since 1970.
TABLES: dict[str, tuple[Any, dict[str, str]]] = {
    "membership": (
        models.Membership,
        {"user_id": "BIGINT", "team_id": "BIGINT", "from_on": "DATE", "to_on": "DATE"},
    ),
    "person": (
        models.User,
        {"id": "BIGINT", "sells": "BOOLEAN", "is_active": "BOOLEAN"},
    ),
    "prospect": (
        models.Prospect,
        {
            "id": "BIGINT",
            "source_id": "BIGINT",
            "region_id": "BIGINT",
            "sector_id": "BIGINT",
            "contacted_at": "INSTANT",
            "converted_at": "INSTANT",
        },
    ),
    "activity": (
        models.Activity,
        {
            "at": "INSTANT",
            "rep_id": "BIGINT",
            "prospect_id": "BIGINT",
            "product_id": "BIGINT",
            "kind": "TEXT",
            "status": "TEXT",
            "direction": "TEXT",
            "target_kind": "TEXT",
        },
    ),
    "step": (
        models.ProspectStep,
        {
            "at": "INSTANT",
            "rep_id": "BIGINT",
            "prospect_id": "BIGINT",
            "step": "TEXT",
            "withdrawn_at": "INSTANT",
        },
    ),
    "deal": (
        models.Deal,
        {
            "id": "BIGINT",
            "prospect_id": "BIGINT",
            "source_id": "BIGINT",
            "main_product_id": "BIGINT",
            "kind": "TEXT",
            "currency": "TEXT",
            "opened_at": "INSTANT",
            "lost_reason_id": "BIGINT",
            "lost_reason_confirmed_id": "BIGINT",
        },
    ),
    "line": (
        models.DealLine,
        {"deal_id": "BIGINT", "product_id": "BIGINT", "base_amount": "BIGINT"},
    ),
    "movement": (
        models.DealMovement,
        {
            "at": "INSTANT",
            "rep_id": "BIGINT",
            "deal_id": "BIGINT",
            "stage_id": "BIGINT",
            "kind": "TEXT",
            "count": "BIGINT",
            "amount": "BIGINT",
            "weighted": "BIGINT",
            "outcome_amount": "BIGINT",
            "withdrawn_at": "INSTANT",
        },
    ),
    "complaint": (
        models.Complaint,
        {
            "received_at": "INSTANT",
            "rep_id": "BIGINT",
            "prospect_id": "BIGINT",
            "product_id": "BIGINT",
            "reason_id": "BIGINT",
            "severity": "TEXT",
        },
    ),
}
#: Each fact with its civil day; ``dated`` adds the team of that day.
VIEWS = """
CREATE MACRO civil(moment) AS timezone('{zone}', moment)::DATE;
CREATE MACRO team_of(rep, d) AS coalesce((SELECT any_value(team_id) FROM membership
    WHERE user_id = rep AND coalesce(from_on, DATE '1-1-1') <= d
    AND d < coalesce(to_on, DATE '9999-1-1')), 0);
CREATE TABLE acts AS SELECT a.*, civil(a."at") AS day, team_of(rep_id, civil(a."at")) AS team,
    p.source_id AS source, p.region_id AS region, p.sector_id AS sector, product_id AS product
    FROM activity a LEFT JOIN prospect p ON p.id = prospect_id;
CREATE TABLE steps AS SELECT s.*, civil(s."at") AS day, team_of(rep_id, civil(s."at")) AS team,
    p.source_id AS source, p.region_id AS region, p.sector_id AS sector,
    p.converted_at AS became
    FROM step s JOIN prospect p ON p.id = prospect_id WHERE withdrawn_at IS NULL;
CREATE TABLE moves AS SELECT m.*, civil(m."at") AS day, team_of(rep_id, civil(m."at")) AS team,
    coalesce(d.source_id, p.source_id) AS source, p.region_id AS region,
    p.sector_id AS sector, d.main_product_id AS product, stage_id AS stage,
    coalesce(lost_reason_confirmed_id, lost_reason_id) AS reason, d.currency,
    d.kind AS deal_kind, m.withdrawn_at IS NULL AS stands,
    civil(m."at") - civil(CASE WHEN p.contacted_at <= m."at"
        AND (p.converted_at IS NULL OR m."at" <= p.converted_at)
        THEN p.contacted_at ELSE d.opened_at END) AS days
    FROM movement m JOIN deal d ON d.id = deal_id LEFT JOIN prospect p ON p.id = d.prospect_id;
CREATE TABLE sold AS SELECT m.* REPLACE (l.product_id AS product,
    CASE WHEN l.deal_id IS NULL THEN m.outcome_amount ELSE l.base_amount END AS outcome_amount)
    FROM moves m LEFT JOIN line l USING (deal_id) WHERE m.kind = 'won' AND stands;
CREATE TABLE voices AS SELECT c.*, civil(received_at) AS day,
    team_of(rep_id, civil(received_at)) AS team, p.source_id AS source,
    p.region_id AS region, p.sector_id AS sector, product_id AS product, reason_id AS reason,
    severity AS kind
    FROM complaint c LEFT JOIN prospect p ON p.id = prospect_id;
"""
OUT = "status = 'held' AND direction = 'out'"
#: KPI -> (table, what is counted above and below the line, kept rows).
SINGLE: dict[str, tuple[str, str, str, str]] = {
    "leads_created": ("steps", "count(*)", "1", "step = 'detected'"),
    "leads_qualified": ("steps", "count(*)", "1", "step = 'sql'"),
    "new_customers": ("steps", "count(*)", "1", "step = 'converted'"),
    "lead_conversion": (
        "steps",
        "count(became)",
        "count(*)",
        "step = 'detected'",
    ),
    "lead_conversion_period": (
        "steps",
        "count(*) FILTER (step = 'converted')",
        "count(*) FILTER (step = 'detected')",
        "true",
    ),
    "calls_made": (
        "acts",
        "count(*)",
        "1",
        f"{OUT} AND kind = 'call' AND target_kind = 'prospect'",
    ),
    "calls_made_all": ("acts", "count(*)", "1", f"{OUT} AND kind = 'call'"),
    "emails_sent": ("acts", "count(*)", "1", f"{OUT} AND kind = 'email'"),
    "meetings_prospect": (
        "acts",
        "count(*)",
        "1",
        "status = 'held' AND kind = 'meeting' AND target_kind = 'prospect'",
    ),
    "meetings_customer": (
        "acts",
        "count(*)",
        "1",
        "status = 'held' AND kind = 'meeting' AND target_kind = 'customer'",
    ),
    "demos": ("acts", "count(*)", "1", "status = 'held' AND kind = 'demo'"),
    "prospects_contacted": (
        "acts",
        "count(DISTINCT prospect_id)",
        "1",
        f"{OUT} AND kind IN ('call', 'email', 'meeting', 'demo') AND prospect_id > 0",
    ),
    "opps_created": ("moves", "count(*)", "1", "kind = 'opened'"),
    "deals_won": ("moves", "count(*)", "1", "kind = 'won' AND stands"),
    "deals_lost": ("moves", "count(*)", "1", "kind = 'lost' AND stands"),
    "win_rate": (
        "moves",
        "count(*) FILTER (kind = 'won')",
        "count(*)",
        "kind IN ('won', 'lost') AND stands",
    ),
    "revenue": ("sold", "coalesce(sum(outcome_amount), 0)", "1", "true"),
    "avg_transaction": (
        "moves",
        "coalesce(sum(outcome_amount), 0)",
        "count(outcome_amount)",
        "kind = 'won' AND stands",
    ),
    "complaints": ("voices", "count(*)", "1", "true"),
}


def export(zone: str) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory with the facts as they are."""
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    for name, (model, columns) in TABLES.items():
        stored = ", ".join(
            f'"{column}" {"BIGINT" if kind == "INSTANT" else kind}'
            for column, kind in columns.items()
        )
        shown = ", ".join(
            f'make_timestamptz("{column}") AS "{column}"'
            if kind == "INSTANT"
            else f'"{column}"'
            for column, kind in columns.items()
        )
        rows = [
            [_plain(value) for value in row]
            for row in model._default_manager.values_list(*columns)
        ]
        duck.execute(f"CREATE TABLE raw_{name} ({stored})")
        if rows:
            marks = ", ".join("?" * len(columns))
            duck.executemany(f"INSERT INTO raw_{name} VALUES ({marks})", rows)
        duck.execute(f"CREATE VIEW {name} AS SELECT {shown} FROM raw_{name}")
    duck.execute(VIEWS.format(zone=zone))
    return duck


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        whole = int(value.replace(microsecond=0).timestamp())
        return whole * 1_000_000 + value.microsecond
    return value


def _columns(table: str, by: Iterable[str]) -> list[str]:
    found = []
    for split in by:
        if split == "rep":
            found.append("rep_id")
        elif split == "kind" and table in ("moves", "sold"):
            found.append("deal_kind")
        elif split in PERIODS and split != "day":
            found.append(f"date_trunc('{split}', day)::DATE")
        else:
            found.append(split)
    return found


def figures(
    duck: duckdb.DuckDBPyConnection, asked: Asked, keys: Iterable[str], today: date
) -> dict[str, Figures]:
    """{KPI: {members: figure}}, each KPI by a query of its own; others are left out."""
    found = {}
    for key in keys:
        if key in SINGLE:
            found[key] = _single(duck, asked, *SINGLE[key])
        elif key in BALANCES:
            found[key] = _balance(duck, asked, BALANCES[key], today)
    return found


def _single(
    duck: duckdb.DuckDBPyConnection,
    asked: Asked,
    table: str,
    over: str,
    under: str,
    where: str,
) -> Figures:
    columns = _columns(table, asked.by)
    rows = duck.execute(
        f"SELECT {', '.join([*columns, over, under])} FROM {table} WHERE {where}"
        f" AND day >= ? AND day < ? AND {asked.whose.sql('rep_id', 'team')}"
        + (" GROUP BY ALL" if columns else ""),
        [asked.period.first, asked.period.end],
    ).fetchall()
    return {tuple(row[:-2]): ratio(int(row[-2]), int(row[-1])) for row in rows}


def spreads(
    duck: duckdb.DuckDBPyConnection, asked: Asked
) -> dict[Any, tuple[int, float, float, float]]:
    """{members: (n, mean, median, p90)} of the sales cycle, by DuckDB's own aggregates."""
    columns = _columns("moves", asked.by)
    rows = duck.execute(
        f"SELECT {', '.join([*columns, 'count(*), avg(days), median(days)'])},"
        " quantile_cont(days, 0.9) FROM moves WHERE kind = 'won' AND stands"
        f" AND day >= ? AND day < ? AND {asked.whose.sql('rep_id', 'team')}"
        + (" GROUP BY ALL" if columns else ""),
        [asked.period.first, asked.period.end],
    ).fetchall()
    return {tuple(row[:-4]): row[-4:] for row in rows if row[-4]}


def _balance(
    duck: duckdb.DuckDBPyConnection, asked: Asked, measure: str, today: date
) -> Figures:
    """Running sums over the days, read at the last day of each part."""
    column = measure.removeprefix("pipeline_")
    last = min(asked.period.last, today)
    grain = next((split for split in asked.by if split in PERIODS), "year")
    others = [split for split in asked.by if split not in PERIODS]
    keys = _columns("moves", others)
    start = f"date_trunc('{grain}', d)::DATE" if grain != "day" else "d"
    part = "min(d)" if not set(PERIODS) & set(asked.by) else start
    group = "" if part == "min(d)" else f" GROUP BY {start}"
    names = "".join(f", {key} AS k{i}" for i, key in enumerate(keys))
    found: Figures = {}
    rows = duck.execute(
        f"WITH ends AS (SELECT {part} AS part, max(d) AS last FROM"
        " (SELECT unnest(generate_series(?::DATE, ?::DATE, INTERVAL 1 DAY))::DATE AS d)"
        f"{group}), held AS (SELECT part, last, m.* EXCLUDE (team),"
        " team_of(m.rep_id, last) AS team FROM ends JOIN moves m ON m.day <= last)"
        f" SELECT part, sum(coalesce({column}, 0)){names} FROM held"
        f" WHERE {asked.whose.sql('rep_id', 'team')} GROUP BY part"
        + "".join(f", k{i}" for i in range(len(keys))),
        [asked.period.first, last],
    ).fetchall()
    for day, amount, *members in rows:
        rest = iter(members)
        place = tuple(day if s in PERIODS else next(rest) for s in asked.by)
        found[place] = Fraction(int(amount))
    return found
