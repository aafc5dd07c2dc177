"""The same question for many rows at once, as a file brings them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q

from crm.duplicates.candidates import Sought, traits_of
from crm.duplicates.distinct import told_apart
from crm.duplicates.likeness import WORTH, Likeness, Traits, judged
from crm.models import Organisation, Prospect, User
from crm.models.prospects import ProspectQuerySet

#: Values asked for in one query.
PORTION = 400
COLUMNS = ("name", "name_key", "email", "email_domain", "phone_e164")


def find_duplicates(
    rows: Sequence[Mapping[str, str]], user: User
) -> dict[int, Likeness]:
    """{index of the row: the likeliest visible prospect}. Rows have name, email, phone, external_id.

    A row with the external id of somebody we know makes nobody new; one with their name is like
    nobody told apart from them.
    Compared by name key, address, domain and number: a few queries per 400 rows, whatever stands
    in the database. A name that only comes near is found when its first word is the same.
    """
    home = Organisation.current().country
    sought = [
        Sought(*(str(row.get(name) or "") for name in ("name", "email", "phone")))
        for row in rows
    ]
    ids = [str(row.get("external_id") or "").strip() for row in rows]
    apart, seen = told_apart(user), Prospect.objects.visible_to(user)
    found: dict[int, Likeness] = {}
    for start in range(0, len(sought), PORTION):
        part = [each.traits(home) for each in sought[start : start + PORTION]]
        known, there = _known(part, seen), _there(ids[start : start + PORTION], seen)
        for place, traits in enumerate(part, start):
            best = _best(traits, _others(traits, known, apart))
            if best and ids[place] not in there:
                found[place] = best
    return found


def _there(ids: list[str], seen: ProspectQuerySet) -> set[str]:
    """External ids of prospects that are there: their rows are no newcomers."""
    rows = seen.filter(external_id__in={*ids} - {""})
    return set(rows.values_list("external_id", flat=True)) if any(ids) else set()


def _others(
    traits: Traits, known: list[Prospect], apart: dict[int, set[int]]
) -> list[Prospect]:
    """Without whom the row's namesakes are not."""
    if not apart:
        return known
    same = [row.pk for row in known if row.name_key == traits.name_key]
    unlike = {pk for each in same for pk in apart.get(each, ())}
    return [row for row in known if row.pk not in unlike]


def _known(part: list[Traits], seen: ProspectQuerySet) -> list[Prospect]:
    emails = {each.email for each in part if each.email}
    domains = {each.domain for each in part if each.domain}
    numbers = {number for each in part for number in each.numbers}
    wanted = Q(name_key__in={each.name_key for each in part if each.name_key})
    wanted |= Q(email__in=emails) | Q(email_domain__in=domains)
    wanted |= Q(phone_e164__in=numbers)
    return list(seen.current().filter(wanted).only(*COLUMNS))


def _best(traits: Traits, known: list[Prospect]) -> Likeness | None:
    best: Likeness | None = None
    for row in known:
        judgement = judged(traits, traits_of(row))
        if judgement and judgement[0] >= WORTH and judgement[0] > (best or _NONE).score:
            best = Likeness(row.pk, row.name, *judgement)
    return best


_NONE = Likeness(0, "", 0, None)  # type: ignore[arg-type]
