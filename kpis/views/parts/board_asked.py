"""Which board an address asks for: of what, by what, of whom."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest

from kpis import ranking
from kpis.catalogue import KPIS
from kpis.members import splits_of
from kpis.ranking import score_cards
from kpis.ranking.boards import CARD, PROGRESS, RESULT, SHARE, Board, Compared
from kpis.ranking.own_past import BACK
from kpis.ranking.score_cards import Card
from kpis.scope import Scope
from kpis.tiles import presets
from kpis.views.explain import without_foreign_filters
from kpis.views.parts import boards
from kpis.views.parts.asking import Asked, asked, kpi_or_404


def board_of(request: HttpRequest) -> tuple[Asked, Board, Scope]:
    """The board the address asks for; the headline figure by result when it says nothing."""
    asked_for = asked(request)
    key = request.GET.get("kpi") or presets.HEADLINE
    kpi = kpi_or_404(key if key in KPIS else "", asked_for.user)
    compared = compared_in(request, asked_for)
    if compared.card is None:
        asked_for = without_foreign_filters(asked_for, kpi)
    else:
        asked_for = known_by(compared.card, asked_for)
    scope = ranking.peers_scope(asked_for.whole, asked_for.picked, asked_for.user)
    found = ranking.board(
        kpi,
        scope,
        asked_for.picked,
        compared=compared,
        organisation=asked_for.organisation,
    )
    return asked_for, found, scope


def card_asked(request: HttpRequest) -> tuple[Asked, Scope, Compared]:
    """A card's board without making it: the productivity score when the address names no card.

    A person asked for is one row of it, not its scope.
    """
    asked_for = asked(request)
    compared = compared_in(request, asked_for)
    if compared.card is None:
        compared = replace(compared, basis=CARD, card=score_cards.productivity())
    if compared.card is not None:
        asked_for = known_by(compared.card, asked_for)
    scope = ranking.peers_scope(asked_for.whole, asked_for.picked, asked_for.user)
    return asked_for, scope, compared


def known_by(card: Card, asked_for: Asked) -> Asked:
    """Without the filters that some indicator of the card does not know."""
    known = [set(splits_of(each)) for each in card.kpis]
    return asked_for.filtered(lambda name: all(name in each for each in known))


def compared_in(request: HttpRequest, asked_for: Asked) -> Compared:
    """What the address compares. 404 for a card that is not in use."""
    basis = request.GET.get("basis", "")
    teams = request.GET.get("of") == "teams" and boards.sees_all(asked_for)
    back = next((n for n in BACK if str(n) == request.GET.get("back")), BACK[0])
    if basis.startswith(f"{CARD}-"):
        return Compared(CARD, teams, card_or_404(basis.removeprefix(f"{CARD}-")), back)
    known = basis if basis in (RESULT, SHARE, PROGRESS) else RESULT
    return Compared(known, teams, None, back)


def card_or_404(number: str) -> Card:
    for card in score_cards.cards_in_use():
        if str(card.pk) == number:
            return card
    raise Http404
