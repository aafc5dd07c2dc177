"""The people inside a prospect: numbers, who is main, who is archived."""

from __future__ import annotations

import pytest

from crm.models import Contact, Organisation, Prospect, User
from crm.phones import dialled, written
from crm.services import contacts, way_back
from crm.services.errors import Refused
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(rep: User) -> tuple[Contact, Contact]:
    prospect = factories.prospect(owner=rep, name="Durand")
    add = {"prospect": prospect, "by": rep, "now": NOW}
    first = contacts.add_contact(name="Marion Weber", **add)
    return first, contacts.add_contact(name="Paul Durand", **add)


def mains() -> list[str]:
    return list(Contact.objects.filter(is_main=True).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("typed", "e164", "home", "abroad"),
    [
        ("01.44.55.66.77", "+33144556677", "01 44 55 66 77", "+33 1 44 55 66 77"),
        ("+49 30 901820", "+4930901820", "+49 30 901820", "030 901820"),
        ("poste 12", "", "poste 12", "poste 12"),
    ],
)
def test_a_number_is_kept_as_typed_and_read_for_dialling(
    pair: tuple[Contact, Contact],
    rep: User,
    typed: str,
    e164: str,
    home: str,
    abroad: str,
) -> None:
    contact = contacts.edit_contact(contact=pair[0], by=rep, now=NOW, phone=typed)
    contact.refresh_from_db()
    assert (contact.phone, contact.phone_e164) == (typed, e164)
    assert written(typed, e164, Organisation.current().country) == home
    assert written(typed, e164, "DE") == abroad
    assert dialled(typed, e164) == (e164 or "12")


def test_a_new_name_is_found(pair: tuple[Contact, Contact], rep: User) -> None:
    contacts.edit_contact(contact=pair[1], by=rep, now=NOW, name="Élodie Noël")
    assert "elodie noel" in Prospect.objects.get().search_text


def test_one_is_main_and_it_can_be_undone(
    pair: tuple[Contact, Contact], rep: User
) -> None:
    back = contacts.make_main(contact=pair[1], by=rep, now=NOW)
    assert mains() == ["Paul Durand"]
    assert contacts.make_main(contact=pair[1], by=rep, now=NOW) is None
    assert back
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)
    assert mains() == ["Marion Weber"]


def test_an_archived_contact_leaves_the_search_and_comes_back(
    pair: tuple[Contact, Contact], rep: User
) -> None:
    back = contacts.archive_contact(contact=pair[1], by=rep, now=NOW)
    assert "paul" not in Prospect.objects.get().search_text
    with pytest.raises(Refused):
        contacts.make_main(contact=pair[1], by=rep, now=NOW)
    assert back
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)
    assert "paul" in Prospect.objects.get().search_text
