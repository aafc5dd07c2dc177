"""The summary: one screen of key figures, and the three things that wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from crm.filters.deal_rules import stale
from crm.models import Complaint, Deal, Prospect
from crm.templatetags import formats
from kpis import chosen, dashboard, presets, quality, showing
from kpis.chosen import Chosen
from kpis.dashboard import Tile
from kpis.spec import Kpi
from kpis.targets import book
from kpis.views.explain import who
from kpis.views.mine import target_url, working
from kpis.views.parts.asking import Asked, asked, for_team
from kpis.views.parts.chosen_tiles import tiles_asked
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live
from kpis.views.quality import written

#: A summary of fewer figures is filled up with those of the role.
LEAST = 6


@require_safe
@until_something_moves
def summary(request: HttpRequest) -> HttpResponse:
    asked_for = asked(request)
    if leads(asked_for):
        asked_for = for_team(asked_for, request)
    asked_for, tiles = tiles_asked(asked_for, request, lambda: usual_of(asked_for))
    context = figures_of(asked_for, filled_up(tiles, asked_for))
    context |= things_of(asked_for)
    return page_or_live(
        request,
        "kpis/summary.html",
        "kpis/_summary.html",
        context,
        status=asked_for.status,
    )


def leads(asked_for: Asked) -> bool:
    return asked_for.user.is_manager or asked_for.user.is_admin


def usual_of(asked_for: Asked) -> Chosen:
    """The tiles of the page this one sums up."""
    if leads(asked_for):
        return chosen.of_team(asked_for.picked.team, asked_for.user)
    return chosen.of_person(asked_for.user)


def filled_up(tiles: Chosen, asked_for: Asked) -> list[Kpi]:
    """Six figures at least where the reader's role knows as many, eight at most."""
    kpis = tiles.kpis(asked_for.user)
    role = presets.PRESETS["manager" if leads(asked_for) else "rep"]
    keys = [kpi.key for kpi in kpis]
    more = [key for key in role if key not in keys][: max(0, LEAST - len(keys))]
    return kpis + presets.kpis_of(more, asked_for.user)


def figures_of(asked_for: Asked, kpis: list[Kpi]) -> dict[str, Any]:
    picked, organisation = asked_for.picked, asked_for.organisation
    held = book(picked.around, picked.today)
    scope = asked_for.scope if leads(asked_for) else asked_for.mine
    found = dashboard.tiles(kpis, scope, picked, organisation=organisation, held=held)
    person = None if leads(asked_for) else asked_for.user.pk
    return {
        "who": who(asked_for),
        "picked": picked,
        "picker": picked.shown(),
        "sentence": showing.sentence(picked, working(held, picked, person)),
        "tiles": [tile_of(tile, asked_for) for tile in found],
        "details_url": reverse("kpis:team" if leads(asked_for) else "kpis:my-figures")
        + picked.address(),
    }


def tile_of(found: Tile, asked_for: Asked) -> dict[str, Any]:
    picked = asked_for.picked
    url = showing.explain_url(found.kpi, picked)
    target = target_url(asked_for, found.kpi)
    return showing.tile(
        found, picked, asked_for.organisation, url=url, target_url=target
    )


# -- what waits -------------------------------------------------------------------------------


def things_of(asked_for: Asked) -> dict[str, Any]:
    """Three counts, each what the list behind its link holds, and the quality of the records.

    A rep's own records; whoever leads, all the records they read.
    """
    user, now = asked_for.user, asked_for.now
    mine = {} if leads(asked_for) else {"owner": user.pk}
    complaints = Complaint.objects.visible_to(user).unanswered().filter(**mine)
    deals = stale(Deal.objects.visible_to(user).filter(**mine), now)
    detected = Prospect.objects.visible_to(user).current().at_step("detected")
    people = [user.pk] if mine else None
    score = quality.score(quality.measured(quality.Whom(user, people, now)))
    return {
        "things": [
            _thing(
                complaints.count(),
                lambda n: ngettext(
                    "complaint awaits an answer", "complaints await an answer", n
                ),
                _("No complaint awaits an answer."),
                f"{reverse('crm:voice')}?{urlencode({'tab': 'open'} | mine)}",
            ),
            _thing(
                deals.count(),
                lambda n: ngettext(
                    "deal lies still, with nothing ahead",
                    "deals lie still, with nothing ahead",
                    n,
                ),
                _("Every open deal moves or has a next step."),
                f"{reverse('crm:pipeline')}?"
                + urlencode({"view": "list", "stale": "yes", "sort": "opened"} | mine),
            ),
            _thing(
                detected.filter(**mine).count(),
                lambda n: ngettext(
                    "prospect was never contacted", "prospects were never contacted", n
                ),
                _("Every prospect was contacted."),
                f"{reverse('crm:prospects')}?{urlencode({'step': 'detected'} | mine)}",
            ),
        ],
        "quality": written(score),
        "quality_url": reverse("kpis:quality"),
    }


def _thing(
    count: int, words: Callable[[int], str], nothing: str, url: str
) -> dict[str, Any]:
    return {
        "count": formats.number(count) if count else "",
        "words": words(count) if count else nothing,
        "url": url,
    }
