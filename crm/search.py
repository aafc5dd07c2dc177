"""Search over everything: each kind of thing has one finder, and what a person may not see is not found.

``kpis`` adds its own finder (kpis/finding.py): ``crm`` does not know it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from crm import found_rows
from crm.found_rows import Line, Lines
from crm.models import Deal, User
from crm.models.shipped import shown
from crm.places import commands_of, places_of
from crm.setup.rooms import rooms
from crm.text import plain

#: Hits of one kind; whoever wants more opens that kind's own list.
MOST = 6
#: A single letter finds half of everything.
SHORTEST = 2


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
    """``find`` gives at most ``MOST`` hits; ``more`` is the list that shows all.

    ``among`` chooses them from the rows that were found, which are read together for every kind.
    """

    label: Any
    find: Callable[[User, str], list[Hit]] | None = None
    more: str = ""
    among: Callable[[Lines, str], list[Hit]] | None = None

    def hits(self, user: User, words: str, lines: Lines) -> list[Hit]:
        found = self.find(user, words) if self.find else []
        return found + (self.among(lines, words) if self.among else [])


@dataclass(frozen=True)
class Found:
    label: str
    hits: list[Hit]
    more_url: str
    #: Nothing carries the words: the hits only come near.
    near: bool = False


def search(user: User, words: str) -> list[Found]:
    """Groups that hold something, in the order people look for them."""
    found = []
    asked = len(words) >= SHORTEST
    lines = found_rows.lines(user, words) if asked else {}
    near = asked and not lines.get("prospect")
    if near:
        lines["prospect"] = found_rows.nearly(user, words)
    for finder in FINDERS:
        hits = finder.hits(user, words, lines)
        if hits:
            more = _more(finder, words) if len(hits) >= MOST else ""
            only_near = near and finder.among is _prospects
            found.append(Found(str(finder.label), hits, more, only_near))
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


def _prospects(lines: Lines, words: str) -> list[Hit]:
    return [
        Hit(each.name, reverse("crm:prospect", args=[each.pk]), "people", each.sub)
        for each in _closest(lines.get("prospect", ()), words)
    ]


def _contacts(lines: Lines, words: str) -> list[Hit]:
    return [
        Hit(each.name, reverse("crm:prospect", args=[each.to]), "person", each.sub)
        for each in _closest(lines.get("contact", ()), words)
    ]


def _deals(lines: Lines, words: str) -> list[Hit]:
    newest = sorted(lines.get("deal", ()), key=_newest)
    states = dict(Deal.State.choices)
    return [
        Hit(
            each.name,
            reverse("crm:deal", args=[each.pk]),
            "kanban",
            " · ".join(str(said) for said in (each.sub, states[each.note]) if said),
        )
        for each in sorted(newest, key=lambda line: _rank(line, words))[:MOST]
    ]


def _complaints(lines: Lines, _words: str) -> list[Hit]:
    return [
        Hit(
            each.name or shown(each.sub),
            reverse("crm:complaint", args=[each.pk]),
            "chat-left-text",
            shown(each.sub),
        )
        for each in sorted(lines.get("complaint", ()), key=_newest)[:MOST]
    ]


def _newest(line: Line) -> tuple[float, int]:
    return -line.at.timestamp(), -line.pk


def _rank(line: Line, words: str) -> int:
    """Names that begin with the words, then names that carry them, then the rest."""
    text, key = plain(words), line.key.lstrip()
    return 0 if key.startswith(text) else 1 if text in key else 2


def _closest(found: Sequence[Line], words: str) -> list[Line]:
    return sorted(found, key=lambda line: (_rank(line, words), line.key, line.pk))[
        :MOST
    ]


FINDERS: list[Finder] = [
    Finder(gettext_lazy("Do"), _commands),
    Finder(gettext_lazy("Go to"), _places),
    Finder(gettext_lazy("Prospects"), more="crm:prospects", among=_prospects),
    Finder(gettext_lazy("Contacts"), among=_contacts),
    Finder(gettext_lazy("Deals"), among=_deals),
    Finder(gettext_lazy("Complaints"), more="crm:voice", among=_complaints),
]
