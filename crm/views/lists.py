"""The lists people work in: one declaration each, one way to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import (
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import timezone

from crm import access
from crm.filters import Narrowed, Narrowing
from crm.filters.lists import offered_along
from crm.models import User
from crm.services.exports import MAKERS, Portioned
from crm.views.answers import list_page, page_of, wants_fragment
from crm.views.columns import Column, Columns
from crm.views.columns.declared import fetched
from crm.views.exports import csv_answer
from crm.views.parts import saved
from crm.views.parts.kept_rows import KeptRows
from crm.views.requests import SignedIn
from crm.writers.table import Head, Table

#: Rows of a file held in memory at a time.
CHUNK = 500
Lists = dict[str, list[tuple[str, Any]]]


@dataclass(frozen=True)
class Worked:
    """``rows`` are those a person may read, ready for the columns; ``lists`` what filters offer.

    ``page`` is a list of ``SavedView.Page``, ``row`` the route of one row, ``bulk`` the one where
    ticked rows are changed, ``searched`` a column the page reads of what a search found. ``empty``
    is (sentence, route, action) for no row at all.
    """

    page: str
    template: str
    narrowing: Narrowing
    columns: Columns
    lists: tuple[str, ...]
    rows: Callable[[User, Narrowed], QuerySet[Any, Any]]
    row: str
    caption: Any
    empty: tuple[Any, str, Any]
    bulk: str = ""
    searched: str = ""
    more_lists: Callable[[datetime], Lists] | None = None

    def read(self, request: SignedIn, lists: Lists | None = None) -> Narrowed:
        return self.narrowing.read(request.GET, lists or {}, timezone.now())

    def asked(self, user: User, narrowed: Narrowed) -> QuerySet[Any, Any]:
        """The rows this person asks for, in order, whatever the page."""
        return narrowed.apply(self.rows(user, narrowed))


def answer(request: SignedIn, work: Worked) -> HttpResponse:
    """The list's page; who asks for nothing gets the view they want to see first."""
    kept = saved.lines_of(request.user, work.page)
    lists, lines = offered_along(request.user, work.lists, kept)
    views = saved.views_of(lines, work.page)
    first = saved.opening(views, request.GET)
    if first is not None and not wants_fragment(request):
        return HttpResponseRedirect(first.url)
    if work.more_lists:
        lists |= work.more_lists(timezone.now())
    narrowed = work.read(request, lists)
    chosen = work.columns.chosen(request.GET)
    page = page_of(_rows(request.user, work, narrowed, chosen), request)
    text, route, action = work.empty
    context = {
        "views": saved.strip(work.page, views, request.GET),
        "columns": narrowed.columns([each.head() for each in chosen]),
        "others": chosen[1:],
        "column_choices": work.columns.offered(chosen),
        "other": _other(request),
        "rows": list(shown(page.object_list, chosen, work.row, narrowed.now)),
        "bulk_url": reverse(work.bulk) if work.bulk else "",
    }
    return list_page(
        request,
        work.template,
        narrowed,
        page,
        context,
        caption=work.caption,
        empty=(text, reverse(route), action),
    )


def _rows(
    user: User, work: Worked, narrowed: Narrowed, chosen: Sequence[Column]
) -> KeptRows:
    """What the page shows of the rows asked for."""
    asked = narrowed.key
    kept = asked and (
        work.page,
        access.records_key(user),
        asked,
        tuple(each.key for each in chosen),
    )
    searched = (work.searched,) if narrowed.words and work.searched else ()
    return KeptRows(
        kept,
        lambda: fetched(work.asked(user, narrowed), chosen, *searched),
        lambda: work.asked(user, narrowed),
    )


def _other(request: SignedIn) -> list[tuple[str, str]]:
    """The address without columns and page, for the forms beside the list."""
    names = [name for name in request.GET if name not in ("cols", "page")]
    return [(name, value) for name in names for value in request.GET.getlist(name)]


def shown(
    rows: Iterable[Any], columns: Sequence[Column], route: str, now: datetime
) -> Iterable[dict[str, Any]]:
    """Rows as ``crm/_list_table.html`` wants them."""
    # One address for all: a reverse a row would take as long as the row itself.
    address = reverse(route, args=[0])
    first, *others = columns
    for row in rows:
        cells = [each.cell(row, now) for each in others]
        url = address.replace("/0/", f"/{row.pk}/")
        yield {"pk": row.pk, "url": url, "name": first.cell(row, now), "cells": cells}


def as_file(request: SignedIn, work: Worked) -> StreamingHttpResponse:
    """The same rows, filters, order and columns, all of them, read a portion at a time."""
    narrowed = work.read(request)
    chosen = work.columns.chosen(request.GET)
    rows = fetched(work.asked(request.user, narrowed), chosen)
    header = ("id", *(each.label for each in chosen))
    lines = (
        (row.pk, *(each.in_file(row, narrowed.now) for each in chosen))
        for row in rows.iterator(chunk_size=CHUNK)
    )
    return csv_answer(work.page, header, lines)


def takes(work: Worked) -> Worked:
    """Declare the list as one that can be taken away in every format."""

    def maker(user: User, query: QueryDict, now: datetime) -> Portioned:
        narrowed = work.narrowing.read(query, {}, now)
        chosen = work.columns.chosen(query)
        rows = fetched(work.asked(user, narrowed), chosen)
        heads = [Head("id"), *(Head(str(each.label)) for each in chosen)]
        table = Table(work.page, str(work.caption), heads, [])

        def read(first: int, count: int) -> list[list[Any]]:
            return [
                [row.pk, *(each.in_file(row, now) for each in chosen)]
                for row in rows[first : first + count]
            ]

        return Portioned(table, work.asked(user, narrowed).count(), read)

    MAKERS[f"list:{work.page}"] = maker
    return work
