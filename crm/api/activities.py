"""Activities: what was done and what is planned."""

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
from crm.models import Activity, Contact, ContactMethod, Deal, Product, Prospect
from crm.models.activities import ActivityQuerySet
from crm.services.activities import log_activity

ORDERS = {"at": "at", "logged": "logged_at", "id": "id"}
DEFAULT = "-at"
FILTERS = Filters(
    day="at",
    columns={
        "kind": "kind",
        "status": "status",
        "rep": "rep__email__iexact",
        "prospect": "prospect_id",
        "deal": "deal_id",
    },
)

ActivityFilters = Parameters.named(
    "ActivityFilters",
    **{
        "from": fields.Day(required=False, help_text="First day of “at”."),
        "to": fields.Day(required=False, help_text="Last day, included."),
        "kind": serializers.ChoiceField(Activity.Kind.choices, required=False),
        "status": serializers.ChoiceField(Activity.Status.choices, required=False),
        "rep": serializers.EmailField(required=False),
        "prospect": fields.row_id(),
        "deal": fields.row_id(),
        **paging.fields(ORDERS, DEFAULT),
    },
)


class ActivityShown(serializers.Serializer[Activity]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(Activity.Kind.choices)
    direction = serializers.ChoiceField(Activity.Direction.choices)
    status = serializers.ChoiceField(Activity.Status.choices)
    outcome = serializers.CharField()
    at = fields.Instant()
    all_day = serializers.BooleanField()
    planned_at = fields.Instant(allow_null=True)
    duration_seconds = serializers.IntegerField(source="duration_s", allow_null=True)
    rep = serializers.EmailField(source="rep.email")
    rep_name = serializers.CharField(source="rep")
    prospect = serializers.IntegerField(source="prospect_id", allow_null=True)
    contact = serializers.IntegerField(source="contact_id", allow_null=True)
    deal = serializers.IntegerField(source="deal_id", allow_null=True)
    product = fields.NameOf()
    method = fields.NameOf()
    target = serializers.ChoiceField(Activity.Target.choices, source="target_kind")
    subject = serializers.CharField()
    note = serializers.CharField()
    client_uuid = serializers.UUIDField(allow_null=True)
    logged_by = serializers.EmailField(source="logged_by.email")
    logged_at = fields.Instant()
    external_id = serializers.CharField()
    version = serializers.IntegerField()


ActivityPage = paging.page_of("ActivityPage", ActivityShown)


class NewActivity(Body):
    kind = serializers.ChoiceField(Activity.Kind.choices)
    at = fields.Instant(
        required=False,
        help_text="Now unless said. A moment to come is a plan, unless status says.",
    )
    status = serializers.ChoiceField(Activity.Status.choices, required=False)
    direction = serializers.ChoiceField(Activity.Direction.choices, required=False)
    outcome = serializers.ChoiceField(
        Activity.Outcome.choices, required=False, allow_blank=True
    )
    all_day = serializers.BooleanField(required=False)
    duration_seconds = serializers.IntegerField(
        source="duration_s",
        min_value=0,
        max_value=86_400,
        required=False,
        allow_null=True,
    )
    rep = fields.Person(required=False, help_text="Who did it: you unless said.")
    prospect = fields.Record(
        Prospect.objects.current(), required=False, allow_null=True
    )
    contact = fields.Record(Contact.objects.all(), required=False, allow_null=True)
    deal = fields.Record(Deal.objects.all(), required=False, allow_null=True)
    product = fields.Named(Product, required=False, allow_null=True)
    method = fields.Named(ContactMethod, required=False, allow_null=True)
    subject = serializers.CharField(max_length=200, required=False, allow_blank=True)
    note = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    client_uuid = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="The same as the Idempotency-Key header, kept on the activity.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        reaches = attrs["kind"] not in (Activity.Kind.NOTE, Activity.Kind.TASK)
        if reaches and attrs.get("prospect") is None:
            raise serializers.ValidationError({"prospect": _("Choose a prospect.")})
        return attrs


@extend_schema(
    methods=["GET"],
    operation_id="activities_list",
    summary="Activities you may read",
    parameters=[ActivityFilters],
    responses=ActivityPage,
)
@extend_schema(
    methods=["POST"],
    operation_id="activities_create",
    summary="Log an activity, or plan one",
    parameters=[answers.KEY],
    request=NewActivity,
    responses={201: ActivityShown, 200: ActivityShown},
)
@api_view(["GET", "POST"])
def activities(request: Request) -> Response:
    if request.method == "POST":
        return _log(request)
    asked = ActivityFilters.read(request)
    return paging.paged(
        request,
        FILTERS.apply(_rows().visible_to(request.user), asked),
        asked,
        orders=ORDERS,
        default=DEFAULT,
        shown=ActivityShown,
    )


@extend_schema(
    operation_id="activities_read",
    summary="One activity",
    responses=ActivityShown,
)
@api_view(["GET"])
def activity(request: Request, pk: int) -> Response:
    return answers.one(request, _rows(), pk, ActivityShown)


def _rows() -> ActivityQuerySet:
    return Activity.objects.select_related("rep", "logged_by", "product", "method")


def _log(request: Request) -> Response:
    now = timezone.now()
    key = answers.key_of(request, field="client_uuid")

    def write() -> Activity:
        asked = {"at": now} | NewActivity.read(request) | {"client_uuid": key}
        return log_activity(by=answers.sender(request), now=now, **asked)

    return answers.created(request, _rows(), ActivityShown, key=key, write=write)
