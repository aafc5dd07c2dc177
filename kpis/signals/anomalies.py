"""(5) What a reader should look at: figures that changed beyond chance, rows that make figures wrong.

A figure is judged by ``signals``. A row is odd by one declared rule each; what is listed is what
this person may open, and nothing is corrected here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from statistics import median
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from crm.civil import starts_at
from crm.models import (
    NO_TEAM_ID,
    Activity,
    Deal,
    DealLine,
    ImportRun,
    Organisation,
    User,
)
from kpis.compiler import window
from kpis.periods import Period
from kpis.scope import Scope, teams_on
from kpis.signals.judging import Signal, signal_of
from kpis.spec import Kpi
from kpis.trends import Trends
from kpis.values import Value

#: A deal that ended this many days ago and is still expected in the future.
LONG_AGO = timedelta(days=30)
#: An activity written down this long after it took place.
LATE = timedelta(days=14)
#: Times the median amount of its product.
HUGE = 20
#: Rows listed of each kind; the rest is counted.
LISTED = 20


# -- figures ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    """A figure that left its usual range, or its level."""

    kpi: Kpi
    value: Value
    signal: Signal


def changed(
    kpis: Sequence[Kpi],
    parts: Sequence[Period],
    values: Trends,
    *,
    minimum: int,
    mature_on: date,
) -> list[Changed]:
    """Those that changed beyond chance in the last period, the furthest out first."""
    found = []
    for kpi in kpis:
        line = values.get(kpi.key, [])
        if len(line) != len(parts) or (kpi.matures and parts[-1].last > mature_on):
            continue
        signal = signal_of(kpi, line, minimum)
        if signal is not None:
            found.append(Changed(kpi, line[-1], signal))
    return sorted(found, key=lambda one: -one.signal.size)


# -- rows -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """Whose rows, of which days, as of when."""

    viewer: User
    scope: Scope
    period: Period
    now: datetime
    organisation: Organisation
    people: frozenset[int] | None

    @property
    def instants(self) -> tuple[datetime, datetime]:
        return window(self.period, self.organisation.zone)

    def within(self, column: str) -> Q:
        start, end = self.instants
        return Q(**{f"{column}__gte": start, f"{column}__lt": end})

    def held(self, column: str) -> Q:
        """Rows of the people asked for; everybody's when nobody is named."""
        return Q() if self.people is None else Q(**{f"{column}__in": self.people})

    def deals(self) -> QuerySet[Deal, Deal]:
        return Deal.objects.visible_to(self.viewer).filter(self.held("owner"))


@dataclass(frozen=True)
class Oddity:
    """One kind of row that makes figures wrong: why it matters, and the rows."""

    key: str
    label: Any
    rule: Any
    harm: Any
    rows: Callable[[Asked], QuerySet[Any, Any]]
    kind: str = "deal"


@dataclass(frozen=True)
class Odd:
    """What was found of a kind: how many, and the first ones."""

    oddity: Oddity
    count: int
    rows: list[Any]


def _unpriced(asked: Asked) -> QuerySet[Any, Any]:
    nothing = Q(amount__isnull=True) | Q(amount=0)
    return asked.deals().filter(nothing, asked.within("won_at"), state=Deal.State.WON)


def _backwards(asked: Asked) -> QuerySet[Any, Any]:
    return asked.deals().filter(asked.within("won_at"), won_at__lt=F("opened_at"))


def _huge(asked: Asked) -> QuerySet[Any, Any]:
    """Deals with a line far above the median line of its product, over the same days."""
    lines = DealLine.objects.filter(
        asked.within("deal__won_at"), product__isnull=False, base_amount__gt=0
    )
    huge = Q(pk__in=[])
    for product, middle in _medians(lines, asked.organisation.minimum_sample).items():
        huge |= Q(product=product, base_amount__gt=HUGE * middle)
    return asked.deals().filter(pk__in=lines.filter(huge).values("deal"))


def _medians(lines: QuerySet[Any, Any], minimum: int) -> dict[int, Fraction]:
    """{product: median amount of a line}; the database ranks, one or two rows a product come back."""
    by_product = [F("product")]
    ranked = lines.order_by().annotate(
        twice=Window(RowNumber(), by_product, [F("base_amount"), F("pk")]) * 2,
        n=Window(Count("pk"), by_product),
    )
    middle = ranked.filter(n__gte=minimum, twice__gte=F("n"), twice__lte=F("n") + 2)
    found: dict[int, list[int]] = {}
    for product, amount in middle.values_list("product", "base_amount"):
        found.setdefault(product, []).append(amount)
    return {product: Fraction(median(each)) for product, each in found.items()}


