"""Whom a line may mean: within what the person may change, in few queries."""

from __future__ import annotations

from typing import Any

import pytest

from crm.models import Contact, Prospect, User
from crm.reading import Named, read
from crm.reading.names import MOST_ALIKE, VisibleNames
from crm.text import name_key
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def contact(prospect: Prospect, name: str) -> Contact:
    return Contact.objects.create(prospect=prospect, name=name, name_key=name_key(name))


def many(owner: User, names: list[str]) -> None:
    Prospect.objects.bulk_create(
        Prospect(
            name=name,
            name_key=name_key(name),
            owner=owner,
            detected_at=NOW,
            created_at=NOW,
        )
        for name in names
    )


def test_whole_words_are_found_in_prospects_and_contacts(rep: User) -> None:
    garage = factories.prospect(owner=rep, name="Garage Lefèvre SARL")
    julie = contact(garage, "Julie Fèvre")
    factories.prospect(owner=rep, name="Lefèvreux")

    names = VisibleNames(rep)

    assert names.carrying("lefevre") == [Named(garage.pk, garage.name)]
    assert names.carrying("garage lefevre") == [Named(garage.pk, garage.name)]
    assert names.carrying("julie") == [
        Named(garage.pk, garage.name, julie.pk, "Julie Fèvre")
    ]
    assert names.carrying("fevre julie") == []


def test_only_what_the_person_may_change_is_named(
    rep: User, teammate: User, manager: User
) -> None:
    factories.prospect(owner=teammate, name="Acme")
    archived = factories.prospect(owner=rep, name="Acme Ancien")
    Prospect.objects.filter(pk=archived.pk).update(archived_at=NOW)

    assert VisibleNames(rep).carrying("acme") == []
    assert VisibleNames(rep).near("acmee") == []
    assert [n.name for n in VisibleNames(manager).carrying("acme")] == ["Acme"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("durnad", ["Durand SARL"]),
        ("durant", ["Durand SARL"]),
        ("boulangerie martn", ["Boulangerie Martin"]),
        ("acne", ["Acme"]),
        ("pual durand", ["Durand SARL"]),
        ("abc", []),
        ("globex", []),
        ("a\0b\0c", []),
    ],
)
def test_near_spellings_are_found(rep: User, typed: str, meant: list[str]) -> None:
    durand = factories.prospect(owner=rep, name="Durand SARL")
    contact(durand, "Paul Durand")
    for name in ("Boulangerie Martin", "Acme"):
        factories.prospect(owner=rep, name=name)

    assert [n.name for n in VisibleNames(rep).near(typed)] == meant


@pytest.mark.parametrize("lines", [1, 12])
@pytest.mark.parametrize("rows", [20, 200])
def test_a_text_asks_one_question_however_many_rows_and_lines(
    rep: User, rows: int, lines: int, django_assert_max_num_queries: Any
) -> None:
    many(rep, [f"Atelier {n} Conseil" for n in range(rows)])
    factories.prospect(owner=rep, name="Demain Conseil")
    line = "appel Demain Conseil 10 min, démo jeudi 14h, devis et relance vendredi\n"

    with django_assert_max_num_queries(1):
        found = read(line * lines, now=NOW, language="fr", names=VisibleNames(rep))

    assert {r.who.name if r.who else "" for r in found} == {"Demain Conseil"}
    assert len(found) >= lines


def test_a_text_full_of_strangers_asks_one_more(
    rep: User, django_assert_max_num_queries: Any
) -> None:
    factories.prospect(owner=rep, name="Acme")
    text = "".join(f"appel Xylo{n}phone Zorg{n} 5 min\n" for n in range(40))

    with django_assert_max_num_queries(1 + 1):
        found = read(text, now=NOW, language="fr", names=VisibleNames(rep))

    assert len(found) == 40


def test_words_too_common_to_read_do_not_hide_a_rare_name(rep: User) -> None:
    many(rep, [f"Conseil {n}" for n in range(MOST_ALIKE + 5)])
    factories.prospect(owner=rep, name="Zénith Conseil")

    found = read(
        "appel Zénith Conseil 5 min", now=NOW, language="fr", names=VisibleNames(rep)
    )

    assert [r.who.name for r in found if r.who] == ["Zénith Conseil"]


@pytest.mark.parametrize("line", ["appel %_ \\ 5 min", "appel \0", "' OR 1=1 --", "💥"])
def test_hostile_names_are_only_not_found(rep: User, line: str) -> None:
    factories.prospect(owner=rep, name="Acme")

    assert all(
        r.who is None
        for r in read(line, now=NOW, language="fr", names=VisibleNames(rep))
    )


def test_a_small_word_that_is_part_of_a_name_is_not_who_is_meant(rep: User) -> None:
    for name in ("Urgent Services", "Module Plus", "Durand SARL"):
        factories.prospect(owner=rep, name=name)

    (found,) = read(
        "appel urgent durand 5 min, prix du module 3",
        now=NOW,
        language="fr",
        names=VisibleNames(rep),
    )

    assert found.who is not None
    assert found.who.name == "Durand SARL"
    assert found.note == "urgent, prix du module 3"
