"""The cast is as the other tests expect it, also after a test that flushed the tables."""

import pytest
from django.test import Client

from crm.models import Membership, Stage, Team, User
from tests import factories


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_the_first_rows_are_there_in_every_transactional_test(round_: int) -> None:
    assert User.objects.filter(pk=0).exists()
    assert Team.objects.filter(pk=0).exists()
    assert Stage.objects.count() == 6


def test_each_of_the_cast_signs_in_with_the_password(
    rep: User,
    teammate: User,
    other_rep: User,
    manager: User,
    other_manager: User,
    admin: User,
    outsider: User,
    password: str,
) -> None:
    for person in (rep, teammate, other_rep, manager, other_manager, admin, outsider):
        assert person.check_password(password), person
    assert set(Membership.objects.values_list("from_on", "to_on")) == {(None, None)}


def test_facts_are_made_in_one_line(rep: User) -> None:
    company = factories.prospect(owner=rep)
    assert factories.deal(owner=rep, prospect=company).is_open
    assert factories.won_deal(owner=rep, prospect=company).state == "won"
    assert factories.lost_deal(owner=rep, prospect=company).state == "lost"
    assert factories.activity(rep=rep, prospect=company).status == "held"
    assert factories.complaint(by=rep, prospect=company).rep == rep


def test_a_client_is_signed_in(rep: User, client_of) -> None:
    client: Client = client_of(rep)
    assert client.session["_auth_user_id"] == str(rep.pk)
