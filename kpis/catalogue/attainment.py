"""How far along the target is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.spec import Better, Closed, Kpi, Unit

GROUP = "targets"
#: The productivity score until an admin weighs it otherwise: activity and conversion, never revenue
#: alone. Its card holds what weighs how much (kpis/ranking/score_cards.py).
WEIGHTS = {
    "calls_made_all": 2,
    "meetings_prospect": 2,
    "demos": 1,
    "win_rate": 2,
    "lead_conversion": 2,
    "revenue": 1,
}

KPIS = (
    Kpi(
        "attainment",
        _("Target attainment"),
        Closed("attainment", of="revenue"),
        Unit.RATE,
        Better.UP,
        GROUP,
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
        GROUP,
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
        "rep_score",
        _("Productivity score"),
        Closed(
            "score",
            of="revenue",
            parts=tuple(WEIGHTS),
        ),
        Unit.RATE,
        Better.UP,
        GROUP,
        what=_(
            "Activity and conversion of a person in one figure, each against its target."
        ),
        why=_("Revenue alone rewards whoever got the best list."),
        how=_(
            "What was reached of each target, not capped, weighed as the organisation's score card says."
            " A figure without a target is left out with its weight, or judged by the median of the"
            " team where the card says so."
        ),
        do=_("Open the weakest part with the person, before the sum."),
        articles=("S1", "S3"),
        companions=("attainment",),
        synonyms=(_("Rep productivity and ranking"), _("Productivity of sales reps")),
    ),
)
