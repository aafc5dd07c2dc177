"""The same program, clock and limits as for the facts; and figures that are up to date."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from crm.models import User
from kpis.snapshots import drain
from tests.crm.api.conftest import _clock, _limits, tables  # noqa: F401  # fixtures
from tests.factories import NOW


@pytest.fixture
def figures(client_of: Callable[[User], Client]) -> Callable[..., Any]:
    """``figures(rep, "kpi=calls")``: the answer for November, after the ledger is drained."""

    def ask(user: User, query: str, what: str = "values") -> Any:
        drain(now=NOW)
        dates = "" if "from=" in query else "from=2026-11-01&to=2026-11-30&"
        return client_of(user).get(f"/api/v1/kpis/{what}/?{dates}{query}")

    return ask
