"""What the matrix asks of the lists' own pages: a saved view of Camille's, a bulk change, a leaver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from crm.models import Tag
from crm.services.saved_views import save_view
from tests.factories import NOW

if TYPE_CHECKING:
    from tests.access.world import World

HELD: dict[str, list[Any]] = {"crm:view-new": ["prospects"], "crm:take": ["prospects"]}
TAG = 951


def rows(world: World) -> dict[str, Any]:
    """Camille's view; she also is the one who leaves."""
    rep = world.people["rep"]
    Tag.objects.create(pk=TAG, name="Followed")
    view = save_view(by=rep, now=NOW, page="prospects", name="Hot", query="step=sql")
    named = dict.fromkeys(
        ("crm:view-edit", "crm:view-replace", "crm:view-delete"), view
    )
    return {**named, "crm:person-leave": rep}


def _view(world: World, who: str) -> dict[str, Any]:
    return {"name": "Others", "query": "step=contacted", "token": str(uuid4())}


def _bulk(world: World, who: str) -> dict[str, Any]:
    prospect = world.things[world.helper_of(who)].prospect
    sent = {"ids": str(prospect.pk), "add_tag": TAG, "go": "1"}
    return sent | {"token": str(uuid4())}


def _leave(world: World, who: str) -> dict[str, Any]:
    heir = world.people["teammate"]
    return {"to": f"person-{heir.pk}", "token": str(uuid4())}


BODIES = {
    "crm:view-new": _view,
    "crm:view-edit": _view,
    "crm:view-replace": _view,
    "crm:prospects-bulk": _bulk,
    "crm:person-leave": _leave,
}
