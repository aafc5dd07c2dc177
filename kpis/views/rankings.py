"""Rankings: one board with a selector of what is compared, for each reader as far as it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from crm.templatetags import formats
from crm.views.answers import done, page_of, sheet
from crm.views.requests import SignedIn
from kpis import ranking
from kpis.catalogue import KPIS
from kpis.ranking import score_cards
from kpis.ranking.boards import CARD, PROGRESS, RESULT, SHARE, Board, Place
from kpis.ranking.choices import hide_from_colleagues
from kpis.ranking.own_past import BACK
from kpis.ranking.scores import HONEST
from kpis.targets.attainment import targetable
from kpis.tiles import presets
from kpis.views.parts import (
    board_doubts,
    board_marks,
    boards,
    filters,
    score_parts,
)
from kpis.views.parts.asking import Asked, reader
from kpis.views.parts.board_asked import board_of, card_asked
from kpis.views.parts.boards import Seen
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live


@require_safe
@until_something_moves
def rankings(request: SignedIn) -> HttpResponse:
    asked_for, board, scope = board_of(request)
    seen = boards.seen_by(board, asked_for, scope)
    context: dict[str, Any] = {
        **selectors(board, asked_for),
        "kept_kpi": request.GET.get("kpi", "")[:63],
        "picker": asked_for.picked.shown(),
        "picked": asked_for.picked,
        "sentence": boards.sentence(board, asked_for),
        "filters": filters.later(
            asked_for,
            [board.kpi],
            teams=boards.sees_all(asked_for),
            address=request.GET,
        ),
        "team_value": str(asked_for.picked.team.pk) if asked_for.picked.team else "",
        **shown_of(request, seen),
        # Whether this person stands on the board at all, and is named there.
        "may_hide": not board.compared.teams and board.of(asked_for.user) is not None,
        "private": seen.private,
    }
    return page_or_live(
        request,
        "kpis/rankings.html",
        "kpis/_rankings.html",
        context,
        status=asked_for.status,
    )


def selectors(board: Board, asked_for: Asked) -> dict[str, Any]:
    """What the form above the board offers."""
    kpi, compared = board.kpi, board.compared
    cards = score_cards.cards_in_use()
    bases = [
        (RESULT, _("Result")),
        (SHARE, _("Share of own target")),
        (PROGRESS, _("Progress against oneself")),
        *(
            (f"{CARD}-{card.pk}", _("Score card: %(name)s") % {"name": card.label})
            for card in cards
        ),
    ]
    basis = f"{CARD}-{compared.card.pk}" if compared.card else compared.basis
    return {
        "kpi": kpi,
        "title": compared.card.label if compared.card else str(kpi.label),
        "basis": basis,
        "bases": bases,
        "by": compared.basis,
        "teams": compared.teams,
        "offers_teams": boards.sees_all(asked_for),
        "back": compared.back,
        "backs": BACK,
        "choices": [
            k
            for k in presets.in_use(targetable(), besides=kpi.key)
            if presets.readable(k, asked_for.user)
        ],
    }


def shown_of(request: SignedIn, seen: Seen) -> dict[str, Any]:
    """The rows of one page, the reader's own row when it stands on another, and what is said of all."""
    page = page_of(seen.rows(), request)
    marks, drawn = board_marks.marks_of(seen)
    rows = list(page.object_list)
    mine = None if seen.board.compared.teams else seen.board.of(seen.asked.user)
    apart = mine is not None and seen.everything and mine not in rows
    found = boards.shown(seen, [*rows, mine] if apart and mine else rows, drawn)
    minimum = seen.asked.organisation.minimum_sample
    return {
        "rows": found[: len(rows)],
        "mine": found[-1] if apart else None,
        "page": page,
        "marks": marks,
        "drawn": drawn is not None and any(row["bar"] is not None for row in found),
        "everything": seen.everything,
        "explained": boards.explained(seen.board),
        "honesty": switch_of(request, board_doubts.honesty(seen)),
        "based": any(row["base"] for row in found),
        "doubted": any(row["doubt"] for row in found),
        "few": minimum if seen.kpi.minimum or seen.board.compared.card else 0,
        "note": note(seen),
    }


def switch_of(
    request: HttpRequest, honesty: dict[str, str] | None
) -> dict[str, str] | None:
    """The sentence about activities in doubt, with the address of the board without them or with."""
    if honesty is None:
        return None
    address = request.GET.copy()
    for name in ("page", "seen"):
        address.pop(name, None)
    kept = [w for w in address.getlist("where") if not w.startswith(HONEST)]
    address.setlist("where", [*kept, *filter(None, [honesty["value"]])])
    return honesty | {"url": f"?{address.urlencode()}"}


def note(seen: Seen) -> str:
    if not seen.ranks:
        return _("The organisation shows own figures only.")
    ranked = len(seen.board.ranked)
    if seen.board.compared.teams:
        text = ngettext("%(n)s team ranked", "%(n)s teams ranked", ranked)
    else:
        text = ngettext("%(n)s person ranked", "%(n)s people ranked", ranked)
    return text % {"n": formats.number(ranked)}


@require_safe
def ranking_parts(request: SignedIn) -> HttpResponse:
    """What a score is made of: one person, or one team, of the board that this reader sees."""
    seen, row = parts_or_404(request)
    context = score_parts.of(seen, row) if row else score_parts.nobody(seen)
    return sheet(request, "kpis/_score_parts.html", context, title=context["title"])


def parts_or_404(request: HttpRequest) -> tuple[Seen, Place | None]:
    """The row that the address names, of a person before a team; the reader's own if it names none,
    and nobody's for a reader who does not stand on the board."""
    asked_for, scope, compared = card_asked(request)
    picked = asked_for.picked
    teams = compared.teams and picked.rep is None and picked.team is not None
    board = ranking.board(
        KPIS["rep_score"],
        scope,
        picked,
        compared=replace(compared, teams=teams),
        organisation=asked_for.organisation,
    )
    member = picked.team if teams else picked.rep or asked_for.user
    row = next((r for r in board.places if member and r.who.pk == member.pk), None)
    seen = boards.seen_by(board, asked_for, scope)
    named = picked.rep is not None or teams
    if (row is None and named) or (row is not None and not seen.tells(row)):
        raise Http404
    return seen, row


@require_POST
def ranking_private(request: SignedIn) -> HttpResponse:
    """Whether colleagues see one's name and place: everybody's own choice."""
    private = request.POST.get("private") == "1"
    hide_from_colleagues(user=reader(request), private=private, now=timezone.now())
    said = (
        _("Colleagues no longer see your name and place. Your managers do.")
        if private
        else _("Colleagues see your name and place again.")
    )
    return done(request, reverse("kpis:rankings"), said=said, go=True)
