"""Where a value of a list is used: every table that points at it, found by its relations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Model

from crm.foundation import METHODS
from crm.models.lists import NOT_RECORDED, ContactMethod, ListValue


def relied_on(value: ListValue) -> bool:
    """Whether the application itself chooses this value by its code; others only carry one."""
    if isinstance(value, ContactMethod):
        return value.code in {code for _name, code in METHODS}
    return value.code == NOT_RECORDED


def relations(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """(table, column) of everything that names a value; a list of values by its own table."""
    for found in model._meta.related_objects:
        relation: Any = found
        if relation.many_to_many:
            yield relation.through, str(model._meta.model_name)
        else:
            yield relation.related_model, relation.field.name


def uses(value: ListValue) -> int:
    """How many rows name this value."""
    return sum(
        table._base_manager.filter(**{column: value}).count()
        for table, column in relations(type(value))
    )


def uses_of(model: type[ListValue]) -> dict[int, int]:
    """{id: rows that name it} of a whole list, one query a table that points at it."""
    found: dict[int, int] = {}
    for table, column in relations(model):
        rows: Any = table._base_manager.order_by().values_list(column)
        for pk, n in rows.exclude(**{column: None}).annotate(n=Count("pk")):
            found[pk] = found.get(pk, 0) + n
    return found
