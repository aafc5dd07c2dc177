"""What the matrix asks of the figures: tiles chosen, an indicator retired, another brought back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from crm.models import User
from kpis.closing import close_month
from kpis.models import RetiredKpi
from tests.factories import NOW

if TYPE_CHECKING:
    from tests.access.world import World

#: One that is in use, and one that is not any more.
USED, RETIRED = "emails_sent", "demo_show_rate"
HELD: dict[str, list[Any]] = {
    "kpis:export": ["my-figures"],
    "kpis:month": ["2026-09"],
    "kpis:month-close": ["2026-10"],
    "kpis:month-reopen": ["2026-09"],
    "kpis:opened": [USED],
    "kpis:retire": [USED],
    "kpis:restore": [RETIRED],
}


def make() -> None:
    admin = User.objects.filter(role=User.Role.ADMIN)[0]
    close_month(month=date(2026, 9, 1), by=admin, now=NOW)
    RetiredKpi.objects.create(key=RETIRED, at=NOW, reason="Nobody acts on it")


def _add(world: World, who: str) -> dict[str, Any]:
    return {"act": "add", "key": USED}


def _retire(world: World, who: str) -> dict[str, Any]:
    return {"reason": "Nobody writes mails any more"}


def _rhythm(world: World, who: str) -> dict[str, Any]:
    return {"rhythm": "day"}


def _close(world: World, who: str) -> dict[str, Any]:
    return {"anyway": "1"}


def _reopen(world: World, who: str) -> dict[str, Any]:
    return {"reason": "A credit note came late"}


BODIES = {
    "kpis:digest": _rhythm,
    "kpis:month-close": _close,
    "kpis:month-reopen": _reopen,
    "kpis:choose": _add,
    "kpis:retire": _retire,
}
