"""The lists a demo starts from: origins, reasons, products, competitors, currencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crm.models import (
    Category,
    Channel,
    ChurnReason,
    ClientType,
    Competitor,
    ComplaintReason,
    ContactMethod,
    DisqualifyReason,
    ExchangeRate,
    LossReason,
    Product,
    Region,
    Sector,
    Source,
    Stage,
    VatRate,
)
from crm.seeding import names
from crm.seeding.dice import dice
from crm.seeding.sheets import Sheets
from crm.seeding.tongue import said
from crm.text import plain

LISTS: dict[type[Any], tuple[str, ...]] = {
    Channel: ("Website", "Search ads", "LinkedIn", "Trade shows", "Newsletter"),
    Source: (
        "Referral",
        "Trade show",
        "Website",
        "Inbound call",
        "Phone prospecting",
        "LinkedIn",
        "Partner",
    ),
    Region: tuple(names.CITIES),
    Sector: tuple(dict.fromkeys(names.TRADES.values())),
    ClientType: (
        "Micro-business",
        "SME",
        "Mid-size company",
        "Large account",
        "Private individual",
    ),
    LossReason: (
        "Price",
        "Competitor",
        "No budget",
        "Project postponed",
        "No answer",
        "Need not covered",
    ),
    Competitor: ("Bureau Direct", "Agencement Pro", "Stockéo", "Nordmöbel"),
    ComplaintReason: (
        "Delay",
        "Quality",
        "Billing",
        "Relationship",
        "Order error",
    ),
    ChurnReason: (
        "Quality of service",
        "Price",
        "Competition",
        "Closed down",
    ),
    DisqualifyReason: ("Too small", "Out of our area", "Not a real need", "Duplicate"),
    Category: ("Shelving", "Workstations", "Acoustics", "Lighting", "Services"),
}

#: Where the money that brings a source is counted.
CHANNEL_OF = {
    "Website": "Website",
    "Inbound call": "Search ads",
    "LinkedIn": "LinkedIn",
    "Trade show": "Trade shows",
}

#: name, category, list price and unit cost in euros, euros a month when it is a subscription
PRODUCTS = (
    ("Pallet shelving", "Shelving", 1450, 870, 0),
    ("Archive shelving", "Shelving", 620, 350, 0),
    ("Adjustable workbench", "Workstations", 890, 560, 0),
    ("Sit-stand desk", "Workstations", 690, 430, 0),
    ("Lab stool", "Workstations", 185, 98, 0),
    ("Phone booth", "Acoustics", 3900, 2450, 0),
    ("Acoustic panel", "Acoustics", 240, 115, 0),
    ("Showroom lighting", "Lighting", 1280, 700, 0),
    ("Pendant lamp", "Lighting", 310, 150, 0),
    ("Fitting and assembly", "Services", 780, 540, 0),
    ("Maintenance contract", "Services", 1440, 640, 120),
    ("Space planner licence", "Services", 1080, 170, 90),
)

#: Units of euro for one unit, around which the monthly rates move. No row for MAD: on purpose.
CURRENCIES = {"USD": 0.915, "GBP": 1.165, "CHF": 1.045}


@dataclass(frozen=True)
class Lists:
    """Every list by name; codes where the application relies on them."""

    values: dict[type[Any], dict[str, Any]]
    methods: dict[str, ContactMethod]
    stages: dict[str, Stage]
    products: dict[str, Product]
    monthly: dict[int | None, int]
    vat: VatRate

    def id(self, kind: type[Any], name: str) -> int:
        return int(self.values[kind][name].pk)


def lay_lists(sheets: Sheets) -> Lists:
    """Add what is missing to the lists and the catalogue of products."""
    values: dict[type[Any], dict[str, Any]] = {}
    for kind, words in LISTS.items():
        known = {row.name: row for row in kind.objects.all()}
        for position, name in enumerate(words):
            if name not in known:
                known[name] = sheets.add(
                    kind(
                        name=name,
                        code=_code(name),
                        position=position,
                        **_extra(kind, name, values),
                    )
                )
        values[kind] = known
    rates = VatRate._base_manager.filter(rate_bp=2000)
    vat = rates.first() or sheets.add(VatRate(name="20 %", code="vat-20", rate_bp=2000))
    stages = {
        stage.name: stage for stage in Stage.objects.order_by("pipeline", "position")
    }
    products, monthly = _products(sheets, values[Category], vat)
    methods = {method.code: method for method in ContactMethod._base_manager.all()}
    return Lists(values, methods, stages, products, monthly, vat)


def _products(
    sheets: Sheets, categories: dict[str, Any], vat: VatRate
) -> tuple[dict[str, Product], dict[int | None, int]]:
    products: dict[str, Product] = {}
    monthly: dict[int | None, int] = {}
    for name, category, price, cost, month in PRODUCTS:
        product = sheets.add(
            Product(
                name=said(name),
                category=categories[category],
                list_price=price * 100,
                unit_cost=cost * 100,
                vat_rate=vat,
            )
        )
        products[name] = product
        if month:
            monthly[product.pk] = month * 100
    return products, monthly


def _code(name: str) -> str:
    return plain(name).replace(" ", "-").replace("'", "-")


def _extra(
    kind: type[Any], name: str, values: dict[type[Any], dict[str, Any]]
) -> dict[str, Any]:
    if kind is LossReason:
        return {"needs_competitor": name == "Competitor"}
    if kind is Source and name in CHANNEL_OF:
        return {"channel": values[Channel][CHANNEL_OF[name]]}
    return {}


class Rates:
    """Exchange rates by month, read as ``crm.pricing.rate_on`` reads the table."""

    def __init__(
        self, seed: int, months: list[date], sheets: Sheets, base: str
    ) -> None:
        self.base = base
        self._rates: dict[str, list[tuple[date, Decimal]]] = {}
        rng = dice(seed, "rates")
        for currency, middle in CURRENCIES.items():
            value = middle
            for month in months:
                value *= 1 + rng.uniform(-0.012, 0.012)
                rate = Decimal(f"{value:.4f}")
                self._rates.setdefault(currency, []).append((month, rate))
                sheets.add(ExchangeRate(currency=currency, day=month, rate=rate))

    def on(self, currency: str, day: date) -> Decimal | None:
        if currency == self.base:
            return Decimal(1)
        known = [rate for start, rate in self._rates.get(currency, []) if start <= day]
        return known[-1] if known else None


@dataclass(frozen=True)
class Clock:
    """The limits of the demo: told from ``warm``, lived from ``first``, until before ``today``."""

    warm: date
    first: date
    today: date
    now: datetime
