"""What is summed in DuckDB for each measure, and over which rows."""

from __future__ import annotations

MARKETING, SELLING = "what = 'marketing'", "what = 'sales'"
COSTED = "outcome_amount IS NOT NULL AND outcome_cost IS NOT NULL"
#: Measure -> (table, what is summed, kept rows).
MEASURES = {
    "marketing_cost": ("spent", "sum(amount)", MARKETING),
    "selling_cost": ("spent", "sum(amount)", SELLING),
    "campaign_cost": ("spent", "sum(amount)", "campaign IS NOT NULL"),
    "leads_created": ("stepped", "count(*)", "step = 'detected'"),
    "conversions": ("stepped", "count(*)", "step = 'converted'"),
    "visitors": ("visited", "sum(visitors)", "true"),
    "campaign_audience": ("reached", "sum(audience)", "true"),
    "campaign_responses": ("reached", "sum(responses)", "true"),
    "campaign_won": (
        "wins",
        "sum(outcome_amount)",
        f"{COSTED} AND campaign IS NOT NULL",
    ),
    "campaign_goods": (
        "wins",
        "sum(outcome_cost)",
        f"{COSTED} AND campaign IS NOT NULL",
    ),
    "project_revenue": ("projects", "sum(outcome_amount)", "true"),
    "project_goods": ("projects", "sum(goods_cost)", "true"),
    "project_time": ("projects", "sum(time_cost)", "true"),
    "project_other": ("projects", "sum(other_cost)", "true"),
    "minutes_spent": ("hours", "sum(minutes)", "true"),
    "deliveries_on_time": ("delivered", "count(*)", "kept_it"),
    "deliveries_promised": ("delivered", "count(*)", "promised_on IS NOT NULL"),
    "won_with_list": (
        "wins",
        "sum(outcome_amount)",
        "outcome_amount IS NOT NULL AND outcome_list IS NOT NULL",
    ),
    "won_at_list": (
        "wins",
        "sum(outcome_list)",
        "outcome_amount IS NOT NULL AND outcome_list IS NOT NULL",
    ),
    "contracts_signed": ("agreed", "count(*)", "true"),
    "contracts_lost": ("broken", "count(*)", "true"),
    "won_amount": ("wins", "sum(outcome_amount)", "true"),
    "subscriptions_ended": ("paid", "count(*)", "ends_it"),
}
BY_LINE = {
    "won_with_list": ("lined", "sum(outcome_amount)", "true"),
    "won_at_list": ("lined", "sum(outcome_list)", "true"),
    "won_amount": ("revenue_lines", "sum(outcome_amount)", "true"),
}
