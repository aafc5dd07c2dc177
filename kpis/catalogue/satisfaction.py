"""What customers say of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.measures import choice
from kpis.options import Chosen
from kpis.spec import Better, Kpi, Ratio, Score, Spread, Total, Unit

GROUP = "satisfaction"
#: What customers place with us, and may complain of.
PLACED = Chosen(
    "complaint_basis",
    (("orders", ("deals_won",)), ("contracts", ("contracts_signed",))),
    choice,
)

KPIS = (
    Kpi(
        "complaints",
        _("Complaints"),
        Total("complaints"),
        Unit.COUNT,
        Better.DOWN,
        GROUP,
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
        Ratio(("complaints",), PLACED),
        Unit.RATE,
        Better.DOWN,
        GROUP,
        what=_("Complaints received for each order of the period."),
        why=_("The count grows with sales; the rate tells whether quality does."),
        how=_(
            "Complaints received in the period divided by the orders of the period (deals won), or"
            " by the contracts signed in it where the organisation chose so."
        ),
        do=_("Split it by product and by reason before looking at people."),
        articles=("S3",),
        companions=("complaints",),
        minimum=True,
        bands=(0.01, 0.05),
    ),
    Kpi(
        "complaint_resolution",
        _("Time to resolve a complaint"),
        Spread("complaints_resolved", "to_resolve"),
        Unit.DAYS,
        Better.DOWN,
        GROUP,
        what=_(
            "How many days it took to resolve the complaints received in the period."
        ),
        why=_("A complaint resolved fast often makes a more faithful customer."),
        how=_(
            "Civil days from the day a complaint was received to the day it was resolved, for complaints received in the period that are resolved: mean, median and 90th percentile."
        ),
        do=_("Open those that wait longer than the 90th percentile."),
        companions=("complaints",),
        minimum=True,
        bands=(0.5, 2),
    ),
    Kpi(
        "csat",
        _("Customer satisfaction"),
        Ratio(("csat_satisfied",), ("csat_answers",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Of the answers to the satisfaction survey, the share that is satisfied."
        ),
        why=_("It says what customers think while they can still be kept."),
        how=_(
            "Answers of 4 or 5 out of 5 divided by all answers, each on the day it was given, for the person in charge of the customer."
        ),
        do=_("Call back each dissatisfied customer within two days."),
        articles=("S0", "S2", "S4"),
        companions=("complaint_rate",),
        synonyms=(_("CSAT"),),
        minimum=True,
        bands=(0.02, 0.06),
    ),
    Kpi(
        "review_rating",
        _("Public rating"),
        Ratio(("review_stars",), ("reviews",)),
        Unit.STARS,
        Better.UP,
        GROUP,
        what=_("The mean of the stars of the public reviews published in the period."),
        why=_("Buyers read reviews before they answer a call."),
        how=_(
            "Stars of all reviews of the period divided by their number, from 1 to 5."
        ),
        do=_(
            "Answer each review of three stars or less, and ask the happiest customers for one."
        ),
        articles=("S3",),
        companions=("five_star_share",),
        synonyms=(
            _("Reviews"),
            _("Five stars"),
        ),
        minimum=True,
        bands=(0.1, 0.3),
    ),
    Kpi(
        "five_star_share",
        _("Five-star reviews"),
        Ratio(("five_stars",), ("reviews",)),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_("Of the public reviews of the period, the share with five stars."),
        why=_("The mean hides whether customers are delighted or merely content."),
        how=_("Reviews of five stars divided by all reviews of the period."),
        do=_("Thank each author by name."),
        articles=("S3",),
        companions=("review_rating",),
        minimum=True,
        bands=(0.03, 0.1),
    ),
    Kpi(
        "verbatims",
        _("Words of customers"),
        Total("verbatims"),
        Unit.COUNT,
        Better.DEPENDS,
        GROUP,
        what=_(
            "Complaints, refund requests, dissatisfaction, compliments and questions that customers put in words."
        ),
        why=_("Figures say how much; words say why."),
        how=_(
            "Each verbatim counts on its day, for the person in charge of the customer. Split it by kind."
        ),
        do=_("Read the last ten before the weekly meeting."),
        articles=("S2", "S3"),
        companions=("csat", "complaints"),
        synonyms=(_("Verbatims"),),
    ),
    Kpi(
        "nps",
        _("Net Promoter Score"),
        Score(
            "nps_answers",
            value="score",
            high=9,
            low=6,
            person=("contact_id", "respondent", "prospect_id"),
        ),
        Unit.SCORE,
        Better.UP,
        GROUP,
        what=_("Customers who would recommend you less those who would not."),
        why=_("Who recommends you sells for you, and who does not warns others."),
        how=_(
            "The share of promoters (9 and 10) less the share of detractors (0 to 6), from -100 to"
            " +100. Passives (7 and 8) count in the base only. Of who answered several times in the"
            " period the last answer counts."
        ),
        do=_("Call each detractor within two days; a task is waiting for you."),
        articles=("S2", "S4"),
        companions=("csat",),
        synonyms=(_("NPS"), _("Promoters, passives, detractors")),
        minimum=True,
        bands=(5, 15),
    ),
)
