"""What people do all day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.spec import Better, Kpi, PerSeller, Ratio, Total, Unit

GROUP = "activity"

KPIS = (
    Kpi(
        "calls_made",
        _("Calls to prospects"),
        Total("calls_to_prospects"),
        Unit.COUNT,
        Better.UP,
        GROUP,
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
        GROUP,
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
        GROUP,
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
        GROUP,
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
        GROUP,
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
        GROUP,
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
        GROUP,
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
        "onboardings",
        _("Onboarding meetings held"),
        Total("onboardings"),
        Unit.COUNT,
        Better.UP,
        GROUP,
        what=_("Meetings that helped a new customer to start."),
        why=_("A customer who starts well stays."),
        how=_(
            "Each onboarding meeting marked held counts on its day, for the person who held it."
        ),
        do=_("Plan the first one on the day the deal is won."),
        articles=("S1",),
        companions=("new_customers",),
        synonyms=(_("Onboarding meetings per month"),),
    ),
    Kpi(
        "reach_rate",
        _("Reach rate"),
        Ratio(("calls_reached",), ("calls",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("The share of calls that reached somebody."),
        why=_("Calls that reach nobody cost time and teach nothing."),
        how=_(
            "Calls whose outcome says somebody answered, divided by all outbound calls held."
        ),
        do=_("Try another half of the day for those who never answer."),
        companions=("calls_made_all",),
        minimum=True,
        bands=(0.03, 0.1),
    ),
    Kpi(
        "demo_show_rate",
        _("Demo show rate"),
        Ratio(("demos",), ("demos", "demo_no_shows")),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("Of the demos that were to take place, the share that did."),
        why=_("A demo nobody comes to is half a day lost."),
        how=_(
            "Demos held divided by demos held and missed. Cancelled and moved ones are left out."
        ),
        do=_("Confirm the day before, by phone."),
        companions=("demos",),
        minimum=True,
        bands=(0.03, 0.1),
    ),
)
