"""Who is a customer, who stays and who leaves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.spec import Age, Better, Bought, Kept, Kpi, Spread, Standing, Total, Unit

GROUP = "customers"

KPIS = (
    Kpi(
        "customers",
        _("Customers"),
        Standing("customer_stays", "churned"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("How many customers there are at the end of the period."),
        why=_("They are who buys again, recommends and complains."),
        how=_(
            "Prospects that became customers up to the last day and had not left by its end, each"
            " counted for the person who won it; a team counts those of its members on that day."
            " Who has no running contract and has not ordered for as many months as the organisation"
            " says has left, and is a customer again with the next order."
        ),
        do=_("Look at how many of them nobody has spoken to this quarter."),
        articles=("S2",),
        companions=("new_customers", "retention"),
        synonyms=(_("Active customers"),),
    ),
    Kpi(
        "retention",
        _("Customer retention rate"),
        Kept("customer_stays", "churned"),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the customers at the start of the period, the share still there at its end."
        ),
        why=_("Keeping a customer costs less than finding one."),
        how=_(
            "Customers at the start that had not left by the end, divided by the customers at the"
            " start. Those won in between are left out of both."
        ),
        do=_("Read the reasons of those who left, and call who looks like them."),
        articles=("S0", "S1", "S2", "S3"),
        companions=("customers", "churn"),
        synonyms=(_("Loyalty rate"),),
        minimum=True,
        bands=(0.01, 0.03),
    ),
    Kpi(
        "churn",
        _("Customer churn rate"),
        Kept("customer_stays", "churned", lost=True),
        Unit.RATE,
        Better.DOWN,
        GROUP,
        what=_(
            "Of the customers at the start of the period, the share lost during it."
        ),
        why=_("What leaves must be won again before anything grows."),
        how=_(
            "Customers at the start that left in the period, divided by the customers at the start:"
            " what retention leaves to 100 %."
        ),
        do=_("Plan a call with each customer who complained or fell silent."),
        articles=("S1", "S3"),
        companions=("retention", "customers_lost"),
        synonyms=(_("Attrition rate"),),
        minimum=True,
        bands=(0.01, 0.03),
    ),
    Kpi(
        "customers_lost",
        _("Customers lost"),
        Total("customers_lost"),
        Unit.COUNT,
        Better.DOWN,
        GROUP,
        what=_("Customers that left in the period."),
        why=_("Each has a reason, and somebody who may share it."),
        how=_(
            "Each customer counts on the day it was recorded as lost, for its owner of that day; who"
            " has no running contract and stopped ordering, at the end of the last of as many months as"
            " the organisation says. Split it by reason to see why they leave."
        ),
        do=_("Ask the last five what would have kept them."),
        articles=("S1", "S2", "S3"),
        companions=("churn",),
        synonyms=(_("Churn reasons"),),
    ),
    Kpi(
        "contracts_signed",
        _("Customer contracts signed"),
        Total("contracts_signed"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("Contracts with customers that were signed in the period."),
        why=_(
            "A contract says for how long a customer stays, which an order does not."
        ),
        how=_(
            "Each contract counts on the day it was signed, for who signed it. Deals won are"
            " counted apart: not every order comes with a contract."
        ),
        do=_("Look at which orders of the period came without one, and offer it."),
        articles=("S3",),
        companions=("contracts_lost", "deals_won"),
    ),
    Kpi(
        "contracts_lost",
        _("Customer contracts lost"),
        Total("contracts_lost"),
        Unit.COUNT,
        Better.DOWN,
        GROUP,
        what=_("Contracts with customers that ended in the period."),
        why=_("A contract that ends takes next year's revenue along."),
        how=_(
            "Each contract counts on the day it ended, for who was in charge of the customer by"
            " then. A deal lost is none: it was never signed. Split it by reason to see why."
        ),
        do=_("Call each customer whose contract ends this quarter before it does."),
        articles=("S3",),
        companions=("contracts_signed", "customers_lost"),
        synonyms=(_("Contracts lost"),),
    ),
    Kpi(
        "reorder_rate",
        _("Reorder rate"),
        Bought("conversions", "never", again=True),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("Of those who had bought before, the share that bought again."),
        why=_("A second order says more than any survey."),
        how=_(
            "Customers with a won deal before the period that won another in it, divided by the customers with a won deal before it, whether they left since or not; each counted for the person who won it first."
        ),
        do=_("Call those whose usual interval between orders is over."),
        articles=("S3",),
        companions=("retention", "avg_spend_customer"),
        synonyms=(_("Customers who order again"), _("Repeat purchase rate")),
        minimum=True,
        bands=(0.02, 0.06),
    ),
    Kpi(
        "upsell_rate",
        _("Upsell rate"),
        Bought("customer_stays", "churned", kinds=("upsell", "cross_sell")),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the customers at the start, the share that bought more or something else."
        ),
        why=_("Who buys a second thing rarely leaves for a rival of the first."),
        how=_(
            "Customers at the start of the period with a won deal of kind upsell or cross-sell in it, divided by the customers at the start; each counted for the person who won it first."
        ),
        do=_("Offer what goes with the last order at the next contact."),
        articles=("S0",),
        companions=("customers", "reorder_rate"),
        synonyms=(_("Cross-sell rate"),),
        minimum=True,
        bands=(0.02, 0.06),
    ),
    Kpi(
        "customer_tenure",
        _("Customer tenure"),
        Spread("customers_lost", "tenure", months=True),
        Unit.MONTHS,
        Better.UP,
        GROUP,
        what=_("How many months customers stayed who left in the period."),
        why=_(
            "It is the length of the relation that everything else is multiplied by."
        ),
        how=_(
            "Months from the day each became a customer to the day it was lost, 30.4 days a month: mean, median and 90th percentile. Customers still there are shown apart."
        ),
        do=_("Look at what happens in the month before the median."),
        articles=("S2",),
        companions=("tenure_running", "retention"),
        synonyms=(_("How long a customer stays"), _("Customer lifetime")),
        minimum=True,
    ),
    Kpi(
        "tenure_running",
        _("Tenure of customers still there"),
        Age("customer_stays", "churned", months=True),
        Unit.MONTHS,
        Better.UP,
        GROUP,
        what=_("For how many months the customers of today have been customers."),
        why=_("Who left is only half of the story."),
        how=_(
            "Months from the day each became a customer to the last day of the period, 30.4 days a month, for those who had not left: mean, median and 90th percentile."
        ),
        do=_("Thank the oldest ten."),
        articles=("S2",),
        companions=("customer_tenure",),
    ),
    Kpi(
        "customers_silent",
        _("Silent customers"),
        Standing("customer_stays", "churned", quiet="silent_after_days"),
        Unit.COUNT,
        Better.DOWN,
        GROUP,
        what=_("Customers nobody spoke to and who ordered nothing for a while."),
        why=_("Silence comes before leaving."),
        how=_(
            "Customers at the end of the period without a held activity and without a won deal in the days before, as many as the organisation says (90 unless changed)."
        ),
        do=_("Share the list among the team, and call five a day."),
        articles=("S2",),
        companions=("customers", "churn"),
        synonyms=(_("Inactive customers"), _("Engagement")),
    ),
)
