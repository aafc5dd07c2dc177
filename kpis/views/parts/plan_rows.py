"""Plans and their effects in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.models import Organisation
from crm.templatetags import formats
from kpis import wording
from kpis.catalogue import KPIS
from kpis.models import ActionPlan, PlanStep
from kpis.plans.measuring import (
    COUNTS,
    EARLY,
    FEW,
    LEVEL,
    ROWS,
    SHARES,
    UNDEFINED,
    WEEKS,
    Effect,
)
from kpis.spec import Better, Kpi, Unit
from kpis.subjects import name_of

METHODS = {
    COUNTS: gettext_lazy("Counts that vary by chance (Poisson)"),
    SHARES: gettext_lazy("Shares of cases (Newcombe, by Wilson’s intervals)"),
    ROWS: gettext_lazy("Means of cases, by their spread (Welch)"),
    WEEKS: gettext_lazy("Week by week, by their spread (Welch)"),
}
WHY = {
    EARLY: gettext_lazy("Too early: a full week after the start is not over yet."),
    FEW: gettext_lazy("Too few cases to say whether this is more than chance."),
    LEVEL: gettext_lazy("What stands at a moment: no interval can be given."),
    UNDEFINED: gettext_lazy("The figure is not defined on both sides."),
}


def line(plan: ActionPlan, today: date, organisation: Organisation) -> dict[str, Any]:
    """A plan as a row of a list; its steps are read along."""
    steps = list(plan.steps.all())
    kpi = KPIS.get(plan.kpi)
    return {
        "pk": plan.pk,
        "title": plan.title,
        "url": reverse("kpis:plan", args=[plan.pk]),
        "kpi": str(kpi.label) if kpi else plan.kpi,
        "who": name_of(plan),
        "owner": plan.owner.full_name,
        "due": plan.due_on,
        "late": plan.ended_at is None and plan.due_on < today,
        "steps": steps_said(steps),
        "ended": plan.ended_at,
        "state": _("done") if plan.done else _("given up"),
        "effect": short(kpi, plan, organisation.base_currency),
    }


def steps_said(steps: Sequence[PlanStep]) -> str:
    """2 of 5 steps done."""
    if not steps:
        return ""
    done = sum(1 for step in steps if step.done_at is not None)
    words = ngettext("%(done)s of %(n)s step", "%(done)s of %(n)s steps", len(steps))
    return words % {"done": done, "n": len(steps)}


def short(kpi: Kpi | None, plan: ActionPlan, currency: str) -> str:
    """The difference that was measured, as a row says it; empty while there is none."""
    if kpi is None or plan.effect is None:
        return ""
    found = Effect.from_json(plan.effect)
    if found.before is None or found.after is None:
        return ""
    text = moved(kpi, found.after - found.before, currency)
    if found.interval is None:
        return text
    if found.interval.beyond_chance:
        return text
    return _("%(moved)s, may be chance") % {"moved": text}


def moved(kpi: Kpi, difference: Fraction, currency: str) -> str:
    """+12, −2.5 pts: a difference in the figure's unit."""
    if kpi.unit == Unit.RATE:
        text = formats.number(wording.rounded(difference * 100, 1), 1, signed=True)
        return _("%(points)s pts") % {"points": text}
    return wording.written(kpi.unit, difference, currency, signed=True)


def effect(kpi: Kpi | None, found: Effect, currency: str) -> dict[str, Any]:
    """The card of the measured effect: both figures, the difference, its interval and how it was found."""
    shown: dict[str, Any] = {"figures": [], "said": "", "tone": "plain", "notes": []}
    if kpi is None or found.before is None or found.after is None:
        shown["said"] = str(WHY[found.why]) if found.why else ""
        if found.from_on is not None:
            day = {"day": formats.day(found.from_on, "short")}
            shown["notes"] = [_("From %(day)s on it is measured.") % day]
        return shown
    days = {"days": found.days}
    shown["figures"] = [
        (
            _("%(days)s days before") % days,
            wording.written(kpi.unit, found.before, currency),
        ),
        (
            _("%(days)s days after") % days,
            wording.written(kpi.unit, found.after, currency),
        ),
        (_("Difference"), moved(kpi, found.after - found.before, currency)),
    ]
    if found.interval is None:
        shown["said"] = str(WHY[found.why])
        return shown
    interval = found.interval
    ends = {
        "low": moved(kpi, Fraction(interval.low).limit_denominator(10**6), currency),
        "high": moved(kpi, Fraction(interval.high).limit_denominator(10**6), currency),
    }
    shown["said"] = _beyond(kpi, found) % ends
    shown["tone"] = _tone(kpi, found)
    shown["notes"] = [f"{METHODS[found.method]}, n = {found.n[0]} / {found.n[1]}."]
    return shown


def _beyond(kpi: Kpi, found: Effect) -> str:
    if found.interval is not None and found.interval.beyond_chance:
        return _("More than chance: between %(low)s and %(high)s, 95%% sure.")
    return _("May be chance: between %(low)s and %(high)s, 95%% sure.")


def _tone(kpi: Kpi, found: Effect) -> str:
    interval = found.interval
    if interval is None or not interval.beyond_chance or kpi.better == Better.DEPENDS:
        return "plain"
    return "good" if (interval.difference > 0) == (kpi.better == Better.UP) else "bad"


def expectation(
    kpi: Kpi | None,
    plan: ActionPlan,
    got: tuple[Fraction | None, bool] | None,
    currency: str,
) -> str:
    """What was expected by when, and what it is in that month."""
    if kpi is None or plan.expected is None or plan.expected_on is None:
        return ""
    aim = Fraction(plan.expected, kpi.unit.step)
    said = {
        "aim": wording.written(kpi.unit, aim, currency, fixed=False),
        "month": formats.day(plan.expected_on, "month"),
    }
    if got is None or got[0] is None:
        return _("Expected: %(aim)s in %(month)s.") % said
    said["value"] = wording.written(kpi.unit, got[0], currency)
    if got[1]:
        return _("Expected: %(aim)s in %(month)s. It was %(value)s.") % said
    return _("Expected: %(aim)s in %(month)s. So far %(value)s.") % said
