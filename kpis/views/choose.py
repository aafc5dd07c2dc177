"""Choose the tiles of My figures, or of a team: add, remove, put in order, begin from a preset."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.models import WayBack
from crm.services.errors import Refused
from crm.views.answers import done, leave, said_no
from crm.views.parts.offers import undo_of
from crm.views.requests import SignedIn
from kpis.spec import Kpi
from kpis.tiles import choosing, chosen, presets
from kpis.tiles.chosen import Chosen, Whose
from kpis.views.parts.asking import kpi_or_404
from kpis.views.parts.choice_acts import ACTS, SAID
from kpis.views.parts.choosing import page_of
from kpis.views.parts.chosen_tiles import choose_url


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: SignedIn) -> HttpResponse:
    whose = whose_of(request)
    if request.method == "POST":
        return written(request, whose)
    found = chosen.of(whose)
    context = page_of(whose, found, request.user, timezone.now())
    context["swap"] = swap_of(request, found)
    return render(request, "kpis/choose.html", context)


def whose_of(request: SignedIn) -> Whose:
    """The reader's own tiles, or a team's they lead; any other team is 404."""
    sent = request.POST if request.method == "POST" else request.GET
    wanted = sent.get("team", "")
    if not wanted:
        return Whose(owner=request.user)
    for team in chosen.teams_chosen_for(request.user):
        if str(team.pk) == wanted:
            return Whose(team=team)
    raise Http404


def swap_of(request: SignedIn, found: Chosen) -> Kpi | None:
    """The figure that asks for a place on a full dashboard."""
    key = request.GET.get("swap", "")
    if not key or key in found.keys or len(found.kpis(request.user)) < presets.LIMIT:
        return None
    return kpi_or_404(key, request.user)


def written(request: SignedIn, whose: Whose) -> HttpResponse:
    """One change, written at once, with its way back; a full dashboard asks which one leaves."""
    sent, user, now = request.POST, request.user, timezone.now()
    act, here = sent.get("act", ""), choose_url(whose)
    if act == "give_up":
        back = choosing.give_up(whose=whose, by=user, now=now)
        return answered(request, whose, back, _("Back to the usual choice."))
    if act not in ACTS:
        raise Http404
    stands = chosen.of(whose)
    try:
        tiles, rhythm = ACTS[act](stands, sent, user)
        back = choosing.choose(
            whose=whose, by=user, now=now, tiles=tiles, rhythm=rhythm
        )
    except Refused as refusal:
        if act == "add" and sent.get("key") not in presets.retired():
            return leave(request, choose_url(whose, swap=sent.get("key", "")))
        return said_no(request, here, refusal)
    return answered(request, whose, back, SAID[act]())


def answered(
    request: SignedIn, whose: Whose, back: WayBack | None, said: str
) -> HttpResponse:
    go = request.POST.get("act") in ("swap", "keep")
    return done(request, choose_url(whose), said=said, undo_url=undo_of(back), go=go)


@require_POST
def opened(request: SignedIn, key: str) -> HttpResponse:
    """A reader opened the figure to its explanation: sent by the page, so that reading writes nothing."""
    kpi = kpi_or_404(key, request.user)
    choosing.opened(user=request.user, keys=[kpi.key], now=timezone.now())
    return HttpResponse(status=204)
