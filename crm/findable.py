"""What a search finds a prospect, a contact or a deal by: columns that follow from the others.

Whoever writes one of ``READ`` calls ``settle_prospect`` before saving or ``refresh`` afterwards; a
write that can be undone does so inside its way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import phonenumbers

from crm.models import Contact, Deal, Organisation, Prospect
from crm.text import name_key, plain

#: The columns of a prospect and of a contact that the ones here follow from.
READ = ("name", "email", "city", "phone", "country")
READ_OF_CONTACT = ("name", "email", "phone", "mobile")
CONTACT_COLUMNS = ["name_key", "phone_e164", "mobile_e164"]
#: Rows read and written together.
PORTION = 500


@lru_cache(maxsize=4096)
def e164(number: str, country: str) -> str:
    """'01 44 55 66 77' in FR -> '+33144556677'; '' when it cannot be read as a number to dial."""
    try:
        read = phonenumbers.parse(number.replace("\0", ""), country.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(read):
        return ""
    form = phonenumbers.PhoneNumberFormat.E164
    return str(phonenumbers.format_number(read, form))


def digits(number: str) -> str:
    """'+33 1 44-55' -> '3314455'."""
    return re.sub(r"\D", "", number)


def search_text(prospect: Prospect, contacts: Iterable[Contact] = ()) -> str:
    """Everything a search should find the prospect by: plain words, one space before each.

    So `` du`` in it is a word that begins so.
    """
    said = [prospect.name, prospect.city, prospect.email]
    said += [digits(prospect.phone), digits(prospect.phone_e164)]
    for contact in contacts:
        said += [contact.name, contact.email]
        said += [digits(contact.phone), digits(contact.phone_e164)]
        said += [digits(contact.mobile), digits(contact.mobile_e164)]
    words = " ".join(plain(each) for each in said).split()
    return "".join(f" {word}" for word in dict.fromkeys(words))


def settle_prospect(
    prospect: Prospect, contacts: Iterable[Contact] = (), *, home: str = ""
) -> Prospect:
    """Fill what follows from the prospect's own columns and its contacts; saves nothing.

    ``home`` is the country of the organisation, asked for when it is not given.
    """
    prospect.phone_e164 = (
        e164(prospect.phone, country_of(prospect, home)) if prospect.phone else ""
    )
    prospect.search_text = search_text(prospect, contacts)
    return prospect


def settle_contact(contact: Contact, country: str) -> Contact:
    """The same for a contact; ``country`` is its prospect's, else the organisation's."""
    contact.name_key = name_key(contact.name)[:150]
    contact.phone_e164 = e164(contact.phone, country)
    contact.mobile_e164 = e164(contact.mobile, country)
    return contact


def deal_key(name: str) -> str:
    """The plain words a deal is found by, one space before each."""
    return "".join(f" {word}" for word in plain(name).split())[:200]


def refresh(prospect_ids: Iterable[int]) -> None:
    """Bring prospects and their contacts up to what they are found by: three reads a portion.

    Only rows that differ are written, and no version moves: nobody edited what a form shows.
    """
    ids, home = sorted(set(prospect_ids)), Organisation.current().country
    for start in range(0, len(ids), PORTION):
        _refresh(ids[start : start + PORTION], home)


def _refresh(ids: Sequence[int], home: str) -> None:
    prospects = Prospect.objects.filter(pk__in=ids).only(
        *READ, "phone_e164", "search_text"
    )
    inside: dict[int, list[Contact]] = {}
    people = Contact.objects.filter(prospect__in=ids).order_by("-is_main", "id")
    for contact in people:
        inside.setdefault(contact.prospect_id, []).append(contact)
    late, late_people = [], []
    for prospect in prospects:
        contacts = inside.get(prospect.pk, [])
        country = country_of(prospect, home)
        late_people += [each for each in contacts if _moves(each, country)]
        before = (prospect.phone_e164, prospect.search_text)
        standing = [each for each in contacts if each.archived_at is None]
        settle_prospect(prospect, standing, home=home)
        if before != (prospect.phone_e164, prospect.search_text):
            late.append(prospect)
    Contact.objects.bulk_update(late_people, CONTACT_COLUMNS, batch_size=PORTION)
    columns = ["phone_e164", "search_text"]
    Prospect.objects.bulk_update(late, columns, batch_size=PORTION)


def _moves(contact: Contact, country: str) -> bool:
    before = [getattr(contact, name) for name in CONTACT_COLUMNS]
    settle_contact(contact, country)
    return before != [getattr(contact, name) for name in CONTACT_COLUMNS]


def _rename(deal: Deal) -> bool:
    before, deal.name_key = deal.name_key, deal_key(deal.name)
    return before != deal.name_key


def country_of(prospect: Prospect, home: str = "") -> str:
    """The country whose numbers the prospect writes: its own, else the organisation's."""
    return prospect.country or home or Organisation.current().country
