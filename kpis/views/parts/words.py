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
