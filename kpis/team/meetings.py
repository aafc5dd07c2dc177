"""What a one-to-one looks at: the week that ended, and the deals to talk about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm.civil import starts_at
from crm.models import Deal, DealMovement, Organisation, User
from kpis import trends
from kpis.periods import DAY, Period, start_of
from kpis.scope import Scope
from kpis.spec import Kpi
from kpis.team.benchmarks import Past, own_past
from kpis.trends import run_of
from kpis.values import Value

#: Weeks before the last one that say what is usual.
WEEKS = 12
#: Open deals looked through; nobody talks about more.
MOST = 200


# -- the week ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Looked:
    """A figure of the week, of the week before, and what is usual."""

    kpi: Kpi
    value: Value
    before: Value
    usual: Past | None


def last_week(today: date) -> Period:
    """The last week that ended, from Monday to Sunday."""
    monday = start_of("week", today)
    return Period(monday - 7 * DAY, monday)


def looked_back(
    kpis: Sequence[Kpi], scope: Scope, today: date, minimum: int
) -> list[Looked]:
    """The figures of the last whole week beside those of the weeks before it: one question."""
    weeks = run_of(last_week(today), WEEKS + 1)
    lines = trends.over(kpis, scope, weeks, today)
    return [
        Looked(kpi, line[-1], line[-2], own_past(kpi, line, minimum))
        for kpi in kpis
        for line in (lines[kpi.key],)
    ]


# -- the deals --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pushed:
    """An open deal whose expected close was moved later: how often, from which day, by how much."""

    deal: Deal
    times: int
    first: date
    by: timedelta


@dataclass(frozen=True)
class DealsToSee:
    """A deal stands in the first list that it fits; the largest come first."""

    pushed: list[Pushed]
    still: list[Deal]
    idle: list[Deal]

    @property
    def count(self) -> int:
        return len(self.pushed) + len(self.still) + len(self.idle)


def deals_to_see(person: User, reader: User, today: date) -> DealsToSee:
    """The person's open deals that slip, stand still, or have nothing next; as the reader sees them."""
    tonight = starts_at(today + DAY, Organisation.current().zone)
    rows = Deal.objects.visible_to(reader).owned_by(person).open()
    deals = {
        deal.pk: deal for deal in rows.for_list().order_by("-base_amount", "pk")[:MOST]
    }
    pushed = pushed_of(deals.values())
    still = set(rows.with_life().stale_on(today, tonight).values_list("pk", flat=True))
    idle = set(rows.nothing_ahead(today).values_list("pk", flat=True))
    slipping = {each.deal.pk for each in pushed}
    return DealsToSee(
        pushed,
        [d for pk, d in deals.items() if pk in still - slipping],
        [d for pk, d in deals.items() if pk in idle - still - slipping],
    )


def pushed_of(deals: Iterable[Deal]) -> list[Pushed]:
    """Those whose expected day now lies after the first one that was moved, the furthest first.

    A move of the expected close is two rows of one moment: minus the old day, plus the new one.
    """
    by_pk = {deal.pk: deal for deal in deals}
    kind = DealMovement.Kind.EXPECTED
    moves = DealMovement.objects.filter(deal__in=by_pk, kind=kind).order_by("at", "pk")
    left: dict[int, date | None] = {}
    later: dict[int, list[date]] = {}
    for pk, count, day in moves.values_list("deal", "count", "expected_close_on"):
        if count < 0:
            left[pk] = day
            continue
        was = left.pop(pk, None)
        if was is not None and day is not None and day > was:
            later.setdefault(pk, []).append(was)
    found = []
    for pk, were in later.items():
        now = by_pk[pk].expected_close_on
        if now is not None and now > were[0]:
            found.append(Pushed(by_pk[pk], len(were), were[0], now - were[0]))
    return sorted(found, key=lambda each: (-each.by, each.deal.pk))
