"""Reading the journal of deals back, for tests."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Sum

from crm.models import Deal, DealMovement
from tests.factories import paris

MONDAY, TUESDAY, WEDNESDAY = (paris(2026, 11, day) for day in (9, 10, 11))
QUALIFICATION, DEMO, PROPOSAL = "Qualification", "Demo", "Proposal"


def rows(deal: Deal) -> list[tuple[Any, ...]]:
    """(kind, stage, rep's first name, count, amount, weighted) in the order of writing."""
    return [
        (
            row.kind, row.stage.name, row.rep.get_short_name(),
            row.count, row.amount, row.weighted,
        )
        for row in deal.movements.select_related("stage", "rep").order_by("id")
    ]  # fmt: skip


def sums(found: Iterable[DealMovement]) -> tuple[int, int, int]:
    total = DealMovement.objects.filter(pk__in=[row.pk for row in found]).aggregate(
        n=Sum("count"), a=Sum("amount"), w=Sum("weighted")
    )
    return total["n"] or 0, total["a"] or 0, total["w"] or 0


def pipeline() -> tuple[int, int, int]:
    """(deals, amount, weighted) of all rows, checked against the deals that are open."""
    held = sums(DealMovement.objects.all())
    is_open = Deal.objects.open().aggregate(n=Count("pk"), a=Sum("base_amount"))
    assert held[:2] == (is_open["n"], is_open["a"] or 0)
    return held
