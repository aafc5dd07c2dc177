"""Costs, recurring revenue, stages and deliveries as DuckDB gets them, each with day and team."""

from __future__ import annotations

from typing import Any

import holidays

from crm import models

INT, DAY, TEXT, AT = "BIGINT", "DATE", "TEXT", "INSTANT"
TABLES: dict[str, tuple[Any, dict[str, str]]] = {
    "product": (models.Product, {"id": INT, "category_id": INT}),
    "stage": (
        models.Stage,
        {"id": INT, "pipeline_id": INT, "position": INT, "kind": TEXT},
    ),
    "campaign": (
        models.Campaign,
        {
            "id": INT,
            "channel_id": INT,
            "source_id": INT,
            "started_on": DAY,
            "audience": INT,
            "responses": INT,
        },
    ),
    "cost": (
        models.CostEntry,
        {
            "id": INT,
            "month": DAY,
            "kind": TEXT,
            "currency": TEXT,
            "base_amount": INT,
            "channel_id": INT,
            "source_id": INT,
            "campaign_id": INT,
            "client_type_id": INT,
            "deal_id": INT,
            "team_id": INT,
            "rep_id": INT,
        },
    ),
    "visitor": (
        models.VisitorCount,
        {"day": DAY, "channel_id": INT, "visitors": INT},
    ),
    "hour": (
        models.TimeEntry,
        {
            "rep_id": INT,
            "deal_id": INT,
            "day": DAY,
            "minutes": INT,
            "hourly_cost": INT,
        },
    ),
    "mrr": (
        models.MrrMovement,
        {
            "id": INT,
            "prospect_id": INT,
            "subscription_id": INT,
            "at": AT,
            "rep_id": INT,
            "amount": INT,
            "original_amount": INT,
        },
    ),
    "subscription": (
        models.Subscription,
        {"id": INT, "product_id": INT, "currency": TEXT, "ended_on": DAY},
    ),
    "contract": (
        models.Contract,
        {
            "prospect_id": INT,
            "deal_id": INT,
            "currency": TEXT,
            "signed_at": AT,
            "rep_id": INT,
            "ended_at": AT,
            "ended_rep_id": INT,
            "end_reason_id": INT,
        },
    ),
}
OF_DEAL = """coalesce(d.source_id, p.source_id) AS source, p.region_id AS region,
    p.sector_id AS sector, p.client_type_id AS client_type,
    coalesce(d.campaign_id, p.campaign_id) AS campaign, d.main_product_id AS product,
    g.category_id AS category, d.kind AS kind"""
DEAL = """JOIN deal d ON d.id = m.deal_id LEFT JOIN prospect p ON p.id = d.prospect_id
    LEFT JOIN product g ON g.id = d.main_product_id"""
OF_PROSPECT = """p.source_id AS source, p.region_id AS region, p.sector_id AS sector,
    p.client_type_id AS client_type, p.campaign_id AS campaign"""
