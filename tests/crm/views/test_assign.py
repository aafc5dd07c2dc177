"""Giving a prospect away: what goes along is asked, and one click takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import User
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


@pytest.mark.parametrize("along", [True, False])
def test_open_deals_and_plans_go_along_only_when_asked(
    along: bool, manager: User, rep: User, teammate: User, client_of: SignIn
) -> None:
    company = factories.prospect(owner=rep)
    deal = factories.deal(owner=rep, prospect=company)
    plan = factories.activity(
        rep=rep, prospect=company, at=NOW.replace(day=24), status="planned"
    )
    client, url = client_of(manager), reverse("crm:prospect-assign", args=[company.pk])
    assert "planned activities go along" in client.get(url).content.decode()
    sent = {"owner": teammate.pk} | (
        {"deals": "on", "activities": "on"} if along else {}
    )
    answer = client.post(url, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    for row in (company, deal, plan):
        row.refresh_from_db()
    takes = teammate if along else rep
    assert (company.owner, deal.owner, plan.rep) == (teammate, takes, takes)
    client.post(answer.context["undo_url"])
    for row in (company, deal, plan):
        row.refresh_from_db()
    assert (company.owner, deal.owner, plan.rep) == (rep, rep, rep)
