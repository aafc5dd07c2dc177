"""Prospects: whom we sell to."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api import answers, fields, paging
from crm.api.filters import Filters
from crm.api.requests import Body, Parameters
from crm.models import Campaign, ClientType, Prospect, Region, Sector, Source
from crm.models.prospects import STANDING_AT, ProspectQuerySet
from crm.services.prospects import add_prospect

ORDERS = {"detected": "detected_at", "name": "name_key", "id": "id"}
DEFAULT = "-detected"
LISTS = {
    "source": Source,
    "region": Region,
    "sector": Sector,
    "client_type": ClientType,
    "campaign": Campaign,
}
FILTERS = Filters(
    day="detected_at",
    columns={
        "owner": "owner__email__iexact",
        "kind": "kind",
        **{name: f"{name}__name__iexact" for name in LISTS},
    },
    methods={"step": "at_step", "q": "matching"},
)

ProspectFilters = Parameters.named(
    "ProspectFilters",
    **{
        "from": fields.Day(required=False, help_text="First day of detection."),
        "to": fields.Day(required=False, help_text="Last day, included."),
        "owner": serializers.EmailField(required=False),
        "kind": serializers.ChoiceField(Prospect.Kind.choices, required=False),
        "step": serializers.ChoiceField(list(STANDING_AT), required=False),
        "q": serializers.CharField(
            max_length=100, required=False, help_text="In its name, city or email."
        ),
        **{
            name: serializers.CharField(max_length=200, required=False)
            for name in LISTS
        },
        **paging.fields(ORDERS, DEFAULT),
    },
)


class ProspectShown(serializers.Serializer[Prospect]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(Prospect.Kind.choices)
    step = serializers.ChoiceField(list(STANDING_AT), source="standing")
    owner = serializers.EmailField(source="owner.email")
    owner_name = serializers.CharField(source="owner")
    source = fields.NameOf()  # type: ignore[assignment]  # a field called source
    region = fields.NameOf()
    sector = fields.NameOf()
    client_type = fields.NameOf()
    campaign = fields.NameOf()
    parent = serializers.IntegerField(  # type: ignore[assignment]
        source="parent_id", allow_null=True
    )
    email = serializers.CharField()
    phone = serializers.CharField()
    website = serializers.CharField()
    address = serializers.CharField()
    postcode = serializers.CharField()
    city = serializers.CharField()
    country = serializers.CharField()
    next_step = serializers.CharField()
    next_step_on = serializers.DateField(allow_null=True)
    consent = serializers.ChoiceField(Prospect.Consent.choices)
    data_origin = serializers.CharField()
    detected_at = fields.Instant()
    contacted_at = fields.Instant(allow_null=True)
    sql_at = fields.Instant(allow_null=True)
    converted_at = fields.Instant(allow_null=True)
    churned_at = fields.Instant(allow_null=True)
    disqualified_at = fields.Instant(allow_null=True)
    archived_at = fields.Instant(allow_null=True)
    external_id = serializers.CharField()
    version = serializers.IntegerField()


ProspectPage = paging.page_of("ProspectPage", ProspectShown)


def text(most: int) -> serializers.CharField:
    return serializers.CharField(max_length=most, required=False, allow_blank=True)


class NewProspect(Body):
    name = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(Prospect.Kind.choices, required=False)
    owner = fields.Person(required=False, help_text="You unless said.")
    source = fields.Named(Source, required=False, allow_null=True)  # type: ignore[assignment]
    region = fields.Named(Region, required=False, allow_null=True)
    sector = fields.Named(Sector, required=False, allow_null=True)
    client_type = fields.Named(ClientType, required=False, allow_null=True)
    campaign = fields.Named(Campaign, required=False, allow_null=True)
    parent = fields.Record(  # type: ignore[assignment]
        Prospect.objects.current(), required=False, allow_null=True
    )
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    phone = text(32)
    website = serializers.URLField(max_length=200, required=False, allow_blank=True)
    address = text(300)
    postcode = text(16)
    city = text(120)
    country = serializers.RegexField(
        "^[A-Z]{2}$",
        required=False,
        allow_blank=True,
        help_text="Two letters (ISO 3166).",
    )
    next_step = text(200)
    next_step_on = fields.Day(required=False, allow_null=True)
    consent = serializers.ChoiceField(Prospect.Consent.choices, required=False)
    data_origin = text(200)
    detected_at = fields.Instant(required=False, help_text="Now unless said.")


@extend_schema(
    methods=["GET"],
    operation_id="prospects_list",
    summary="Prospects you may read",
    parameters=[ProspectFilters],
    responses=ProspectPage,
)
@extend_schema(
    methods=["POST"],
    operation_id="prospects_create",
    summary="Add a prospect",
    parameters=[answers.KEY],
    request=NewProspect,
    responses={201: ProspectShown, 200: ProspectShown},
)
@api_view(["GET", "POST"])
def prospects(request: Request) -> Response:
    if request.method == "POST":
        return _add(request)
    asked = ProspectFilters.read(request)
    return paging.paged(
        request,
        FILTERS.apply(_rows().visible_to(request.user), asked),
        asked,
        orders=ORDERS,
        default=DEFAULT,
        shown=ProspectShown,
    )


@extend_schema(
    operation_id="prospects_read", summary="One prospect", responses=ProspectShown
)
@api_view(["GET"])
def prospect(request: Request, pk: int) -> Response:
    return answers.one(request, _rows(), pk, ProspectShown)


def _rows() -> ProspectQuerySet:
    return Prospect.objects.select_related("owner", *LISTS)


def _add(request: Request) -> Response:
    def write() -> Prospect:
        asked = NewProspect.read(request)
        owner = asked.pop("owner", None) or fields.default_owner(by)
        return add_prospect(by=by, now=timezone.now(), owner=owner, **asked)

    by, key = answers.sender(request), answers.key_of(request)
    return answers.created(request, _rows(), ProspectShown, key=key, write=write)
