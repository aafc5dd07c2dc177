"""The open alerts of each person, as lines of a mail or of the review."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from kpis.alerts.words import figure_of, label_of, rule_in_words
from kpis.models import Alert

#: Lines of one person; the page has them all.
MOST = 8


def alert_lines(alerts: Iterable[Alert], currency: str) -> list[dict[str, str]]:
    """[{text, url}] in the language in force: Team North, Demos: 4, falls below 8 a week."""
    return [
        {"text": _text(alert, currency), "url": reverse("kpis:alerts")}
        for alert in alerts
    ]


def _text(alert: Alert, currency: str) -> str:
    whose = _("The whole company")
    if alert.user is not None:
        whose = alert.user.full_name
    elif alert.team is not None:
        whose = alert.team.name
    return _("%(whose)s, %(kpi)s: %(figure)s, %(rule)s") % {
        "whose": whose,
        "kpi": label_of(alert.rule),
        "figure": figure_of(alert, currency),
        "rule": rule_in_words(alert.rule, currency),
    }
