"""What a list may be narrowed by: one declaration per list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from crm.civil import starts_at
from crm.models import Organisation

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Filters:
    """``columns``: parameter to column. ``methods``: parameter to a method of the queryset.

    ``day`` is the instant that ``from`` and ``to`` (civil days, both included) are about.
    """

    day: str
    columns: Mapping[str, str]
    methods: Mapping[str, str] = field(default_factory=dict)

    def apply(self, rows: Any, asked: Mapping[str, Any]) -> Any:
        for name, column in self.columns.items():
            if name in asked:
                rows = rows.filter(**{column: asked[name]})
        for name, method in self.methods.items():
            if name in asked:
                rows = getattr(rows, method)(asked[name])
        return self._on_days(rows, asked)

    def _on_days(self, rows: Any, asked: Mapping[str, Any]) -> Any:
        first, last = asked.get("from"), asked.get("to")
        if first and last and last < first:
            raise serializers.ValidationError(
                {"to": _("The period ends before it begins.")}
            )
        zone = Organisation.current().zone
        if first:
            rows = rows.filter(**{f"{self.day}__gte": starts_at(first, zone)})
        if last:
            rows = rows.filter(**{f"{self.day}__lt": starts_at(last + DAY, zone)})
        return rows
