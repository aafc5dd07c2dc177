"""The page of data quality: the score, its shares, the rows to fill, whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from crm.models import (
    Deal,
    Organisation,
    Prospect,
    Region,
    Sector,
    Source,
    Team,
    User,
)
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
QUALITY = "/figures/quality/"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def read(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_score_its_shares_and_the_rows_to_fill(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    whole = factories.deal(owner=rep, amount=100, name="Whole")
    Deal.objects.filter(pk=whole.pk).update(
        next_step="Call", expected_close_on=NOW.date()
    )
    bare = factories.deal(owner=rep, amount=None, name="Bare rack")

    text = read(client, QUALITY, missing="deal_amount")

    # Three shares of one half; prospects and activities have no row.
    assert '<p class="figure figure-page m-0">50%</p>' in text
    assert "Bare rack" in text
    assert "Whole" not in text
    assert reverse("crm:deal-price", args=[bare.pk]) in text


def test_the_worst_part_is_opened_first_and_nothing_missing_is_said(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    assert "There is no record yet" in read(client, QUALITY)
    factories.prospect(owner=rep, name="Sourceless")

    assert "Prospects without a source" in read(client, QUALITY)
    lists = {
        name: model.objects.create(name="Of a kind")
        for name, model in (("source", Source), ("region", Region), ("sector", Sector))
    }
    Prospect.objects.update(**lists)

    assert "Nothing is missing" in read(client, QUALITY)


def test_own_records_the_team_s_and_all(
    rep: User,
    teammate: User,
    other_rep: User,
    manager: User,
    admin: User,
    north: Team,
    client_of: SignIn,
) -> None:
    for who in (rep, teammate, other_rep):
        factories.deal(owner=who, amount=None, name=f"Deal of {who.full_name}")

    def names(user: User, **query: Any) -> list[str]:
        text = read(client_of(user), QUALITY, missing="deal_amount", **query)
        people = (rep, teammate, other_rep)
        return [p.full_name for p in people if f"Deal of {p.full_name}" in text]

    assert names(rep) == ["Camille Roux"]
    assert names(rep, whose="seen") == ["Camille Roux"]
    assert names(manager) == ["Camille Roux", "Hugo Bernard"]
    assert names(manager, rep=rep.pk) == ["Camille Roux"]
    assert names(manager, whose="mine") == []
    assert names(admin) == ["Camille Roux", "Hugo Bernard", "Léa Garnier"]
    assert names(admin, team=north.pk) == ["Camille Roux", "Hugo Bernard"]


def test_what_may_be_read_and_not_changed_has_no_form(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    organisation = Organisation.current()
    organisation.records_seen_by_reps = Organisation.RecordsSeen.ALL
    organisation.save()
    deal = factories.deal(owner=teammate, amount=None, name="Of a colleague")

    text = read(client_of(rep), QUALITY, missing="deal_amount", whose="seen")

    assert "Of a colleague" in text
    assert reverse("crm:deal", args=[deal.pk]) in text
    assert reverse("crm:deal-price", args=[deal.pk]) not in text
