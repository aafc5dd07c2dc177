"""Saying the category of a deal, from its page or from the forecast, with and without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Deal, ForecastCall, User
from tests.factories import deal, won_deal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


def said(client: Client, row: Deal, category: str, **headers: str) -> int:
    address = reverse("crm:deal-forecast", args=[row.pk])
    return client.post(address, {"category": category}, headers=headers).status_code


def test_the_owner_speaks_as_rep_and_a_manager_over_it(
    rep: User, manager: User, client_of: SignIn
) -> None:
    row = deal(owner=rep)
    assert said(client_of(rep), row, "commit") == 303
    assert said(client_of(manager), row, "best", **{"HX-Request": "true"}) == 200
    row.refresh_from_db()
    assert (row.forecast_category, row.manager_category) == ("commit", "best")
    text = client_of(rep).get(reverse("crm:deal", args=[row.pk])).content.decode()
    assert f"{manager.full_name}: Best case" in text
    assert f"{rep.full_name}: Commit" in text


def test_twice_is_once(rep: User, client_of: SignIn) -> None:
    row = deal(owner=rep)
    client = client_of(rep)
    assert [said(client, row, "commit") for _ in range(2)] == [303, 303]
    assert ForecastCall.objects.count() == 1


def test_nobody_else_says_it(
    rep: User, teammate: User, outsider: User, manager: User, client_of: SignIn
) -> None:
    row = deal(owner=rep)
    for who in (teammate, outsider):
        assert said(client_of(who), row, "commit") == 404
    client = client_of(rep)
    assert client.get(reverse("crm:deal-forecast", args=[row.pk])).status_code == 405
    assert not ForecastCall.objects.exists()


def test_what_is_refused_is_said(rep: User, client_of: SignIn) -> None:
    client, ended = client_of(rep), won_deal(owner=rep)
    for row, category in ((ended, "commit"), (deal(owner=rep), "sure")):
        assert said(client, row, category) == 303
    assert not ForecastCall.objects.exists()
    page = client.get(reverse("crm:deal", args=[ended.pk])).content.decode()
    assert "Reopen it first" in page
