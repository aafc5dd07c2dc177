"""What comes back every month, and what became of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.spec import Balance, Better, Bridge, Kpi, Unit

GROUP = "recurring"
CUSTOMERS = "prospect_id"


def _moved(key: str, label: object, part: str, better: Better, **words: object) -> Kpi:
    """The part of the bridge of recurring revenue from one end of the period to the other."""
    formula = Bridge("mrr", CUSTOMERS, (part,))
    return Kpi(key, label, formula, Unit.MONEY, better, GROUP, **words)  # type: ignore[arg-type]


KPIS = (
    Kpi(
        "mrr",
        _("Recurring revenue a month"),
        Balance("mrr"),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_(
            "What running subscriptions bring each month, at the end of the period."
        ),
        why=_("It is next month's revenue before anybody sells anything."),
        how=_(
            "Changes of subscriptions added up to the last day, in the base currency at the rate of"
            " their day, for who was in charge of the customer when each subscription began; a team"
            " has that of its members on the day. Trials weigh nothing."
        ),
        do=_("Look at what ends in the next three months."),
        articles=("S1",),
        companions=("new_mrr", "revenue_churn"),
        synonyms=(_("MRR"), _("Monthly recurring revenue")),
    ),
    _moved(
        "new_mrr",
        _("New recurring revenue"),
        "new",
        Better.UP,
        what=_("Recurring revenue a month from customers who had none before."),
        why=_("It tells growth by new names from growth by old ones."),
        how=_(
            "Of customers who paid nothing when the period began nor at the end of any earlier"
            " month, what they pay at its end. A colleague's customer is not new."
        ),
        do=_("Compare it with what was lost: only the difference stays."),
        articles=("S1",),
        companions=("expansion_mrr", "churned_mrr"),
        synonyms=(_("New MRR"),),
    ),
    _moved(
        "expansion_mrr",
        _("Expansion of recurring revenue"),
        "grown",
        Better.UP,
        what=_("What customers pay more each month than when the period began."),
        why=_("The cheapest growth is that of who is content."),
        how=_(
            "Of customers who paid at both ends of the period, how much more they pay at its end,"
            " where it is more."
        ),
        do=_("Ask who grew what convinced them, and tell it to the next."),
        articles=("S1",),
        companions=("new_mrr", "upsell_rate"),
        synonyms=(_("Expansion MRR"), _("Upsell revenue")),
    ),
    _moved(
        "contraction_mrr",
        _("Contraction of recurring revenue"),
        "shrunk",
        Better.DOWN,
        what=_("What customers pay less each month than when the period began."),
        why=_("Who shrinks often leaves next."),
        how=_(
            "Of customers who paid at both ends of the period, how much less they pay at its end,"
            " where it is less."
        ),
        do=_("Call them before the next renewal."),
        articles=("S1",),
        companions=("churned_mrr",),
        synonyms=(_("Contraction MRR"),),
    ),
    _moved(
        "churned_mrr",
        _("Recurring revenue lost"),
        "lost",
        Better.DOWN,
        what=_("What customers paid each month who pay nothing any more."),
        why=_("It must be sold again before anything grows."),
        how=_(
            "Of customers who paid when the period began and pay nothing at its end, what they paid."
        ),
        do=_("Read the reasons of the largest three."),
        articles=("S1",),
        companions=("revenue_churn", "churn"),
        synonyms=(_("Churned MRR"),),
    ),
    _moved(
        "returned_mrr",
        _("Recurring revenue come back"),
        "returned",
        Better.UP,
        what=_("What customers pay again who had paid before and stopped."),
        why=_("They are neither new nor grown: apart, the other figures stay true."),
        how=_(
            "Of customers who paid nothing when the period began but had paid at the end of an"
            " earlier month, what they pay at its end."
        ),
        do=_("Ask what brought them back."),
        articles=("S1",),
        companions=("new_mrr",),
        synonyms=(_("Reactivation MRR"),),
    ),
    Kpi(
        "net_new_mrr",
        _("Net new recurring revenue"),
        Bridge(
            "mrr",
            CUSTOMERS,
            ("new", "returned", "grown", "transferred"),
            ("shrunk", "lost"),
        ),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_("By how much recurring revenue changed over the period."),
        why=_("One figure for whether the base grows."),
        how=_(
            "New, come back and expansion less contraction and lost; for a team, with what people"
            " who joined brought along, less what those who left took."
        ),
        do=_("Open the parts, and work on the largest loss."),
        articles=("S1",),
        companions=("mrr", "new_mrr", "churned_mrr"),
        synonyms=(_("Net new MRR"),),
    ),
    Kpi(
        "revenue_churn",
        _("Revenue churn"),
        Bridge("mrr", CUSTOMERS, ("shrunk", "lost"), under="start"),
        Unit.RATE,
        Better.DOWN,
        GROUP,
        what=_(
            "Of the recurring revenue at the start, the share lost over the period."
        ),
        why=_("Losing few large customers is worse than many small ones."),
        how=_(
            "Recurring revenue lost, whole or in part, divided by that of the start of the period."
        ),
        do=_(
            "Compare it with customer churn, to see whether the large or the small leave."
        ),
        articles=("S1",),
        companions=("churn", "gross_retention"),
        synonyms=(_("Revenue attrition"),),
    ),
    Kpi(
        "gross_retention",
        _("Gross revenue retention"),
        Bridge("mrr", CUSTOMERS, ("start",), ("shrunk", "lost"), under="start"),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the recurring revenue at the start, the share still there, without growth."
        ),
        why=_("It cannot be flattered by selling more to those who stay."),
        how=_(
            "Recurring revenue of the start less contraction and lost, divided by that of the start."
        ),
        do=_("Under last year's: look at the product, not at the sellers."),
        articles=(),
        companions=("net_retention", "revenue_churn"),
        synonyms=(_("GRR"),),
    ),
    Kpi(
        "net_retention",
        _("Net revenue retention"),
        Bridge("mrr", CUSTOMERS, ("start", "grown"), ("shrunk", "lost"), under="start"),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "What the customers of the start pay now, per hundred of what they paid."
        ),
        why=_("Above 100 % the base grows without a single new customer."),
        how=_(
            "Recurring revenue of the start plus expansion, less contraction and lost, divided by"
            " that of the start. New customers and those who came back are left out."
        ),
        do=_("Find the segment above 100 %, and look for more like it."),
        articles=(),
        companions=("gross_retention", "expansion_mrr"),
        synonyms=(_("NRR"),),
    ),
    Kpi(
        "subscription_churn",
        _("Subscription churn"),
        Bridge(
            "mrr",
            "subscription_id",
            ("lost",),
            under="start",
            counts="original_amount",
            flow="subscriptions_ended",
        ),
        Unit.RATE,
        Better.DOWN,
        GROUP,
        what=_("Paid subscriptions that ended, per hundred that ran at the start."),
        why=_("A customer with several may leave one by one."),
        how=_(
            "Paid subscriptions that ended in the period, divided by those that ran when it began."
        ),
        do=_("Read the reasons by product."),
        articles=("S1",),
        companions=("revenue_churn",),
    ),
)
