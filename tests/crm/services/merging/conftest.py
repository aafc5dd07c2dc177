"""A pair to merge, and what every table holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps

from crm.models import User
from tests.crm.services.merging.pairs import Pair, two_of_one

#: What a merge and its undo write besides: who did it, and the way back itself.
APART = ("crm.AuditEntry", "crm.WayBack", "crm.Organisation")

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
            if model._meta.label not in APART:
                found[model._meta.label] = list(rows)
        return found

    return read


@pytest.fixture
def pair(rep: User, teammate: User) -> Pair:
    return two_of_one(rep, teammate)
