"""Rules and alerts as sentences, in the reader's language."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.templatetags import formats
from kpis import wording
from kpis.alerts.judging import Kind, level_of
from kpis.alerts.seen import fraction, period_of
from kpis.catalogue import KPIS
from kpis.models import Alert, AlertRule
from kpis.spec import Kpi
from kpis.subjects import name_of

Who = AlertRule.Who
SPANS = {
    "day": gettext_lazy("a day"),
    "week": gettext_lazy("a week"),
    "month": gettext_lazy("a month"),
}


def label_of(rule: AlertRule) -> str:
    """The figure by name; one that is no longer declared by its key."""
    if rule.kind == Kind.LATE:
        return _("Figures")
    kpi = KPIS.get(rule.kpi)
    return str(kpi.label) if kpi else rule.kpi


def whose(rule: AlertRule) -> str:
    if rule.who == Who.EACH:
        if rule.team is None:
            return _("each person")
        return _("each person of %(team)s") % {"team": rule.team.name}
    return name_of(rule)


def rule_in_words(rule: AlertRule, currency: str) -> str:
    """When an alert opens: falls below 40 a week."""
    kpi = KPIS.get(rule.kpi)
    if rule.kind == Kind.LATE or kpi is None:
        return str(rule.get_kind_display())
    said = {
        "value": _level(rule, kpi, currency),
        "span": SPANS[rule.period],
        "n": rule.count or 0,
        "points": formats.number(rule.level or 0),
    }
    return _opens(rule) % said


def _opens(rule: AlertRule) -> str:
    count = rule.count or 0
    match rule.kind:
        case Kind.BELOW:
            return _("below %(value)s %(span)s")
        case Kind.ABOVE:
            return _("above %(value)s %(span)s")
        case Kind.RUN:
            return ngettext(
                "worse than the time before, %(span)s",
                "worse %(n)s times in a row, %(span)s",
                count,
            )
        case Kind.UNUSUAL:
            return _("out of its usual range, to the worse, %(span)s")
        case Kind.TARGET:
            return _("below %(points)s%% of its target, %(span)s")
        case Kind.PACE:
            return _("more than %(points)s points behind its pace, %(span)s")
    return ngettext(
        "nothing on the last working day",
        "nothing for %(n)s working days",
        count,
    )


def closes_in_words(rule: AlertRule, currency: str) -> str:
    """When an alert closes by itself, with how far back the figure must be."""
    kpi = KPIS.get(rule.kpi)
    match rule.kind:
        case Kind.BELOW | Kind.ABOVE if kpi is not None:
            sign = 1 if rule.kind == Kind.BELOW else -1
            level = level_of(rule, kpi)
            back = level + sign * abs(level) * Fraction(rule.margin, 100)
            words = _("at %(value)s or more") if sign > 0 else _("at %(value)s or less")
            return words % {"value": wording.written(kpi.unit, back, currency)}
        case Kind.TARGET:
            words = _("at %(points)s%% of the target or more")
            return words % {"points": formats.number((rule.level or 0) + rule.margin)}
        case Kind.PACE:
            left = (rule.level or 0) - min(rule.margin, rule.level or 0)
            words = _("at %(points)s points behind or fewer")
            return words % {"points": formats.number(left)}
        case Kind.RUN:
            return _("once it no longer gets worse")
        case Kind.UNUSUAL:
            return _("once it is back in its usual range")
        case Kind.SILENT:
            return _("with the first one logged")
    return _("once the figures are up to date")


def _level(rule: AlertRule, kpi: Kpi, currency: str) -> str:
    return wording.written(kpi.unit, level_of(rule, kpi), currency, fixed=False)


def figure_of(alert: Alert, currency: str) -> str:
    """What was seen last: 142, 16.5 %; a dash without figure."""
    kpi = KPIS.get(alert.rule.kpi)
    value = fraction(alert.seen.get("value"))
    return wording.written(kpi.unit, value, currency) if kpi else ""


def against_of(alert: Alert, currency: str) -> str:
    """What it was held to, beside what the rule says already."""
    kpi = KPIS.get(alert.rule.kpi)
    against = fraction(alert.seen.get("against"))
    share = fraction(alert.seen.get("share"))
    if kpi is None or against is None:
        return ""
    held = wording.written(kpi.unit, against, currency, fixed=False)
    match alert.rule.kind:
        case Kind.TARGET if share is not None:
            said = {"share": formats.percent(wording.rounded(share, 2)), "target": held}
            return _("%(share)s of %(target)s") % said
        case Kind.TARGET:
            return _("target %(target)s") % {"target": held}
        case Kind.PACE if share is not None:
            points = wording.points(-share)
            said = {"n": formats.number(points), "target": held}
            words = ngettext(
                "%(n)s point behind the pace to %(target)s",
                "%(n)s points behind the pace to %(target)s",
                points,
            )
            return words % said
        case Kind.RUN:
            return _("from %(value)s") % {"value": held}
        case Kind.UNUSUAL:
            return _("usually %(value)s") % {"value": held}
    return ""


def days_of(alert: Alert) -> str:
    """The days that were judged."""
    period = period_of(alert.seen)
    return formats.period(period.first, period.last) if period else ""
