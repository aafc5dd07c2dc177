"""What money does, as contributions by plain SQL: costs by day, audience, deliveries, stays, contracts.

A cost's days are drawn here a second time from the cost itself, never from ``CostDay``.
"""

from __future__ import annotations

from datetime import date, timedelta

import holidays
from django.db import connection

from crm.models import CostEntry, Organisation

NEVER = "CAST(NULL AS timestamp)"
NOTHING = {
    "at": NEVER,
    "rep": "0",
    "amount": "1",
    "subject": "0",
    "since": NEVER,
    "until": NEVER,
    "source": "0",
    "region": "0",
    "sector": "0",
    "product": "0",
    "stage": "0",
    "reason": "0",
    "currency": "''",
    "kind": "''",
    "method": "0",
    "client_type": "0",
    "campaign": "0",
    "channel": "0",
    "category": "0",
    "pipeline": "0",
    "given": "CAST(NULL AS date)",
    "own_team": "CAST(NULL AS bigint)",
}
OF_PROSPECT = {
    "source": "p.source_id",
    "region": "p.region_id",
    "sector": "p.sector_id",
    "client_type": "p.client_type_id",
    "campaign": "p.campaign_id",
}
CATEGORY = "(SELECT g.category_id FROM crm_product g WHERE g.id = {})"
OF_DEAL = OF_PROSPECT | {
    "source": "COALESCE(d.source_id, p.source_id)",
    "campaign": "COALESCE(d.campaign_id, p.campaign_id)",
    "product": "d.main_product_id",
    "category": CATEGORY.format("d.main_product_id"),
    "kind": "d.kind",
}
DEAL = "JOIN crm_deal d ON d.id = {}.deal_id LEFT JOIN crm_prospect p ON p.id = d.prospect_id"
WON = "m.kind = 'won' AND m.withdrawn_at IS NULL"
#: A deal comes into a stage, and leaves it.
INTO = "kind IN ('opened', 'stage', 'reopened') AND {0}.count = 1"
OUT = "m.kind IN ('stage', 'won', 'lost') AND m.count = -1"


def contributions() -> list[str]:
    return [
        *_costs(),
        *_audience(),
        *_deliveries(),
        *_projects(),
        *_stays(),
        *_quotes(),
        *_contracts(),
        *_recurring(),
    ]


def _row(measure: str, tables: str, where: str = "1 = 1", **columns: str) -> str:
    """One SELECT with every column of a contribution, in the order of the table."""
    found = NOTHING | columns
    return (
        f"SELECT '{measure}', {', '.join(found.values())} FROM {tables} WHERE {where}"
    )


def spread_costs() -> None:
    """Fill ``costday``: what each working day of its month bears of a cost, in whole cents."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS costday")
        cursor.execute(
            "CREATE TEMPORARY TABLE costday (cost_id bigint, day date, amount bigint)"
        )
        for pk, month, amount in CostEntry.objects.values_list(
            "pk", "month", "base_amount"
        ):
            days = days_of(month)
            borne = 0
            for i, day in enumerate(days, 1):
                due = None if amount is None else amount * i // len(days)
                part = None if due is None else due - borne
                borne = due or 0
                cursor.execute(
                    "INSERT INTO costday VALUES (%s, %s, %s)", [pk, day, part]
                )


def days_of(month: date) -> list[date]:
    """Days of the organisation's week that are no public holiday; of a month without any, all."""
    organisation = Organisation.current()
    feasts = holidays.country_holidays(organisation.country, years=month.year)
    every, day = [], month
    while day.month == month.month:
        every.append(day)
        day += timedelta(days=1)
    worked = [
        d
        for d in every
        if str(d.weekday() + 1) in organisation.working_week and d not in feasts
    ]
    return worked or every


def _costs() -> list[str]:
    kinds = {
        "marketing_cost": "e.kind = 'marketing'",
        "selling_cost": "e.kind = 'sales'",
        "campaign_cost": "e.campaign_id IS NOT NULL",
    }
    return [
        _row(
            name,
            "costday c JOIN crm_costentry e ON e.id = c.cost_id",
            where,
            rep="COALESCE(e.rep_id, 0)",
            amount="COALESCE(c.amount, 0)",
            source="e.source_id",
            currency="e.currency",
            client_type="e.client_type_id",
            campaign="e.campaign_id",
            channel="e.channel_id",
            given="c.day",
            own_team="e.team_id",
        )
        for name, where in kinds.items()
    ]


def _audience() -> list[str]:
    reached = [
        _row(
            name,
            "crm_campaign c",
            amount=amount,
            source="c.source_id",
            campaign="c.id",
            channel="c.channel_id",
            given="c.started_on",
        )
        for name, amount in (
            ("campaign_audience", "c.audience"),
            ("campaign_responses", "c.responses"),
        )
    ]
    seen = _row(
        "visitors",
        "crm_visitorcount v",
        amount="v.visitors",
        channel="v.channel_id",
        given="v.day",
    )
    return [*reached, seen]


def _deliveries() -> list[str]:
    wanted = {
        "deliveries": "1 = 1",
        "deliveries_promised": "d.promised_on IS NOT NULL",
        "deliveries_on_time": "d.delivered_on <= d.promised_on",
    }
    return [
        _row(
            name,
            f"crm_dealmovement m {DEAL.format('m')}",
            f"{WON} AND d.delivered_on IS NOT NULL AND {where}",
            rep="m.rep_id",
            since="m.at",
            given="d.delivered_on",
            **OF_DEAL,
        )
        for name, where in wanted.items()
    ]


