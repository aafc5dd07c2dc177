"""Two values of a list become one: everything that named the one names the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from crm.announce import announce_many
from crm.models import User, WayBack
from crm.models.lists import ListValue
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.list_uses import relations, relied_on, uses
from crm.services.way_back import way_back

#: A way back keeps a picture of every row it touched; above this it would weigh more than it helps,
#: and the page says so before.
MOST_UNDONE = 2_000

Moved = tuple[QuerySet[Any], str]


@transaction.atomic
def merge_values(
    *, model: type[ListValue], value_id: int, into_id: int, by: User, now: datetime
) -> WayBack | None:
    """Move all that names the first to the second and delete the first; None: cannot be undone.

    Figures by this list follow at once: they read what rows name now, and the audit entry tells
    every page that is kept.
    """
    rows = model.objects.select_for_update().in_bulk([value_id, into_id])
    value, into = rows[value_id], rows[into_id]
    _check(value, into)
    count = uses(value)
    changes: dict[str, list[Any]] = {
        "name": [str(value), str(into)],
        "rows": [None, count],
    }
    record(by=by, action="merged", row=into, at=now, changes=changes)
    if count > MOST_UNDONE:
        _move(value, into)
        return None
    label = f"{value} → {into}"
    with way_back(by=by, now=now, action="merged", label=label) as kept:
        before = [row for found, _column in _named(value) for row in found]
        kept.keep([*before, value])
        announce_many([row for row in before if not row._meta.auto_created])
        _move(value, into)
        announce_many(_as_they_are(before))
    return kept.way_back


def _check(value: ListValue, into: ListValue) -> None:
    if value.pk == into.pk:
        raise Refused({"into": _("Choose another value.")})
    if relied_on(value):
        raise Refused(_("The application relies on it: it can be renamed or retired."))
    if into.archived_at is not None:
        raise Refused({"into": _("It is retired: restore it first.")})


def _named(value: ListValue) -> Iterator[Moved]:
    for table, column in relations(type(value)):
        yield table._base_manager.filter(**{column: value}), column


def _move(value: ListValue, into: ListValue) -> None:
    """One statement a table, then the value itself goes."""
    for rows, column in _named(value):
        if rows.model._meta.auto_created:
            _drop_doubles(rows, column, into)
        try:
            with transaction.atomic():
                rows.update(**{column: into})
        except IntegrityError as clash:
            noun = rows.model._meta.verbose_name_plural
            said = _("Both have %(noun)s for the same day. Correct those first.")
            raise Refused(said % {"noun": noun}) from clash
    value.delete()


def _drop_doubles(rows: QuerySet[Any], column: str, into: ListValue) -> None:
    """Who has both values keeps one."""
    [other] = [
        field.name
        for field in rows.model._meta.get_fields()
        if field.is_relation and field.name != column
    ]
    both = rows.model._base_manager.filter(**{column: into}).values(other)
    rows.filter(**{f"{other}__in": both}).delete()


def _as_they_are(rows: list[Model]) -> list[Model]:
    found: list[Model] = []
    for row in rows:
        if not row._meta.auto_created:
            found += type(row)._base_manager.filter(pk=row.pk)
    return found
