"""Reading one row, and creating one so that the same request sent twice creates it once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from crm import access
from crm.models import Organisation, User
from crm.services.once import KeyReused, sent_before, write_once

Row = TypeVar("Row", bound=Model)
Shown = type[serializers.Serializer[Any]]

KEY_HEADER = "Idempotency-Key"
KEY = OpenApiParameter(
    KEY_HEADER,
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    description=gettext_lazy(
        "A UUID of your own for this write. Sent again with the same body, nothing is written "
        "and the row is given back (200); with another body it is refused (422)."
    ),
)


class OtherRequest(APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = gettext_lazy("This key was already used for another request.")
    default_code = "key_reused"


def base() -> dict[str, str]:
    """The context of serializers that show money."""
    return {"base_currency": Organisation.current().base_currency}


def one(request: Request, rows: QuerySet[Row], pk: int, shown: Shown) -> Response:
    """The row, or 404 as if it did not exist."""
    row = access.get_readable(rows, request.user, pk)
    return Response(shown(row, context=base()).data)


def created(
    request: Request,
    rows: QuerySet[Row],
    shown: Shown,
    *,
    write: Callable[[], Model],
    key: UUID | None,
) -> Response:
    """201 with the new row; 200 with the one that this same request created before.

    ``write`` validates and calls the service. It is not called for what was written before.
    """
    by, digest = sender(request), _digest(request)
    try:
        known = sent_before(by=by, key=key, digest=digest)
        made = False
        if known is None:
            known, made = write_once(
                by=by, key=key, digest=digest, now=timezone.now(), write=write
            )
    except KeyReused as error:
        raise OtherRequest from error
    answer = one(request, rows, known, shown)
    answer.status_code = status.HTTP_201_CREATED if made else status.HTTP_200_OK
    return answer


def sender(request: Request) -> User:
    """The signed-in person: every view of the API requires one."""
    return cast(User, request.user)


def key_of(request: Request, *, field: str = "") -> UUID | None:
    """The key in the header, or in a field of the body; the two must not differ."""
    header = _uuid(request.headers.get(KEY_HEADER, "").strip(), KEY_HEADER)
    body = request.data if isinstance(request.data, dict) else {}
    inside = _uuid(body.get(field) or "", field) if field else None
    if header and inside and header != inside:
        raise serializers.ValidationError(
            {field: _("This differs from the Idempotency-Key header.")}
        )
    return header or inside


def _uuid(text: Any, name: str) -> UUID | None:
    if text == "":
        return None
    try:
        return UUID(text)
    except (ValueError, AttributeError, TypeError) as error:
        raise serializers.ValidationError({name: _("Send a UUID.")}) from error


def _digest(request: Request) -> str:
    """Of what is asked for, whatever the order of its fields."""
    said = json.dumps([request.method, request.path, request.data], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
