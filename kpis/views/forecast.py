"""Forecast: what will come against what was aimed at, how right it was before, what moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kpis.forecast.judged import BASES, Accuracy, accuracy
from kpis.forecast.lines import Due, Line, open_deals, seen_on, within
from kpis.forecast.report import (
    BACK,
    Month,
    as_seen,
    by_month,
    by_person,
    months_of,
    over,
)
from kpis.targets.attainment import TargetBook, book
from kpis.views.parts import (
    filters,
    forecast_deals,
    forecast_months,
    forecast_moved,
    forecast_people,
    forecast_right,
)
from kpis.views.parts.asking import Asked, asked, for_team
from kpis.views.parts.forecast_beside import beside
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live
from kpis.views.parts.noticing import who

#: Months judged, and the days in that a forecast may be taken at; 0 is the eve.
SPANS, TAKEN = (6, 12), (0, 10, 20)


@dataclass(frozen=True)
class Wanted:
    """What the address asks beside whose: a month and category of deals, a past day, the judgement."""

    month: date
    category: str
    seen_on: date | None
    span: int
    taken: int
    basis: str
    every: bool = False


@dataclass(frozen=True)
class Seen:
    """What the page is made of, read once."""

    months: list[Month]
    lines: list[Line]
    deals: list[Due]
    held: TargetBook
    frozen: bool = True


@require_safe
@until_something_moves
def forecast(request: HttpRequest) -> HttpResponse:
    asked_for = whose(request)
    wanted = wanted_of(request, asked_for)
    seen = seen_of(asked_for, wanted)
    leads = bool(asked_for.whole.seen.all or asked_for.whole.seen.teams)
    month = next((m for m in seen.months if m.start == wanted.month), None)
    people = people_of(asked_for, wanted, seen) if leads else None
    context: dict[str, Any] = {
        "picked": asked_for.picked,
        "who": who(asked_for),
        "wanted": wanted,
        "filters": filters.later(
            asked_for, [], teams=leads, people=leads, address=request.GET
        ),
        "team_value": str(asked_for.picked.team.pk) if asked_for.picked.team else "",
        "rep_value": str(asked_for.picked.rep.pk) if asked_for.picked.rep else "",
        "months": forecast_months.shown(seen, wanted, asked_for),
        "beside": [] if wanted.seen_on else beside(seen.lines, asked_for),
        "people": forecast_people.shown(people, month, asked_for)
        if people and month
        else None,
        "deals": forecast_deals.shown(seen, wanted, asked_for),
        "right": forecast_right.shown(judged(asked_for, wanted), wanted, asked_for),
        "moved": forecast_moved.shown(asked_for),
    }
    return page_or_live(
        request,
        "kpis/forecast.html",
        "kpis/_forecast.html",
        context,
        status=asked_for.status,
    )


def whose(request: HttpRequest) -> Asked:
    """Months are the page's own, and no list filters what people call."""
    return for_team(asked(request), request).filtered(lambda _name: False)


def wanted_of(request: HttpRequest, asked_for: Asked) -> Wanted:
    """What cannot be read is the usual: this month, now, six months, on the eve."""
    today, address = asked_for.picked.today, request.GET
    months = {f"{start:%Y-%m}": start for start in months_of(today)}
    seen = _day(address.get("as_of", ""))
    category = address.get("category", "")
    basis = address.get("basis", "")
    return Wanted(
        months.get(address.get("month", ""), today.replace(day=1)),
        category if category in forecast_deals.KINDS else "",
        seen if seen and seen < today else None,
        _one_of(address.get("span", ""), SPANS),
        _one_of(address.get("taken", ""), TAKEN),
        basis if basis in BASES else BASES[0],
        address.get("every") == "1",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _one_of(text: str, known: tuple[int, ...]) -> int:
    return next((value for value in known if str(value) == text), known[0])


def seen_of(asked_for: Asked, wanted: Wanted) -> Seen:
    """The open deals of now with their months, or the months as a past day saw them."""
    today, scope = asked_for.picked.today, asked_for.scope
    months = months_of(today)
    held = book(over(months), today)
    if wanted.seen_on is not None:
        found, frozen = seen_on(wanted.seen_on)
        lines = within(found, scope)
        # Months that had closed by then are in no forecast of that day.
        shown = months_of(wanted.seen_on)[BACK:]
        return Seen(as_seen(shown, lines), lines, [], held, frozen)
    deals = open_deals(today, scope)
    lines = [due.line() for due in deals]
    return Seen(by_month(months, scope, today, lines, held), lines, deals, held)


def people_of(asked_for: Asked, wanted: Wanted, seen: Seen) -> dict[int, Month]:
    """Each person's part of the month asked for; empty for a past day."""
    if wanted.seen_on is not None:
        return {}
    today = asked_for.picked.today
    return by_person(wanted.month, asked_for.scope, today, seen.lines, seen.held)


def judged(asked_for: Asked, wanted: Wanted) -> Accuracy:
    return accuracy(
        asked_for.picked.today,
        asked_for.scope,
        count=wanted.span,
        days=wanted.taken,
        basis=wanted.basis,
    )
