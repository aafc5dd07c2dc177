"""The same question for many rows at once, as a file brings them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet

from crm.duplicates.candidates import Sought, traits_of
from crm.duplicates.likeness import WORTH, Likeness, Traits, judged
from crm.models import Organisation, Prospect, User

#: Values asked for in one query.
PORTION = 400
COLUMNS = ("name", "name_key", "email", "email_domain", "phone_e164")


def find_duplicates(
    rows: Sequence[Mapping[str, str]], user: User
) -> dict[int, Likeness]:
    """{index of the row: the likeliest visible prospect}. Rows have name, email and phone.

    Compared by name key, address, domain and number: a few queries per 400 rows, whatever stands
    in the database. A name that only comes near is found when its first word is the same.
    """
    home = Organisation.current().country
    sought = [
        Sought(*(str(row.get(name) or "") for name in ("name", "email", "phone")))
        for row in rows
    ]
    found: dict[int, Likeness] = {}
    for start in range(0, len(sought), PORTION):
        part = [each.traits(home) for each in sought[start : start + PORTION]]
        known = _known(part, user)
        for place, traits in enumerate(part, start):
            if best := _best(traits, known):
                found[place] = best
    return found


def _known(part: list[Traits], user: User) -> list[Prospect]:
    emails = {each.email for each in part if each.email}
    domains = {each.domain for each in part if each.domain}
    numbers = {number for each in part for number in each.numbers}
    wanted = Q(name_key__in={each.name_key for each in part if each.name_key})
    wanted |= Q(email__in=emails) | Q(email_domain__in=domains)
    wanted |= Q(phone_e164__in=numbers)
    seen: QuerySet[Prospect] = Prospect.objects.visible_to(user).current()
    return list(seen.filter(wanted).only(*COLUMNS))


def _best(traits: Traits, known: list[Prospect]) -> Likeness | None:
    best: Likeness | None = None
    for row in known:
        judgement = judged(traits, traits_of(row))
        if judgement and judgement[0] >= WORTH and judgement[0] > (best or _NONE).score:
            best = Likeness(row.pk, row.name, *judgement)
    return best


_NONE = Likeness(0, "", 0, None)  # type: ignore[arg-type]
