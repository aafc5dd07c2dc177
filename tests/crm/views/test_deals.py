"""A deal's pages: conflicts show both values, losing asks why, an amount is read the reader's way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Competitor, Deal, User
from crm.services import deals
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def deal(rep: User) -> Deal:
    prospect = factories.prospect(owner=rep, name="Durand", at=NOW - timedelta(days=5))
    return factories.deal(
        owner=rep, prospect=prospect, name="Racks", at=NOW - timedelta(days=2)
    )


def _move(client: Client, deal: Deal, stage: str, **headers: str) -> Any:
    return client.post(
        reverse("crm:deal-move", args=[deal.pk]),
        {"stage": factories.stage(stage).pk, "version": deal.version},
        headers=headers,
    )


def test_a_move_from_the_board_answers_the_board(
    deal: Deal, rep: User, client_of: SignIn
) -> None:
    answer = _move(client_of(rep), deal, "Proposal", **HTMX)
    assert answer.status_code == 200
    assert b"data-board" in answer.content
    assert "figures-moved" in answer["HX-Trigger"]


def test_what_another_person_moved_is_not_overwritten(
    deal: Deal, rep: User, manager: User, client_of: SignIn
) -> None:
    deals.move_deal(
        deal_id=deal.pk, stage=factories.stage("Negotiation"), by=manager, now=NOW
    )
    answer = _move(client_of(rep), deal, "Demo", **HTMX)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Negotiation" in text
    assert "Demo" in text
    assert "Sophie Moreau" in text
    assert Deal.objects.get(pk=deal.pk).stage.name == "Negotiation"


def test_the_chosen_value_of_a_conflict_is_written(
    deal: Deal, rep: User, manager: User, client_of: SignIn
) -> None:
    url = reverse("crm:deal-edit", args=[deal.pk])
    typed = {"name": "Mine", "kind": "new", "version": deal.version}
    deals.edit_deal(deal_id=deal.pk, by=manager, now=NOW, name="Theirs")
    refused = client_of(rep).post(url, typed)
    assert refused.status_code == 409
    (pair,) = refused.context["pairs"]
    assert (pair["mine"], pair["theirs"]) == ("Mine", "Theirs")
    chosen = typed | {"version": refused.context["version"]}
    assert client_of(rep).post(url, chosen).status_code == 303
    assert Deal.objects.get(pk=deal.pk).name == "Mine"


def test_dropping_on_won_wins_and_on_lost_asks_why(
    deal: Deal, rep: User, client_of: SignIn
) -> None:
    asked = _move(client_of(rep), deal, "Lost", **HTMX)
    assert b'name="reason"' in asked.content
    assert Deal.objects.get(pk=deal.pk).is_open
    _move(client_of(rep), deal, "Won")
    assert Deal.objects.get(pk=deal.pk).state == "won"


def test_losing_needs_a_reason_and_sometimes_a_competitor(
    deal: Deal, rep: User, client_of: SignIn
) -> None:
    client, url = client_of(rep), reverse("crm:deal-lose", args=[deal.pk])
    assert client.post(url, {}).status_code == 422
    reason = factories.lost_reason("Competitor", needs_competitor=True)
    refused = client.post(url, {"reason": reason.pk})
    assert "competitor" in refused.context["form"].errors
    rival = Competitor.objects.create(name="Acme")
    sent = {"reason": reason.pk, "competitor": rival.pk, "note": "Price"}
    assert client.post(url, sent).status_code == 303
    lost = Deal.objects.get(pk=deal.pk)
    assert (lost.state, lost.competitor) == ("lost", rival)


@pytest.mark.parametrize("bad", ["", "0", "-1", "x", "9" * 30])
def test_a_stage_that_is_none_is_404(
    bad: str, deal: Deal, rep: User, client_of: SignIn
) -> None:
    url = reverse("crm:deal-move", args=[deal.pk])
    assert client_of(rep).post(url, {"stage": bad}).status_code == 404


def test_opens_a_deal_once(rep: User, client_of: SignIn) -> None:
    prospect = factories.prospect(owner=rep)
    sent = {
        "name": "Racks",
        "prospect": prospect.pk,
        "stage": factories.stage("Demo").pk,
        "owner": rep.pk,
        "kind": "new",
        "amount": "1 234,56",
        "currency": "EUR",
        "token": str(uuid4()),
    }
    client, url = client_of(rep), reverse("crm:deal-new")
    first, second = client.post(url, sent), client.post(url, sent)
    deal = Deal.objects.get()
    assert deal.amount == 123_456
    assert first["Location"] == second["Location"] == f"/deals/{deal.pk}/"


def test_a_deal_cannot_be_given_to_a_stranger(
    rep: User, other_rep: User, client_of: SignIn
) -> None:
    sent = {
        "name": "Racks",
        "stage": factories.stage("Demo").pk,
        "owner": other_rep.pk,
        "kind": "new",
        "currency": "EUR",
    }
    assert client_of(rep).post(reverse("crm:deal-new"), sent).status_code == 422
    assert not Deal.objects.exists()


@pytest.mark.parametrize("amount", ["NaN", "-5", "1.234.x", "9" * 20, "0.001"])
def test_an_amount_that_is_none_is_refused(
    amount: str, deal: Deal, rep: User, client_of: SignIn
) -> None:
    sent = {
        "amount": amount,
        "currency": "EUR",
        "version": deal.version,
        "lines-TOTAL_FORMS": 0,
        "lines-INITIAL_FORMS": 0,
    }
    answer = client_of(rep).post(reverse("crm:deal-price", args=[deal.pk]), sent)
    assert answer.status_code == 422
    assert Deal.objects.get(pk=deal.pk).amount == deal.amount


def test_lines_make_the_amount(deal: Deal, rep: User, client_of: SignIn) -> None:
    product = factories.product(list_price=10_000)
    sent = {
        "currency": "EUR",
        "version": deal.version,
        "lines-TOTAL_FORMS": 2,
        "lines-INITIAL_FORMS": 0,
        "lines-0-product": product.pk,
        "lines-0-quantity": "3",
        "lines-0-discount": "10",
        "lines-1-label": "",
    }
    url = reverse("crm:deal-price", args=[deal.pk])
    assert client_of(rep).post(url, sent).status_code == 303
    priced = Deal.objects.get(pk=deal.pk)
    assert (priced.amount, priced.main_product) == (27_000, product)


def test_the_page_shows_its_journal_and_why_it_is_seen(
    deal: Deal, manager: User, client_of: SignIn
) -> None:
    page = client_of(manager).get(reverse("crm:deal", args=[deal.pk]))
    text = page.content.decode()
    assert "Deal opened: Racks" in text
    assert "because you manage Camille Roux" in text
