"""Rankings: one board with a selector; result or share of target."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.models import Organisation
from crm.templatetags import formats
from kpis import presets, ranking, showing, wording
from kpis.catalogue import KPIS
from kpis.ranking import RESULT, SHARE, Board, Place
from kpis.spec import Better, Kpi
from kpis.targets import targetable
from kpis.views.parts import cards, filters
from kpis.views.parts.asking import Asked, asked, kpi_or_404
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live


@require_safe
@until_something_moves
def rankings(request: HttpRequest) -> HttpResponse:
    asked_for = asked(request)
    board = board_of(request, asked_for)
    kpi, basis = board.kpi, board.basis
    context: dict[str, Any] = {
        "kpi": kpi,
        "basis": basis,
        "choices": [
            k
            for k in presets.in_use(targetable(), besides=kpi.key)
            if presets.readable(k, asked_for.user)
        ],
        "picker": asked_for.picked.shown(),
        "picked": asked_for.picked,
        "sentence": sentence(board, asked_for),
        "filters": filters.later(
            asked_for, [kpi], teams=sees_all(asked_for), address=request.GET
        ),
        "team_value": str(asked_for.picked.team.pk) if asked_for.picked.team else "",
        **places_of(board, asked_for),
    }
    return page_or_live(
        request,
        "kpis/rankings.html",
        "kpis/_rankings.html",
        context,
        status=asked_for.status,
    )


def board_of(request: HttpRequest, asked_for: Asked) -> Board:
    """The board the address asks for; the headline figure by result when it says nothing."""
    key = request.GET.get("kpi") or presets.HEADLINE
    kpi = kpi_or_404(key if key in KPIS else "", asked_for.user)
    basis = SHARE if request.GET.get("basis") == SHARE else RESULT
    scope = ranking.peers_scope(asked_for.whole, asked_for.picked, asked_for.user)
    return ranking.board(
        kpi, scope, asked_for.picked, basis=basis, organisation=asked_for.organisation
    )


def sees_all(asked_for: Asked) -> bool:
    """Whether this reader sees the whole board: managers, admins, and reps where that is chosen."""
    seen = asked_for.whole.seen
    return seen.all or bool(seen.teams)


def shows_rank(asked_for: Asked) -> bool:
    choice = asked_for.organisation.figures_seen_by_reps
    return sees_all(asked_for) or choice != Organisation.FiguresSeen.NOTHING


def sentence(board: Board, asked_for: Asked) -> str:
    direction = (
        _("lower is better")
        if board.kpi.better == Better.DOWN
        else _("higher is better")
    )
    return _("%(period)s, %(basis)s, %(direction)s.") % {
        "period": showing.period_name(asked_for.picked),
        "basis": cards.basis_text(board),
        "direction": direction,
    }


def places_of(board: Board, asked_for: Asked) -> dict[str, Any]:
    """The rows this reader may see, and why others are missing."""
    organisation, user = asked_for.organisation, asked_for.user
    everything = sees_all(asked_for)
    if everything:
        shown = board.places
    elif shows_rank(asked_for):
        mine = board.of(user)
        shown = board.around(user) or ([mine] if mine else [])
    else:
        shown = [row for row in [board.of(user)] if row]
    rows = [
        row_of(row, board, asked_for, values=everything or row.person == user)
        for row in shown
    ]
    if not everything and not shows_rank(asked_for):
        rows = [row | {"place": None} for row in rows]
    return {
        "rows": rows,
        "everything": everything,
        "few": organisation.minimum_sample if board.kpi.minimum else 0,
        "note": _("of %(n)s people ranked") % {"n": formats.number(len(board.ranked))}
        if everything or shows_rank(asked_for)
        else _("The organisation shows own figures only."),
    }


def row_of(
    row: Place, board: Board, asked_for: Asked, *, values: bool
) -> dict[str, Any]:
    kpi, currency = board.kpi, asked_for.organisation.base_currency
    url = ""
    if values:
        own = row.person == asked_for.user and not asked_for.whole.seen.all
        rep = None if own else row.person.pk
        url = showing.explain_url(kpi, asked_for.picked, rep=rep)
    share = row.standing.share
    return {
        "place": row.place,
        "person": row.person.pk,
        "name": row.person.full_name,
        "me": row.person == asked_for.user,
        "url": url,
        "value": wording.figure(kpi, row.value, currency) if values else "",
        "share": formats.percent(wording.rounded(share, 2))
        if values and share is not None
        else "",
        "bar": min(float(share), 1.0) if values and share is not None else None,
        "base": base_of(kpi, row, currency) if values else "",
        "few": row.too_few,
    }


def base_of(kpi: Kpi, row: Place, currency: str) -> str:
    if not row.value.defined:
        return wording.reason(row.value)
    if kpi.is_flow and not row.too_few:
        return ""
    return showing.cell_base(
        kpi, row.value, row.standing, small=row.too_few, currency=currency
    )
