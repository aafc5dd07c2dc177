"""Which pages can be taken away as a file: each says its tables, for the reader who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict

from crm.models import Organisation, User
from crm.services.exports import MAKERS, Portioned
from crm.writers.table import Table
from kpis.as_table import table_of
from kpis.sheets import Sheet

#: Raises Http404 or PermissionDenied exactly as the page itself does. Reads ``GET`` and ``user`` of
#: the request, nothing else: a long file is written in the background, where there is no other.
Exported = Callable[[HttpRequest], list[Sheet]]
EXPORTS: dict[str, Exported] = {}


def exported(name: str) -> Callable[[Exported], Exported]:
    """Declare the tables of the page of that name (the name of its route in ``kpis``)."""

    def declared(tables: Exported) -> Exported:
        EXPORTS[name] = tables
        MAKERS[f"figures:{name}"] = _maker(tables)
        return tables

    return declared


def request_of(user: User, query: QueryDict) -> HttpRequest:
    """A request that asks what this person asked."""
    request = HttpRequest()
    request.method, request.user = "GET", user
    request.GET = query  # type: ignore[assignment]  # nobody changes it
    return request


def _maker(tables: Exported) -> Callable[[User, QueryDict, datetime], Portioned]:
    def maker(user: User, query: QueryDict, _now: datetime) -> Portioned:
        currency = Organisation.current().base_currency
        sheets = tables(request_of(user, query))
        first, *others = [table_of(sheet, currency) for sheet in sheets] or [NOTHING]

        def read(start: int, count: int) -> list[Any]:
            return list(first.rows[start : start + count])

        return Portioned(replace(first, rows=[]), len(first.rows), read, others)

    return maker


NOTHING = Table("empty", "", [], [])
