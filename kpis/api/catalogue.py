"""What is measured, and how: the declarations as data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.answers import sender
from crm.api.requests import Parameters
from kpis.catalogue import KPIS
from kpis.members import splits_of
from kpis.spec import Better, Formula, Kpi, Unit, settled
from kpis.tiles.presets import readable, retired

NoParameters = Parameters.named("NoParameters")


class KpiShown(serializers.Serializer[Any]):
    """Sentences are in the reader's language: that of the session, or of Accept-Language."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field called label
    unit = serializers.ChoiceField([unit.value for unit in Unit])
    better = serializers.ChoiceField([better.value for better in Better])
    group = serializers.CharField()
    what = serializers.CharField()
    why = serializers.CharField()
    how = serializers.CharField()
    do = serializers.CharField()
    articles = serializers.ListField(child=serializers.CharField())
    synonyms = serializers.ListField(child=serializers.CharField())
    companions = serializers.ListField(child=serializers.CharField())
    splits = serializers.SerializerMethodField()
    formula = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    retired = serializers.SerializerMethodField(
        help_text="No page, preset or target form offers it any more; its history stays readable."
    )

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_splits(self, kpi: Kpi) -> list[str]:
        return list(splits_of(kpi))

    @extend_schema_field(OpenApiTypes.BOOL)
    def get_retired(self, kpi: Kpi) -> bool:
        return kpi.key in retired()

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_formula(self, kpi: Kpi) -> dict[str, Any]:
        return formula_as_data(kpi.formula)


def formula_as_data(formula: Formula) -> dict[str, Any]:
    """``{"type": "ratio", "over": ["deals_won"], "under": [...]}``: names are measures."""
    return {"type": type(formula).__name__.lower(), **asdict(settled(formula))}


@extend_schema(
    operation_id="kpis_list",
    summary="Every indicator you may read, with its definition",
    responses=inline_serializer("KpiList", {"results": KpiShown(many=True)}),
)
@api_view(["GET"])
def catalogue(request: Request) -> Response:
    NoParameters.read(request)
    shown = [kpi for kpi in KPIS.values() if readable(kpi, sender(request))]
    return Response({"results": KpiShown(shown, many=True).data})
