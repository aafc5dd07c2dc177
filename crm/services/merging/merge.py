"""The write: two prospects, the values chosen, one way back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm import findable
from crm.announce import as_it_is
from crm.models import MethodCredit, Prospect, ProspectStep, User, WayBack
from crm.services import crediting, departures
from crm.services.errors import Conflict, Refused
from crm.services.families import take_families
from crm.services.history import difference, record
from crm.services.merging.choosing import CHOSEN, values_of
from crm.services.merging.life import STATE, one_life
from crm.services.merging.moving import move_all
from crm.services.prospects import derived
from crm.services.way_back import Kept, way_back
from crm.services.writing import put


@transaction.atomic
def merge_prospects(
    *,
    into: int,
    other: int,
    by: User,
    now: datetime,
    taken: set[str] | frozenset[str] = frozenset(),
    seen: tuple[int | None, int | None] = (None, None),
) -> WayBack:
    """``other`` becomes part of ``into``; ``taken`` are the choices whose value comes from it.

    ``seen`` are the versions of both as the person saw them. Raises ``Conflict`` when one changed,
    ``Refused`` for itself, for what is merged already, for a kept one that is archived.
    """
    home, gone = _both(into, other, seen)
    before, label = as_it_is(home), f"{gone.name} → {home.name}"
    with way_back(by=by, now=now, action="merged", label=label) as kept:
        kept.keep([home, gone])
        _join(kept, home, gone, set(taken), now)
    changes: dict[str, list[Any]] = {
        "merged": [gone.name, before.name],
        "undo": [by.pk, kept.way_back.pk],
    }
    changes |= difference(before, home, [name for g in CHOSEN for name in CHOSEN[g]])
    record(by=by, action="merged", row=home, at=now, changes=changes)
    return kept.way_back


def _both(
    into: int, other: int, seen: tuple[int | None, int | None]
) -> tuple[Prospect, Prospect]:
    """Both rows, locked in one order everywhere: two merges at once wait for each other."""
    if into == other:
        raise Refused(_("A prospect cannot be merged with itself."))
    take_families([into, other])
    rows = Prospect.objects.select_for_update().filter(pk__in=[into, other])
    found = {row.pk: row for row in rows.order_by("pk")}
    home, gone = found[into], found[other]
    if gone.merged_into_id is not None or home.merged_into_id is not None:
        raise Refused(_("One of the two is already merged."))
    if home.archived_at is not None:
        raise Refused(_("The one that stays is archived. Bring it back first."))
    for row, version in zip((home, gone), seen, strict=True):
        if version is not None and row.version != version:
            raise Conflict(row, seen=version)
    return home, gone


def _settle(kept: Kept, home: Prospect, now: datetime) -> None:
    """What follows from the orders and the activities of both, now and with the same way back.

    Left to the next tick, it would change what this write left, and undoing would be refused.
    """
    followed: tuple[QuerySet[Any, Any], ...] = (
        ProspectStep.objects.filter(prospect=home),
        MethodCredit.objects.filter(movement__deal__prospect=home),
    )
    for rows in followed:
        kept.keep(rows.all())
    departures.settle_one(home, now=now)
    crediting.after_import(prospects=[home.pk])
    for rows in followed:
        kept.made(rows.all())


def _join(
    kept: Kept, home: Prospect, gone: Prospect, taken: set[str], now: datetime
) -> None:
    values = values_of(gone, taken)
    if home.parent_id == gone.pk or values.get("parent") == home:
        values["parent"] = None
    # The deals move first: whether a customer left depends on the wins of both.
    move_all(kept, home=home, other=gone)
    one_life(kept, home=home, other=gone, now=now)
    values |= {name: getattr(home, name) for name in STATE}
    objections = [row.objected_at for row in (home, gone) if row.objected_at]
    values["objected_at"] = min(objections, default=None)
    name, email = values.get("name", home.name), values.get("email", home.email)
    put(home, **values, **derived(name, email))
    put(gone, merged_into=home, archived_at=gone.archived_at or now)
    _settle(kept, home, now)
    kept.keep(home.contacts.all())
    findable.refresh([home.pk, gone.pk])
