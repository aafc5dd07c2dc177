"""What prospects, contacts and deals are found by."""

from __future__ import annotations

import pytest

from crm import findable
from crm.models import Contact, Deal, Prospect, User
from crm.services import deals, prospects
from crm.text import searched
from tests import factories
from tests.factories import NOW


@pytest.mark.parametrize(
    ("typed", "country", "dialled"),
    [
        ("01 44 55 66 77", "FR", "+33144556677"),
        ("+49 30 901820", "FR", "+4930901820"),
        ("(02) 512.34.56", "be", "+3225123456"),
        ("call the desk", "FR", ""),
        ("12", "FR", ""),
        ("", "FR", ""),
        ("01 44 55 66 77", "", ""),
        ("\0+33 1 44 55 66 77", "XX", "+33144556677"),
    ],
)
def test_a_number_in_its_international_form(
    typed: str, country: str, dialled: str
) -> None:
    assert findable.e164(typed, country) == dialled


def test_the_words_of_a_search() -> None:
    assert searched(" Lefèvre  Lyon ") == ["lefevre", "lyon"]
    assert searched("+33 (1) 44.55") == ["3314455"]
    assert searched("------") == ["------"]
    assert searched("du lyon") == [" du", "lyon"]


@pytest.fixture
def durand(rep: User) -> Prospect:
    made = factories.prospect(
        owner=rep,
        name="Brasserie Lefèvre",
        city="Saint-Étienne",
        email="contact@lefevre.example",
        phone="04 77 12 34 56",
    )
    prospects.add_contact(
        prospect=made, by=rep, now=NOW, name="Zoé Durand", mobile="06 39 98 11 22"
    )
    made.refresh_from_db()
    return made


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "lefevre",
        "le br",
        "ÉTIENNE brasserie",
        "zoe durand",
        "contact@lefevre",
        "04 77 12",
        "+33 4 77 12 34 56",
        "06.39.98.11.22",
    ],
)
def test_a_prospect_is_found_by(durand: Prospect, words: str) -> None:
    assert list(Prospect.objects.carrying(words)) == [durand]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["lefevre lyon", "q", "ev", "100%", "_", "06 39 98 11 23"]
)
def test_a_prospect_is_not_found_by(durand: Prospect, words: str) -> None:
    assert not Prospect.objects.carrying(words).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("typo", ["lefvre", "braserie lefevre", "duramd"])
def test_a_typing_mistake_still_finds(durand: Prospect, rep: User, typo: str) -> None:
    factories.prospect(owner=rep, name="Hôtel Carlier")
    assert list(Prospect.objects.matching(typo)) == [durand]


@pytest.mark.django_db
def test_what_is_found_follows_the_edits(durand: Prospect, rep: User) -> None:
    prospects.edit_prospect(
        prospect_id=durand.pk, by=rep, now=NOW, name="Auberge", phone="+32 2 512 34 56"
    )
    durand.refresh_from_db()
    assert durand.phone_e164 == "+3225123456"
    assert "auberge" in durand.search_text
    assert "brasserie" not in durand.search_text
    contact = Contact.objects.get(prospect=durand)
    assert (contact.name_key, contact.mobile_e164) == ("zoe durand", "+33639981122")


@pytest.mark.django_db
def test_a_deal_is_found_by_its_name_or_its_prospect(
    durand: Prospect, rep: User
) -> None:
    deal = factories.deal(owner=rep, prospect=durand, name="Rénovation 2027")
    for words in ("renovation", "2027 réno", "lefevre"):
        assert list(Deal.objects.matching(words)) == [deal]
    assert not Deal.objects.matching("renovation lefevre 2028").exists()
    deals.edit_deal(deal_id=deal.pk, by=rep, now=NOW, name="Extension")
    assert not Deal.objects.matching("renovation").exists()


@pytest.mark.django_db
def test_refreshing_writes_only_what_is_late(durand: Prospect) -> None:
    was = durand.search_text
    Prospect.objects.filter(pk=durand.pk).update(search_text="", phone_e164="")
    findable.refresh([durand.pk])
    durand.refresh_from_db()
    assert (durand.search_text, durand.phone_e164) == (was, "+33477123456")
    assert durand.version == 1
