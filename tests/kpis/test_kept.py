"""A page of figures is served again while nothing moved, and never one moment longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from crm.models import User
from kpis import snapshots
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "kpis:my-figures"


@pytest.fixture(autouse=True)
def _nothing_kept(frozen: datetime) -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def page(client: Client) -> str:
    return client.get(reverse(ADDRESS)).content.decode()


def test_served_again_it_asks_the_database_almost_nothing(
    rep: User,
    client_of: Callable[[User], Client],
    now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    snapshots.drain(now=now)
    client = client_of(rep)
    first = page(client)
    with django_assert_max_num_queries(4):
        again = page(client)
    assert len(first) == len(again)


def test_a_logged_call_shows_at_once(
    rep: User, client_of: Callable[[User], Client], now: datetime
) -> None:
    client = client_of(rep)
    snapshots.drain(now=now)
    before = page(client)
    factories.activity(rep=rep, kind="call", at=now, now=now)
    page(client)
    snapshots.drain(now=now)
    assert page(client) != before


def test_nobody_is_served_anothers_page(
    rep: User, teammate: User, client_of: Callable[[User], Client], now: datetime
) -> None:
    snapshots.drain(now=now)
    assert "Camille Roux" in page(client_of(rep))
    theirs = page(client_of(teammate))
    assert "Hugo Bernard" in theirs


def test_the_reader_s_language_is_kept_apart(
    rep: User, client_of: Callable[[User], Client], now: datetime
) -> None:
    snapshots.drain(now=now)
    client = client_of(rep)
    english = page(client)
    rep.language = "fr"
    rep.save()
    assert page(client) != english


def test_two_sessions_of_one_person_have_tokens_of_their_own(
    rep: User, client_of: Callable[[User], Client], now: datetime
) -> None:
    snapshots.drain(now=now)
    desk, phone = client_of(rep), client_of(rep)
    for client in (desk, phone):
        client.get(reverse("crm:today"))
    name = settings.CSRF_COOKIE_NAME
    assert desk.cookies[name].value != phone.cookies[name].value
    assert page(desk) != page(phone)
