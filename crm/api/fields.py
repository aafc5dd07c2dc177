"""Values as programs write them: days, instants, amounts, records by id, people by email."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from crm import access
from crm.models import User
from crm.models.base import EARLIEST, EARLIEST_DAY, LATEST, LATEST_DAY
from crm.money import digits, to_major

LARGEST_ID = 2**63 - 1
AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,3})?")
UNKNOWN = _("There is no such row, or it is not yours to use.")


class Day(serializers.DateField):
    """A civil day, 2026-11-20, within what the database holds."""

    def to_internal_value(self, value: Any) -> date:
        day = super().to_internal_value(value)
        if not EARLIEST_DAY <= day < LATEST_DAY:
            self.fail("invalid", format="2026-11-20")
        return day


class Instant(serializers.DateTimeField):
    """An instant with its offset, 2026-11-20T10:30:00+01:00; given back in UTC."""

    default_error_messages = {
        "offset": _("Say the offset: 2026-11-20T10:30:00+01:00 or ...Z.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            self.fail("offset")
        found = super().enforce_timezone(value)
        if not EARLIEST <= found < LATEST:
            self.fail("overflow")
        return found

    def to_representation(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return super().to_representation(value)
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Amount(serializers.CharField):
    """An amount in major units as a string, ``"1234.50"``; the currency stands beside it.

    Validates to a Decimal; ``minor`` makes it an integer of minor units.
    """

    default_error_messages = {"amount": _("Write an amount as “1234.50”.")}

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        if not AMOUNT.fullmatch(text):
            self.fail("amount")
        return Decimal(text)


def minor(value: Decimal | None, currency: str, field: str) -> int | None:
    """Minor units of the currency; refuses more decimals than it has."""
    if value is None:
        return None
    exact = value.scaleb(digits(currency))
    if exact != exact.to_integral_value():
        message = _("%(currency)s has %(n)d decimals at most.")
        detail = message % {"currency": currency, "n": digits(currency)}
        raise serializers.ValidationError({field: detail})
    return int(exact)


@extend_schema_field(OpenApiTypes.STR)
class Money(serializers.Field[Any, Any, Any, Any]):
    """Minor units as stored, shown in major units of the currency in ``currency_field``."""

    def __init__(self, currency_field: str = "currency", **kwargs: Any) -> None:
        self.currency_field = currency_field
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        amount = super().get_attribute(instance)
        if amount is None:
            return None
        currency = self.context.get(self.currency_field)
        return written(amount, currency or getattr(instance, self.currency_field))

    def to_representation(self, value: str) -> str:
        return value


def written(minor: int, currency: str) -> str:
    """Minor units as programs write them: 123450 EUR is "1234.50"."""
    return f"{to_major(minor, currency):.{digits(currency)}f}"


class Record(serializers.IntegerField):
    """The id of a row this person may use. Any other is refused like one that does not exist."""

    default_error_messages = {"unknown": UNKNOWN}

    def __init__(self, rows: QuerySet[Any], **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        pk = super().to_internal_value(data)
        user = self.context["request"].user
        found = (
            access.changeable_rows(self.rows, user).filter(pk=pk).first()
            if 0 < pk <= LARGEST_ID
            else None
        )
        if found is None:
            self.fail("unknown")
        return found


class Person(serializers.EmailField):
    """The email of somebody this person may log for or give a record to."""

    default_error_messages = {"unknown": _("Nobody you may choose has this email.")}

    def run_validation(self, data: Any = serializers.empty) -> Any:
        email = super().run_validation(data)
        people = access.assignable_people(self.context["request"].user)
        found = people.filter(email__iexact=email).order_by("pk").first()
        if found is None:
            self.fail("unknown")
        return found


class Named(serializers.CharField):
    """A value of a list, by its name, whatever the case. Retired values are refused."""

    default_error_messages = {"unknown": _("No value of this list has this name.")}

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(max_length=200, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        name = super().run_validation(data)
        if name is None:
            return None
        rows: Any = self.model._default_manager
        found = rows.filter(name__iexact=name, archived_at__isnull=True)
        row = found.order_by("pk").first()
        if row is None:
            self.fail("unknown")
        return row


@extend_schema_field(OpenApiTypes.STR)
class NameOf(serializers.StringRelatedField[Any]):
    """The name of a list value, or null."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        """As stored, whoever reads: what is read here can be written back."""
        return str(getattr(value, "name", value))


def row_id() -> serializers.IntegerField:
    """A parameter that is the id of a row."""
    return serializers.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)


def default_owner(user: User) -> User:
    """Who gets a new record when nobody is named: whoever sends it, if records may be theirs."""
    if not access.assignable_people(user).filter(pk=user.pk).exists():
        field = serializers.Field[Any, Any, Any, Any]
        message = field.default_error_messages["required"]
        raise serializers.ValidationError({"owner": message}, code="required")
    return user
