"""The few rows worth comparing with what is being typed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from crm import findable
from crm.duplicates.distinct import unlike
from crm.duplicates.free_mail import telling
from crm.duplicates.likeness import WORTH, Likeness, Traits, judged
from crm.models import Contact, Organisation, Prospect, User
from crm.resembling import nearest
from crm.text import domain_of, name_key

#: Rows read for one question, and lines shown.
READ, SHOWN = 60, 5
#: Letters of a word that a block shares; a word this short is no block.
BLOCK = 4
KEYS = ("name_key", "email", "phone_e164", "mobile_e164")


@dataclass(frozen=True)
class Sought:
    """What somebody types, as they typed it."""

    name: str = ""
    email: str = ""
    phone: str = ""

    def traits(self, home: str) -> Traits:
        email = self.email.strip().casefold()
        number = findable.e164(self.phone, home) if self.phone.strip() else ""
        return Traits(
            name_key=name_key(self.name),
            email=email if "@" in email else "",
            domain=telling(domain_of(email)) if "@" in email else "",
            numbers=frozenset(filter(None, [number])),
        )


def resembling(
    sought: Sought, *, reader: User, apart_from: int | None = None
) -> list[Likeness]:
    """Up to five visible prospects that may be the same, the likeliest first.

    ``apart_from`` is the one being typed: neither itself nor what it was told apart from. Three
    queries.
    """
    traits = sought.traits(Organisation.current().country)
    if not (traits.name_key or traits.email or traits.numbers):
        return []
    seen = Prospect.objects.visible_to(reader).current()
    if apart_from is not None:
        seen = seen.exclude(unlike(apart_from)).exclude(pk=apart_from)
    rows = list(seen.filter(sharing(traits)).order_by("-pk")[:READ])
    known = {row.pk for row in rows}
    also = [pk for pk in _nearly(seen, traits) if pk not in known]
    rows += list(seen.filter(pk__in=also)) if also else []
    people = people_of([row.pk for row in rows])
    found = [_liked(row, people.get(row.pk, []), traits) for row in rows]
    kept = [each for each in found if each and each.score >= WORTH]
    return sorted(kept, key=lambda each: (-each.score, each.name))[:SHOWN]


def _nearly(seen: QuerySet[Prospect], traits: Traits) -> list[int]:
    """A slip in the first letters shares no block: the second choice of a search finds it."""
    words = traits.name_key.split()
    return nearest(seen, words[:2], "name_key") if len(traits.name_key) > BLOCK else []


def sharing(traits: Traits) -> Q:
    """Prospects that share a piece of the name, the address, the domain or a number."""
    wanted = Q(pk__in=[])
    for word in sorted(set(traits.name_key.split()), key=len)[-3:]:
        wanted |= _starting(word[:BLOCK]) if len(word) >= BLOCK else Q(name_key=word)
    inside = Q(pk__in=[])
    if traits.name_key:
        wanted |= Q(name_key=traits.name_key)
        inside |= Q(name_key=traits.name_key)
    if traits.domain:
        wanted |= Q(email_domain=traits.domain)
    if traits.email:
        wanted |= Q(email__iexact=traits.email)
        inside |= Q(email__iexact=traits.email)
    if traits.numbers:
        wanted |= Q(phone_e164__in=traits.numbers)
        inside |= Q(phone_e164__in=traits.numbers) | Q(mobile_e164__in=traits.numbers)
    known = Contact.objects.filter(inside, archived_at__isnull=True)
    return wanted | Q(Exists(known.filter(prospect=OuterRef("pk"))))


def _starting(block: str) -> Q:
    """As a range, which the index of names serves on either database."""
    after = block[:-1] + chr(ord(block[-1]) + 1)
    return Q(name_key__gte=block, name_key__lt=after)


def people_of(ids: list[int]) -> dict[int, list[Contact]]:
    """The standing contacts of each prospect."""
    found: dict[int, list[Contact]] = {}
    rows = Contact.objects.filter(prospect__in=ids, archived_at__isnull=True)
    for contact in rows.only("prospect_id", *KEYS):
        found.setdefault(contact.prospect_id, []).append(contact)
    return found


def traits_of(row: Prospect) -> Traits:
    return Traits(
        name_key=row.name_key,
        email=row.email.casefold(),
        domain=telling(row.email_domain),
        numbers=frozenset(filter(None, [row.phone_e164])),
    )


def _liked(row: Prospect, people: list[Contact], sought: Traits) -> Likeness | None:
    sides = [traits_of(row)] + [
        Traits(
            name_key=each.name_key,
            email=each.email.casefold(),
            numbers=frozenset(filter(None, [each.phone_e164, each.mobile_e164])),
        )
        for each in people
    ]
    judgements = [found for side in sides if (found := judged(sought, side))]
    if not judgements:
        return None
    score, why = max(judgements, key=lambda each: each[0])
    return Likeness(row.pk, row.name, score, why)
