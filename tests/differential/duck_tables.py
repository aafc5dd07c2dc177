"""The tables of facts as DuckDB gets them, and each fact with its civil day and team."""

from __future__ import annotations

from typing import Any

from crm import models

#: What every word of a customer has.
SAID = {
    "at": "INSTANT",
    "rep_id": "BIGINT",
    "prospect_id": "BIGINT",
    "product_id": "BIGINT",
}
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
            "client_type_id": "BIGINT",
            "campaign_id": "BIGINT",
            "detected_at": "INSTANT",
            "contacted_at": "INSTANT",
            "sql_at": "INSTANT",
            "converted_at": "INSTANT",
            "churned_at": "INSTANT",
            "disqualified_at": "INSTANT",
        },
    ),
    "activity": (
        models.Activity,
        {
            "id": "BIGINT",
            "deal_id": "BIGINT",
            "method_id": "BIGINT",
            "at": "INSTANT",
            "rep_id": "BIGINT",
            "prospect_id": "BIGINT",
            "product_id": "BIGINT",
            "kind": "TEXT",
            "status": "TEXT",
            "direction": "TEXT",
            "target_kind": "TEXT",
            "outcome": "TEXT",
            "in_bulk": "BOOLEAN",
        },
    ),
    "step": (
        models.ProspectStep,
        {
            "at": "INSTANT",
            "rep_id": "BIGINT",
            "prospect_id": "BIGINT",
            "product_id": "BIGINT",
            "churn_reason_id": "BIGINT",
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
            "campaign_id": "BIGINT",
            "stage_id": "BIGINT",
            "winning_method_id": "BIGINT",
            "promised_on": "DATE",
            "delivered_on": "DATE",
            "kind": "TEXT",
            "currency": "TEXT",
            "opened_at": "INSTANT",
            "lost_reason_id": "BIGINT",
            "lost_reason_confirmed_id": "BIGINT",
        },
    ),
    "line": (
        models.DealLine,
        {
            "deal_id": "BIGINT",
            "product_id": "BIGINT",
            "base_amount": "BIGINT",
            "base_cost": "BIGINT",
            "base_list": "BIGINT",
        },
    ),
    "movement": (
        models.DealMovement,
        {
            "id": "BIGINT",
            "expected_close_on": "DATE",
            "outcome_list": "BIGINT",
            "at": "INSTANT",
            "rep_id": "BIGINT",
            "deal_id": "BIGINT",
            "stage_id": "BIGINT",
            "kind": "TEXT",
            "count": "BIGINT",
            "amount": "BIGINT",
            "weighted": "BIGINT",
            "outcome_amount": "BIGINT",
            "outcome_cost": "BIGINT",
            "withdrawn_at": "INSTANT",
        },
    ),
    "complaint": (
        models.Complaint,
        {
            "received_at": "INSTANT",
            "resolved_at": "INSTANT",
            "rep_id": "BIGINT",
            "prospect_id": "BIGINT",
            "product_id": "BIGINT",
            "reason_id": "BIGINT",
            "severity": "TEXT",
        },
    ),
    "quote": (
        models.Quote,
        {
            "id": "BIGINT",
            "deal_id": "BIGINT",
            "rep_id": "BIGINT",
            "number": "TEXT",
            "version": "BIGINT",
            "currency": "TEXT",
            "base_amount": "BIGINT",
            "sent_at": "INSTANT",
            "signed_at": "INSTANT",
        },
    ),
    "answer": (
        models.SurveyAnswer,
        SAID | {"survey": "TEXT", "score": "BIGINT", "contact_id": "BIGINT"},
    ),
    "review": (models.Review, SAID | {"rating": "BIGINT", "region_id": "BIGINT"}),
    "verbatim": (models.Verbatim, SAID | {"kind": "TEXT"}),
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
    s.product_id AS product, s.churn_reason_id AS reason, p.converted_at AS became, p.sql_at AS qualified,
    p.contacted_at AS contacted, civil(p.contacted_at) - civil(s."at") AS until_contact,
    civil(s."at") - civil(p.detected_at) AS since_detection
    FROM step s JOIN prospect p ON p.id = prospect_id WHERE withdrawn_at IS NULL;
CREATE TABLE moves AS SELECT m.*, civil(m."at") AS day, team_of(rep_id, civil(m."at")) AS team,
    coalesce(d.source_id, p.source_id) AS source, p.region_id AS region,
    p.sector_id AS sector, d.main_product_id AS product, m.stage_id AS stage,
    coalesce(lost_reason_confirmed_id, lost_reason_id) AS reason, d.currency,
    d.prospect_id AS buyer,
    d.kind AS deal_kind, m.withdrawn_at IS NULL AS stands,
    civil(m."at") - civil(CASE WHEN p.contacted_at <= m."at"
        AND (p.converted_at IS NULL OR m."at" <= p.converted_at)
        THEN p.contacted_at ELSE d.opened_at END) AS days
    FROM movement m JOIN deal d ON d.id = deal_id LEFT JOIN prospect p ON p.id = d.prospect_id;
CREATE TABLE sold AS SELECT m.* REPLACE (l.product_id AS product,
    CASE WHEN l.deal_id IS NULL THEN m.outcome_amount ELSE l.base_amount END AS outcome_amount,
    CASE WHEN l.deal_id IS NULL THEN m.outcome_cost ELSE l.base_cost END AS outcome_cost),
    m.outcome_amount IS NOT NULL AND m.outcome_cost IS NOT NULL AS costed
    FROM moves m LEFT JOIN line l USING (deal_id) WHERE m.kind = 'won' AND stands;
CREATE TABLE voices AS SELECT c.*, civil(received_at) AS day,
    team_of(rep_id, civil(received_at)) AS team, p.source_id AS source,
    p.region_id AS region, p.sector_id AS sector, product_id AS product, reason_id AS reason,
    severity AS kind, resolved_at IS NOT NULL AS done,
    civil(resolved_at) - civil(received_at) AS until_resolved
    FROM complaint c LEFT JOIN prospect p ON p.id = prospect_id;
CREATE TABLE offers AS SELECT q.number, q.rep_id, q.base_amount, q.currency, d.kind AS deal_kind,
    civil(sent_at) AS day, team_of(q.rep_id, civil(sent_at)) AS team,
    coalesce(d.source_id, p.source_id) AS source, p.region_id AS region, p.sector_id AS sector,
    d.main_product_id AS product,
    q.number IN (SELECT number FROM quote WHERE signed_at IS NOT NULL) AS agreed
    FROM quote q JOIN deal d ON d.id = deal_id LEFT JOIN prospect p ON p.id = d.prospect_id
    WHERE sent_at IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY q.number ORDER BY q.version) = 1;
CREATE TABLE answers AS SELECT v.*, civil(v."at") AS day, team_of(rep_id, civil(v."at")) AS team,
    p.source_id AS source, p.region_id AS region, p.sector_id AS sector, product_id AS product
    FROM answer v LEFT JOIN prospect p ON p.id = prospect_id;
CREATE TABLE stars AS SELECT v.*, civil(v."at") AS day, team_of(rep_id, civil(v."at")) AS team,
    region_id AS region FROM review v;
CREATE TABLE said AS SELECT v.*, civil(v."at") AS day, team_of(rep_id, civil(v."at")) AS team,
    p.source_id AS source, p.region_id AS region, p.sector_id AS sector, product_id AS product
    FROM verbatim v LEFT JOIN prospect p ON p.id = prospect_id;
"""
