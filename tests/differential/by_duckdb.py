"""Figures from an independent database: the tables exported to DuckDB, which knows time zones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import duckdb

from tests.differential import duck_earned
from tests.differential.asked import BALANCES, Asked, Figures, ratio
from tests.differential.duck_tables import TABLES, VIEWS

PERIODS = ("day", "week", "month", "quarter", "year")
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
    "avg_spend_customer": (
        "moves",
        "coalesce(sum(outcome_amount), 0)",
        "count(DISTINCT buyer)",
        "kind = 'won' AND stands AND outcome_amount IS NOT NULL AND buyer IS NOT NULL",
    ),
    "complaints": ("voices", "count(*)", "1", "true"),
    "lead_quality": ("steps", "count(qualified)", "count(*)", "step = 'detected'"),
    "mql_to_sql": ("steps", "count(qualified)", "count(*)", "step = 'mql'"),
    "leads_uncontacted": (
        "steps",
        "count(*) - count(contacted)",
        "count(*)",
        "step = 'detected'",
    ),
    "sql_conversion": ("steps", "count(became)", "count(*)", "step = 'sql'"),
    "customers_lost": ("steps", "count(*)", "1", "step = 'churned'"),
    "trials": ("steps", "count(*)", "1", "step = 'trial'"),
    "onboardings": ("acts", "count(*)", "1", "status = 'held' AND kind = 'onboarding'"),
    "reach_rate": (
        "acts",
        "count(*) FILTER (outcome <> '' AND outcome NOT IN ('no_answer', 'voicemail'))",
        "count(*)",
        f"{OUT} AND kind = 'call'",
    ),
    "demo_show_rate": (
        "acts",
        "count(*) FILTER (status = 'held')",
        "count(*)",
        "kind = 'demo' AND status IN ('held', 'no_show')",
    ),
    "quotes_sent": ("offers", "count(*)", "1", "true"),
    "quotes_value": ("offers", "coalesce(sum(base_amount), 0)", "1", "true"),
    "quote_win_rate": ("offers", "count(*) FILTER (agreed)", "count(*)", "true"),
    "gross_margin": (
        "sold",
        "coalesce(sum(outcome_amount), 0) - coalesce(sum(outcome_cost), 0)",
        "1",
        "costed",
    ),
    "margin_rate": (
        "sold",
        "coalesce(sum(outcome_amount), 0) - coalesce(sum(outcome_cost), 0)",
        "coalesce(sum(outcome_amount), 0)",
        "costed",
    ),
    "csat": (
        "answers",
        "count(*) FILTER (score >= 4)",
        "count(*)",
        "survey = 'csat'",
    ),
    "review_rating": ("stars", "coalesce(sum(rating), 0)", "count(*)", "true"),
    "five_star_share": ("stars", "count(*) FILTER (rating = 5)", "count(*)", "true"),
    "verbatims": ("said", "count(*)", "1", "true"),
}
#: KPI -> (table, the duration, kept rows).
LENGTHS = {
    "sales_cycle": ("moves", "days", "kind = 'won' AND stands"),
    "time_to_first_contact": (
        "steps",
        "until_contact",
        "step = 'detected' AND contacted IS NOT NULL",
    ),
    "time_to_convert": ("steps", "since_detection", "step = 'converted'"),
    "complaint_resolution": ("voices", "until_resolved", "done"),
    "time_in_stage": ("stays", "stayed", "what = 'out'"),
    "customer_tenure": ("stepped", "since_won", "step = 'churned'"),
    "delivery_time": ("delivered", "took", "true"),
    "time_to_first_quote": ("first_offers", "took", "true"),
}


def export(zone: str) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory with the facts as they are."""
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    for name, (model, columns) in (TABLES | duck_earned.TABLES).items():
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
    duck_earned.lay_out(duck)
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
        elif split == "kind" and table in ("moves", "sold", "offers"):
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
        elif key == "nps":
            found[key] = _recommending(duck, asked)
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


def _recommending(duck: duckdb.DuckDBPyConnection, asked: Asked) -> Figures:
    """NPS: arg_max takes each person's last answer of a group."""
    columns = _columns("answers", asked.by)
    names = [f"k{i}" for i in range(len(columns))]
    keyed = [f"{column} AS {name}" for column, name in zip(columns, names, strict=True)]
    last = 'coalesce(-contact_id, prospect_id) AS who, arg_max(score, "at") AS score'
    rows = duck.execute(
        f"WITH last AS (SELECT {', '.join([*keyed, last])} FROM answers"
        f" WHERE survey = 'nps' AND day >= ? AND day < ?"
        f" AND {asked.whose.sql('rep_id', 'team')} GROUP BY ALL)"
        f" SELECT {', '.join([*names, 'count(*) FILTER (score >= 9)'])},"
        " count(*) FILTER (score <= 6), count(*) FROM last"
        + (" GROUP BY ALL" if names else ""),
        [asked.period.first, asked.period.end],
    ).fetchall()
    return {tuple(row[:-3]): ratio(100 * (row[-3] - row[-2]), row[-1]) for row in rows}


def spreads(
    duck: duckdb.DuckDBPyConnection, asked: Asked, key: str
) -> dict[Any, tuple[int, float, float, float]]:
    """{members: (n, mean, median, p90)} of a duration, by DuckDB's own aggregates."""
    table, days, where = LENGTHS[key]
    columns = _columns(table, asked.by)
    rows = duck.execute(
        f"SELECT {', '.join([*columns, f'count(*), avg({days}), median({days})'])},"
        f" quantile_cont({days}, 0.9) FROM {table} WHERE {where}"
        f" AND day >= ? AND day < ? AND {asked.kept('rep_id', 'team')}"
        + (" GROUP BY ALL" if columns else ""),
        [asked.period.first, asked.period.end],
    ).fetchall()
    return {tuple(row[:-4]): row[-4:] for row in rows if row[-4]}


def _balance(
    duck: duckdb.DuckDBPyConnection, asked: Asked, measure: str, today: date
) -> Figures:
    """Running sums over the days, read at the last day of each part."""
    column, table = measure.removeprefix("pipeline_"), "told"
    if measure == "mrr":
        column, table = "amount", "paid"
    last = min(asked.period.last, today)
    grain = next((split for split in asked.by if split in PERIODS), "year")
    others = [split for split in asked.by if split not in PERIODS]
    keys = _columns(table, others)
    start = f"date_trunc('{grain}', d)::DATE" if grain != "day" else "d"
    part = "min(d)" if not set(PERIODS) & set(asked.by) else start
    group = "" if part == "min(d)" else f" GROUP BY {start}"
    names = "".join(f", {key} AS k{i}" for i, key in enumerate(keys))
    found: Figures = {}
    rows = duck.execute(
        f"WITH ends AS (SELECT {part} AS part, max(d) AS last FROM"
        " (SELECT unnest(generate_series(?::DATE, ?::DATE, INTERVAL 1 DAY))::DATE AS d)"
        f"{group}), held AS (SELECT part, last, m.* EXCLUDE (team),"
        f" team_of(m.rep_id, last) AS team FROM ends JOIN {table} m ON m.day <= last)"
        f" SELECT part, sum(coalesce({column}, 0)){names} FROM held"
        f" WHERE {asked.kept('rep_id', 'team')} GROUP BY part"
        + "".join(f", k{i}" for i in range(len(keys))),
        [asked.period.first, last],
    ).fetchall()
    for day, amount, *members in rows:
        rest = iter(members)
        place = tuple(day if s in PERIODS else next(rest) for s in asked.by)
        found[place] = Fraction(int(amount))
    return found
