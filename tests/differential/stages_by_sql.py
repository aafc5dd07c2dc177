"""From one stage to the next, by hand-written SQL; and what a deal's movement is described by."""

from __future__ import annotations

from datetime import date

from tests.differential.asked import Asked
from tests.differential.by_sql import PERIODS
from tests.differential.facts import as_day, ask, civil, member_of
from tests.differential.pairs import Pairs, pair

#: What a deal is described by, in a query with its aliases d and p and a movement m.
OF_DEAL = {
    "source": "COALESCE(d.source_id, p.source_id)",
    "region": "p.region_id",
    "sector": "p.sector_id",
    "client_type": "p.client_type_id",
    "campaign": "COALESCE(d.campaign_id, p.campaign_id)",
    "product": "d.main_product_id",
    "category": "(SELECT g.category_id FROM crm_product g WHERE g.id = d.main_product_id)",
    "kind": "d.kind",
    "stage": "m.stage_id",
    "pipeline": "(SELECT g.pipeline_id FROM crm_stage g WHERE g.id = m.stage_id)",
    "currency": "d.currency",
    "reason": "COALESCE(d.lost_reason_confirmed_id, d.lost_reason_id)",
    "method": "d.winning_method_id",
}
MOVED = (
    "crm_dealmovement m JOIN crm_deal d ON d.id = m.deal_id"
    " LEFT JOIN crm_prospect p ON p.id = d.prospect_id"
)


def stage_conversion(asked: Asked, _today: date) -> Pairs:
    """Of each deal the furthest open stage; up to there, to the end when won, it was in each."""
    by = ("stage_was" if split == "stage" else split for split in asked.by)
    keys = "".join(
        f"cal.{split}, " if split in PERIODS else f"x.{split}, " for split in by
    )
    group = f" GROUP BY {keys.removesuffix(', ')}" if keys else ""
    dims = ", ".join(f"{sql} AS {n}" for n, sql in OF_DEAL.items() if n != "stage")
    filters = asked.kept("x.rep", "x.team", "x.").replace("x.stage ", "x.stage_was ")
    rows = ask(
        "WITH place AS (SELECT id, pipeline_id, ROW_NUMBER() OVER (PARTITION BY pipeline_id"
        " ORDER BY position, id) AS n FROM crm_stage WHERE kind = 'open'),"
        " been AS (SELECT m.deal_id, l.pipeline_id, l.n, ROW_NUMBER() OVER (PARTITION BY"
        " m.deal_id ORDER BY l.n DESC, l.pipeline_id DESC) AS back FROM crm_dealmovement m"
        " JOIN place l ON l.id = m.stage_id WHERE m.count = 1"
        " AND m.kind IN ('opened', 'stage', 'reopened')),"
        f" opened AS (SELECT m.deal_id, m.rep_id AS rep, {civil('m.at')} AS day, {dims},"
        " EXISTS (SELECT 1 FROM crm_dealmovement w WHERE w.deal_id = m.deal_id AND w.kind ="
        f" 'won' AND w.withdrawn_at IS NULL) AS won FROM {MOVED} WHERE m.kind = 'opened'),"
        f" teamed AS (SELECT opened.*, {member_of('rep', 'day')} AS team FROM opened),"
        " x AS (SELECT teamed.*, l.id AS stage_was, (won OR l.n < been.n) AS on_it"
        " FROM teamed JOIN been ON been.deal_id = teamed.deal_id AND been.back = 1"
        " JOIN place l ON l.pipeline_id = been.pipeline_id AND (won OR l.n <= been.n))"
        f" SELECT {keys}SUM(CASE WHEN on_it THEN 1 ELSE 0 END), COUNT(*) FROM x"
        f" JOIN cal ON cal.day = x.day WHERE x.day >= '{asked.period.first}'"
        f" AND x.day < '{asked.period.end}' AND {filters}{group}"
    )
    return {
        tuple(
            as_day(value) if split in PERIODS else value
            for split, value in zip(asked.by, row, strict=False)
        ): pair(int(row[-2] or 0), int(row[-1]))
        for row in rows
    }
