"""Figures in words: what a reader sees of a value, its change, its target and its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from crm.money import to_major
from crm.templatetags import formats
from kpis import values
from kpis.measures import MEASURES
from kpis.periods import Period, kind_of
from kpis.spec import (
    Age,
    Better,
    Bought,
    Closed,
    Kept,
    Kpi,
    Passed,
    PerSubject,
    Ratio,
    Score,
    Spread,
    Unit,
    measures_of,
)
from kpis.targets.attainment import Standing
from kpis.values import Value

#: Formulas that stand on a number of cases.
DIVIDED = (Ratio, Score, Kept, Bought, Passed, PerSubject)
#: Points within which a figure is on pace, and beyond which being behind is bad.
ON_PACE, FAR = 2, 10
#: Below this, a change of a count is said as a count: 2 more demos, not +22%.
SAID_AS_COUNT = 20
#: Letters a companion may take on a tile.
ROOM = 26
#: Where the mark stands on the bar of a figure that has a target and no pace.
MARK_UP, MARK_DOWN = 0.64, 0.5

#: What stands after a figure.
AFTER = {
    Unit.DAYS: pgettext_lazy("unit of days", "d"),
    Unit.MONTHS: pgettext_lazy("unit of months", "mo"),
    Unit.HOURS: pgettext_lazy("unit of hours", "h"),
    Unit.TIMES: "×",
    Unit.STARS: "★",
}
#: Units whose change is said in the unit itself, not in percent.
SAID_IN_UNIT = (Unit.DAYS, Unit.MONTHS, Unit.TIMES, Unit.STARS, Unit.SCORE)
REASONS = {
    values.NO_DENOMINATOR: gettext_lazy("Nothing to divide by in this period"),
    values.NO_ROWS: gettext_lazy("Nothing was counted in this period"),
    values.NO_PREVIOUS: gettext_lazy("There was nothing in the period before"),
    values.NO_TARGET: gettext_lazy("No target is set for this period"),
    values.TARGET_ZERO: gettext_lazy("The target is 0: met or missed, no share"),
    values.ZERO_ACTUAL: gettext_lazy("0 reached: met, no share"),
    values.NO_PACE: gettext_lazy("Only what adds up day by day has a pace"),
    values.NOT_STARTED: gettext_lazy("The period has not begun"),
    values.NOTHING_SPENT: gettext_lazy("No cost is entered for this period"),
    values.TOO_NEAR: gettext_lazy(
        "Nearly nobody leaves and the discount rate is nearly 0: no end to the sum"
    ),
    values.COVERED: gettext_lazy("The target is reached"),
}


@dataclass(frozen=True)
class Said:
    """A judgement: words, tone (good, caution, bad, plain, quiet) and glyph."""

    text: str
    tone: str
    glyph: str = ""
    on: str = ""

    def shown(self) -> dict[str, str]:
        return {
            "text": self.text,
            "tone": self.tone,
            "glyph": self.glyph,
            "on": self.on,
        }


def rounded(value: Fraction, decimals: int = 0) -> Decimal:
    """The fraction as a decimal, half away from zero."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def parts(
    unit: Unit,
    value: Fraction | None,
    currency: str,
    *,
    exact: bool = False,
    signed: bool = False,
    fixed: bool = True,
) -> tuple[str, str]:
    """(figure, unit after it). Money is in minor units; ``exact`` writes it to the cent.

    Rates, days and averages have one decimal, so that a column lines up; without ``fixed`` none
    when there is nothing to say after the comma.
    """
    if value is None:
        return formats.DASH, ""
    if unit == Unit.MONEY:
        major = to_major(int(rounded(value)), currency)
        whole = None if exact or abs(major) < 100 else 0
        return formats.money(major, currency, whole, signed=signed), ""
    if unit == Unit.RATE:
        value *= 100
    signed = signed or unit == Unit.SCORE
    whole_only = unit in (Unit.COUNT, Unit.SCORE) or (
        not fixed and value.denominator == 1
    )
    decimals = 0 if whole_only else 1
    text = formats.number(rounded(value, decimals), decimals, signed=signed)
    if unit == Unit.RATE:
        return text, formats.percent_sign().strip()
    return text, str(AFTER.get(unit, ""))


def written(
    unit: Unit,
    value: Fraction | None,
    currency: str,
    *,
    exact: bool = False,
    signed: bool = False,
    fixed: bool = True,
) -> str:
    """The figure with its unit on one line, with the space its language wants."""
    text, after = parts(unit, value, currency, exact=exact, signed=signed, fixed=fixed)
    if not after:
        return text
    gap = "" if after == "%" and not formats.french() else formats.NO_BREAK
    return f"{text}{gap}{after}"


def figure(kpi: Kpi, value: Value, currency: str, *, exact: bool = False) -> str:
    return written(kpi.unit, value.value, currency, exact=exact)


