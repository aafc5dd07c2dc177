"""(2) THE place: every KPI, declared once.

A KPI over existing measures is one entry here: it then appears in the API, the catalogue page, the
target form, CSV and ``docs/kpis.md``, and no other file changes. A test adds a throw-away one.
Formulas and their sources are settled in the reference catalogue, section 1 and 2.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.spec import (
    Balance,
    Better,
    Closed,
    Distinct,
    Growth,
    Kpi,
    PerSeller,
    Ratio,
    Spread,
    Total,
    Unit,
)

PROSPECTING, ACTIVITY, CONVERSION = "prospecting", "activity", "conversion"
SALES, SATISFACTION, TARGETS = "sales", "satisfaction", "targets"

GROUPS = {
    PROSPECTING: _("Prospecting"),
    ACTIVITY: _("Activity"),
    CONVERSION: _("Conversion"),
    SALES: _("Sales and pipeline"),
    SATISFACTION: _("Satisfaction"),
    TARGETS: _("Targets"),
}

_ALL = (
    Kpi(
        "leads_created",
        _("Leads generated"),
        Total("leads_created"),
        Unit.COUNT,
        Better.UP,
        PROSPECTING,
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
        PROSPECTING,
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
        PROSPECTING,
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
        "calls_made",
        _("Calls to prospects"),
        Total("calls_to_prospects"),
        Unit.COUNT,
        Better.UP,
        ACTIVITY,
        what=_("Outbound calls made to prospects that were not customers that day."),
        why=_("It is the effort that feeds the pipeline, and it is in your hands."),
        how=_(
            "Each outbound call counts on its day. What the target was that day is kept."
        ),
        do=_(
            "Block an hour of calls a day. Compare with the share reached before adding volume."
        ),
        articles=("S3", "S1"),
        companions=("prospects_contacted",),
    ),
    Kpi(
        "calls_made_all",
        _("Calls made"),
        Total("calls"),
        Unit.COUNT,
        Better.UP,
        ACTIVITY,
        what=_("All outbound calls made, to prospects and customers."),
        why=_("It shows the rhythm of work; the result shows elsewhere."),
        how=_("Each outbound call that took place counts on its day, answered or not."),
        do=_(
            "If the number is high and meetings are few, change the list or the opening, not the pace."
        ),
        articles=("S1", "S3"),
        companions=("emails_sent",),
        bands=(3, 10),
    ),
    Kpi(
        "emails_sent",
        _("Emails sent"),
        Total("emails"),
        Unit.COUNT,
        Better.UP,
        ACTIVITY,
        what=_("Outbound emails logged in the period."),
        why=_("Written follow-up keeps a deal alive between two meetings."),
        how=_("Each outbound email counts on the day it was sent."),
        do=_(
            "Follow up every call that had no answer with a short email the same day."
        ),
        articles=("S1", "S3"),
        companions=("calls_made_all",),
    ),
    Kpi(
        "touches_per_rep",
        _("Calls and emails per rep"),
        PerSeller(("calls", "emails")),
        Unit.PER_REP,
        Better.UP,
        ACTIVITY,
        what=_("Outbound calls and emails for each person who sells."),
        why=_("It compares teams of different sizes."),
        how=_(
            "Calls and emails divided by the people who sell and were in a team on any day of the"
            " period."
        ),
        do=_("Look at who is far below the team and ask what stands in the way."),
        articles=("S1",),
        companions=("calls_made_all", "emails_sent"),
    ),
    Kpi(
        "meetings_prospect",
        _("Meetings held with prospects"),
        Total("meetings_prospect"),
        Unit.COUNT,
        Better.UP,
        ACTIVITY,
        what=_(
            "Meetings that took place with prospects that were not customers that day."
        ),
        why=_("A meeting held is the best early sign of a deal."),
        how=_(
            "Each meeting marked held counts on its day. Planned, missed and cancelled ones do not."
        ),
        do=_(
            "Confirm tomorrow's meetings today. Plan the next step before leaving the room."
        ),
        articles=("S3",),
        companions=("demos",),
        synonyms=(_("Appointments with prospects"),),
    ),
    Kpi(
        "meetings_customer",
        _("Meetings held with customers"),
        Total("meetings_customer"),
        Unit.COUNT,
        Better.UP,
        ACTIVITY,
        what=_("Meetings that took place with customers."),
        why=_("Customers who are visited stay and buy again."),
        how=_("Each meeting marked held counts on its day, for customers of that day."),
        do=_("Plan a visit with customers nobody has seen for a quarter."),
        articles=("S3",),
        companions=("complaints",),
        synonyms=(_("Appointments with customers"),),
    ),
    Kpi(
        "demos",
        _("Demos held"),
        Total("demos"),
        Unit.COUNT,
        Better.UP,
        ACTIVITY,
        what=_("Demonstrations that took place in the period."),
        why=_("A demo shows that a prospect gives time; deals follow from it."),
        how=_(
            "Each demo marked held counts on its day. Missed and cancelled ones are kept apart."
        ),
        do=_("Remind prospects the day before, and plan a missed demo again at once."),
        articles=("S1",),
        companions=("opps_created",),
    ),
    Kpi(
        "opps_created",
        _("Opportunities created"),
        Total("opps_created"),
        Unit.COUNT,
        Better.UP,
        PROSPECTING,
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
        "new_customers",
        _("New customers"),
        Total("conversions"),
        Unit.COUNT,
        Better.UP,
        CONVERSION,
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
        CONVERSION,
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
        CONVERSION,
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
        CONVERSION,
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
        CONVERSION,
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
        "deals_won",
        _("Deals won"),
        Total("deals_won"),
        Unit.COUNT,
        Better.UP,
        SALES,
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
        SALES,
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
        Total("won_amount"),
        Unit.MONEY,
        Better.UP,
        SALES,
        what=_("The amount of the deals won, before tax, after discount."),
        why=_("It is what the team's target and the forecast are built on."),
        how=_(
            "Each won deal counts on the day it was won, for whoever was in charge that day, in the"
            " base currency at that day's rate. A deal without rate is counted, not priced."
        ),
        do=_("Plan a next step on your largest open deal that has none."),
        articles=("S0", "S3", "S4"),
        companions=("deals_won", "avg_transaction"),
        synonyms=(_("Turnover"), _("Sales")),
    ),
    Kpi(
        "avg_transaction",
        _("Average won deal"),
        Ratio(("won_amount",), ("deals_won",)),
        Unit.MONEY,
        Better.UP,
        SALES,
        what=_("The average amount of a won deal, before tax."),
        why=_("Growing it costs less than finding more customers."),
        how=_("Revenue of the period divided by deals won in it."),
        do=_(
            "Offer the next range up in every proposal. Watch acquisition cost beside it."
        ),
        articles=("S0", "S2", "S3"),
        companions=("deals_won",),
        synonyms=(_("Average order value"), _("Average transaction value")),
        minimum=True,
    ),
    Kpi(
        "sales_growth",
        _("Sales growth"),
        Growth("won_amount"),
        Unit.RATE,
        Better.UP,
        SALES,
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
        SALES,
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
        SALES,
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
        SALES,
        what=_("How many deals are open at the end of the period."),
        why=_("Too few starves next month; too many means none gets attention."),
        how=_("Deals opened and neither won nor lost by the end of the last day."),
        do=_("End the deals that will not happen; give the others a next step."),
        articles=("S1",),
        companions=("pipeline_value",),
    ),
    Kpi(
        "attainment",
        _("Target attainment"),
        Closed("attainment", of="revenue"),
        Unit.RATE,
        Better.UP,
        TARGETS,
        what=_("Revenue against the revenue target of the period."),
        why=_("A figure without a target tells nobody whether to change anything."),
        how=_(
            "Achieved divided by the target, not capped. Without a target there is no value."
        ),
        do=_(
            "Behind pace: look first at what can close this month, then at what must be opened."
        ),
        articles=("S1", "S3"),
        companions=("revenue", "pace"),
    ),
    Kpi(
        "pace",
        _("Pace"),
        Closed("pace", of="revenue"),
        Unit.RATE,
        Better.UP,
        TARGETS,
        what=_("How far revenue is ahead of or behind the target's pace, in points."),
        why=_("It tells mid-month what attainment tells only at the end."),
        how=_(
            "Attainment minus the share of working time gone by: working days closed, without"
            " holidays and absences. Today counts once it closes."
        ),
        do=_(
            "A few points behind is noise. Ten points behind on day ten asks for a plan."
        ),
        articles=("S1", "S3"),
        companions=("attainment",),
    ),
    Kpi(
        "complaints",
        _("Complaints"),
        Total("complaints"),
        Unit.COUNT,
        Better.DOWN,
        SATISFACTION,
        what=_("Complaints received in the period."),
        why=_("A customer who complains still wants to stay."),
        how=_(
            "Each complaint counts on the day it was received, for the person in charge."
        ),
        do=_("Answer each within a day; act on the reason that comes up most."),
        articles=("S3",),
        companions=("complaint_rate",),
    ),
    Kpi(
        "complaint_rate",
        _("Complaint rate"),
        Ratio(("complaints",), ("deals_won",)),
        Unit.RATE,
        Better.DOWN,
        SATISFACTION,
        what=_("Complaints received for each order of the period."),
        why=_("The count grows with sales; the rate tells whether quality does."),
        how=_(
            "Complaints received in the period divided by orders (won deals) of the period."
        ),
        do=_("Split it by product and by reason before looking at people."),
        articles=("S3",),
        companions=("complaints",),
        minimum=True,
        bands=(0.01, 0.05),
    ),
)
KPIS = {kpi.key: kpi for kpi in _ALL}
