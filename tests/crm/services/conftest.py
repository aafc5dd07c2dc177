"""What every table holds, so that a test of a way back compares it before and after."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps

#: What a write and its undo say besides: who did it, who was told, the work and the way back.
APART = ("AuditEntry", "WayBack", "Organisation", "Notice", "Job")

Tables = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def tables() -> Callable[[], Tables]:
    """Every row of every crm table, but for its version."""

    def read() -> Tables:
        found: Tables = {}
        for model in apps.get_app_config("crm").get_models(include_auto_created=True):
            names = [field.attname for field in model._meta.concrete_fields]
            kept = [name for name in names if name != "version"]
            rows = model._base_manager.order_by("pk").values_list(*kept)
            if model.__name__ not in APART:
                found[model._meta.label] = list(rows)
        return found

    return read
