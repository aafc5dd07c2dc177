"""What the matrix asks of one-to-ones: a note and an agreement that Camille wrote about herself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kpis.team import agreements, coaching
from tests.factories import NOW

if TYPE_CHECKING:
    from tests.access.world import World

WORDS = "canary-rep-x: more demos"


def rows(world: World) -> dict[str, Any]:
    rep = world.people["rep"]
    said: dict[str, Any] = {"person": rep, "by": rep, "now": NOW, "text": WORDS}
    note, agreed = coaching.write_note(**said), agreements.agree(**said)
    about = ("one-to-one", "coaching-note-new", "agreement-new")
    return {
        **{f"kpis:{name}": rep for name in about},
        "kpis:coaching-note-edit": note,
        "kpis:coaching-note-delete": note,
        "kpis:agreement-edit": agreed,
        "kpis:agreement-tick": agreed,
        "kpis:agreement-delete": agreed,
    }


def _said(world: World, who: str) -> dict[str, Any]:
    return {"text": "Two demos a week", "token": str(uuid4())}


def _done(world: World, who: str) -> dict[str, Any]:
    return {"done": "1"}


BODIES = {
    "kpis:coaching-note-new": _said,
    "kpis:coaching-note-edit": _said,
    "kpis:agreement-new": _said,
    "kpis:agreement-edit": _said,
    "kpis:agreement-tick": _done,
}