def reason(value: Value) -> str:
    """Why there is no figure, as a sentence."""
    return str(REASONS.get(value.reason, value.reason))


def short_period(period: Period, today: date, first_month: int = 1) -> str:
    """1–20 Oct, October 2025, Q3 2026: the year is left out when it is this one."""
    if kind_of(period, first_month) == "month":
        text = formats.day(period.first, "month")
    else:
        text = formats.period(period.first, period.last)
    return text.removesuffix(f" {today.year}")


def points(share: Fraction) -> int:
    return int(rounded(share * 100))


# -- against the period before ----------------------------------------------------------------


def change(kpi: Kpi, value: Value, before: Value | None, currency: str) -> Said | None:
    """How the figure moved, in the way its unit is compared; null without both."""
    if before is None or value.value is None or before.value is None:
        return None
    moved = value.value - before.value
    text = _moved(kpi, moved, before.value, currency)
    if moved == 0:
        return Said(_("No change"), "plain")
    up = moved > 0
    glyph = "▲" if up else "▼"
    if kpi.better == Better.DEPENDS:
        return Said(text, "plain", glyph)
    good = up == (kpi.better == Better.UP)
    if kpi.better == Better.DOWN:
        word = _("better") if good else _("worse")
        text = f"{text}, {word}"
    return Said(text, "good" if good else "bad", glyph)


def _moved(kpi: Kpi, moved: Fraction, was: Fraction, currency: str) -> str:
    if kpi.unit == Unit.RATE:
        text = formats.number(rounded(moved * 100, 1), 1, signed=True)
        return _("%(points)s pts") % {"points": text}
    small = kpi.unit == Unit.COUNT and abs(was) < SAID_AS_COUNT
    if kpi.unit in SAID_IN_UNIT or small or was <= 0:
        return written(kpi.unit, moved, currency, signed=True)
    return formats.percent(rounded(moved / was, 3), 1, signed=True)


# -- against the target -----------------------------------------------------------------------


def patient(said: Said | None, young: object) -> Said | None:
    """What still matures (some cases are ``young``) may be met, it cannot be missed yet."""
    if said and young and said.tone in ("bad", "caution"):
        return Said(_("Too early to judge"), "quiet")
    return said


def judged(kpi: Kpi, value: Value, standing: Standing, currency: str) -> Said | None:
    """The judgement against pace for a flow that runs, against the target for anything else."""
    if standing.target is None or value.value is None:
        return None
    running = standing.elapsed is not None and standing.elapsed < 1
    if standing.pace is not None and running:
        return _paced(points(standing.pace))
    if standing.met:
        return Said(_met(kpi, value.value, standing.target, currency), "good", "✓")
    gap = _gap(kpi, abs(value.value - standing.target), currency)
    glyph = "▲" if kpi.better == Better.DOWN else "▼"
    words = _("%(gap)s over") if kpi.better == Better.DOWN else _("%(gap)s short")
    return Said(words % {"gap": gap}, "bad" if _far(standing) else "caution", glyph)


def _paced(ahead: int) -> Said:
    if abs(ahead) <= ON_PACE:
        if ahead == 0:
            return Said(_("On pace"), "plain", "●")
        words = (
            ngettext("%(n)s pt ahead, on pace", "%(n)s pts ahead, on pace", ahead)
            if ahead > 0
            else ngettext(
                "%(n)s pt behind, on pace", "%(n)s pts behind, on pace", -ahead
            )
        )
        return Said(words % {"n": abs(ahead)}, "plain", "●")
    if ahead > 0:
        words = ngettext("%(n)s pt ahead of pace", "%(n)s pts ahead of pace", ahead)
        return Said(words % {"n": formats.number(ahead)}, "good", "▲")
    words = ngettext("%(n)s pt behind pace", "%(n)s pts behind pace", -ahead)
    tone = "bad" if -ahead > FAR else "caution"
    return Said(words % {"n": formats.number(-ahead)}, tone, "▼")


def asks_tonight(missing: Fraction | None, kpi: Kpi) -> bool:
    """Whether what is missing tonight can be said as a number of things to do."""
    return (
        missing is not None
        and missing > 0
        and kpi.unit == Unit.COUNT
        and kpi.better == Better.UP
    )


def tonight(missing: Fraction | None, judged_as: Said) -> Said:
    """21 more tonight: what the pace asks for when the day closes."""
    count = ceil(missing or 0)
    words = ngettext("%(n)s more tonight", "%(n)s more tonight", count)
    return Said(words % {"n": formats.number(count)}, judged_as.tone, judged_as.glyph)


def _far(standing: Standing) -> bool:
    return standing.share is not None and standing.share < Fraction(9, 10)


