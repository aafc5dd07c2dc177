"""Before the first sale: leads found, qualified, contacted, and deals opened."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.spec import Better, Distinct, Kpi, Ratio, Spread, Standing, Total, Unit

GROUP = "prospecting"

KPIS = (
    Kpi(
        "leads_created",
        _("Leads generated"),
        Total("leads_created"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("The prospects that showed interest for the first time in the period."),
        why=_("Without new leads the pipeline empties one sales cycle later."),
        how=_(
            "Each prospect counts once, on the day it was detected, for its owner of that day."
        ),
        do=_(
            "Read it with lead quality. Shift effort to the sources that bring qualified leads."
        ),
        articles=("S0",),
        companions=("lead_quality", "lead_conversion"),
        synonyms=(_("Number of leads"),),
    ),
    Kpi(
        "leads_qualified",
        _("Qualified leads"),
        Total("leads_qualified"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("The prospects judged to have real buying potential in the period."),
        why=_("Time spent on qualified leads pays; time spent on the others does not."),
        how=_("Each prospect counts on the day a person recorded it as qualified."),
        do=_(
            "Qualify what waits, and say why a lead is disqualified so that sources can be judged."
        ),
        articles=("S0",),
        companions=("leads_created",),
    ),
    Kpi(
        "prospects_contacted",
        _("Prospects contacted"),
        Distinct("contacts", of="prospect"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("How many different prospects were reached out to in the period."),
        why=_("Many calls to few prospects is not prospecting."),
        how=_(
            "Distinct prospects with at least one outbound call, email, meeting or demo held in the"
            " period. It does not add up over days: a prospect called twice counts once."
        ),
        do=_("Open the prospects never contacted and plan a first call for each."),
        articles=("S3",),
        companions=("calls_made_all",),
    ),
    Kpi(
        "opps_created",
        _("Opportunities created"),
        Total("opps_created"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("Deals opened in the period."),
        why=_("Today's openings are the wins of the next cycle."),
        how=_(
            "Each deal counts on the day it was opened, for the person who opened it."
        ),
        do=_("Few openings this month means few wins next: plan prospecting now."),
        articles=("S1", "S2"),
        companions=("win_rate",),
        synonyms=(_("Deals opened"),),
    ),
    Kpi(
        "lead_quality",
        _("Lead quality"),
        Ratio(("leads_turned_qualified",), ("leads_created",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the leads detected in the period, the share judged to have real buying potential since."
        ),
        why=_("Many leads that cannot buy cost more time than few that can."),
        how=_(
            "Leads of the period that have been qualified since, divided by all leads of the period. Recent leads have had less time, so the figure still rises."
        ),
        do=_(
            "Compare sources, and move money and effort to those whose leads qualify."
        ),
        articles=("S0", "S2"),
        companions=("leads_created", "leads_qualified"),
        synonyms=(_("Lead quality rate"),),
        matures=True,
        minimum=True,
        bands=(0.03, 0.08),
    ),
    Kpi(
        "lead_to_mql",
        _("Lead to MQL rate"),
        Ratio(("leads_turned_marketing",), ("leads_created",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the leads detected in the period, the share that marketing has handed over since."
        ),
        why=_(
            "It shows how many leads are worth handing over, before sales judges them."
        ),
        how=_(
            "Leads of the period that became marketing-qualified since, divided by all leads of the period. A lead may be qualified by sales without this step. Recent leads have had less time, so the figure still rises."
        ),
        do=_(
            "Compare sources, and ask for more from those whose leads are handed over."
        ),
        articles=("S1",),
        companions=("leads_created", "mql_to_sql"),
        matures=True,
        minimum=True,
        bands=(0.03, 0.08),
    ),
    Kpi(
        "mql_to_sql",
        _("MQL to SQL rate"),
        Ratio(("marketing_turned_qualified",), ("leads_marketing",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the leads marketing handed over in the period, the share that sales has qualified since."
        ),
        why=_("It shows whether marketing and sales mean the same by a good lead."),
        how=_(
            "Each lead counts on the day it became marketing-qualified, for its owner of that day; it is above the line once it is sales-qualified, whenever that is."
        ),
        do=_(
            "Read the last refused ones together with marketing, and agree on what a lead needs."
        ),
        articles=("S1",),
        companions=("leads_qualified",),
        synonyms=(_("Marketing to sales qualified"),),
        matures=True,
        minimum=True,
        bands=(0.03, 0.08),
    ),
    Kpi(
        "leads_uncontacted",
        _("Leads not contacted yet"),
        Ratio(("leads_created",), ("leads_created",), less=("leads_contacted",)),
        Unit.RATE,
        Better.DOWN,
        GROUP,
        what=_(
            "Of the leads detected in the period, the share that nobody has reached out to yet."
        ),
        why=_(
            "A lead cools within days; the mean delay says nothing of those never called."
        ),
        how=_(
            "Leads of the period without any outbound call, email, meeting or demo so far, divided by all leads of the period."
        ),
        do=_("Open them from Today and make the first call this morning."),
        articles=("S3",),
        companions=("time_to_first_contact",),
        minimum=True,
        bands=(0.03, 0.1),
    ),
    Kpi(
        "time_to_first_contact",
        _("Time to first contact"),
        Spread("leads_contacted", "to_contact"),
        Unit.DAYS,
        Better.DOWN,
        GROUP,
        what=_(
            "How many days passed between the detection of a lead and the first contact with it."
        ),
        why=_("Who calls first is heard first."),
        how=_(
            "Civil days from the detection to the first outbound contact held, for leads detected in the period that were contacted: mean, median and 90th percentile. Those not contacted yet are a figure of their own."
        ),
        do=_("Set a service level for first calls, and look at the slowest source."),
        articles=("S3",),
        companions=("leads_uncontacted", "leads_created"),
        synonyms=(_("Time from detection to first contact"),),
        minimum=True,
        bands=(0.5, 2),
    ),
    Kpi(
        "trials",
        _("Trials started"),
        Total("trials"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("Prospects who started to try the product in the period."),
        why=_("A trial shows that a prospect gives time; deals follow from it."),
        how=_(
            "Each prospect counts on the day its trial began, for its owner of that day."
        ),
        do=_("Call on the third day of each trial: that is when it is given up."),
        articles=("S1",),
        companions=("demos",),
    ),
    Kpi(
        "quotes_sent",
        _("Quotes sent"),
        Total("quotes_sent"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("Quotes that left for a customer in the period."),
        why=_("Without a quote there is no signature."),
        how=_(
            "Each quote counts once, on the day its first version was sent, for the person who sent it; later versions do not count again."
        ),
        do=_("Call two days after each quote, and date the answer you expect."),
        articles=("S3",),
        companions=("quotes_value", "quote_win_rate"),
        synonyms=(_("Volume of quotes"),),
    ),
    Kpi(
        "quotes_value",
        _("Value of quotes sent"),
        Total("quotes_amount"),
        Unit.MONEY,
        Better.UP,
        GROUP,
        what=_("The amount of the quotes sent in the period, before tax."),
        why=_("Many small quotes are not a full month."),
        how=_(
            "The amount of the first version of each quote, on the day it was sent, in the base currency at that day's rate."
        ),
        do=_("Follow the three largest ones first."),
        articles=("S3",),
        companions=("quotes_sent",),
    ),
    Kpi(
        "prospects_open",
        _("Prospects in hand"),
        Standing("leads_created", "settled"),
        Unit.COUNT,
        Better.DEPENDS,
        GROUP,
        what=_(
            "How many prospects there are at the end of the period that can still become customers."
        ),
        why=_(
            "It says how much there is to work on, and whether it is too much for the team."
        ),
        how=_(
            "Prospects detected up to the last day that were neither customers nor disqualified by its"
            " end, each counted for the person who detected it."
        ),
        do=_("Disqualify, with a reason, those nobody will call."),
        articles=("S0",),
        companions=("leads_created", "leads_uncontacted"),
        synonyms=(_("Number of prospects"),),
    ),
)
