"""Search over everything: each kind of thing has one finder, and what a person may not see is not found.

``kpis`` adds its own finder (kpis/finding.py): ``crm`` does not know it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, When
from django.urls import reverse
from django.utils.translation import gettext_lazy

from crm.models import Complaint, Contact, Deal, Prospect, User
from crm.places import commands_of, places_of
from crm.setup.rooms import rooms
from crm.text import name_key, plain

#: Hits of one kind; whoever wants more opens that kind's own list.
MOST = 6
#: A single letter finds half of everything.
SHORTEST = 2
#: Rows among which the hits of one kind are chosen.
LOOKED_AT = 500


@dataclass(frozen=True)
class Hit:
    label: str
    url: str
    icon: str
    sub: str = ""
    #: Opens in the sheet, on top of the page one is on.
    sheet: bool = False


@dataclass(frozen=True)
class Finder:
    """``find(user, words)`` gives at most ``MOST`` hits; ``more`` is the list that shows all."""

    label: Any
    find: Callable[[User, str], list[Hit]]
    more: str = ""


@dataclass(frozen=True)
class Found:
    label: str
    hits: list[Hit]
    more_url: str


def search(user: User, words: str) -> list[Found]:
    """Groups that hold something, in the order people look for them."""
    found = []
    for finder in FINDERS:
        hits = finder.find(user, words)
        if hits:
            more = _more(finder, words) if len(hits) >= MOST else ""
            found.append(Found(str(finder.label), hits, more))
    return found


def _more(finder: Finder, words: str) -> str:
    return reverse(finder.more, query={"q": words}) if finder.more else ""


def carries(text: str, words: str) -> bool:
    """Whether every word asked for begins a word of the text; accents do not matter."""
    begun = plain(text).replace("'", " ").split()
    wanted = plain(words).split()
    return all(any(each.startswith(word) for each in begun) for word in wanted)


def _places(user: User, words: str) -> list[Hit]:
    if not words:
        return []
    everywhere = places_of(user)
    if user.is_admin:
        everywhere += [(room.label, room.url, room.icon) for room in rooms()]
    return [
        Hit(label, url, icon)
        for label, url, icon in everywhere
        if carries(label, words)
    ][:MOST]


def _commands(user: User, words: str) -> list[Hit]:
    found = [c for c in commands_of(user) if carries(f"{c.label} {c.also}", words)]
    return [Hit(c.label, c.url, c.icon, sheet=c.sheet) for c in found][:MOST]


def _long_enough(find: Callable[[User, str], list[Hit]]) -> Any:
    def asked(user: User, words: str) -> list[Hit]:
        return find(user, words) if len(words) >= SHORTEST else []

    return asked


@_long_enough
def _prospects(user: User, words: str) -> list[Hit]:
    rows = Prospect.objects.visible_to(user).current()
    columns = ("pk", "name_key", "name", "city")
    found = _looked_at(rows.carrying(words), columns, words)
    found = found or list(rows.nearly(words).values_list(*columns))
    return [
        Hit(name, reverse("crm:prospect", args=[pk]), "people", city)
        for pk, _key, name, city in _closest(found, words)
    ]


@_long_enough
def _contacts(user: User, words: str) -> list[Hit]:
    rows = Contact.objects.visible_to(user).current().carrying(words)
    columns = ("pk", "name_key", "name", "prospect_id", "prospect__name")
    return [
        Hit(name, reverse("crm:prospect", args=[prospect]), "person", inside)
        for _pk, _key, name, prospect, inside in _closest(
            _looked_at(rows, columns, words), words
        )
    ]


def _looked_at(rows: Any, columns: tuple[str, ...], words: str) -> list[Any]:
    """Rows to choose the hits from: a bounded number, never without the name asked for itself.

    Ordering thousands of rows that all carry a common word costs more than finding them.
    """
    rows = rows.values_list(*columns)
    found = list(rows[:LOOKED_AT])
    if len(found) == LOOKED_AT:
        found += rows.filter(name_key__in=(plain(words), name_key(words)))[:MOST]
    return list(dict.fromkeys(found))


def _closest(found: list[Any], words: str) -> list[Any]:
    """Names that begin with the words, then names that carry them, then the rest."""
    text = plain(words)

    def place(row: Any) -> tuple[int, str, int]:
        pk, key, *_rest = row
        rank = 0 if key.startswith(text) else 1 if text in key else 2
        return rank, key, pk

    return sorted(found, key=place)[:MOST]


def _closeness(words: str) -> Case:
    """The same order, as an expression."""
    text = plain(words)
    return Case(
        When(name_key__startswith=text, then=0),
        When(name_key__contains=text, then=1),
        default=2,
    )


@_long_enough
def _deals(user: User, words: str) -> list[Hit]:
    rows = Deal.objects.visible_to(user).matching(words).select_related("prospect")
    return [
        Hit(
            each.name,
            reverse("crm:deal", args=[each.pk]),
            "kanban",
            " · ".join(
                str(part) for part in (each.prospect, each.get_state_display()) if part
            ),
        )
        for each in rows.order_by(_closeness(words), "-opened_at", "-pk")[:MOST]
    ]


@_long_enough
def _complaints(user: User, words: str) -> list[Hit]:
    rows = Complaint.objects.visible_to(user).matching(words)
    rows = rows.select_related("reason", "prospect").order_by("-received_at", "-pk")
    return [
        Hit(
            str(each.prospect or each.reason),
            reverse("crm:complaint", args=[each.pk]),
            "chat-left-text",
            str(each.reason),
        )
        for each in rows[:MOST]
    ]


FINDERS: list[Finder] = [
    Finder(gettext_lazy("Do"), _commands),
    Finder(gettext_lazy("Go to"), _places),
    Finder(gettext_lazy("Prospects"), _prospects, "crm:prospects"),
    Finder(gettext_lazy("Contacts"), _contacts),
    Finder(gettext_lazy("Deals"), _deals),
    Finder(gettext_lazy("Complaints"), _complaints, "crm:voice"),
]
