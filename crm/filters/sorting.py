"""The order of a list: by any column, what is empty last, the id settles ties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Model, QuerySet


def in_order(
    rows: QuerySet[Any], sorts: Mapping[str, Any], sort: str
) -> QuerySet[Any, Any]:
    """``sort`` is a key of ``sorts``, with - before it for the last first."""
    down = sort.startswith("-")
    asked = sorts[sort.removeprefix("-")]
    if isinstance(asked, str):
        # An index serves the order of a column that is never empty only when nulls are not named.
        last = True if may_be_empty(rows.model, asked) else None
        asked = F(asked)
    else:
        last = None
    order = asked.desc(nulls_last=last) if down else asked.asc(nulls_last=last)
    return rows.order_by(order, "-pk" if down else "pk")


def may_be_empty(model: type[Model], path: str) -> bool:
    """Whether a row may have no value at the end of ``source__name``."""
    found: Any = model
    for name in path.split("__"):
        column = found._meta.get_field(name)
        if column.null:
            return True
        found = column.related_model
    return False
