"""The question in an address: which figures, whose, when, split and filtered how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle

from crm.api import fields
from crm.api.answers import sender
from crm.api.requests import Several
from kpis.asking import BadQuestion, NotThere, kpi_named, question
from kpis.question import Question
from kpis.scope import scope_of
from kpis.spec import Kpi
from kpis.tiles.presets import readable

MOST_KPIS, MOST_FILTERS = 20, 6
#: Day by day, three years: more rows than anybody reads, few enough to answer at once.
MOST_DAYS_BY_DAY = 1_100


class FigureThrottle(UserRateThrottle):
    scope = "figures"


def period_fields() -> dict[str, Any]:
    """The parameters that all figures share."""
    return {
        "from": fields.Day(help_text="First day."),
        "to": fields.Day(help_text="Last day, included."),
        "by": Several(
            most=4,
            required=False,
            help_text="At most two splits: rep, team, day, week, month, quarter, year or a "
            "dimension of the KPI.",
        ),
        "team": serializers.CharField(
            max_length=120,
            required=False,
            help_text="A team by name, with all below it.",
        ),
        "rep": serializers.CharField(
            max_length=254, required=False, help_text="A person, by email."
        ),
        "where": Several(
            commas=False,
            most=MOST_FILTERS,
            required=False,
            help_text="dimension=member, by id or name; may be repeated.",
        ),
    }


def kpis_named(request: Request, keys: Sequence[str]) -> list[Kpi]:
    """The KPIs of these keys; 404 for one that is not declared or not this person's to read."""
    try:
        found = [kpi_named(key) for key in keys]
    except BadQuestion as error:
        raise Http404 from error
    if not all(readable(kpi, sender(request)) for kpi in found):
        raise Http404
    return found


def asked_of(
    request: Request, kpis: Sequence[Kpi], given: Mapping[str, Any], now: datetime
) -> Question:
    """The question, within what this person may see.

    404 for a person or a team that does not exist or lies outside; 400 for what cannot be asked.
    """
    typed = dict(given)
    typed |= {name: given[name].isoformat() for name in ("from", "to")}
    try:
        found = question(kpis, scope_of(sender(request)), now=now, given=typed)
    except NotThere as error:
        raise Http404 from error
    except BadQuestion as error:
        raise serializers.ValidationError({error.parameter: str(error)}) from error
    if found.grain == "day" and found.period.days > MOST_DAYS_BY_DAY:
        message = _("Day by day, at most three years at once.")
        raise serializers.ValidationError({"by": message})
    return found
