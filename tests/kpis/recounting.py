"""The forecast of a day recounted deal by deal in Python: another path to the same numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any

from crm.civil import civil_day, ends_at
from crm.models import DealMovement, ForecastCall, Organisation, Stage, StageCategory
from kpis.scope import teams_on


def naive(day: date, known: datetime | None = None) -> Counter[tuple[Any, ...]]:
    """The same lines, deal by deal in Python: another path to the same numbers."""
    zone = Organisation.current().zone
    end, teams = ends_at(day, zone), teams_on(day)
    found: Counter[tuple[Any, ...]] = Counter()
    places: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    moves = DealMovement.objects.filter(at__lt=end).order_by("at", "pk")
    for row in moves if known is None else moves.filter(recorded_at__lt=known):
        place = places[row.deal_id, row.rep_id, row.stage_id, row.expected_close_on]
        for i, value in enumerate((row.count, row.amount, row.weighted)):
            place[i] += value or 0
        gone = row.withdrawn_at is not None and row.withdrawn_at < end
        won_on = civil_day(row.at, zone)
        if row.kind == "won" and not gone and won_on >= day.replace(day=1):
            team = teams_on(won_on).get(row.rep_id, 0)
            key: Any = (row.rep_id, team, day.replace(day=1), "won")
            found[(*key, "count")] += 1
            found[(*key, "amount")] += row.outcome_amount or 0
    for (deal_id, rep, stage_id, expected), (n, amount, weighted) in places.items():
        month = expected.replace(day=1) if expected else None
        key = (rep, teams.get(rep, 0), month, category_of(deal_id, stage_id, end))
        found[(*key, "count")] += n
        found[(*key, "amount")] += amount
        found[(*key, "weighted")] += weighted
    return Counter({key: n for key, n in found.items() if n})


def category_of(deal_id: int, stage_id: int, end: datetime) -> str:
    for as_manager in (True, False):
        said = ForecastCall.objects.filter(
            deal=deal_id, as_manager=as_manager, at__lt=end
        )
        last = said.order_by("at", "pk").last()
        if last is not None and last.category:
            return str(last.category)
    changed = StageCategory.objects.filter(stage=stage_id, at__gte=end)
    first = changed.order_by("at", "pk").first()
    if first is not None:
        return str(first.was)
    return str(Stage.objects.get(pk=stage_id).forecast_category)
