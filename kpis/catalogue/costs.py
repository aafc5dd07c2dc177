"""What finding and serving customers costs, and what they are worth."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.catalogue.revenue import FROM_CUSTOMERS
from kpis.spec import (
    Audience,
    Better,
    Closed,
    Difference,
    Kpi,
    PerSubject,
    Ratio,
    Spread,
    Total,
    Unit,
)

GROUP = "costs"

KPIS = (
    Kpi(
        "cac",
        _("Customer acquisition cost"),
        Ratio(
            ("marketing_cost", "selling_cost"),
            ("conversions",),
            spent=True,
            lag="cost_lag_months",
        ),
        Unit.MONEY,
        Better.DOWN,
        GROUP,
        what=_("What winning one new customer costs in marketing and selling."),
        why=_("A customer who costs more than they bring makes growth a loss."),
        how=_(
            "Marketing and selling costs of the period divided by the customers acquired in it. The"
            " cost of a month is borne by its working days in equal parts. The organisation may say"
            " that costs come some months before their customers."
        ),
        do=_("Compare it by source, and move money to where a customer costs least."),
        articles=("S0", "S1", "S2", "S3", "S4"),
        companions=("clv_formula", "avg_transaction", "new_customers"),
        synonyms=(_("CAC"), _("Acquisition cost")),
        audience=Audience.MANAGER,
        minimum=True,
    ),
    Kpi(
        "cost_per_lead",
        _("Cost per lead"),
        Ratio(("marketing_cost",), ("leads_created",), spent=True),
        Unit.MONEY,
        Better.DOWN,
        GROUP,
        what=_("What one detected lead costs in marketing."),
        why=_(
            "Cheap leads that nobody can sell to are dear: read it with lead quality."
        ),
        how=_(
            "Marketing costs of the period divided by the leads detected in it. Selling salaries are"
            " left to the acquisition cost. A month's cost is borne by its working days in equal parts."
        ),
        do=_("Stop the channel whose leads cost most and qualify least."),
        articles=("S2",),
        companions=("lead_quality", "leads_created"),
        synonyms=(_("CPL"),),
        audience=Audience.MANAGER,
        minimum=True,
    ),
    Kpi(
        "visitor_conversion",
        _("Visitor conversion rate"),
        Ratio(("conversions",), ("visitors",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("New customers in a hundred visitors of the site."),
        why=_("It says whether the site brings people who buy, not only people."),
        how=_(
            "Customers acquired in the period divided by the visitors counted in it, as entered or"
            " imported by day and channel. One article calls this the conversion rate; here the"
            " conversion rate speaks of leads, and this one of visitors."
        ),
        do=_(
            "Follow one visitor's way from the first page to the form, and shorten it."
        ),
        articles=("S4",),
        companions=("lead_conversion", "leads_created"),
        synonyms=(_("Customers per visitor"), _("Site conversion rate")),
        audience=Audience.MANAGER,
        minimum=True,
    ),
    Kpi(
        "campaign_conversion",
        _("Campaign response rate"),
        Ratio(("campaign_responses",), ("campaign_audience",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the people who received a campaign, the share that did what it asked."
        ),
        why=_("It compares messages whatever the size of their audience."),
        how=_(
            "People who acted divided by people who received it, over the campaigns begun in the"
            " period. One article calls this the conversion rate too."
        ),
        do=_("Send the next campaign in two versions to halves of the audience."),
        articles=("S4",),
        companions=("campaign_roi", "cost_per_lead"),
        synonyms=(_("Campaign conversion rate"),),
        audience=Audience.MANAGER,
        minimum=True,
    ),
    Kpi(
        "campaign_cost",
        _("Cost of campaigns"),
        Total("campaign_cost"),
        Unit.MONEY,
        Better.DEPENDS,
        GROUP,
        what=_("What the campaigns cost in the period."),
        why=_("A response has a price: divide this by the responses."),
        how=_(
            "Costs entered for a campaign, each month's borne by its working days in equal parts."
        ),
        do=_("Open it by campaign, and read the response rate beside."),
        articles=("S0", "S4"),
        companions=("campaign_conversion",),
        audience=Audience.MANAGER,
    ),
    Kpi(
        "campaign_roi",
        _("Campaign profitability"),
        Ratio(
            ("campaign_won",),
            ("campaign_cost",),
            less=("campaign_goods", "campaign_cost"),
        ),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("What campaigns brought in margin beyond their cost, per euro of cost."),
        why=_(
            "A campaign that fills the funnel and empties the till looks good elsewhere."
        ),
        how=_(
            "Margin of the deals won in the period that come from a campaign, their own or their"
            " prospect's, less the campaigns' cost of the period, divided by that cost. Deals whose"
            " cost of goods is not known are left out. Margin often comes after the cost: read it"
            " over a year."
        ),
        do=_("Repeat the campaign that paid for itself; ask why of the others."),
        articles=("S0",),
        companions=("campaign_cost", "campaign_conversion"),
        synonyms=(_("Campaign return on investment"), _("ROI")),
        audience=Audience.MANAGER,
    ),
    Kpi(
        "profit",
        _("Profit of followed deals"),
        Difference(
            ("project_revenue",), ("project_goods", "project_time", "project_other")
        ),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_("What deals won in the period leave once everything they took is paid."),
        why=_("A large order that eats its margin in hours is a small one."),
        how=_(
            "Revenue of the deals won in the period on which time or costs were written, less the"
            " cost of what they sold, people's hours at their hourly cost, and other costs, whenever"
            " written. Deals on which nothing was written are left out: nobody knows what they took."
        ),
        do=_(
            "Open the deal that lost most, and price the next one like it with its hours."
        ),
        articles=("S4",),
        companions=("profitability", "project_effort"),
        synonyms=(_("Project profit"),),
        matures=True,
    ),
    Kpi(
        "profitability",
        _("Profitability"),
        Ratio(
            ("project_revenue",),
            ("project_revenue",),
            less=("project_goods", "project_time", "project_other"),
        ),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("Of a hundred of revenue, what is left once everything is paid."),
        why=_("It compares small and large projects."),
        how=_(
            "Revenue less cost of goods, hours at their hourly cost and other costs, divided by"
            " revenue: over the deals won in the period on which time or costs were written."
        ),
        do=_("Compare it by product and customer type before setting prices."),
        articles=("S4",),
        companions=("profit", "margin_rate"),
        synonyms=(_("Project profitability"), _("Return of a project")),
        matures=True,
    ),
    Kpi(
        "project_effort",
        _("Time spent on deals"),
        Total("minutes_spent"),
        Unit.HOURS,
        Better.DEPENDS,
        GROUP,
        what=_("Hours people wrote on deals in the period."),
        why=_("Time is the cost nobody sees on the invoice."),
        how=_(
            "Minutes written on deals, each on its own day for the person who spent them."
        ),
        do=_("Look at the deals that took most, and what they brought."),
        articles=("S4",),
        companions=("profitability",),
        synonyms=(_("Time and cost per project"), _("Effort")),
    ),
    Kpi(
        "delivery_efficiency",
        _("Delivered on time"),
        Ratio(("deliveries_on_time",), ("deliveries_promised",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the orders delivered, the share that came on the promised day or before."
        ),
        why=_("A promise kept is what the next order is built on."),
        how=_(
            "Orders delivered in the period on their promised day or before, divided by those"
            " delivered in it that had one. Without a promised day an order cannot be judged."
        ),
        do=_("Promise what the last ten deliveries of this product really took."),
        articles=("S4",),
        companions=("delivery_time", "complaint_rate"),
        synonyms=(_("Production efficiency"), _("Delivery efficiency")),
        minimum=True,
    ),
    Kpi(
        "delivery_time",
        _("Time to deliver"),
        Spread("deliveries", "to_deliver", show="median"),
        Unit.DAYS,
        Better.DOWN,
        GROUP,
        what=_("How many days pass from the win to the delivery."),
        why=_("The customer counts from the signature, not from the factory."),
        how=_(
            "Civil days from the day a deal was won to the day it was delivered, for orders delivered"
            " in the period: median, mean and 90th percentile."
        ),
        do=_("Look at what the slowest tenth waited for."),
        articles=("S4",),
        companions=("delivery_efficiency",),
        minimum=True,
    ),
    Kpi(
        "clv_formula",
        _("Customer lifetime value, discounted"),
        Closed(
            "clv", of="gross_margin", parts=("gross_margin", "customers", "retention")
        ),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_(
            "The margin a customer can be expected to bring in all, in today's money."
        ),
        why=_("It says how much may be spent to win one, and to keep one."),
        how=_(
            "Yearly margin per customer times yearly retention, divided by 1 + discount rate −"
            " retention, over the twelve months that end with the period. Margin per customer is the"
            " margin of these months divided by the customers at their end. Not defined when nearly"
            " nobody leaves and the discount rate is nearly 0: the sum has no end."
        ),
        do=_(
            "Compare it with the acquisition cost, then look at what keeps customers."
        ),
        articles=("S2",),
        companions=("cac", "retention", "ltv_to_cac"),
        synonyms=(_("CLV"), _("LTV"), _("Lifetime value")),
        audience=Audience.MANAGER,
    ),
    Kpi(
        "clv_observed",
        _("Revenue per customer so far"),
        PerSubject(FROM_CUSTOMERS, "deal__prospect", ever=True),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_(
            "What a customer has brought in revenue since the first order, on average."
        ),
        why=_("It is what happened, where the formula says what may."),
        how=_(
            "All revenue up to the end of the period from customers whose name is known, divided by"
            " how many they are. Some articles mean revenue by customer value, others profit: this"
            " one is revenue."
        ),
        do=_("Split it by customer type, and look for more of the kind worth most."),
        articles=("S1", "S2"),
        companions=("clv_margin", "cac"),
        synonyms=(_("Customer lifetime value, observed"), _("Customer value")),
    ),
    Kpi(
        "clv_margin",
        _("Margin per customer so far"),
        PerSubject(
            "costed_from_customers",
            "deal__prospect",
            less="cost_from_customers",
            ever=True,
        ),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_(
            "What a customer has brought in margin since the first order, on average."
        ),
        why=_("Revenue that costs as much to serve is worth nothing."),
        how=_(
            "Revenue less cost of goods, up to the end of the period, of the deals whose cost is"
            " known, divided by the customers they come from. Some articles mean revenue by customer"
            " value, others profit: this one is margin."
        ),
        do=_("Find the customers above three times the average, and what they share."),
        articles=("S4",),
        companions=("clv_observed", "margin_rate"),
        synonyms=(_("Customer value in profit"),),
    ),
    Kpi(
        "ltv_to_cac",
        _("Lifetime value to acquisition cost"),
        Closed("ltv_to_cac", of="clv_formula", parts=("clv_formula", "cac")),
        Unit.TIMES,
        Better.UP,
        GROUP,
        what=_("How many times its cost a customer brings back."),
        why=_("Below 1, each new customer makes the loss larger."),
        how=_(
            "Discounted lifetime value divided by the acquisition cost of the period."
        ),
        do=_("Above 3, spend more on winning customers; below 1, stop and find why."),
        articles=("S1", "S2"),
        companions=("clv_formula", "cac"),
        synonyms=(_("LTV:CAC"), _("Return on acquisition")),
        audience=Audience.MANAGER,
    ),
)
