"""Every write view, held to the same list (design section 8)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from crm.models import Organisation, User
from tests.crm.views.writing import WRITES, Write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

every_write = pytest.mark.parametrize("write", WRITES, ids=lambda write: write.name)
SignIn = Callable[[User], Client]


def _counts() -> dict[str, int]:
    """How many rows each table of facts has: a refused write changes none."""
    models = apps.get_app_config("crm").get_models()
    return {model.__name__: model._default_manager.count() for model in models}


@every_write
def test_works_and_goes_back_to_a_page(
    write: Write, rep: User, client_of: SignIn
) -> None:
    row = write.make(rep)
    answer = client_of(rep).post(
        reverse(f"crm:{write.name}", args=[row.pk]), write.send(row)
    )
    assert answer.status_code == 303
    assert write.held(row)


@every_write
def test_answers_htmx_with_events_and_no_redirect(
    write: Write, rep: User, client_of: SignIn
) -> None:
    row = write.make(rep)
    answer = client_of(rep).post(
        reverse(f"crm:{write.name}", args=[row.pk]),
        write.send(row),
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert "facts-moved" in answer["HX-Trigger"]
    assert write.held(row)


@every_write
def test_who_has_not_signed_in_is_sent_to_sign_in(write: Write, rep: User) -> None:
    row = write.make(rep)
    sent, before = write.send(row), _counts()
    answer = Client().post(reverse(f"crm:{write.name}", args=[row.pk]), sent)
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]
    assert _counts() == before


@every_write
def test_outside_the_scope_is_like_a_missing_id(
    write: Write, rep: User, teammate: User, client_of: SignIn
) -> None:
    row = write.make(rep)
    sent, before = write.send(row), _counts()
    client = client_of(teammate)
    hidden = client.post(reverse(f"crm:{write.name}", args=[row.pk]), sent)
    missing = client.post(reverse(f"crm:{write.name}", args=[9_999_999]), sent)
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content
    assert _counts() == before


@every_write
def test_read_only_is_403(
    write: Write,
    rep: User,
    teammate: User,
    organisation: Organisation,
    client_of: SignIn,
) -> None:
    organisation.records_seen_by_reps = Organisation.RecordsSeen.TEAM
    organisation.save()
    row = write.make(rep)
    sent, before = write.send(row), _counts()
    answer = client_of(teammate).post(reverse(f"crm:{write.name}", args=[row.pk]), sent)
    assert answer.status_code == 403
    assert _counts() == before


@every_write
def test_the_manager_may(
    write: Write, rep: User, manager: User, client_of: SignIn
) -> None:
    row = write.make(rep)
    answer = client_of(manager).post(
        reverse(f"crm:{write.name}", args=[row.pk]), write.send(row)
    )
    assert answer.status_code == 303
    assert write.held(row)


@every_write
def test_another_teams_manager_may_not(
    write: Write, rep: User, other_manager: User, client_of: SignIn
) -> None:
    row = write.make(rep)
    answer = client_of(other_manager).post(
        reverse(f"crm:{write.name}", args=[row.pk]), write.send(row)
    )
    assert answer.status_code == 404


@every_write
def test_wrong_method(write: Write, rep: User, client_of: SignIn) -> None:
    row = write.make(rep)
    client, url = client_of(rep), reverse(f"crm:{write.name}", args=[row.pk])
    assert client.delete(url).status_code == 405
    assert (client.get(url).status_code == 405) == (write.allow == "POST")


@every_write
def test_sent_twice_is_written_once(write: Write, rep: User, client_of: SignIn) -> None:
    row = write.make(rep)
    sent, client = write.send(row), client_of(rep)
    url = reverse(f"crm:{write.name}", args=[row.pk])
    client.post(url, sent)
    after_one = _counts()
    again = client.post(url, sent)
    assert again.status_code < 500
    assert write.held(row)
    told = {"AuditEntry"}
    assert {k: v for k, v in _counts().items() if k not in told} == {
        k: v for k, v in after_one.items() if k not in told
    }