def _still_expected(asked: Asked) -> QuerySet[Any, Any]:
    today = asked.now.astimezone(asked.organisation.zone).date()
    ended = starts_at(today - LONG_AGO, asked.organisation.zone)
    long_ago = Q(won_at__lt=ended) & asked.within("won_at")
    long_ago |= Q(lost_at__lt=ended) & asked.within("lost_at")
    return asked.deals().filter(long_ago, expected_close_on__gt=today)


def _late(asked: Asked) -> QuerySet[Any, Any]:
    """Written down by hand long after; what a file brought in is late by nature."""
    imported = ImportRun.objects.filter(finished_at=OuterRef("logged_at"))
    rows = Activity.objects.visible_to(asked.viewer).held()
    rows = rows.filter(asked.held("rep"), asked.within("at"))
    return rows.filter(~Exists(imported), logged_at__gt=F("at") + LATE)


ODDITIES = (
    Oddity(
        "unpriced",
        _("Won without an amount"),
        _("A deal won whose amount is missing or zero."),
        _(
            "It counts as a sale and brings nothing: revenue and average deal are too low."
        ),
        _unpriced,
    ),
    Oddity(
        "backwards",
        _("Won before it was opened"),
        _("A deal whose win is earlier than its opening."),
        _("The sales cycle counts it as no time at all or less."),
        _backwards,
    ),
    Oddity(
        "huge",
        _("Amount far from its product's"),
        _(
            "A deal won with a line above %(huge)s times the median line of the same product, where"
            " there are enough lines to judge."
        ),
        _("One digit too many moves every average; a true one deserves to be known."),
        _huge,
    ),
    Oddity(
        "still_expected",
        _("Ended, and still expected"),
        _(
            "A deal won or lost more than %(long_ago)s days ago whose expected close lies ahead."
        ),
        _("The date was never brought up to date, here and perhaps on open deals too."),
        _still_expected,
    ),
    Oddity(
        "late",
        _("Logged long after"),
        _(
            "An activity held and written down more than %(late)s days later, imported files left"
            " aside."
        ),
        _(
            "Figures of days long published change, and what is remembered late is often wrong."
        ),
        _late,
        kind="activity",
    ),
)
#: The numbers that the rules say.
NUMBERS = {"huge": HUGE, "long_ago": LONG_AGO.days, "late": LATE.days}
RELATED = {
    "deal": ("prospect", "owner"),
    "activity": ("prospect", "rep"),
}
ORDER_BY = {"deal": ("-won_at", "-lost_at", "-pk"), "activity": ("-at", "-pk")}


def odd_rows(
    viewer: User,
    scope: Scope,
    period: Period,
    *,
    now: datetime,
    organisation: Organisation,
) -> list[Odd]:
    """Each kind of odd row that there is, within what the viewer may open."""
    asked = Asked(
        viewer, scope, period, now, organisation, people_of(scope, now, organisation)
    )
    found = [_listed(oddity, asked) for oddity in ODDITIES]
    return [odd for odd in found if odd.count]


def _listed(oddity: Oddity, asked: Asked) -> Odd:
    rows = oddity.rows(asked).order_by(*ORDER_BY[oddity.kind])
    first = list(rows.select_related(*RELATED[oddity.kind])[: LISTED + 1])
    count = len(first) if len(first) <= LISTED else rows.order_by().count()
    return Odd(oddity, count, first[:LISTED])


def people_of(
    scope: Scope, now: datetime, organisation: Organisation
) -> frozenset[int] | None:
    """Who owns the rows of a scope today: records follow their current owner. None: everybody."""
    if scope.seen.all and scope.rep is None and scope.teams is None:
        return None
    if not scope.depends_on_teams:
        wanted = {scope.rep, scope.seen.rep} - {None}
        return frozenset(p for p in wanted if p and scope.holds(p, NO_TEAM_ID))
    held = teams_on(now.astimezone(organisation.zone).date())
    people = {*held, *filter(None, (scope.rep, scope.seen.rep))}
    return frozenset(p for p in people if scope.holds(p, held.get(p, NO_TEAM_ID)))
