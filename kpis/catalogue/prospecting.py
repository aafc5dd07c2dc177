"""Before the first sale: leads found, qualified, contacted, and deals opened."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.spec import Better, Distinct, Kpi, Total, Unit

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
        companions=("lead_conversion", "leads_qualified"),
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
)
