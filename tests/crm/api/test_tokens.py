"""Tokens for programs: for a password, under limits, until withdrawn."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from knox.models import AuthToken

from crm.services import people
from tests import factories
from tests.factories import NOW, PASSWORD

URL = "/api/v1/auth/token/"


def ask(email: str, password: str = PASSWORD) -> object:
    body = {"email": email, "password": password}
    return Client().post(URL, body, content_type="application/json")


def test_a_password_gives_a_token_that_opens_what_its_owner_sees(rep) -> None:
    factories.prospect(owner=rep, name="Acme")

    answer = ask(rep.email)

    assert answer.status_code == 201
    headers = {"Authorization": f"Token {answer.json()['token']}"}
    listed = Client().get("/api/v1/prospects/", headers=headers)
    assert [row["name"] for row in listed.json()["results"]] == ["Acme"]
    assert "no-store" in listed["Cache-Control"]


def test_a_token_needs_no_csrf_and_writes(rep) -> None:
    headers = {"Authorization": f"Token {ask(rep.email).json()['token']}"}

    answer = Client(enforce_csrf_checks=True).post(
        "/api/v1/prospects/",
        {"name": "Acme"},
        content_type="application/json",
        headers=headers,
    )

    assert answer.status_code == 201


def test_it_ends_when_withdrawn(rep) -> None:
    headers = {"Authorization": f"Token {ask(rep.email).json()['token']}"}

    assert Client().delete(URL, headers=headers).status_code == 204
    assert Client().get("/api/v1/kpis/", headers=headers).status_code == 401
    assert Client().delete(URL, headers=headers).status_code == 401
    assert Client().delete(URL).status_code == 401


def test_it_ends_after_ninety_days(rep) -> None:
    headers = {"Authorization": f"Token {ask(rep.email).json()['token']}"}

    with time_machine.travel(NOW + timedelta(days=91), tick=False):
        assert Client().get("/api/v1/kpis/", headers=headers).status_code == 401


def test_it_ends_with_its_owner(rep, admin) -> None:
    headers = {"Authorization": f"Token {ask(rep.email).json()['token']}"}

    people.deactivate(user=rep, by=admin, now=NOW)

    assert Client().get("/api/v1/kpis/", headers=headers).status_code == 401


def test_all_refusals_are_alike(rep, teammate, admin) -> None:
    people.deactivate(user=teammate, by=admin, now=NOW)

    answers = [
        ask(rep.email, "wrong"),
        ask("nobody@boussole.test"),
        ask(teammate.email),
        ask("unassigned@invalid.test"),
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert not AuthToken.objects.exists()


def test_a_second_factor_is_not_gone_around(rep, monkeypatch) -> None:
    monkeypatch.setattr("config.api.is_mfa_enabled", lambda user: True)

    assert ask(rep.email).status_code == 403
    assert not AuthToken.objects.exists()


def test_guessing_is_slow(rep) -> None:
    answers = [ask(rep.email, f"guess {n}") for n in range(11)]

    assert answers[9].status_code == 401
    assert answers[10].status_code == 429
    assert int(answers[10]["Retry-After"]) > 0
    assert ask(rep.email).status_code == 429


def test_ten_tokens_are_enough(rep) -> None:
    for _ in range(10):
        AuthToken.objects.create(user=rep)

    assert ask(rep.email).status_code == 409


@pytest.mark.parametrize("body", [{}, {"email": "x"}, [], {"email": 1, "password": []}])
def test_what_is_not_a_credential_is_refused(db, body) -> None:
    answer = Client().post(URL, body, content_type="application/json")

    assert answer.status_code == 400


def test_a_signed_in_page_makes_one_and_withdraws_all(client_of, rep) -> None:
    answer = client_of(rep).post(f"{URL}signed-in/")
    headers = {"Authorization": f"Token {answer.json()['token']}"}

    assert Client().post(f"{URL}all/", headers=headers).status_code == 204
    assert not AuthToken.objects.exists()
