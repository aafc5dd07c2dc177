"""The choice made where sources of definitions disagree, as the catalogue says it beside the figure.

Some of them the organisation makes itself: then its own choice stands in the sentence.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import Organisation
from crm.services.definitions import chosen_text
from kpis.depending import ALWAYS, WORKING, fields_of
from kpis.spec import Kpi

#: KPI -> what was decided. Settled in the reference catalogue, section 2.
SETTLED: dict[str, Any] = {
    "lead_conversion": gettext_lazy(
        "Conversion rate is used of leads, of visitors and of campaigns. Here it is leads that became"
        " customers; the two others are figures of their own."
    ),
    "lead_conversion_period": gettext_lazy(
        "Conversion is read in two ways. Here the customers won in the period are divided by the leads"
        " of the period; the other figure follows the same leads until they buy."
    ),
    "visitor_conversion": gettext_lazy(
        "Conversion rate is used of leads, of visitors and of campaigns. Here it is visitors who became"
        " customers."
    ),
    "campaign_conversion": gettext_lazy(
        "Conversion rate is used of leads, of visitors and of campaigns. Here it is people who answered"
        " a campaign."
    ),
    "sql_conversion": gettext_lazy(
        "Transformation rate is used of qualified leads and of all leads. Here it is qualified leads"
        " that became customers."
    ),
    "sales_per_lead": gettext_lazy(
        "Transformation rate is said of visitors in one sentence and computed on leads in the next."
        " Here sales are divided by leads."
    ),
    "leads_created": gettext_lazy(
        "Lead and prospect are used for each other. Here one prospect has dated steps: detected,"
        " contacted, qualified, customer."
    ),
    "deals_won": gettext_lazy(
        "Sales volume is a number of sales for some and an amount for others. Here it is the number;"
        " the amount is revenue."
    ),
    "revenue": gettext_lazy(
        "The French letters CA are used of revenue and of customers acquired. Here revenue is the"
        " amount of the deals won; some count it on the day of the win, others on delivery."
    ),
    "sales_cycle": gettext_lazy(
        "The sales cycle starts at the first contact for some, earlier or later for others."
    ),
    "complaint_rate": gettext_lazy(
        "Complaints are divided by orders for some, by contracts for others."
    ),
    "avg_transaction": gettext_lazy(
        "The average is taken per transaction, per customer or per won deal. A won deal is the"
        " transaction here; the average per customer is a figure of its own."
    ),
    "avg_spend_customer": gettext_lazy(
        "The average is taken per transaction, per customer or per won deal. Here it is per customer"
        " who bought."
    ),
    "retention": gettext_lazy(
        "Retention and loyalty are one figure here. Customers who order again are another one."
    ),
    "churn": gettext_lazy(
        "Churn is said of customers and of revenue. Here it is customers; revenue lost is a figure of"
        " its own."
    ),
    "revenue_churn": gettext_lazy(
        "Churn is said of customers and of revenue. Here it is revenue."
    ),
    "clv_formula": gettext_lazy(
        "Lifetime value is said of revenue, of margin and of profit. Here it is margin, with retention"
        " and discount; what a customer costs to win is not taken off."
    ),
    "clv_observed": gettext_lazy(
        "Lifetime value is said of revenue, of margin and of profit. Here it is what customers brought"
        " until now."
    ),
    "cac": gettext_lazy(
        "Some divide marketing costs alone. Here marketing and sales costs are divided by the customers"
        " acquired."
    ),
    "cost_per_lead": gettext_lazy(
        "Here marketing costs alone: salaries of who sells belong to the cost of acquiring a customer."
    ),
}


def choice_of(kpi: Kpi, organisation: Organisation) -> str:
    """The sentences about one KPI, empty where nobody disagrees and nothing is chosen."""
    found = [str(SETTLED.get(kpi.key, "")), _own(kpi, organisation)]
    return " ".join(text for text in found if text)


def _own(kpi: Kpi, organisation: Organisation) -> str:
    """What the organisation chose of what this figure depends on."""
    fields = sorted(fields_of(kpi) - ALWAYS - WORKING)
    if not fields:
        return ""
    said = [
        f"{organisation._meta.get_field(name).verbose_name}: "  # type: ignore[union-attr]
        f"{chosen_text(name, getattr(organisation, name))}"
        for name in fields
    ]
    return _("Your organisation chose: %(choices)s.") % {"choices": "; ".join(said)}
