"""What a request may say: every parameter and field known, and each said once."""

from __future__ import annotations

from typing import Any, Self

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

Fields = serializers.Serializer[Any]


class Several(serializers.ListField):
    """A parameter that may be repeated; ``commas``: or written a,b."""

    def __init__(self, *, commas: bool = True, most: int, **kwargs: Any) -> None:
        self.commas = commas
        kwargs.setdefault("child", serializers.CharField(max_length=200))
        super().__init__(max_length=most, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        parts = [part for text in data for part in self._split(text) if part]
        return super().to_internal_value(list(dict.fromkeys(parts)))

    def _split(self, text: str) -> list[str]:
        return text.split(",") if self.commas else [text]


class Parameters(Fields):
    """The query of an address. A mistyped filter is refused: it must not show everything."""

    @classmethod
    def named(cls, name: str, **fields: Any) -> type[Self]:
        """A class of these fields; ``first`` and ``last`` are ``from`` and ``to`` outside."""
        return type(name, (cls,), fields)

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """The validated parameters that were given; empty ones count as not given."""
        query = request.query_params
        asked = cls(context={"request": request})
        given: dict[str, Any] = {}
        problems: dict[str, Any] = {}
        for name, values in query.lists():
            field = asked.fields.get(name)
            if field is None:
                problems[name[:60]] = _("There is no such parameter.")
            elif isinstance(field, Several):
                given[name] = values
            elif len(values) > 1:
                problems[name] = _("This parameter is given more than once.")
            elif values[0]:
                given[name] = values[0]
        if problems:
            raise serializers.ValidationError(problems)
        asked.initial_data = given
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)


class Body(Fields):
    """The fields of a new row. What is not one of them is refused, never ignored."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := set(data) - set(self.fields)):
            message = _("There is no such field.")
            raise serializers.ValidationError(
                {str(name)[:60]: message for name in sorted(unknown)[:20]}
            )
        return super().to_internal_value(data)

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        sent = cls(data=request.data, context={"request": request})
        sent.is_valid(raise_exception=True)
        return dict(sent.validated_data)
