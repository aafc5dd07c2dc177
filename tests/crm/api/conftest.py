"""What every test of the API uses: programs, what the database holds, fresh limits."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import caches
from django.test import Client

from crm.models import User


@pytest.fixture(autouse=True)
def _clock(frozen: object) -> None:
    """Everything here happens at the fixed instant."""


@pytest.fixture(autouse=True)
def _limits() -> Iterator[None]:
    """No test is slowed down by what another one asked."""
    yield
    for name in ("default", "shared"):
        caches[name].clear()


@pytest.fixture
def post(client_of: Callable[[User], Client]) -> Callable[..., Any]:
    """``post(rep, "deals", name=...)``: what a signed-in page sends as JSON."""

    def send(user: User, what: str, /, key: str = "", **body: Any) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return client_of(user).post(
            f"/api/v1/{what}/", body, content_type="application/json", headers=headers
        )

    return send


@pytest.fixture
def tables() -> Callable[[], dict[str, str]]:
    """A digest of every row of every table: a refused write moves none of them.

    What signing in writes is left out.
    """

    def digest() -> dict[str, str]:
        found = {}
        for model in apps.get_models():
            if model._meta.app_label in ("crm", "kpis", "knox"):
                names = [field.attname for field in model._meta.concrete_fields]
                kept = [name for name in names if name != "last_login"]
                rows = model._default_manager.order_by("pk").values_list(*kept)
                digest = hashlib.sha256(repr(list(rows)).encode())
                found[model._meta.label] = digest.hexdigest()
        return found

    return digest
