"""Customers worth the effort: who brings most, in a list of customers or of groups."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from crm.views.answers import CappedPaginator
from kpis import showing
from kpis.customers import worth
from kpis.members import LABELS
from kpis.sheets import Sheet
from kpis.spec import CUSTOMER
from kpis.views.explain import who
from kpis.views.parts import filters, worth_chart
from kpis.views.parts import worth as parts
from kpis.views.parts.asking import Asked, asked
from kpis.views.parts.exported import exported
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live
from kpis.views.parts.worth import Choice
from kpis.views.parts.worth_sheet import sheet_of
from kpis.views.quality import leads

PAGE = 25


@require_safe
@until_something_moves
def worth_page(request: HttpRequest) -> HttpResponse:
    asked_for, choice = read(request)
    context = context_of(request, asked_for, choice)
    return page_or_live(
        request,
        "kpis/worth.html",
        "kpis/_worth.html",
        context,
        status=asked_for.status,
    )


def read(request: HttpRequest) -> tuple[Asked, Choice]:
    """A year unless the address says another period: few customers buy every month."""
    asked_for = asked(request).at_rhythm("year", request.GET)
    return asked_for, parts.choice_of(request.GET, asked_for)


def context_of(
    request: HttpRequest, asked_for: Asked, choice: Choice
) -> dict[str, Any]:
    board = parts.board_of(choice, asked_for)
    page = CappedPaginator(board.rows, PAGE).get_page(request.GET.get("page"))
    drawn = board.rows if worth_chart.named_apart(board) else []
    names = parts.names_of(
        choice, board, {row.member: row for row in [*page, *drawn]}.values()
    )
    known = worth.columns(worth.RANKED_BY, asked_for.user)
    return {
        "picked": asked_for.picked,
        "picker": asked_for.picked.shown(),
        "who": who(asked_for),
        "sentence": showing.period_name(asked_for.picked),
        "filters": filters.later(
            asked_for, known, teams=leads(asked_for), people=True, address=request.GET
        ),
        "team_value": str(asked_for.picked.team.pk) if asked_for.picked.team else "",
        "rep_value": str(asked_for.picked.rep.pk) if asked_for.picked.rep else "",
        "choice": choice,
        "of_choices": of_choices(),
        "by_choices": [(kpi.key, kpi.label) for kpi in known],
        "heads": parts.heads(board, choice),
        "lives": choice.of == CUSTOMER,
        "shares": any(row.upto is not None for row in page),
        "rows": parts.shown(choice, board, page, names, asked_for),
        "chart": worth_chart.chart_of(
            choice, board, names, asked_for.organisation.base_currency
        ),
        "feet": parts.feet(board, choice, asked_for),
        "fifth": parts.fifth(board, choice),
        "page": page,
        "risk_address": asked_for.picked.address(
            period=None, on=None, compare=None, against=None
        ),
        "anything": bool(board.rows or board.others or board.unnamed),
    }


def of_choices() -> list[tuple[str, str]]:
    return [
        (CUSTOMER, str(parts.BY_CUSTOMER)),
        *((name, str(LABELS[name])) for name in worth.GROUPS),
    ]


@exported("worth")
def tables(request: HttpRequest) -> list[Sheet]:
    asked_for, choice = read(request)
    board = parts.board_of(choice, asked_for)
    names = parts.names_of(choice, board, board.rows)
    notes = [showing.period_name(asked_for.picked), who(asked_for)]
    return [sheet_of(choice, board, names, notes)]
