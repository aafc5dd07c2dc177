"""Who may be the same: by name, address, domain and number; never outside what one sees."""

from __future__ import annotations

from typing import Any

import pytest

from crm.duplicates import Sought, find_duplicates, pairs_seen_by, resembling
from crm.duplicates.likeness import Traits, Why, judged, name_score
from crm.models import Prospect, User
from crm.services import prospects
from tests import factories
from tests.factories import NOW


@pytest.fixture
def known(rep: User) -> Prospect:
    prospect = factories.prospect(
        owner=rep, name="Lefèvre & Fils SARL", email="info@lefevre.fr"
    )
    prospects.add_contact(
        prospect=prospect,
        by=rep,
        now=NOW,
        name="Paul Durand",
        email="paul@gmail.com",
        mobile="06 12 34 56 78",
    )
    factories.prospect(owner=rep, name="Boulangerie Martin", email="a@gmail.com")
    return prospect


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": "lefevre et fils"}, Why.NEAR),
        ({"name": "LEFEVRE FILS SAS"}, Why.NAME),
        ({"name": "Fils Lefèvre"}, Why.NAME),
        ({"name": "Lefevbre & Fils"}, Why.NEAR),
        ({"email": "compta@lefevre.fr"}, Why.DOMAIN),
        ({"email": "PAUL@gmail.com "}, Why.EMAIL),
        ({"phone": "+33 6 12 34 56 78"}, Why.PHONE),
        ({"name": "Durand Paul"}, None),
        ({"name": "Paul Durand"}, Why.NAME),
        ({"name": "Autre", "email": "else@gmail.com"}, None),
        ({"name": ""}, None),
        ({"name": "😀", "email": "@", "phone": "12"}, None),
    ],
)
def test_what_is_typed_finds_whom_we_know(
    known: Prospect, rep: User, typed: dict[str, str], why: Why | None
) -> None:
    found = resembling(Sought(**typed), reader=rep)
    assert [(each.pk, each.why) for each in found] == ([(known.pk, why)] if why else [])


@pytest.mark.django_db
def test_nobody_learns_of_what_they_may_not_see(
    known: Prospect, other_rep: User
) -> None:
    sought = Sought(name="Lefèvre & Fils", email="info@lefevre.fr")
    assert resembling(sought, reader=other_rep) == []
    assert find_duplicates([{"name": "Lefèvre & Fils"}], other_rep) == {}
    assert pairs_seen_by(other_rep) == []


@pytest.mark.django_db
def test_a_file_is_asked_in_a_few_queries(
    known: Prospect, rep: User, django_assert_max_num_queries: Any
) -> None:
    rows = [{"name": f"Company {n}", "email": "", "phone": ""} for n in range(900)]
    rows[7] = {"name": "lefevre fils", "email": "", "phone": ""}
    rows[800] = {"name": "X", "email": "Y@lefevre.fr", "phone": ""}
    with django_assert_max_num_queries(7):  # two a portion, outside a request
        found = find_duplicates(rows, rep)
    assert {place: each.why for place, each in found.items()} == {
        7: Why.NAME,
        800: Why.DOMAIN,
    }


@pytest.mark.django_db
def test_pairs_are_found_by_name_number_and_domain(rep: User) -> None:
    for name, values in (
        ("Alpha Garage", {"phone": "01 44 55 66 77"}),
        ("Zeta", {"phone": "+33144556677"}),
        ("Durand Paul", {}),
        ("Paul Durand", {}),
        ("Nord Bois", {"email": "a@nordbois.fr"}),
        ("Menuiserie", {"email": "b@nordbois.fr"}),
        ("Seule", {"email": "c@gmail.com"}),
    ):
        factories.prospect(owner=rep, name=name, **values)
    names = dict(Prospect.objects.values_list("pk", "name"))
    found = {
        (names[pair.one], names[pair.two]): pair.why for pair in pairs_seen_by(rep)
    }
    assert found == {
        ("Alpha Garage", "Zeta"): Why.PHONE,
        ("Durand Paul", "Paul Durand"): Why.NAME,
        ("Nord Bois", "Menuiserie"): Why.DOMAIN,
    }


def test_short_names_resemble_only_themselves() -> None:
    assert (name_score("ab", "ab"), name_score("ab", "abc")) == (100, 0)
    assert judged(Traits(name_key=""), Traits(name_key="")) is None
