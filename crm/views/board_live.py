"""The board between two page loads: what others moved, and more cards of a column."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.models import Stage, User
from crm.views.parts import asked
from crm.views.parts.board import CARDS, MOST_CARDS
from crm.views.parts.cards import card
from crm.views.parts.closing import month_start
from crm.views.requests import SignedIn


def moved_since(request: SignedIn) -> bool:
    """Whether the board differs from the one with the ``tag`` of the address: one query."""
    now = timezone.now()
    board = asked.read(request.user, request.GET)
    marks = board.deals.marks(request.user, month_start(now))
    row = User.objects.annotate(**marks).get(pk=request.user.pk)
    return asked.tag_of(row, now) != request.GET.get("tag")


def more_cards(request: SignedIn) -> HttpResponse:
    """The next cards of the column ``cards``, after the first ``from`` ones."""
    now, board = timezone.now(), asked.read(request.user, request.GET)
    stages = Stage.objects.of_current_pipelines()
    stage = get_object_or_404(stages, pk=_number(request, "cards"))
    first = min(_number(request, "from"), MOST_CARDS)
    rows = board.deals.open().in_stage(stage).as_cards(request.user, now)
    found = list(rows.order_by("-stage_entered_at", "-pk")[first : first + CARDS + 1])
    shown, more = found[:CARDS], len(found) > CARDS
    column = {
        "id": stage.pk,
        "deals": [card(deal, now) for deal in shown],
        "more": _("Show more") if more else "",
        "more_url": f"{board.list_at(stage.pipeline)}&state=open&stage={stage.pk}",
        "more_cards": first + len(shown) if first + len(shown) < MOST_CARDS else 0,
        "cards_url": board.at(stage.pipeline),
    }
    return render(request, "components/_cards.html", {"column": column})


def _number(request: SignedIn, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
