"""Which pages can be taken away as a file: each says its tables, for the reader who asks."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from kpis.sheets import Sheet

#: Raises Http404 or PermissionDenied exactly as the page itself does.
Exported = Callable[[HttpRequest], list[Sheet]]
EXPORTS: dict[str, Exported] = {}


def exported(name: str) -> Callable[[Exported], Exported]:
    """Declare the tables of the page of that name (the name of its route in ``kpis``)."""

    def declared(tables: Exported) -> Exported:
        EXPORTS[name] = tables
        return tables

    return declared
