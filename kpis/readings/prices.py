"""Price inconsistencies: what is sold far under its list price, or at prices far apart.

Read from the lines of deals won, by product and by who won them; no line is read one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import BigIntegerField, Count, F, Sum
from django.db.models.functions import Cast, Round
from django.utils.translation import gettext as _

from crm.models import Product, User
from crm.templatetags import formats
from kpis import rows, wording
from kpis.measures import MEASURES, SOURCES
from kpis.periods import Period
from kpis.readings.reading import Look, Reading
from kpis.scope import Scope
from kpis.spec import Unit

#: Sold this much under the list price, on average; the dearest seller this much above the cheapest.
UNDER, APART = Fraction(15, 100), Fraction(25, 100)
#: Products named; the page of the figure lists them all.
NAMED = 5
LINE = "deal__lines__"


@dataclass(frozen=True)
class Sold:
    """One product by one person: lines, thousandths sold, amounts and list prices in minor units."""

    product: int
    rep: int
    n: int
    quantity: int
    amount: int
    listed: int

    @property
    def price(self) -> Fraction:
        """The average price of one, in minor units."""
        return Fraction(self.amount * 1000, self.quantity)


def sold(scope: Scope, period: Period) -> list[Sold]:
    """Lines of the deals won in the period that have a price and a list price. One query."""
    won = rows.scoped(SOURCES["movements"], scope, period, {})
    won = won.filter(MEASURES["deals_won"].where)
    priced: dict[str, Any] = {
        f"{LINE}product__isnull": False,
        f"{LINE}base_amount__isnull": False,
        f"{LINE}base_list__gt": 0,
    }
    thousandths = Cast(Round(F(f"{LINE}quantity") * 1000), BigIntegerField())
    grouped = (
        won.filter(**priced)
        .values(f"{LINE}product", "rep_id")
        .annotate(
            n=Count(f"{LINE}pk"),
            thousandths=Sum(thousandths),
            amount=Sum(f"{LINE}base_amount"),
            listed=Sum(f"{LINE}base_list"),
        )
    )
    columns = (f"{LINE}product", "rep_id", "n", "thousandths", "amount", "listed")
    return [Sold(*row) for row in grouped.values_list(*columns)]


def prices(
    scope: Scope, period: Period, minimum: int, currency: str
) -> Iterator[Reading]:
    """At most two readings, each with the products that earn it."""
    found = sold(scope, period)
    under, apart = under_list(found, minimum), far_apart(found, minimum)
    names = Product.objects.in_bulk([*under, *apart]) if under or apart else {}
    if under:
        yield _under(under, names, period, minimum)
    if apart:
        people = User.objects.in_bulk(
            {one.rep for pair in apart.values() for one in pair}
        )
        yield _apart(apart, names, people, period, minimum, currency)


def under_list(found: list[Sold], minimum: int) -> dict[int, Fraction]:
    """{product: share under its list price}, those far under it, the furthest first."""
    sums: dict[int, tuple[int, int, int]] = {}
    for one in found:
        n, amount, listed = sums.get(one.product, (0, 0, 0))
        sums[one.product] = (n + one.n, amount + one.amount, listed + one.listed)
    shares = {
        product: 1 - Fraction(amount, listed)
        for product, (n, amount, listed) in sums.items()
        if n >= minimum
    }
    far = {product: share for product, share in shares.items() if share > UNDER}
    return dict(sorted(far.items(), key=lambda pair: (-pair[1], pair[0])))


def far_apart(found: list[Sold], minimum: int) -> dict[int, tuple[Sold, Sold]]:
    """{product: (who sells it cheapest, who sells it dearest)}, those far apart."""
    sellers: dict[int, list[Sold]] = {}
    for one in found:
        if one.n >= minimum and one.quantity and one.amount > 0:
            sellers.setdefault(one.product, []).append(one)
    pairs = {
        product: (
            min(each, key=lambda one: one.price),
            max(each, key=lambda one: one.price),
        )
        for product, each in sellers.items()
    }
    far = {
        product: (low, high)
        for product, (low, high) in pairs.items()
        if high.price > low.price * (1 + APART)
    }
    return dict(
        sorted(far.items(), key=lambda p: (-(p[1][1].price / p[1][0].price), p[0]))
    )


def _looks(products: list[int], names: dict[int, Product]) -> list[Look]:
    return [
        Look("revenue", str(names[pk]), {"where": f"product:{pk}"}) for pk in products
    ]


def _under(
    under: dict[int, Fraction], names: dict[int, Product], period: Period, minimum: int
) -> Reading:
    facts = [
        _("%(product)s: %(share)s under its list price")
        % {
            "product": names[product],
            "share": formats.percent(wording.rounded(share, 3), 1),
        }
        for product, share in list(under.items())[:NAMED]
    ]
    words = _(
        "A product sold in at least %(n)s lines of deals won is named when what it brought lies more"
        " than %(under)s under what its list price would have brought."
    )
    return Reading(
        "prices_under_list",
        _("Sold far under the list price"),
        good=False,
        period=period,
        facts=facts,
        rule=[words % {"n": minimum, "under": _share(UNDER)}],
        means=_(
            "Either the list price is not the real one, or discounts are given by habit."
        ),
        do=_(
            "Set the list price right, or agree on the largest discount without asking."
        ),
        looks=_looks(list(under)[:NAMED], names),
    )


def _apart(
    apart: dict[int, tuple[Sold, Sold]],
    names: dict[int, Product],
    people: dict[int, User],
    period: Period,
    minimum: int,
    currency: str,
) -> Reading:
    def price(one: Sold) -> str:
        return wording.written(Unit.MONEY, one.price, currency)

    facts = [
        _("%(product)s: %(low)s from %(cheap)s, %(high)s from %(dear)s")
        % {
            "product": names[product],
            "low": price(low),
            "cheap": people[low.rep].full_name,
            "high": price(high),
            "dear": people[high.rep].full_name,
        }
        for product, (low, high) in list(apart.items())[:NAMED]
    ]
    words = _(
        "A product is named when the average price of one seller lies more than %(apart)s above that"
        " of another, each on at least %(n)s lines of deals won."
    )
    return Reading(
        "prices_apart",
        _("The same product at prices far apart"),
        good=False,
        period=period,
        facts=facts,
        rule=[words % {"n": minimum, "apart": _share(APART)}],
        means=_(
            "Customers who compare will ask why; or the same name hides two offers."
        ),
        do=_("Open both, and look at quantities and discounts before speaking of it."),
        looks=_looks(list(apart)[:NAMED], names),
    )


def _share(share: Fraction) -> str:
    return formats.percent(wording.rounded(share, 2))
