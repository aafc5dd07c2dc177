"""How much of it becomes a customer, and how long it takes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.spec import Age, Better, Kpi, Passed, Ratio, Spread, Total, Unit

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
        Spread("deals_won", "cycle"),
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
    Kpi(
        "sql_conversion",
        _("Qualified lead transformation rate"),
        Ratio(("qualified_converted",), ("leads_qualified",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the leads qualified in the period, the share that are customers today."
        ),
        why=_("It judges the sale apart from the quality of the leads."),
        how=_(
            "Leads qualified in the period that have become customers since, divided by all leads qualified in it. One article divides sales by leads instead: that is a figure of its own, Sales per lead."
        ),
        do=_(
            "Read the lost reasons of the qualified ones before asking for more leads."
        ),
        articles=("S0",),
        companions=("leads_qualified", "lead_quality"),
        synonyms=(_("Transformation rate"),),
        matures=True,
        minimum=True,
        bands=(0.02, 0.06),
    ),
    Kpi(
        "sales_per_lead",
        _("Sales per lead"),
        Ratio(("deals_won",), ("leads_created",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("Deals won in the period against leads detected in it."),
        why=_("It answers at once, whatever the lead a sale came from."),
        how=_(
            "Deals won divided by leads detected in the same period. A customer may buy several times, so it can pass 100 %. The article that states it speaks of visitors in one sentence and of leads in its formula; the formula is kept."
        ),
        do=_(
            "Use it for the trend; judge people and sources on the conversion of their own leads."
        ),
        articles=("S4",),
        companions=("lead_conversion",),
        synonyms=(
            _("Sales-to-leads rate"),
            _("Transformation rate, sales by leads"),
        ),
        minimum=True,
        bands=(0.02, 0.06),
    ),
    Kpi(
        "quote_win_rate",
        _("Quotes signed"),
        Ratio(("quotes_signed",), ("quotes_sent",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("Of the quotes sent in the period, the share that is signed today."),
        why=_("It tells whether quotes go to those who can say yes."),
        how=_(
            "Quotes of the period of which any version has been signed, divided by all quotes of the period, each on the day its first version was sent. Recent quotes have had less time, so the figure still rises."
        ),
        do=_("Call the unsigned ones older than the usual time to sign."),
        articles=("S3",),
        companions=("quotes_sent",),
        synonyms=(_("Quote-to-signature rate"),),
        matures=True,
        minimum=True,
        bands=(0.03, 0.1),
    ),
    Kpi(
        "time_to_convert",
        _("Time to convert a prospect"),
        Spread("conversions", "to_convert"),
        Unit.DAYS,
        Better.DOWN,
        GROUP,
        what=_(
            "How many days passed between the detection of a prospect and its first won deal."
        ),
        why=_("It says how long money spent on leads takes to come back."),
        how=_(
            "Civil days from the detection to the day the prospect became a customer, for customers of the period: mean, median and 90th percentile. Unlike the sales cycle it always starts at the detection."
        ),
        do=_("Look at the slowest source, and at what waits before the first demo."),
        articles=("S1",),
        companions=("new_customers", "sales_cycle"),
        synonyms=(_("Average conversion time"),),
        minimum=True,
        bands=(3, 10),
    ),
    Kpi(
        "stage_conversion",
        _("Stage-to-stage conversion"),
        Passed("opps_created"),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the deals that were in a stage, the share that went on to the next."
        ),
        why=_("The stage that lets most go is where the team's time is best spent."),
        how=_(
            "Of the deals opened in the period, those that passed the next stage divided by those that passed this one. A deal that reached a later stage, or was won, has passed the earlier ones; a stage reached twice counts once. Without a split by stage, the sums over all stages. Recent deals have had less time, so the figure still rises."
        ),
        do=_("Split it by stage, and listen to how the weakest one is sold."),
        articles=("S1", "S2"),
        companions=("time_in_stage", "win_rate"),
        synonyms=(_("Conversion at each stage"), _("Funnel conversion")),
        matures=True,
        minimum=True,
        bands=(0.03, 0.1),
    ),
    Kpi(
        "time_in_stage",
        _("Time in a stage"),
        Spread("stays_ended", "stay"),
        Unit.DAYS,
        Better.DOWN,
        GROUP,
        what=_("How many days deals stayed in a stage before they left it."),
        why=_("The longest stage is where the cycle is made or lost."),
        how=_(
            "Civil days from the day a deal came into a stage to the day it left it, by moving on, back or out, for the stays that ended in the period: mean, median and 90th percentile. A deal that came twice has two stays. Stays that go on are shown apart."
        ),
        do=_("Split it by stage, and agree what must happen in the longest one."),
        articles=("S2",),
        companions=("stays_open", "stage_conversion"),
        synonyms=(_("Duration of each stage"),),
        minimum=True,
        bands=(2, 7),
    ),
    Kpi(
        "stays_open",
        _("Age of stays that go on"),
        Age("stays_begun", "left_stage"),
        Unit.DAYS,
        Better.DOWN,
        GROUP,
        what=_("For how many days open deals have been in the stage they are in."),
        why=_("What never leaves is in no average of what left."),
        how=_(
            "Civil days from the day each open deal came into its stage to the last day of the period: mean, median and 90th percentile."
        ),
        do=_("Move, end or call the deals beyond the 90th percentile."),
        articles=("S2",),
        companions=("time_in_stage",),
    ),
    Kpi(
        "time_to_first_quote",
        _("Time from first contact to first quote"),
        Spread("first_quotes", "to_quote"),
        Unit.DAYS,
        Better.DOWN,
        GROUP,
        what=_("How many days pass from the first contact to the first quote."),
        why=_("A quote that comes late finds somebody else's on the table."),
        how=_(
            "Civil days from the first contact with a prospect to the first quote it was ever sent, for first quotes sent in the period: mean, median and 90th percentile."
        ),
        do=_("Prepare a standard quote for what is asked most."),
        articles=("S2",),
        companions=("quotes_sent", "time_to_first_contact"),
        synonyms=(_("Time to first proposal"),),
        minimum=True,
        bands=(1, 5),
    ),
)
