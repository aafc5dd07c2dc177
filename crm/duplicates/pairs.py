"""Pairs among what a person sees: the work is bounded, whatever the number of prospects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crm.duplicates.candidates import traits_of
from crm.duplicates.distinct import told_apart
from crm.duplicates.likeness import WORTH, Traits, Why, judged
from crm.models import Prospect, User

#: Prospects read (the newest), neighbours compared in order of name, pairs offered.
READ, NEIGHBOURS, OFFERED = 20_000, 4, 200
#: A number or domain that so many share says nothing of any two.
CROWD = 6
COLUMNS = ("pk", "name", "name_key", "email", "email_domain", "phone_e164")


@dataclass(frozen=True)
class Pair:
    """Two prospects that may be one."""

    one: int
    two: int
    score: int
    why: Why


def pairs_seen_by(reader: User) -> list[Pair]:
    """The likeliest first, without those told apart. Two queries.

    Compared are those that share a key or stand side by side.
    """
    rows = Prospect.objects.visible_to(reader).current().order_by("-pk")
    read = list(rows.only(*COLUMNS)[:READ])
    traits = {row.pk: traits_of(row) for row in read}
    compared: set[tuple[int, int]] = set()
    apart = told_apart(reader)
    found = []
    for one, two in _met(read, traits):
        names = (min(one.pk, two.pk), max(one.pk, two.pk))
        if names in compared or two.pk in apart.get(one.pk, ()):
            continue
        compared.add(names)
        judgement = judged(traits[one.pk], traits[two.pk])
        if judgement and judgement[0] >= WORTH:
            found.append(Pair(*names, *judgement))
    found.sort(key=lambda pair: (-pair.score, -pair.two, -pair.one))
    return found[:OFFERED]


def _met(
    rows: list[Prospect], traits: dict[int, Traits]
) -> Iterable[tuple[Prospect, Prospect]]:
    ordered = sorted(rows, key=lambda row: row.name_key)
    for place, row in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + NEIGHBOURS]:
            yield row, other
    for group in _groups(rows, traits):
        for place, row in enumerate(group):
            for other in group[place + 1 :]:
                yield row, other


def _groups(
    rows: list[Prospect], traits: dict[int, Traits]
) -> Iterable[list[Prospect]]:
    """Rows that share a number, an address, a domain, or a name in another order."""
    shared: dict[tuple[str, str], list[Prospect]] = defaultdict(list)
    for row in rows:
        its = traits[row.pk]
        keys = [("phone", number) for number in its.numbers]
        keys += [("email", its.email), ("domain", its.domain)]
        keys.append(("name", " ".join(sorted(row.name_key.split()))))
        for key in keys:
            if key[1]:
                shared[key].append(row)
    return [group for group in shared.values() if 1 < len(group) <= CROWD]
