"""What became of what was won: deliveries, and what each order took."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from crm.models import CostEntry, DealLine, DealMovement, TimeEntry
from kpis.measures.describing import OF_DEAL, OF_LINE, OF_MOVEMENT
from kpis.spec import Measure, Source, Unit

#: Minutes at the hourly cost of their day, rounded half up to the minor unit.
WORTH = (F("minutes") * F("hourly_cost") * 2 + 60) / 120


def _sum(rows: Any, value: Any) -> Any:
    total = Sum(value, output_field=BigIntegerField())
    summed = rows.order_by().values("deal").annotate(total=total).values("total")
    return Coalesce(Subquery(summed), 0, output_field=BigIntegerField())


def delivered() -> Any:
    """Wins that were delivered, for who won them."""
    return DealMovement.objects.of("won").filter(deal__delivered_on__isnull=False)


def followed() -> Any:
    """Wins on which time or money was written, with what they took."""
    time = TimeEntry.objects.filter(deal=OuterRef("deal"))
    money = CostEntry.objects.filter(deal=OuterRef("deal"))
    sold = DealLine.objects.filter(deal=OuterRef("deal"))
    wins = DealMovement.objects.of("won").filter(Exists(time) | Exists(money))
    return wins.annotate(
        # A line whose cost nobody knows takes nothing, the others do: as on the deal's page.
        goods_cost=_sum(sold, F("base_cost")),
        time_cost=_sum(time, WORTH),
        other_cost=_sum(money, F("base_amount")),
    )


DELIVERIES = Source(
    key="deliveries",
    label=_("deliveries"),
    rows=delivered,
    at="deal__delivered_on",
    civil=True,
    subject="deal",
    dims=OF_MOVEMENT,
    line_dims=OF_LINE,
    shares={"method": "credits"},
    rare=frozenset(OF_MOVEMENT) - frozenset(OF_DEAL),
)
PROJECTS = Source(
    key="projects",
    label=_("deals won on which time or costs were written"),
    rows=followed,
    at="at",
    subject="deal",
    dims=dict(OF_DEAL),
)
HOURS = Source(
    key="hours",
    label=_("time spent on deals"),
    rows=TimeEntry.objects.all,
    at="day",
    civil=True,
    subject="deal",
    dims=dict(OF_DEAL),
)
SOURCES = (DELIVERIES, PROJECTS, HOURS)
#: Revenue that counts on delivery is split as revenue that counts on the win.
AS_WON = ("reason", "method", "stage", "pipeline", "currency")
PRICED = Q(outcome_amount__isnull=False)
PROMISED = Q(deal__promised_on__isnull=False)


def _taken(key: str, label: object, value: str) -> Measure:
    return Measure(
        key, label, "projects", PRICED, value=value, unit=Unit.MONEY, stored=False
    )


MEASURES = (
    Measure("deliveries", _("orders delivered"), "deliveries", stored=False),
    Measure(
        "deliveries_promised",
        _("orders delivered that had a promised day"),
        "deliveries",
        PROMISED,
        stored=False,
    ),
    Measure(
        "deliveries_on_time",
        _("of these, on the promised day or before"),
        "deliveries",
        PROMISED & Q(deal__delivered_on__lte=F("deal__promised_on")),
        stored=False,
    ),
    Measure(
        "delivered_amount",
        _("amount delivered, excl. tax"),
        "deliveries",
        value="outcome_amount",
        line_value="deal__lines__base_amount",
        unit=Unit.MONEY,
        rare=AS_WON,
        stored=False,
    ),
    Measure(
        "delivered_priced",
        _("deals delivered that have a price"),
        "deliveries",
        PRICED,
        line_value="deal__lines__base_amount",
        rare=AS_WON,
        stored=False,
    ),
    Measure(
        "delivered_to_customers",
        _("amount delivered to customers whose name is known, excl. tax"),
        "deliveries",
        PRICED & Q(deal__prospect__isnull=False),
        value="outcome_amount",
        unit=Unit.MONEY,
        rare=tuple(name for name in AS_WON if name != "method"),
        stored=False,
    ),
    _taken("project_revenue", _("revenue of these deals"), "outcome_amount"),
    _taken("project_goods", _("cost of what they sold"), "goods_cost"),
    _taken("project_time", _("time spent on them"), "time_cost"),
    _taken("project_other", _("other costs of theirs"), "other_cost"),
    Measure(
        "minutes_spent",
        _("minutes spent on deals"),
        "hours",
        value="minutes",
        unit=Unit.HOURS,
        stored=False,
    ),
)
