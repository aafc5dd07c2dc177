"""Every write view does what it is for, answers pages and htmx alike, and is safe to send twice.

Who may send it, outside the scope, read-only, missing ids and other methods: tests/access/test_matrix.py
asks that of every one of these routes, for each principal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse

from config.policy import POLICY
from crm.models import User
from tests.crm.views.writing import WRITES, Write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

SignIn = Callable[[User], Client]
#: Tells that it was asked again.
TOLD = {"AuditEntry"}


def _counts() -> dict[str, int]:
    """How many rows each table of facts has: a form sent again adds none."""
    models = apps.get_app_config("crm").get_models()
    return {
        model.__name__: model._default_manager.count()
        for model in models
        if model.__name__ not in TOLD
    }


@contextmanager
def _afterwards_undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    caches["default"].clear()
    caches["shared"].clear()


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.name)
def test_works_for_a_page_for_htmx_and_once_when_sent_twice(
    write: Write, rep: User, client_of: SignIn
) -> None:
    row, client = write.make(rep), client_of(rep)
    url = reverse(f"crm:{write.name}", args=[row.pk])

    with _afterwards_undone():
        answer = client.post(url, write.send(row), headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert "facts-moved" in answer["HX-Trigger"]
        assert write.held(row)

    sent = write.send(row)
    answer = client.post(url, sent)
    assert answer.status_code == 303
    assert write.held(row)

    after_one = _counts()
    assert client.post(url, sent).status_code < 500
    assert write.held(row)
    assert _counts() == after_one


def test_the_list_allows_what_the_policy_allows() -> None:
    """The matrix holds each address to its policy: this list and that one say the same."""
    allowed = {f"crm:{write.name}": write.allow for write in WRITES}

    assert allowed == {name: ", ".join(POLICY[name].methods) for name in allowed}
