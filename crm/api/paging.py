"""Long lists in pages that neither skip nor repeat a row while others write.

A cursor names the last row seen (its sort value and its id) and is signed: whatever we did not
write ourselves is refused, so nothing typed reaches the comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

Row = TypeVar("Row", bound=Model)

PAGE, LARGEST_PAGE = 50, 100
#: Counted no further: nobody needs to know that there are exactly 812,345.
COUNTED = 10_000
SALT = "crm.api.paging"


def fields(orders: Mapping[str, str], default: str) -> dict[str, Any]:
    """The parameters of every list: how it is sorted, from where, how much."""
    names = [sign + name for name in orders for sign in ("", "-")]
    return {
        "ordering": serializers.ChoiceField(
            choices=names, required=False, help_text=f"{default} unless said."
        ),
        "cursor": serializers.CharField(
            max_length=1000, required=False, help_text="Copied from “next”."
        ),
        "page_size": serializers.IntegerField(
            min_value=1,
            max_value=LARGEST_PAGE,
            required=False,
            help_text=f"{PAGE} unless said.",
        ),
    }


def page_of(name: str, shown: type[serializers.Serializer[Any]]) -> Any:
    """The shape of an answer, for the schema."""
    return inline_serializer(
        name,
        {
            "count": serializers.IntegerField(
                help_text=f"How many there are; {COUNTED} means that many or more."
            ),
            "next": serializers.URLField(
                allow_null=True, help_text="The address of the following page."
            ),
            "results": shown(many=True),
        },
    )


def paged(
    request: Request,
    rows: QuerySet[Row],
    asked: Mapping[str, Any],
    *,
    orders: Mapping[str, str],
    default: str,
    shown: type[serializers.Serializer[Any]],
    context: Mapping[str, Any] | None = None,
) -> Response:
    """One page as ``{count, next, results}``. ``orders`` maps names to columns without nulls."""
    ordering = asked.get("ordering") or default
    size = asked.get("page_size") or PAGE
    column = orders[ordering.removeprefix("-")]
    down = "-" if ordering.startswith("-") else ""
    after = _after(asked["cursor"], ordering, column) if "cursor" in asked else Q()
    ordered = rows.filter(after).order_by(f"{down}{column}", f"{down}pk")
    page = list(ordered[: size + 1])
    following = None
    if len(page) > size:
        page = page[:size]
        following = _address(request, ordering, column, page[-1])
    count = rows.order_by().values("pk")[:COUNTED].count()
    written = shown(page, many=True, context=dict(context or {}))
    return Response({"count": count, "next": following, "results": written.data})


def _address(request: Request, ordering: str, column: str, last: Model) -> str:
    field: Any = last._meta.get_field(column)
    value = field.value_to_string(last)
    cursor = signing.dumps([ordering, value, last.pk], salt=SALT)
    return str(replace_query_param(request.build_absolute_uri(), "cursor", cursor))


def _after(cursor: str, ordering: str, column: str) -> Q:
    """The rows behind the cursor, in the order it was made for."""
    try:
        made_for, value, pk = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise _refused() from error
    if made_for != ordering:
        raise _refused()
    ahead = "lt" if ordering.startswith("-") else "gt"
    if column == "id":
        return Q(**{f"pk__{ahead}": pk})
    return Q(**{f"{column}__{ahead}e": value}) & (
        Q(**{f"{column}__{ahead}": value}) | Q(**{f"pk__{ahead}": pk})
    )


def _refused() -> serializers.ValidationError:
    return serializers.ValidationError(
        {"cursor": _("Start again without cursor: this one does not fit.")}
    )
