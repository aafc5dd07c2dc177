"""What the tests of imported subscriptions look at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crm.models import (
    ChurnReason,
    MrrMovement,
    Prospect,
    ProspectStep,
    Subscription,
)
from tests.factories import paris

HEAD = "id,prospect,product,started,ended,amount a month,currency,churn reason\n"
SPRING = paris(2026, 3, 1)


def journal(**of: Any) -> list[tuple[datetime, int | None, int]]:
    rows = MrrMovement.objects.filter(**of).order_by("at", "pk")
    return list(rows.values_list("at", "amount", "original_amount"))


def converted_on(prospect: Prospect) -> list[tuple[datetime, int | None]]:
    steps = ProspectStep.objects.of("converted").filter(prospect=prospect)
    return list(steps.values_list("at", "deal"))


def all_rows() -> list[Any]:
    tables: tuple[Any, ...] = (Subscription, MrrMovement, ProspectStep, ChurnReason)
    return [list(table.objects.order_by("pk").values()) for table in tables]
