"""Deals: opportunities, and once won the orders."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api import answers, fields, paging
from crm.api.filters import Filters
from crm.api.requests import Body, Parameters
from crm.models import Campaign, Deal, Organisation, Prospect, Source, Stage
from crm.models.deal_queries import DealQuerySet
from crm.money import CURRENCIES
from crm.services.deals import open_deal

ORDERS = {"opened": "opened_at", "name": "name", "id": "id"}
DEFAULT = "-opened"
FILTERS = Filters(
    day="opened_at",
    columns={
        "owner": "owner__email__iexact",
        "state": "state",
        "kind": "kind",
        "stage": "stage__name__iexact",
        "pipeline": "stage__pipeline__name__iexact",
        "prospect": "prospect_id",
    },
    methods={"q": "matching"},
)

DealFilters = Parameters.named(
    "DealFilters",
    **{
        "from": fields.Day(required=False, help_text="First day of opening."),
        "to": fields.Day(required=False, help_text="Last day, included."),
        "owner": serializers.EmailField(required=False),
        "state": serializers.ChoiceField(Deal.State.choices, required=False),
        "kind": serializers.ChoiceField(Deal.Kind.choices, required=False),
        "stage": serializers.CharField(max_length=120, required=False),
        "pipeline": serializers.CharField(max_length=120, required=False),
        "prospect": fields.row_id(),
        "q": serializers.CharField(
            max_length=100, required=False, help_text="In its name or its prospect's."
        ),
        **paging.fields(ORDERS, DEFAULT),
    },
)


class DealShown(serializers.Serializer[Deal]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    prospect = serializers.IntegerField(source="prospect_id", allow_null=True)
    owner = serializers.EmailField(source="owner.email")
    owner_name = serializers.CharField(source="owner")
    state = serializers.ChoiceField(Deal.State.choices)
    stage = serializers.CharField()
    pipeline = serializers.CharField(source="stage.pipeline")
    kind = serializers.ChoiceField(Deal.Kind.choices)
    amount = fields.Money(help_text="Without tax, in “currency”.")
    currency = serializers.CharField()
    base_amount = fields.Money(
        currency_field="base_currency", help_text="Null: no rate was known."
    )
    base_currency = serializers.SerializerMethodField()
    amount_is_estimate = serializers.BooleanField()
    recurring_amount = fields.Money()
    recurring_interval = serializers.CharField()
    source = fields.NameOf()  # type: ignore[assignment]  # a field called source
    campaign = fields.NameOf()
    main_product = fields.NameOf()
    opened_at = fields.Instant()
    stage_entered_at = fields.Instant()
    expected_close_on = serializers.DateField(allow_null=True)
    won_at = fields.Instant(allow_null=True)
    lost_at = fields.Instant(allow_null=True)
    lost_reason = fields.NameOf()
    competitor = fields.NameOf()
    next_step = serializers.CharField()
    next_step_on = serializers.DateField(allow_null=True)
    external_id = serializers.CharField()
    version = serializers.IntegerField()

    def get_base_currency(self, deal: Deal) -> str:
        return str(self.context["base_currency"])


DealPage = paging.page_of("DealPage", DealShown)


class NewDeal(Body):
    name = serializers.CharField(max_length=200)
    stage = serializers.CharField(
        max_length=120, help_text="An open stage, by name. Win or lose the deal later."
    )
    pipeline = serializers.CharField(
        max_length=120, required=False, help_text="The first one unless said."
    )
    prospect = fields.Record(
        Prospect.objects.current(), required=False, allow_null=True
    )
    owner = fields.Person(required=False, help_text="You unless said.")
    kind = serializers.ChoiceField(Deal.Kind.choices, required=False)
    amount = fields.Amount(required=False, allow_null=True, help_text="Without tax.")
    currency = serializers.ChoiceField(
        sorted(CURRENCIES), required=False, help_text="The base currency unless said."
    )
    recurring_amount = fields.Amount(required=False, allow_null=True)
    recurring_interval = serializers.ChoiceField(Deal.Interval.choices, required=False)
    source = fields.Named(Source, required=False, allow_null=True)  # type: ignore[assignment]
    campaign = fields.Named(Campaign, required=False, allow_null=True)
    opened_at = fields.Instant(required=False, help_text="Now unless said.")
    expected_close_on = fields.Day(required=False, allow_null=True)
    next_step = serializers.CharField(max_length=200, required=False, allow_blank=True)
    next_step_on = fields.Day(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        base = Organisation.current().base_currency
        currency = attrs.setdefault("currency", base)
        for name in ("amount", "recurring_amount"):
            if name in attrs:
                attrs[name] = fields.minor(attrs[name], currency, name)
        if (attrs.get("recurring_amount") is None) == bool(
            attrs.get("recurring_interval")
        ):
            message = _("Give the recurring amount and how often it is billed.")
            raise serializers.ValidationError({"recurring_interval": message})
        attrs["stage"] = stage_named(attrs["stage"], attrs.pop("pipeline", ""))
        return attrs


def stage_named(name: str, pipeline: str) -> Stage:
    """The stage of the pipeline (the first one unless said) that still takes deals."""
    rows = Stage.objects.current().filter(pipeline__archived_at__isnull=True)
    if pipeline:
        rows = rows.filter(pipeline__name__iexact=pipeline)
    found = rows.filter(name__iexact=name).order_by("pipeline__position", "pk").first()
    if found is None:
        raise serializers.ValidationError({"stage": _("There is no such stage.")})
    return found


@extend_schema(
    methods=["GET"],
    operation_id="deals_list",
    summary="Deals you may read",
    parameters=[DealFilters],
    responses=DealPage,
)
@extend_schema(
    methods=["POST"],
    operation_id="deals_create",
    summary="Open a deal",
    parameters=[answers.KEY],
    request=NewDeal,
    responses={201: DealShown, 200: DealShown},
)
@api_view(["GET", "POST"])
def deals(request: Request) -> Response:
    if request.method == "POST":
        return _open(request)
    asked = DealFilters.read(request)
    return paging.paged(
        request,
        FILTERS.apply(_rows().visible_to(request.user), asked),
        asked,
        orders=ORDERS,
        default=DEFAULT,
        shown=DealShown,
        context=answers.base(),
    )


@extend_schema(operation_id="deals_read", summary="One deal", responses=DealShown)
@api_view(["GET"])
def deal(request: Request, pk: int) -> Response:
    return answers.one(request, _rows(), pk, DealShown)


def _rows() -> DealQuerySet:
    return Deal.objects.select_related(
        "owner",
        "stage__pipeline",
        "source",
        "campaign",
        "main_product",
        "lost_reason",
        "competitor",
    )


def _open(request: Request) -> Response:
    def write() -> Deal:
        asked = NewDeal.read(request)
        owner = asked.pop("owner", None) or fields.default_owner(by)
        return open_deal(by=by, now=timezone.now(), owner=owner, **asked)

    by, key = answers.sender(request), answers.key_of(request)
    return answers.created(request, _rows(), DealShown, key=key, write=write)
