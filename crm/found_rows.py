"""What a search finds among the rows: every kind of thing in one query, within what a person may see.

Of each kind a bounded number is looked at, and by one condition at a time: a search asks for a deal
by its name or by its prospect, and no index serves an "or" between two tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce

from crm import access
from crm.models import Complaint, Contact, Deal, Prospect, User
from crm.text import name_key, plain

#: Rows among which the hits of one kind are chosen.
LOOKED_AT = 100
#: Prospects whose deals and complaints are looked at.
THROUGH = 50
#: Rows that bear exactly the name asked for: they are never missed among many.
EXACT = 6


class Line(NamedTuple):
    """One row: ``key`` its plain name, ``sub`` and ``note`` what is said beside it.

    ``to`` is the prospect it is about, 0 for none.
    """

    part: str
    pk: int
    key: str
    name: str
    sub: str
    note: str
    to: int
    at: datetime


Lines = dict[str, list[Line]]


def lines(user: User, words: str) -> Lines:
    """{prospect, contact, deal, complaint: rows that carry the words}, in no order."""
    first, *others = _branches(user, words)
    found: dict[tuple[str, int], Line] = {}
    for line in (Line(*row) for row in first.union(*others, all=True)):
        found.setdefault((line.part, line.pk), line)
    sorted_out: Lines = {}
    for line in found.values():
        sorted_out.setdefault(line.part, []).append(line)
    return sorted_out


def nearly(user: User, words: str) -> list[Line]:
    """Prospects whose words only resemble these: the second choice, when nothing carries them."""
    rows = Prospect.objects.visible_to(user).current().nearly(words)
    return [Line(*row) for row in _prospects(rows)]


def _branches(user: User, words: str) -> Iterator[QuerySet[Any, Any]]:
    names = (plain(words), name_key(words))
    prospects = Prospect.objects.visible_to(user).current()
    contacts = Contact.objects.visible_to(user).current()
    yield _some(_prospects, prospects.carrying(words))
    yield _some(_prospects, prospects.filter(name_key__in=names), EXACT)
    yield _some(_contacts, contacts.carrying(words))
    yield _some(_contacts, contacts.filter(name_key__in=names), EXACT)
    yield _some(_deals, Deal.objects.visible_to(user).named(words))
    yield _some(_deals, _of_prospects(Deal.objects.visible_to(user), user, words))
    yield _some(_complaints, Complaint.objects.visible_to(user).saying(words))
    yield _some(
        _complaints, _of_prospects(Complaint.objects.visible_to(user), user, words)
    )


def _of_prospects(rows: Any, user: User, words: str) -> QuerySet[Any]:
    """Rows whose prospect carries the words.

    Who reads everything gets those of a bounded number of prospects. A narrower scope bounds the rows
    already, and may hold some whose prospect it does not hold.
    """
    found = Prospect.objects.carrying(words).values("pk")
    if access.reads_everything(user):
        found = found[:THROUGH]
    narrowed: QuerySet[Any] = rows.filter(prospect__in=found)
    return narrowed


def _some(
    said: Callable[[QuerySet[Any]], QuerySet[Any, Any]],
    rows: QuerySet[Any],
    most: int = LOOKED_AT,
) -> QuerySet[Any, Any]:
    """A bounded number of the rows, whichever: ordering thousands costs more than finding them."""
    if connection.features.supports_slicing_ordering_in_compound:
        return said(rows.order_by())[:most]
    few: Any = rows.model._default_manager
    return said(few.filter(pk__in=rows.order_by().values("pk")[:most]).order_by())


def _prospects(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return _said(
        rows, "prospect", key="name_key", sub="city", to="pk", at="detected_at"
    )


def _contacts(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    inside = {"sub": "prospect__name", "to": "prospect_id"}
    return _said(rows, "contact", key="name_key", at="prospect__detected_at", **inside)


def _deals(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    beside = {"sub": "prospect__name", "note": "state", "at": "opened_at"}
    return _said(rows, "deal", key="name_key", to="prospect_id", **beside)


def _complaints(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    about = {"name": "prospect__name", "sub": "reason__name", "to": "prospect_id"}
    return _said(rows, "complaint", key="prospect__name_key", at="received_at", **about)


def _said(
    rows: QuerySet[Any], part: str, *, name: str = "name", **paths: str
) -> QuerySet[Any, Any]:
    """Rows as lines of the one query; a path that is not given, or leads nowhere, says nothing."""
    texts = {
        f"the_{each}": Coalesce(F(path), Value(""), output_field=CharField())
        if path
        else Value("", output_field=CharField())
        for each, path in (
            ("key", paths["key"]),
            ("name", name),
            ("sub", paths["sub"]),
            ("note", paths.get("note", "")),
        )
    }
    found: QuerySet[Any, Any] = rows.annotate(
        the_part=Value(part, output_field=CharField()),
        **texts,
        the_to=Coalesce(F(paths["to"]), Value(0)),
        the_at=F(paths["at"]),
    ).values_list(
        "the_part",
        "pk",
        "the_key",
        "the_name",
        "the_sub",
        "the_note",
        "the_to",
        "the_at",
    )
    return found
