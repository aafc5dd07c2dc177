"""Writes on dashboards: choose tiles and their rhythm, look them over, give them up; who opened what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Team, User, WayBack
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.way_back import way_back
from kpis.catalogue import KPIS
from kpis.models import Dashboard, TileOpened
from kpis.tiles import presets
from kpis.tiles.chosen import Whose, of


@transaction.atomic
def choose(
    *,
    whose: Whose,
    by: User,
    now: datetime,
    tiles: Sequence[str] | None = None,
    rhythm: str = "",
) -> WayBack:
    """Write the tiles, their rhythm, or neither: the dashboard was looked over.

    The first choice begins from what the page showed until then.
    """
    _alone(whose)
    row = whose.held()
    before = row or _begun(whose)
    was: dict[str, Any] = {"tiles": list(before.tiles), "rhythm": before.rhythm}
    wanted = list(was["tiles"] if tiles is None else tiles)
    if len(wanted) > presets.LIMIT or not set(wanted) <= KPIS.keys():
        raise Refused(_("A dashboard holds eight figures of the catalogue at most."))
    with way_back(by=by, now=now, action="dashboard chosen", label=str(before)) as kept:
        if row is not None:
            kept.keep([row])
        before.tiles, before.rhythm = wanted, rhythm or was["rhythm"]
        before.reviewed_at = now
        if row is None or was != {"tiles": wanted, "rhythm": before.rhythm}:
            before.updated_at = now
        before.save()
        if row is None:
            kept.made([before])
    # A tile that was just chosen was seen: it is not pointed out as unused.
    opened(user=by, keys=set(wanted) - set(was["tiles"]) if row else wanted, now=now)
    became = {"tiles": wanted, "rhythm": before.rhythm}.items()
    changes = {n: [was[n], value] for n, value in became if was[n] != value}
    record(by=by, action="dashboard chosen", row=before, at=now, changes=changes)
    return kept.way_back


def _begun(whose: Whose) -> Dashboard:
    """A dashboard as its page looks before anybody chose."""
    found = of(whose)
    gone = presets.retired()
    tiles = [key for key in found.keys if key in KPIS and key not in gone]
    return Dashboard(
        owner=whose.owner, team=whose.team, tiles=tiles, rhythm=found.rhythm
    )


def _alone(whose: Whose) -> None:
    """Two first choices sent at once make one dashboard: the second waits for the first."""
    if whose.owner is not None:
        User.objects.select_for_update().get(pk=whose.owner.pk)
    if whose.team is not None:
        Team.objects.select_for_update().get(pk=whose.team.pk)


@transaction.atomic
def give_up(*, whose: Whose, by: User, now: datetime) -> WayBack | None:
    """Go back to the choice of the team or the role; None when there was no own one."""
    row = whose.held()
    if row is None:
        return None
    with way_back(by=by, now=now, action="dashboard given up", label=str(row)) as kept:
        kept.keep([row])
        record(by=by, action="dashboard given up", row=row, at=now)
        row.delete()
    return kept.way_back


def opened(*, user: User, keys: Iterable[str], now: datetime) -> None:
    """The person saw what is behind these figures."""
    rows = [TileOpened(user=user, key=key, last_at=now) for key in keys]
    TileOpened.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "key"],
        update_fields=["last_at"],
    )
