"""Fragments that other pages hold: the freshness stamp, the small tiles of Today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kpis import context, dashboard, priorities, showing
from kpis.targets.attainment import book
from kpis.tiles import presets
from kpis.views.mine import beside
from kpis.views.parts import pinned
from kpis.views.parts.asking import asked, reader
from kpis.views.parts.live import page_or_live


@require_safe
def freshness(request: HttpRequest) -> HttpResponse:
    shown = {
        "freshness": context.shown(reader(request)),
        "poll_url": reverse("kpis:freshness"),
    }
    return render(request, "components/_freshness.html", shown)


@require_safe
def today_strip(request: HttpRequest) -> HttpResponse:
    """Up to four figures of this month with target and pace, and the own rank."""
    asked_for = asked(request)
    picked, organisation = asked_for.picked, asked_for.organisation
    kpis = presets.kpis_of(presets.TODAY, asked_for.user)
    held = book(picked.around, picked.today)
    found = dashboard.plain_tiles(kpis, asked_for.mine, picked, held)
    aimed = [tile for tile in found if tile.standing.target is not None]
    tiles = [
        showing.small_tile(
            tile,
            organisation.base_currency,
            showing.explain_url(tile.kpi, picked, rep=asked_for.user.pk),
        )
        for tile in aimed or found
    ]
    pinned_here = priorities.of_person(asked_for.user, picked.today)
    shown = {
        "priorities": pinned.shown(pinned_here, asked_for.user),
        "tiles": tiles if asked_for.user.sells else [],
        "rank": beside(asked_for, held)["rank"],
    }
    return page_or_live(request, "kpis/_live.html", "kpis/_today.html", shown)
