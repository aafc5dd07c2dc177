"""The way back: the rows of one write, kept as they were and as it left them, so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from crm.announce import announce_many
from crm.models import User, WayBack
from crm.services.errors import Refused
from crm.services.history import record

#: How long a write may be undone.
OPEN_FOR = timedelta(days=30)
#: Undoing is a change of its own: a form that saw the row before it must not overwrite it.
MOVES_ON = "version"

Image = dict[str, Any]


class Kept:
    """The rows of one write while it runs: ``keep`` before a change, ``made`` for a new row."""

    def __init__(self) -> None:
        self._written: WayBack | None = None
        self._before: dict[tuple[str, int], Image | None] = {}
        self._following: set[tuple[str, int]] = set()

    def keep(self, rows: Iterable[Model]) -> None:
        """Remember the rows as the database holds them now; a second time changes nothing."""
        for row in rows:
            self._before.setdefault(_name(row), image(row))

    def made(self, rows: Iterable[Model]) -> None:
        """Rows this write created: undoing deletes them."""
        for row in rows:
            self._before.setdefault(_name(row), None)

    def follow(self, rows: Iterable[Model]) -> None:
        """Rows that do not change themselves, but whose figures do: undoing announces them too."""
        for row in rows:
            self._before.setdefault(_name(row), image(row))
            self._following.add(_name(row))

    def forget(self, rows: Iterable[Model]) -> None:
        """Rows that the write left alone after all: they need not be read again."""
        for row in rows:
            self._before.pop(_name(row), None)

    @property
    def way_back(self) -> WayBack:
        """What undoes the write; it is there once the block is left."""
        if self._written is None:
            raise RuntimeError("the way back is written when way_back() is left")
        return self._written

    def wrote(self, way_back: WayBack) -> None:
        self._written = way_back

    def images(self) -> list[Image]:
        """One entry a row that differs now from what it was, and one a row that follows."""
        found = []
        rows = _rows(self._before)
        for (model, pk), before in self._before.items():
            row = rows.get((model, pk))
            after = image(row) if row else None
            if after != before or (model, pk) in self._following:
                entry = {"model": model, "pk": pk, "before": before, "after": after}
                found.append(entry)
        return found


@contextmanager
def way_back(
    *,
    by: User,
    now: datetime,
    action: str,
    label: str = "",
    to: WayBack | None = None,
    savepoint: bool = True,
) -> Iterator[Kept]:
    """Inside the block, tell what you touch; on leaving, the way back is written (``kept.way_back``).

    Part of the caller's transaction: a write that fails leaves no way back. ``to`` adds to one
    already begun, for work done in several transactions. Without ``savepoint`` a failure ends the
    caller's transaction too.
    """
    kept = Kept()
    with transaction.atomic(savepoint=savepoint):
        yield kept
        images = kept.images()
        if to is None:
            to = WayBack.objects.create(
                by=by, at=now, action=action, label=label[:200], images=images
            )
        else:
            to.images = [*to.images, *images]
            to.save(update_fields=["images"])
    kept.wrote(to)


@transaction.atomic
def undo(*, way_back_id: int, by: User, now: datetime) -> WayBack:
    """Put every row back as it was, column for column, except ``version``, which goes on.

    Refused when it was undone already, when it is too old, or when a row has changed since: an undo
    never destroys later work.
    """
    found = WayBack.objects.select_for_update().get(pk=way_back_id, by=by)
    if found.undone_at is not None:
        raise Refused(_("This is already undone."))
    if now - found.at > OPEN_FOR:
        raise Refused(_("This is too long ago to be undone."))
    images = list(reversed(found.images))
    current = _as_left(images)
    moved: list[Model] = [row for row in current.values() if row is not None]
    moved = [_copy(row) for row in moved]
    for step in (_unmake, _remake, _restore):
        moved += step(images, current)
    announce_many(moved)
    found.undone_at = now
    found.save(update_fields=["undone_at"])
    record(by=by, action="undone", row=found, at=now)
    return found


def image(row: Model) -> Image:
    """The row's columns as plain JSON values, without what its model says is ``NEVER_KEPT``."""
    plain = (str, int, float, bool, list, dict, type(None))
    apart = getattr(row, "NEVER_KEPT", ())
    values = {}
    for field in row._meta.concrete_fields:
        if field.attname in apart:
            continue
        value = field.value_from_object(row)
        values[field.attname] = value if isinstance(value, plain) else _encoded(value)
    return values


def _encoded(value: Any) -> str:
    # DjangoJSONEncoder would cut an instant at milliseconds.
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _name(row: Model) -> tuple[str, int]:
    return row._meta.label_lower, row.pk


def _manager(model: str) -> Any:
    return apps.get_model(model)._base_manager


def _rows(names: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Model]:
    """The rows as the database holds them, a query a kind."""
    of: dict[str, list[int]] = {}
    for model, pk in names:
        of.setdefault(model, []).append(pk)
    return {
        (model, pk): row
        for model, pks in of.items()
        for pk, row in _manager(model).in_bulk(pks).items()
    }


def _as_left(images: list[Image]) -> dict[tuple[str, int], Model | None]:
    """The rows as they are, locked; refused when one is not as the write left it."""
    found: dict[tuple[str, int], Model | None] = {}
    for entry in images:
        rows = _manager(entry["model"]).select_for_update()
        row = rows.filter(pk=entry["pk"]).first()
        if _said(image(row) if row else None) != _said(entry["after"]):
            raise Refused(_("Something changed here since. Nothing was undone."))
        found[entry["model"], entry["pk"]] = row
    return found


def _said(found: Image | None) -> Image | None:
    """The image without its version: a later write that was itself undone is no later work."""
    return found and {name: v for name, v in found.items() if name != MOVES_ON}


def _copy(row: Model) -> Model:
    return type(row).from_db(
        "default",
        [field.attname for field in row._meta.concrete_fields],
        [getattr(row, field.attname) for field in row._meta.concrete_fields],
    )


def _unmake(
    images: list[Image], current: dict[tuple[str, int], Model | None]
) -> list[Model]:
    for entry in images:
        row = current[entry["model"], entry["pk"]]
        if entry["before"] is None and row is not None:
            _manager(entry["model"]).filter(pk=entry["pk"]).delete()
    return []


def _remake(
    images: list[Image], current: dict[tuple[str, int], Model | None]
) -> list[Model]:
    made = []
    for entry in images:
        if current[entry["model"], entry["pk"]] is None and entry["before"]:
            row = _row(entry["model"], entry["before"])
            row.save_base(raw=True, force_insert=True)
            made.append(row)
    return made


def _restore(
    images: list[Image], current: dict[tuple[str, int], Model | None]
) -> list[Model]:
    restored = []
    for entry in images:
        was = current[entry["model"], entry["pk"]]
        if was is None or entry["before"] is None:
            continue
        row = _row(entry["model"], entry["before"])
        if hasattr(row, MOVES_ON):
            setattr(row, MOVES_ON, getattr(was, MOVES_ON) + 1)
        row.save_base(raw=True, force_update=True, update_fields=entry["before"])
        restored.append(row)
    return restored


def _row(model: str, values: Image) -> Model:
    kind = apps.get_model(model)
    fields = {field.attname: field for field in kind._meta.concrete_fields}
    row: Model = kind(**{name: fields[name].to_python(v) for name, v in values.items()})
    return row