def _gap(kpi: Kpi, gap: Fraction, currency: str) -> str:
    if kpi.unit == Unit.RATE:
        text = formats.number(rounded(gap * 100, 1), 1)
        return _("%(points)s pts") % {"points": text}
    return written(kpi.unit, gap, currency)


def _met(kpi: Kpi, value: Fraction, target: Fraction, currency: str) -> str:
    gap = abs(value - target)
    if gap == 0 or kpi.is_flow:
        return _("Met")
    words = _("Met, %(gap)s under") if value < target else _("Met, %(gap)s above")
    return words % {"gap": _gap(kpi, gap, currency)}


def aim(kpi: Kpi, standing: Standing, currency: str) -> dict[str, Any]:
    """The bar and its left caption: share, mark, attained and of, or the target in words."""
    nothing: dict[str, Any] = {
        "share": None,
        "mark": None,
        "attained": "",
        "of": "",
        "target": "",
        **_stretch(kpi, standing, currency),
    }
    if standing.target is None:
        return nothing
    target = written(kpi.unit, standing.target, currency, fixed=False)
    if kpi.better == Better.DOWN:
        words = _("Target %(target)s or less") % {"target": target}
        return nothing | {"target": words} | {"mark": MARK_DOWN}
    if kpi.is_flow and standing.share is not None:
        mark = float(standing.elapsed) if standing.elapsed is not None else None
        attained = formats.percent(rounded(standing.share, 2))
        of = _("of %(target)s") % {"target": target}
        return nothing | {
            "share": float(standing.share),
            "mark": mark,
            "attained": attained,
            "of": of,
        }
    share = float(standing.share) * MARK_UP if standing.share is not None else None
    words = _("Target %(target)s") % {"target": target}
    return nothing | {"share": share, "mark": MARK_UP, "target": words}


def _stretch(kpi: Kpi, standing: Standing, currency: str) -> dict[str, Any]:
    """The harder level, where one is set: told beside the bar, reached or not, never judged.

    Its mark stands on a bar that goes on past the target; a flow's bar ends there.
    """
    if standing.stretch is None:
        return {"stretch": "", "stretch_met": False, "stretch_mark": None}
    stretch = written(kpi.unit, standing.stretch, currency, fixed=False)
    mark = None
    if standing.target and not kpi.is_flow:
        place = MARK_DOWN if kpi.better == Better.DOWN else MARK_UP
        mark = float(standing.stretch / standing.target) * place
    return {
        "stretch": pgettext("on a tile", "stretch %(value)s") % {"value": stretch},
        "stretch_met": standing.stretch_met,
        "stretch_mark": mark if mark is not None and mark <= 1 else None,
    }


def bar_of_low(value: Fraction, target: Fraction) -> float:
    """Lower is better: the bar fills from 0 and the target stands in the middle."""
    return float(value / target) * MARK_DOWN if target else (1.0 if value else 0.0)


# -- the companion ----------------------------------------------------------------------------


def base(kpi: Kpi, value: Value, young: int | None, days: int, currency: str) -> str:
    """What a rate, average or delay stands on: 7 of 38, n = 9."""
    if isinstance(kpi.formula, Spread | Age) and value.spread:
        p90 = written(kpi.unit, value.spread.p90, "")
        return f"n = {formats.number(value.spread.n)} · p90 {p90}"
    if not isinstance(kpi.formula, DIVIDED) or value.denominator is None:
        return ""
    if kpi.unit != Unit.RATE:
        return f"n = {formats.number(int(value.denominator))}"
    text = share_of(kpi, value, currency)
    if young:
        text = _("%(text)s, %(n)s under %(days)s days") % {
            "text": text,
            "n": formats.number(young),
            "days": days,
        }
    return text


def share_of(kpi: Kpi, value: Value, currency: str) -> str:
    """7 of 38, €7,000 of €38,000; empty without parts."""
    over, under = value.numerator, value.denominator
    if over is None or under is None:
        return ""
    counted = isinstance(kpi.formula, Bought | Passed | Kept)
    unit = Unit.COUNT if counted else MEASURES[measures_of(kpi.formula)[0]].unit
    return _("%(over)s of %(under)s") % {
        "over": written(unit, over, currency),
        "under": written(unit, under, currency),
    }


def beside(companions: list[tuple[Kpi, Value]], currency: str) -> str:
    """The first companion that is defined, by name, if there is room for it on the tile."""
    for kpi, value in companions:
        text = formats.labelled(str(kpi.label), figure(kpi, value, currency))
        if value.defined and len(text) <= ROOM and not isinstance(kpi.formula, Closed):
            return text
    return ""


def labelled(label: Any, text: Any) -> str:
    """A label and what it says: not every language puts its colon alike."""
    return _("%(label)s: %(text)s") % {"label": label, "text": text}
