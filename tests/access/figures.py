"""What the matrix asks of the figures: tiles chosen, an indicator retired, another brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpis.models import RetiredKpi
from tests.factories import NOW

if TYPE_CHECKING:
    from tests.access.world import World

#: One that is in use, and one that is not any more.
USED, RETIRED = "emails_sent", "demo_show_rate"
HELD: dict[str, list[Any]] = {
    "kpis:export": ["my-figures"],
    "kpis:opened": [USED],
    "kpis:retire": [USED],
    "kpis:restore": [RETIRED],
}


def make() -> None:
    RetiredKpi.objects.create(key=RETIRED, at=NOW, reason="Nobody acts on it")


def _add(world: World, who: str) -> dict[str, Any]:
    return {"act": "add", "key": USED}


def _retire(world: World, who: str) -> dict[str, Any]:
    return {"reason": "Nobody writes mails any more"}


BODIES = {"kpis:choose": _add, "kpis:retire": _retire}
