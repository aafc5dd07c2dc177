"""What the matrix asks of the lists an admin keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from crm.models import Region

if TYPE_CHECKING:
    from tests.access.world import World

NORTH, SOUTH = 901, 902
#: list, value: what stands in an address.
HELD: dict[str, list[Any]] = {
    "crm:setup-list": ["regions"],
    "crm:setup-list-new": ["regions"],
    **{
        f"crm:setup-list-{act}": ["regions", NORTH]
        for act in ("value", "place", "retire", "delete", "merge")
    },
}


def make() -> None:
    """Two regions that nothing names."""
    Region.objects.create(pk=NORTH, name="Far north", position=1)
    Region.objects.create(pk=SOUTH, name="Far south", position=2)


def named(world: World, who: str) -> dict[str, Any]:
    return {"name": "Elsewhere", "token": str(uuid4())}


def down(world: World, who: str) -> dict[str, Any]:
    return {"to": "down"}


def into(world: World, who: str) -> dict[str, Any]:
    return {"into": SOUTH}


BODIES = {
    "crm:setup-list-new": named,
    "crm:setup-list-value": named,
    "crm:setup-list-place": down,
    "crm:setup-list-merge": into,
}
