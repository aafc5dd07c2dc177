"""Figures: the same answer as the command and the pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view, throttle_classes
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.requests import Parameters, Several
from crm.models import Organisation
from kpis.api.asked import (
    MOST_KPIS,
    FigureThrottle,
    asked_of,
    kpis_named,
    period_fields,
)
from kpis.api.shapes import REPORT
from kpis.freshness import freshness
from kpis.periods import Period, before, year_before
from kpis.question import Question
from kpis.rollup import figures, reports
from kpis.spec import Kpi
from kpis.values import NO_ROWS, Value
from kpis.wire import as_json, figure

ValuesAsked = Parameters.named(
    "ValuesAsked",
    kpi=Several(most=MOST_KPIS, help_text="One or more keys of the catalogue: a,b."),
    **period_fields(),
    compare=serializers.ChoiceField(
        ["previous", "year"],
        required=False,
        help_text="The equal period before, or the same days a year earlier.",
    ),
)
ANSWER = inline_serializer(
    "KpiValues", {"results": serializers.ListSerializer(child=REPORT)}
)


@extend_schema(
    operation_id="kpis_values",
    summary="Figures over a period, split and compared",
    parameters=[ValuesAsked],
    responses=ANSWER,
)
@api_view(["GET"])
@throttle_classes([FigureThrottle])
def values(request: Request) -> Response:
    now = timezone.now()
    given = ValuesAsked.read(request)
    kpis = kpis_named(request, given["kpi"])
    question = asked_of(request, kpis, given, now)
    as_of = freshness(now).at
    earlier = compared(kpis, question, given.get("compare", ""))
    return Response(
        {
            "results": [
                as_json(report, as_of=as_of) | {"compare": earlier.get(key)}
                for key, report in reports(kpis, question).items()
            ]
        }
    )


def compared(kpis: list[Kpi], question: Question, how: str) -> dict[str, Any]:
    """{kpi: {from, to, total}} of the period compared with; nothing when none is asked for."""
    if not how:
        return {}
    organisation = Organisation.current()
    period = earlier_than(question.period, how, organisation.fiscal_first_month)
    found = figures(kpis, question.over(period).unsplit())
    return {
        kpi.key: {
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "total": figure(
                kpi,
                found[kpi.key].get((), Value(None, NO_ROWS)),
                organisation.base_currency,
            ),
        }
        for kpi in kpis
    }


def earlier_than(period: Period, how: str, first_month: int) -> Period:
    return year_before(period) if how == "year" else before(period, None, first_month)
