"""The saved views above a list: which there are, which one stands open, whether it was changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    PositiveSmallIntegerField,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Concat
from django.http import QueryDict
from django.urls import reverse

from crm import access
from crm.filters.lists import Along, Line, part
from crm.models import SavedView, User
from crm.places import address_of as address_of_place
from crm.services.saved_views import tidy


def list_url(page: str) -> str:
    """The list's own address, ready for parameters."""
    if page == SavedView.Page.DEALS:
        return reverse("crm:pipeline") + "?view=list&"
    if page == SavedView.Page.CUSTOMERS:
        return address_of_place("kpis:customer-list") + "?"
    return reverse(f"crm:{page}") + "?"


def address_of(view: SavedView) -> str:
    return address(view.page, view.pk, view.query)


def address(page: str, pk: int, query: str) -> str:
    return f"{list_url(page)}{query}&saved={pk}".replace("?&", "?")


class View(NamedTuple):
    """A saved view as its list shows it."""

    pk: int
    name: str
    query: str
    own: bool
    is_default: bool
    shared_by: str
    page: str

    @property
    def url(self) -> str:
        return address(self.page, self.pk, self.query)


#: Places of the lines: own views first, the one that opens the list before them.
DEFAULT, OWN, SHARED = range(3)
#: Between the owner's name and the query.
CUT = "\n"


def lines_of(user: User, page: str) -> Along:
    """The views of a list as lines of ``filters.lists.offered_along``."""
    return Along(f"views of {page}", lambda: _lines(user, page))


def _lines(user: User, page: str) -> QuerySet[Any, Any]:
    rows = SavedView.objects.usable_by(user, access.today()).filter(page=page)
    place = Case(
        When(owner=user, is_default=True, then=Value(DEFAULT)),
        When(owner=user, then=Value(OWN)),
        default=Value(SHARED),
        output_field=PositiveSmallIntegerField(),
    )
    note = Concat("owner__full_name", Value(CUT), "query", output_field=CharField())
    return part(rows.distinct(), "view", place=place, note=note)


def views_of(lines: Sequence[Line], page: str) -> list[View]:
    return [_view(line, page) for line in lines if line.part == "view"]


def _view(line: Line, page: str) -> View:
    owner, _cut, query = line.note.partition(CUT)
    own = line.place != SHARED
    first = line.place == DEFAULT
    return View(line.pk, line.label, query, own, first, "" if own else owner, page)


def opening(views: Sequence[View], asked: QueryDict) -> View | None:
    """The view to open for who comes without asking for anything."""
    if set(asked) - {"view"}:
        return None
    return next((view for view in views if view.is_default), None)


def strip(page: str, views: Sequence[View], asked: QueryDict) -> dict[str, Any]:
    """The context of ``crm/_saved_views.html``."""
    now = tidy(asked)
    current = next((v for v in views if str(v.pk) == asked.get("saved")), None)
    return {
        "items": [view._asdict() | {"url": view.url} for view in views],
        "all_url": f"{list_url(page)}saved=0",
        "current": current,
        "own": current is not None and current.own,
        "changed": current is not None and tidy(QueryDict(current.query)) != now,
        "query": now,
        "save_url": f"{reverse('crm:view-new', args=[page])}?{now}",
    }
