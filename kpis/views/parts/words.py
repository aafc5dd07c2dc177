"""Names of what a declaration is made of."""

from django.utils.translation import gettext_lazy as _

from kpis.spec import Better, Unit

UNITS = {
    Unit.COUNT: _("count"),
    Unit.MONEY: _("amount, excl. tax"),
    Unit.RATE: _("percentage"),
    Unit.DAYS: _("days"),
    Unit.PER_REP: _("per person who sells"),
    Unit.STARS: _("stars out of 5"),
    Unit.SCORE: _("from −100 to +100"),
    Unit.MONTHS: _("months"),
    Unit.HOURS: _("hours"),
    Unit.TIMES: _("times"),
}
BETTER = {
    Better.UP: _("higher is better"),
    Better.DOWN: _("lower is better"),
    Better.DEPENDS: _("depends"),
}
FORMULAS = {
    "Total": _("sum over the period"),
    "Ratio": _("sum divided by sum, once, at the end"),
    "PerSeller": _("sum divided by the people who sell"),
    "PerSubject": _("sum divided by those it came from, each counted once"),
    "Difference": _("sum minus sum"),
    "Growth": _("change on the period before"),
    "Balance": _("what stands at the end of the period"),
    "Distinct": _("different ones, counted once"),
    "Spread": _("mean, median and 90th percentile of rows"),
    "Standing": _("what has begun and not ended at the end of the period"),
    "Kept": _("share of what stood when the period began"),
    "Bought": _("share of what stood when the period began that bought in it"),
    "Age": _("mean, median and 90th percentile of how long what stands has stood"),
    "Bridge": _("what became of each balance from one end of the period to the other"),
    "Passed": _("deals that went on to the next stage, of those that were in one"),
    "Expected": _("what is expected to close in the period, as known on its last day"),
    "Score": _("promoters less detractors, in a hundred"),
    "Closed": _("a formula of its own"),
}
