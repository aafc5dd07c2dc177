"""The summary: one screen of key figures, and the three things that wait."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kpis import dashboard, showing
from kpis.dashboard import Tile
from kpis.spec import Kpi
from kpis.targets.attainment import book
from kpis.tiles import chosen, presets
from kpis.tiles.chosen import Chosen
from kpis.views.explain import who
from kpis.views.mine import target_url, working
from kpis.views.parts.asking import Asked, asked, for_team
from kpis.views.parts.chosen_tiles import tiles_asked
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live
from kpis.views.parts.waits import things_of
from kpis.views.quality import leads

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
