"""A scripted attack on one account: guesses are slow, and the owner still gets in from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from crm.models import User
from tests.factories import NOW, PASSWORD

pytestmark = pytest.mark.django_db
HOME, STRANGER = "198.51.100.7", "203.0.113.66"


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    cache.clear()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
    cache.clear()


def enters(email: str, password: str, address: str, **headers: str) -> bool:
    """Whether these let somebody in, from this address."""
    client = Client(REMOTE_ADDR=address)
    sent = {"login": email, "password": password}
    answer = client.post(reverse("account_login"), sent, headers=headers)
    return answer.status_code == 302


def test_ten_guesses_lock_the_account_for_that_address_alone(
    rep: User, moment: time_machine.Traveller
) -> None:
    for n in range(10):
        assert not enters(rep.email, f"guess {n}", STRANGER)
    assert not enters(rep.email, PASSWORD, STRANGER)
    assert not enters(rep.email.upper(), PASSWORD, STRANGER)
    assert enters(rep.email, PASSWORD, HOME)
    moment.shift(timedelta(minutes=5))
    assert not enters(rep.email, PASSWORD, STRANGER)
    moment.shift(timedelta(minutes=11))
    assert enters(rep.email, PASSWORD, STRANGER)


def test_a_forged_header_is_no_other_address(rep: User) -> None:
    for n in range(10):
        enters(rep.email, "guess", STRANGER, **{"X-Forwarded-For": f"192.0.2.{n}"})
    forged = {"X-Forwarded-For": HOME}
    assert not enters(rep.email, PASSWORD, STRANGER, **forged)


def test_one_address_that_tries_everybody_is_stopped(rep: User, teammate: User) -> None:
    for n in range(10):
        enters(f"person{n}@boussole.test", "guess", STRANGER)
    assert not enters(teammate.email, PASSWORD, STRANGER)
    assert enters(teammate.email, PASSWORD, HOME)


def test_many_addresses_together_are_stopped_but_never_the_owners(
    rep: User, settings: Any
) -> None:
    few = {"sign_in_account": "12/h/key"}
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, **few}
    assert enters(rep.email, PASSWORD, HOME)
    for address in ("192.0.2.1", "192.0.2.2"):
        for _n in range(10):
            enters(rep.email, "guess", address)
    assert not enters(rep.email, PASSWORD, "192.0.2.3")
    assert enters(rep.email, PASSWORD, HOME)


def test_one_address_uses_up_little_of_what_all_may_try(
    rep: User, settings: Any
) -> None:
    """What is refused for this address counts for nothing else."""
    few = {"sign_in_account": "12/h/key"}
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, **few}
    for _n in range(25):
        enters(rep.email, "guess", STRANGER)
    assert enters(rep.email, PASSWORD, HOME)