def _projects() -> list[str]:
    """A deal that was won, with all that was ever written on it."""
    time = (
        "(SELECT SUM((t.minutes * t.hourly_cost * 2 + 60) / 120) FROM crm_timeentry t"
        " WHERE t.deal_id = d.id)"
    )
    goods = "(SELECT SUM(l.base_cost) FROM crm_dealline l WHERE l.deal_id = d.id)"
    money = "(SELECT SUM(e.base_amount) FROM crm_costentry e WHERE e.deal_id = d.id)"
    written = (
        "(d.id IN (SELECT deal_id FROM crm_timeentry)"
        " OR d.id IN (SELECT deal_id FROM crm_costentry WHERE deal_id IS NOT NULL))"
    )
    amounts = {
        "project_revenue": "m.outcome_amount",
        "project_goods": goods,
        "project_time": time,
        "project_other": money,
    }
    found = [
        _row(
            name,
            f"crm_dealmovement m {DEAL.format('m')}",
            f"{WON} AND m.outcome_amount IS NOT NULL AND {written}",
            at="m.at",
            rep="m.rep_id",
            amount=f"COALESCE({amount}, 0)",
            **OF_DEAL,
        )
        for name, amount in amounts.items()
    ]
    spent = _row(
        "minutes_spent",
        f"crm_timeentry t {DEAL.format('t')}",
        rep="t.rep_id",
        amount="t.minutes",
        given="t.day",
        **OF_DEAL,
    )
    return [*found, spent]


def _stays() -> list[str]:
    """Stays that ended: from the last time the deal came into the stage before it left it."""
    entered = (
        "(SELECT MAX(i.at) FROM crm_dealmovement i WHERE i.deal_id = m.deal_id"
        f" AND i.stage_id = m.stage_id AND i.{INTO.format('i')}"
        " AND (i.at < m.at OR (i.at = m.at AND i.id < m.id)))"
    )
    return [
        _row(
            "stays_ended",
            f"crm_dealmovement m {DEAL.format('m')}",
            OUT,
            at="m.at",
            rep="m.rep_id",
            since=entered,
            until="m.at",
            **OF_DEAL
            | {
                "stage": "m.stage_id",
                "pipeline": "(SELECT g.pipeline_id FROM crm_stage g WHERE g.id = m.stage_id)",
                "currency": "d.currency",
                "method": "d.winning_method_id",
            },
        )
    ]


def _quotes() -> list[str]:
    """The first quote that a prospect was ever sent, once somebody had spoken to them."""
    other = (
        "SELECT 1 FROM crm_quote o JOIN crm_deal e ON e.id = o.deal_id"
        " WHERE o.sent_at IS NOT NULL AND e.prospect_id = p.id"
        " AND (o.sent_at < q.sent_at OR (o.sent_at = q.sent_at AND o.id < q.id))"
    )
    version = (
        "SELECT 1 FROM crm_quote o WHERE o.number = q.number AND o.version < q.version"
        " AND o.sent_at IS NOT NULL"
    )
    return [
        _row(
            "first_quotes",
            f"crm_quote q {DEAL.format('q')}",
            "q.sent_at IS NOT NULL AND p.contacted_at <= q.sent_at"
            f" AND NOT EXISTS ({other}) AND NOT EXISTS ({version})",
            at="q.sent_at",
            rep="q.rep_id",
            since="p.contacted_at",
            until="q.sent_at",
            **OF_DEAL
            | {
                "pipeline": "(SELECT g.pipeline_id FROM crm_stage g WHERE g.id = d.stage_id)",
                "currency": "q.currency",
            },
        )
    ]


def _contracts() -> list[str]:
    described = OF_PROSPECT | {
        "product": "d.main_product_id",
        "category": CATEGORY.format("d.main_product_id"),
        "currency": "c.currency",
    }
    tables = (
        "crm_contract c JOIN crm_prospect p ON p.id = c.prospect_id"
        " LEFT JOIN crm_deal d ON d.id = c.deal_id"
    )
    lost = {"at": "c.ended_at", "rep": "c.ended_rep_id", "reason": "c.end_reason_id"}
    signed = _row(
        "contracts_signed", tables, at="c.signed_at", rep="c.rep_id", **described
    )
    return [
        signed,
        _row("contracts_lost", tables, "c.ended_at IS NOT NULL", **described | lost),
    ]


def _recurring() -> list[str]:
    described = OF_PROSPECT | {
        "product": "u.product_id",
        "category": CATEGORY.format("u.product_id"),
        "currency": "u.currency",
    }
    tables = (
        "crm_mrrmovement m JOIN crm_subscription u ON u.id = m.subscription_id"
        " JOIN crm_prospect p ON p.id = m.prospect_id"
    )
    last = (
        "u.ended_on IS NOT NULL AND m.original_amount < 0 AND NOT EXISTS (SELECT 1"
        " FROM crm_mrrmovement o WHERE o.subscription_id = u.id"
        " AND (o.at > m.at OR (o.at = m.at AND o.id > m.id)))"
    )
    common = {"at": "m.at", "rep": "m.rep_id", **described}
    return [
        _row("mrr", tables, amount="COALESCE(m.amount, 0)", subject="p.id", **common),
        _row(
            "mrr/subscription",
            tables,
            amount="m.original_amount",
            subject="u.id",
            **common,
        ),
        _row("subscriptions_ended", tables, last, **common),
    ]
