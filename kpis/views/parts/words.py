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
    "Score": _("promoters less detractors, in a hundred"),
    "Closed": _("a formula of its own"),
}
