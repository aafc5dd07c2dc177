"""What was sold, what was lost, what is still open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.catalogue.revenue import AMOUNT, FROM_CUSTOMERS, PRICED
from kpis.spec import (
    Balance,
    Better,
    Closed,
    Difference,
    Expected,
    Growth,
    Kpi,
    PerSubject,
    Ratio,
    Total,
    Unit,
)

GROUP = "sales"

KPIS = (
    Kpi(
        "deals_won",
        _("Deals won"),
        Total("deals_won"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("Deals signed in the period. A won deal is the order and the sale."),
        why=_(
            "It is the count behind revenue: few large sales and many small ones are two trades."
        ),
        how=_(
            "Each deal counts on the day it was won, for whoever was in charge that day."
        ),
        do=_("Never read it alone: put average deal and win rate beside it."),
        articles=("S0", "S3"),
        companions=("avg_transaction", "win_rate"),
        synonyms=(
            _("Sales volume"),
            _("Number of sales"),
            _("Orders"),
            _("Contracts signed"),
        ),
    ),
    Kpi(
        "deals_lost",
        _("Deals lost"),
        Total("deals_lost"),
        Unit.COUNT,
        Better.DOWN,
        GROUP,
        what=_("Deals lost in the period."),
        why=_("Every loss has a reason, and reasons repeat."),
        how=_(
            "Each deal counts on the day it was lost, for whoever was in charge that day."
        ),
        do=_("Split it by lost reason and confirm the reason with the customer."),
        articles=("S3",),
        companions=("win_rate",),
        synonyms=(_("Contracts lost"),),
    ),
    Kpi(
        "revenue",
        _("Revenue, excl. tax"),
        Total(AMOUNT),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_("The amount of the deals won, before tax, after discount."),
        why=_("It is what the team's target and the forecast are built on."),
        how=_(
            "Each won deal counts on the day it was won, or on the day its order was delivered where"
            " the organisation chose so; for whoever was in charge on the day of the win, in the base"
            " currency at that day's rate. A deal without rate is counted, not priced."
        ),
        do=_("Plan a next step on your largest open deal that has none."),
        articles=("S0", "S3", "S4"),
        companions=("deals_won", "avg_transaction"),
        synonyms=(_("Turnover"), _("Sales")),
    ),
    Kpi(
        "avg_transaction",
        _("Average won deal"),
        Ratio((AMOUNT,), (PRICED,)),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_("The average amount of a won deal, before tax."),
        why=_("Growing it costs less than finding more customers."),
        how=_(
            "Revenue of the period divided by the deals it comes from that have a price."
        ),
        do=_(
            "Offer the next range up in every proposal. Watch acquisition cost beside it."
        ),
        articles=("S0", "S2", "S3"),
        companions=("deals_won",),
        synonyms=(_("Average order value"), _("Average transaction value")),
        minimum=True,
    ),
    Kpi(
        "avg_spend_customer",
        _("Average spend per customer"),
        PerSubject(FROM_CUSTOMERS, "deal__prospect"),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_("What a customer who bought in the period spent in it, before tax."),
        why=_("A customer who buys twice is worth more than two who buy once."),
        how=_(
            "Revenue of the period divided by the different customers it came from; sales to nobody"
            " known are left out of both. It does not add up over months: who buys in two counts once"
            " in their sum."
        ),
        do=_("Offer those who bought once what goes with it."),
        articles=("S1",),
        companions=("avg_transaction",),
        synonyms=(_("Average purchase value"), _("Revenue per customer")),
        minimum=True,
    ),
    Kpi(
        "sales_growth",
        _("Sales growth"),
        Growth(AMOUNT),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("How much revenue changed from one period to the next."),
        why=_("The direction matters more than the level."),
        how=_(
            "Revenue of the period minus that of the one before, divided by the one before; month on"
            " month for a month. Not defined when there was none before."
        ),
        do=_("Open what changed: number of sales or average deal, and whose."),
        articles=("S1",),
        companions=("revenue",),
        synonyms=(_("Month-on-month growth"),),
    ),
    Kpi(
        "pipeline_value",
        _("Pipeline value, excl. tax"),
        Balance("pipeline_amount"),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_("The amount of all deals open at the end of the period."),
        why=_("It is what can still be won."),
        how=_(
            "The sum of open deals at the end of the last day, rebuilt from their movements, so any"
            " past day can be asked for."
        ),
        do=_("Compare it with what the target still needs, divided by your win rate."),
        articles=("S1",),
        companions=("pipeline_weighted", "open_deals"),
    ),
    Kpi(
        "pipeline_weighted",
        _("Weighted pipeline, excl. tax"),
        Balance("pipeline_weighted"),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_(
            "The amount of open deals, each weighed by the probability of its stage."
        ),
        why=_("It is closer to what will come than the plain sum."),
        how=_(
            "Amount times the stage's probability of that day, summed over deals still open."
        ),
        do=_("Put deals in the stage they are really in before you trust it."),
        articles=("S1",),
        companions=("pipeline_value",),
    ),
    Kpi(
        "open_deals",
        _("Open deals"),
        Balance("pipeline_count"),
        Unit.COUNT,
        Better.DEPENDS,
        GROUP,
        what=_("How many deals are open at the end of the period."),
        why=_("Too few starves next month; too many means none gets attention."),
        how=_("Deals opened and neither won nor lost by the end of the last day."),
        do=_("End the deals that will not happen; give the others a next step."),
        articles=("S1",),
        companions=("pipeline_value",),
    ),
    Kpi(
        "gross_margin",
        _("Sales margin"),
        Difference(("won_costed",), ("won_cost",)),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_(
            "What is left of the deals won once the goods or services are paid, before tax."
        ),
        why=_("Revenue that costs as much as it brings feeds nobody."),
        how=_(
            "The amount of the deals won less their cost, on the day of the win, for deals whose cost is known; the others are left out of both sides."
        ),
        do=_("Give your smallest discount on what has the smallest margin."),
        articles=("S3",),
        companions=("margin_rate", "revenue"),
        synonyms=(_("Gross margin"),),
    ),
    Kpi(
        "margin_rate",
        _("Margin rate on revenue"),
        Ratio(("won_costed",), ("won_costed",), less=("won_cost",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("The share of the revenue that is margin."),
        why=_("It shows at a glance what discounts cost."),
        how=_(
            "Margin divided by revenue, over all deals won in the period whose cost is known: sums first, never the mean of the rates of deals. A French accountant calls it taux de marque."
        ),
        do=_("Split it by product, and look at the discounts of the lowest."),
        articles=("S1",),
        companions=("gross_margin",),
        synonyms=(_("Average profit margin"),),
        bands=(0.01, 0.03),
    ),
    Kpi(
        "price_to_list",
        _("Price against list price"),
        Ratio(("won_with_list",), ("won_at_list",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("What was paid, per hundred of list price."),
        why=_("Two sellers with one price list and two prices show at once."),
        how=_(
            "Amount of the deals won whose list price is known, divided by the same at list price: sums first. Split by product it compares each product's average price with its list price."
        ),
        do=_("Split it by rep and by product, and ask about the lowest."),
        articles=("S3", "S4"),
        companions=("margin_rate", "revenue"),
        synonyms=(_("Average discount"), _("Price consistency")),
        bands=(0.01, 0.03),
    ),
    Kpi(
        "sales_forecast",
        _("Sales forecast"),
        Expected("pipeline_weighted", AMOUNT),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_(
            "What the period should bring: won already, and expected to close in it."
        ),
        why=_("It says today what the end of the month will say."),
        how=_(
            "Revenue of the period so far, plus the open deals expected to close in it, each times the probability of its stage, as known on the last day that has begun. Any past day can be asked for."
        ),
        do=_("Check the expected date of the three largest."),
        articles=("S1", "S3", "S4"),
        companions=("revenue", "pipeline_due", "revenue_vs_forecast"),
        synonyms=(_("Forecast"), _("Forecast report")),
    ),
    Kpi(
        "pipeline_due",
        _("Weighted pipeline due in the period"),
        Expected("pipeline_weighted"),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_("Open deals expected to close in the period, weighed by their stage."),
        why=_("It is the part of the pipeline that can still help this period."),
        how=_(
            "Open amount times the probability of the stage, of deals whose expected date lies in the period, as known on the last day that has begun."
        ),
        do=_("Correct the dates that have passed."),
        articles=("S4",),
        companions=("sales_forecast", "pipeline_coverage"),
    ),
    Kpi(
        "forecast_at_start",
        _("Forecast at the start of the period"),
        Expected("pipeline_weighted", early=True),
        Unit.MONEY,
        Better.DEPENDS,
        GROUP,
        what=_("What the period was expected to bring on the eve of its first day."),
        why=_("A forecast is only as good as it proves."),
        how=_(
            "Open amount times the probability of the stage, of deals expected to close in the period, as known the day before it began."
        ),
        do=_("Compare it with what came, several months in a row."),
        articles=("S3",),
        companions=("revenue_vs_forecast",),
    ),
    Kpi(
        "revenue_vs_forecast",
        _("Revenue against forecast"),
        Closed("vs_forecast", of="revenue", parts=("revenue", "forecast_at_start")),
        Unit.RATE,
        Better.DEPENDS,
        GROUP,
        what=_("By how much revenue missed or passed the forecast of the eve."),
        why=_("A team that is always 20 % above forecasts as badly as one 20 % below."),
        how=_(
            "Revenue of the period minus the forecast of the day before it began, divided by that forecast. 0 % is a forecast that came true."
        ),
        do=_("Look at which stage's probability is wrong."),
        articles=("S3",),
        companions=("sales_forecast", "forecast_at_start"),
        synonyms=(_("Forecast error"),),
    ),
    Kpi(
        "pipeline_coverage",
        _("Pipeline coverage"),
        Closed("coverage", of="pipeline_due", parts=("pipeline_due", "revenue")),
        Unit.TIMES,
        Better.UP,
        GROUP,
        what=_(
            "How many times the pipeline due covers what the target still asks for."
        ),
        why=_("Under 1, working harder on what is open cannot be enough."),
        how=_(
            "Weighted open amount expected to close in the period, divided by the revenue target less what is won. Once the target is reached there is no figure."
        ),
        do=_("Under 1: open new deals that can still close in the period."),
        articles=("S1",),
        companions=("attainment", "pipeline_due"),
        synonyms=(_("Coverage"),),
    ),
)
