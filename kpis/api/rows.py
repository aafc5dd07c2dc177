"""The rows behind a figure, as far as this person may read records."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view, throttle_classes
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from crm.api import fields
from crm.api.answers import sender
from crm.api.requests import Parameters
from crm.models import Organisation
from kpis.api.asked import FigureThrottle, asked_of, kpis_named, period_fields
from kpis.api.shapes import Number, head
from kpis.explain.counting import (
    Counted,
    CountedPage,
    counted,
    explainable_measures,
    openable,
)
from kpis.members import keys_of
from kpis.spec import Kpi, Unit

PAGE, LARGEST_PAGE, LAST_PAGE = 50, 100, 100_000

RowsAsked = Parameters.named(
    "RowsAsked",
    **period_fields(),
    measure=serializers.CharField(
        max_length=60,
        required=False,
        help_text="Which part of the formula; its first one unless said.",
    ),
    page=serializers.IntegerField(min_value=1, max_value=LAST_PAGE, required=False),
    page_size=serializers.IntegerField(
        min_value=1, max_value=LARGEST_PAGE, required=False
    ),
)


class RowShown(serializers.Serializer[Counted]):
    at = fields.Instant(
        allow_null=True, help_text="Null for facts that have a day and no hour."
    )
    day = serializers.DateField()
    rep = serializers.EmailField()
    rep_name = serializers.CharField()
    kind = serializers.CharField()
    subject = serializers.CharField()
    subject_type = serializers.CharField()
    subject_id = serializers.IntegerField(
        allow_null=True, help_text="Null when the record is not yours to open."
    )
    detail = serializers.CharField()
    amount = Number(help_text="What the row adds: 1, money, or days.")


ANSWER = head(
    "KpiRows",
    measure=serializers.CharField(
        allow_null=True, help_text="Null: this KPI has no rows of its own."
    ),
    measure_unit=serializers.CharField(allow_null=True),
    count=serializers.IntegerField(help_text="How many rows the figure counts."),
    hidden=serializers.IntegerField(help_text="Counted, but not yours to read."),
    total=Number(help_text="What all of them add up to."),
    next=serializers.URLField(allow_null=True),
    results=RowShown(many=True),
)


@extend_schema(
    operation_id="kpis_rows",
    summary="The rows behind a figure",
    description="Takes the parameters of a figure, so that its address can be used again; "
    "“by” splits nothing here.",
    parameters=[RowsAsked],
    responses=ANSWER,
)
@api_view(["GET"])
@throttle_classes([FigureThrottle])
def rows(request: Request, key: str) -> Response:
    [kpi] = kpis_named(request, [key])
    given = RowsAsked.read(request)
    question = asked_of(request, [kpi], given, timezone.now())
    page, size = given.get("page", 1), given.get("page_size", PAGE)
    found = counted(
        kpi,
        question.unsplit(),
        viewer=sender(request),
        page=page,
        size=size,
        measure=measure_named(kpi, given.get("measure", "")),
    )
    more = found is not None and page * size < found.count - found.hidden
    address = replace_query_param(request.build_absolute_uri(), "page", page + 1)
    return Response(
        {
            "kpi": kpi.key,
            "unit": kpi.unit.value,
            "from": question.period.first.isoformat(),
            "to": question.period.last.isoformat(),
            **as_json(request, kpi, found),
            "next": address if more else None,
        }
    )


def measure_named(kpi: Kpi, key: str) -> str:
    known = [measure.key for measure in explainable_measures(kpi)]
    if key and key not in known:
        message = _("Parts of this formula: %(known)s.") % {"known": ", ".join(known)}
        raise serializers.ValidationError({"measure": message})
    return key


def as_json(request: Request, kpi: Kpi, found: CountedPage | None) -> dict[str, Any]:
    """What was counted; for a KPI without rows of its own, nothing."""
    if found is None:
        nothing = {"measure": None, "measure_unit": None, "total": None}
        return nothing | {"currency": None, "count": 0, "hidden": 0, "results": []}
    unit = found.measure.unit
    currency = Organisation.current().base_currency
    emails = keys_of("rep", {row.rep_id for row in found.rows})
    may_open = openable(sender(request), found)
    return {
        "currency": currency if unit == Unit.MONEY else None,
        "measure": found.measure.key,
        "measure_unit": unit.value,
        "count": found.count,
        "hidden": found.hidden,
        "total": amount(found.total, unit, currency),
        "results": [
            {
                "at": fields.Instant().to_representation(row.at) if row.at else None,
                "day": row.day.isoformat(),
                "rep": emails[row.rep_id],
                "rep_name": row.rep,
                "kind": row.kind,
                "subject": row.subject,
                "subject_type": row.subject_type,
                "subject_id": row.subject_id
                if (row.subject_type, row.subject_id) in may_open
                else None,
                "detail": row.detail,
                "amount": amount(row.amount, unit, currency),
            }
            for row in found.rows
        ],
    }


def amount(value: int | None, unit: Unit, currency: str) -> int | str | None:
    return (
        fields.written(value, currency)
        if value is not None and unit == Unit.MONEY
        else value
    )
