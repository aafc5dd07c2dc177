"""The shapes of figures in the OpenAPI document. ``kpis.wire`` writes them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from kpis.spec import Unit

NUMBER = {
    "oneOf": [
        {"type": "number"},
        {"type": "string", "description": "Money in the base currency."},
    ],
    "nullable": True,
}
SPREAD = {
    "type": "object",
    "required": ["n", "mean", "median", "p90"],
    "properties": {
        "n": {"type": "integer"},
        "mean": {"type": "number"},
        "median": {"type": "number"},
        "p90": {"type": "number"},
    },
}
VALUE = {**NUMBER, "oneOf": [*NUMBER["oneOf"], SPREAD]}  # type: ignore[misc]


@extend_schema_field(NUMBER)
class Number(serializers.ReadOnlyField):
    pass


@extend_schema_field(VALUE)
class AnyValue(serializers.ReadOnlyField):
    pass


class Figure(serializers.Serializer[Any]):
    value = AnyValue()
    reason = serializers.CharField(
        allow_null=True, help_text="Why there is no value; null when there is one."
    )
    numerator = Number()
    denominator = Number()
    n = serializers.IntegerField(allow_null=True)


class Member(Figure):
    keys = extend_schema_field(OpenApiTypes.OBJECT)(serializers.DictField)()
    labels = extend_schema_field(OpenApiTypes.OBJECT)(serializers.DictField)()


class Compared(serializers.Serializer[Any]):
    vars()["from"] = serializers.DateField()
    to = serializers.DateField()
    total = Figure()


def head(name: str, **more: Any) -> Any:
    """What every answer about one KPI begins with, and ``more``."""
    shared: dict[str, Any] = {
        "kpi": serializers.CharField(),
        "unit": serializers.ChoiceField([unit.value for unit in Unit]),
        "currency": serializers.CharField(allow_null=True),
        "from": serializers.DateField(),
        "to": serializers.DateField(),
    }
    return inline_serializer(name, shared | more)


REPORT = head(
    "KpiReport",
    as_of=serializers.DateTimeField(
        allow_null=True, help_text="The figures count what was written until then."
    ),
    total=Figure(),
    rows=Member(many=True),
    compare=Compared(allow_null=True),
)
