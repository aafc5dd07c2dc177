"""Writes on the lists an admin keeps: add, change, put in order, retire, restore, delete."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import as_it_is
from crm.models import User, WayBack
from crm.models.lists import ListValue
from crm.models.shipped import shown
from crm.services import places
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.list_uses import relied_on, uses
from crm.services.way_back import way_back
from crm.text import plain

List = type[ListValue]


@transaction.atomic
def add_value(
    *, model: List, name: str, by: User | None, now: datetime, **extra: Any
) -> ListValue:
    """A new value at the end of its list."""
    _refuse_known(model, name)
    last = model.objects.order_by("-position").values_list("position", flat=True)
    place = min((last.first() or 0) + 1, 32_767)
    row = model(name=name, position=place, **extra)
    row.save()
    record(by=by, action="added", row=row, at=now)
    return row


@transaction.atomic
def edit_value(
    *, model: List, value_id: int, name: str, by: User, now: datetime, **extra: Any
) -> ListValue:
    """Rename it or change what it carries. A name shown translated and left so stays as it is."""
    row = model.objects.select_for_update().get(pk=value_id)
    before = as_it_is(row)
    if name != shown(row.name):
        _refuse_known(model, name, besides=row)
        row.name = name
    for column, value in extra.items():
        setattr(row, column, value)
    row.save()
    changes = difference(before, row, ["name", *extra])
    if changes:
        record(by=by, action="edited", row=row, at=now, changes=changes)
    return row


def _refuse_known(model: List, name: str, besides: ListValue | None = None) -> None:
    """Two values with one name cannot be told apart, in whatever language they are read."""
    others = model.objects.exclude(pk=besides.pk) if besides else model.objects.all()
    for row in others:
        if _key(name) in (_key(row.name), _key(shown(row.name))):
            if row.archived_at is not None:
                raise Refused({"name": _("It is in the list, retired: restore it.")})
            raise Refused({"name": _("This name is already in the list.")})


def _key(name: str) -> str:
    return " ".join(plain(name).split())


@transaction.atomic
def move_value(
    *, model: List, value_id: int, step: int, by: User, now: datetime
) -> ListValue:
    """One place up (-1) or down (1) among those that can be chosen."""
    rows = list(model.objects.select_for_update().current())
    row = next((each for each in rows if each.pk == value_id), None)
    if row is None:
        raise Refused(_("It is retired: restore it first."))
    places.step(rows, row, step)
    record(by=by, action="moved", row=row, at=now)
    return row


@transaction.atomic
def retire_value(
    *, model: List, value_id: int, retired: bool, by: User, now: datetime
) -> ListValue:
    """What is retired cannot be chosen any more; what names it keeps it."""
    row = model.objects.select_for_update().get(pk=value_id)
    if (row.archived_at is not None) != retired:
        row.archived_at = now if retired else None
        row.save(update_fields=["archived_at"])
        action = "retired" if retired else "restored"
        record(by=by, action=action, row=row, at=now)
    return row


@transaction.atomic
def delete_value(*, model: List, value_id: int, by: User, now: datetime) -> WayBack:
    """Only what nothing names, and what the application does not rely on."""
    row = model.objects.select_for_update().get(pk=value_id)
    if relied_on(row):
        raise Refused(_("The application relies on it: it can be renamed or retired."))
    if uses(row):
        raise Refused(_("It is in use: retire it, or merge it into another."))
    with way_back(by=by, now=now, action="deleted", label=str(row)) as kept:
        kept.keep([row])
        record(by=by, action="deleted", row=row, at=now)
        row.delete()
    return kept.way_back