NONE = "NULL::BIGINT"
VIEWS = f"""
CREATE TABLE told AS SELECT m.id, m."at", civil(m."at") AS day, m.rep_id,
    team_of(m.rep_id, civil(m."at")) AS team, m.deal_id, d.prospect_id AS buyer, m.kind AS what,
    m.withdrawn_at IS NULL AS stands, m.count, m.amount, m.weighted, m.expected_close_on AS due,
    m.outcome_amount, m.outcome_list, m.outcome_cost, d.promised_on, d.delivered_on, {OF_DEAL},
    m.stage_id AS stage, s.pipeline_id AS pipeline, d.currency AS currency,
    coalesce(d.lost_reason_confirmed_id, d.lost_reason_id) AS reason, d.winning_method_id AS method
    FROM movement m {DEAL} LEFT JOIN stage s ON s.id = m.stage_id;
CREATE TABLE wins AS SELECT * FROM told WHERE what = 'won' AND stands;
CREATE TABLE lined AS SELECT w.* REPLACE (l.product_id AS product, g.category_id AS category,
    CASE WHEN l.deal_id IS NULL THEN w.outcome_amount ELSE l.base_amount END AS outcome_amount,
    CASE WHEN l.deal_id IS NULL THEN w.outcome_list ELSE l.base_list END AS outcome_list)
    FROM wins w LEFT JOIN line l USING (deal_id) LEFT JOIN product g ON g.id = l.product_id
    WHERE w.outcome_amount IS NOT NULL AND w.outcome_list IS NOT NULL;
CREATE TABLE revenue_lines AS SELECT w.* REPLACE (l.product_id AS product,
    g.category_id AS category, CASE WHEN l.deal_id IS NULL THEN w.outcome_amount
    ELSE l.base_amount END AS outcome_amount) FROM wins w LEFT JOIN line l USING (deal_id)
    LEFT JOIN product g ON g.id = l.product_id;
CREATE TABLE stepped AS SELECT s.step, s.rep_id, s.prospect_id, civil(s."at") AS day,
    team_of(s.rep_id, civil(s."at")) AS team, {OF_PROSPECT}, s.churn_reason_id AS reason,
    civil(s."at") - civil(p.converted_at) AS since_won, civil(p.churned_at) AS left_on
    FROM step s JOIN prospect p ON p.id = s.prospect_id WHERE s.withdrawn_at IS NULL;
CREATE TABLE paid AS SELECT m.id, m."at", civil(m."at") AS day, m.rep_id,
    team_of(m.rep_id, civil(m."at")) AS team, coalesce(m.amount, 0) AS amount, m.prospect_id, m.original_amount,
    m.subscription_id, {OF_PROSPECT}, u.product_id AS product, g.category_id AS category,
    u.currency AS currency, m.original_amount < 0 AND u.ended_on IS NOT NULL AND row_number()
    OVER (PARTITION BY u.id ORDER BY m."at" DESC, m.id DESC) = 1 AS ends_it
    FROM mrr m JOIN subscription u ON u.id = m.subscription_id
    JOIN prospect p ON p.id = m.prospect_id LEFT JOIN product g ON g.id = u.product_id;
CREATE TABLE spent AS WITH every AS (SELECT id, unnest(generate_series(month,
    (month + INTERVAL 1 MONTH - INTERVAL 1 DAY)::DATE, INTERVAL 1 DAY))::DATE AS day FROM cost),
    judged AS (SELECT *, contains((SELECT days FROM week), isodow(day)::VARCHAR)
    AND day NOT IN (SELECT day FROM feast) AS works FROM every),
    borne AS (SELECT id, day FROM judged QUALIFY works OR NOT bool_or(works)
    OVER (PARTITION BY id)),
    numbered AS (SELECT id, day, row_number() OVER (PARTITION BY id ORDER BY day) AS i,
    count(*) OVER (PARTITION BY id) AS n FROM borne)
    SELECT c.kind AS what, day, coalesce(c.rep_id, 0) AS rep_id,
    coalesce(c.team_id, team_of(coalesce(c.rep_id, 0), day)) AS team,
    coalesce(base_amount * i // n - base_amount * (i - 1) // n, 0) AS amount,
    c.source_id AS source, c.channel_id AS channel, c.campaign_id AS campaign,
    c.client_type_id AS client_type, c.currency FROM numbered JOIN cost c USING (id);
CREATE TABLE reached AS SELECT started_on AS day, 0 AS rep_id, 0 AS team, audience, responses,
    id AS campaign, channel_id AS channel, source_id AS source FROM campaign;
CREATE TABLE visited AS SELECT day, 0 AS rep_id, 0 AS team, visitors, channel_id AS channel
    FROM visitor;
CREATE TABLE projects AS SELECT w.*, coalesce(t.worth, 0) AS time_cost,
    coalesce(c.worth, 0) AS other_cost, coalesce(l.worth, 0) AS goods_cost FROM wins w
    LEFT JOIN (SELECT deal_id, sum(base_cost) AS worth FROM line GROUP BY deal_id) l
    USING (deal_id)
    LEFT JOIN (SELECT deal_id, sum((minutes * hourly_cost * 2 + 60) // 120) AS worth, 1 AS any_one
    FROM hour GROUP BY deal_id) t USING (deal_id)
    LEFT JOIN (SELECT deal_id, sum(base_amount) AS worth, 1 AS any_one FROM cost
    WHERE deal_id IS NOT NULL GROUP BY deal_id) c USING (deal_id)
    WHERE outcome_amount IS NOT NULL AND (t.any_one = 1 OR c.any_one = 1);
CREATE TABLE hours AS SELECT m.day, m.rep_id, team_of(m.rep_id, m.day) AS team, m.minutes,
    {OF_DEAL} FROM hour m {DEAL};
CREATE TABLE delivered AS SELECT * REPLACE (delivered_on AS day,
    team_of(rep_id, delivered_on) AS team), delivered_on - day AS took,
    delivered_on <= promised_on AS kept_it FROM wins WHERE delivered_on IS NOT NULL;
CREATE TABLE stays AS WITH turns AS (SELECT *  REPLACE (CASE WHEN count = 1 THEN 'into'
    ELSE 'out' END AS what) FROM told WHERE (what IN ('opened', 'stage', 'reopened') AND count = 1)
    OR (what IN ('stage', 'won', 'lost') AND count = -1))
    SELECT *, day - lag(day) OVER turn AS stayed, lead(day) OVER turn AS left_on FROM turns
    WINDOW turn AS (PARTITION BY deal_id, stage ORDER BY "at", id);
CREATE TABLE first_offers AS WITH sent AS (SELECT m.*, {OF_DEAL}, d.prospect_id AS buyer,
    s.pipeline_id AS pipeline, p.contacted_at, row_number() OVER (PARTITION BY d.prospect_id
    ORDER BY m.sent_at, m.id) AS nth, min(m.version) OVER (PARTITION BY m.number) AS first_one
    FROM quote m {DEAL} LEFT JOIN stage s ON s.id = d.stage_id WHERE m.sent_at IS NOT NULL)
    SELECT *, civil(sent_at) AS day, team_of(rep_id, civil(sent_at)) AS team,
    civil(sent_at) - civil(contacted_at) AS took FROM sent
    WHERE nth = 1 AND version = first_one AND buyer IS NOT NULL AND contacted_at <= sent_at;
CREATE TABLE agreed AS SELECT civil(m.signed_at) AS day, m.rep_id,
    team_of(m.rep_id, civil(m.signed_at)) AS team, {OF_PROSPECT}, d.main_product_id AS product,
    g.category_id AS category, m.currency FROM contract m JOIN prospect p ON p.id = m.prospect_id
    LEFT JOIN deal d ON d.id = m.deal_id LEFT JOIN product g ON g.id = d.main_product_id;
CREATE TABLE broken AS SELECT civil(m.ended_at) AS day, m.ended_rep_id AS rep_id,
    team_of(m.ended_rep_id, civil(m.ended_at)) AS team, {OF_PROSPECT},
    d.main_product_id AS product, g.category_id AS category, m.currency,
    m.end_reason_id AS reason FROM contract m JOIN prospect p ON p.id = m.prospect_id
    LEFT JOIN deal d ON d.id = m.deal_id LEFT JOIN product g ON g.id = d.main_product_id
    WHERE m.ended_at IS NOT NULL;
"""


def lay_out(duck: Any) -> None:
    """The tables of this module, with the organisation's week and its public holidays."""
    organisation = models.Organisation.current()
    duck.execute("CREATE TABLE week (days TEXT)")
    duck.execute("INSERT INTO week VALUES (?)", [organisation.working_week])
    duck.execute("CREATE TABLE feast (day DATE)")
    years = {cost.month.year for cost in models.CostEntry.objects.all()}
    feasts = holidays.country_holidays(organisation.country, years=sorted(years))
    for day in sorted(feasts):
        duck.execute("INSERT INTO feast VALUES (?)", [day])
    duck.execute(VIEWS)
