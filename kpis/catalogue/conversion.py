"""How much of it becomes a customer, and how long it takes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.spec import Better, Kpi, Ratio, Spread, Total, Unit

GROUP = "conversion"

KPIS = (
    Kpi(
        "new_customers",
        _("New customers"),
        Total("conversions"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("Prospects that became customers in the period."),
        why=_("Growth needs customers who were not there before."),
        how=_("A prospect becomes a customer on the day of its first won deal, once."),
        do=_("Read it with the cost of acquiring them, then with who stays."),
        articles=("S2", "S4"),
        companions=("lead_conversion",),
    ),
    Kpi(
        "lead_conversion",
        _("Lead conversion rate"),
        Ratio(("leads_converted",), ("leads_created",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the leads detected in the period, the share that are customers today."
        ),
        why=_("It says how good the leads are and how well they are worked."),
        how=_(
            "Leads of the period that have become customers since, divided by all leads of the"
            " period. Recent leads have had less time, so the figure still rises."
        ),
        do=_(
            "Compare sources and people with the same age of leads. Call the young ones first."
        ),
        articles=("S0", "S1", "S2", "S3"),
        companions=("leads_created", "new_customers"),
        synonyms=(_("Conversion rate by cohort"),),
        matures=True,
        minimum=True,
        bands=(0.015, 0.045),
    ),
    Kpi(
        "lead_conversion_period",
        _("Lead conversion rate, by period"),
        Ratio(("conversions",), ("leads_created",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("New customers of the period against new leads of the same period."),
        why=_("It answers at once, where the cohort version needs time."),
        how=_(
            "Prospects converted in the period divided by leads detected in it. The customers may"
            " come from older leads, so it can pass 100 %."
        ),
        do=_(
            "Use it to feel the trend; judge people and sources on the cohort version."
        ),
        articles=("S0", "S3"),
        companions=("leads_created",),
        minimum=True,
        bands=(0.015, 0.045),
    ),
    Kpi(
        "win_rate",
        _("Win rate"),
        Ratio(("deals_won",), ("deals_won", "deals_lost")),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("Of the deals that ended in the period, the share that was won."),
        why=_("It shows whether effort goes to the deals that can be won."),
        how=_(
            "Won divided by won plus lost, each on the day it ended. Open deals are left out."
        ),
        do=_("Read the lost reasons of the period and act on the first one."),
        articles=("S2",),
        companions=("deals_won", "deals_lost"),
        synonyms=(_("Closing rate"),),
        minimum=True,
        bands=(0.03, 0.08),
    ),
    Kpi(
        "sales_cycle",
        _("Sales cycle"),
        Spread("deals_won"),
        Unit.DAYS,
        Better.DOWN,
        GROUP,
        what=_("How many days a won deal took, from its start to its win."),
        why=_("It tells when today's effort will pay, and where deals stand still."),
        how=_(
            "Civil days from the start of the cycle to the win, for deals won in the period: mean,"
            " median and 90th percentile. The start is the organisation's choice, shown here."
        ),
        do=_("Give every deal older than the 90th percentile a next step or an end."),
        articles=("S0", "S1", "S2"),
        companions=("deals_won", "win_rate"),
        minimum=True,
        bands=(2, 7),
    ),
)
