"""A target in one line."""

from __future__ import annotations

from datetime import date
from typing import Any

from crm.models import Team, User
from kpis.targets.aiming import Wish, set_targets
from tests.factories import NOW


def aim(
    who: User | Team, month: int, value: int, stretch: int | None = None, **more: Any
) -> None:
    place = {"user": who} if isinstance(who, User) else {"team": who}
    wish = Wish(
        more.pop("kpi", "revenue"),
        more.pop("span", "month"),
        date(more.pop("year", 2026), month, 1),
        value=value,
        stretch=stretch,
        **place,  # type: ignore[arg-type]
    )
    set_targets(by=None, now=NOW, wishes=[wish])
