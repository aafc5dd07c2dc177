"""What a log just moved: the figure of its kind against its target, and the own rank."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kpis import dashboard, showing
from kpis.claiming import waiting
from kpis.targets.attainment import book
from kpis.tiles import presets
from kpis.views.mine import beside
from kpis.views.parts.asking import asked


@require_safe
def after_log(request: HttpRequest) -> HttpResponse:
    """One small line; while the figure is being computed it asks again each second."""
    asked_for = asked(request)
    picked = asked_for.picked
    key = presets.MOVED_BY.get(request.GET.get("kind", ""), presets.TODAY[0])
    kpis = presets.kpis_of((key,), asked_for.user)
    held = book(picked.around, picked.today)
    tiles = [
        showing.small_tile(
            tile,
            asked_for.organisation.base_currency,
            showing.explain_url(tile.kpi, picked, rep=asked_for.user.pk),
        )
        for tile in dashboard.plain_tiles(kpis, asked_for.mine, picked, held)
    ]
    shown = {
        "tiles": tiles if asked_for.user.sells else [],
        "rank": beside(asked_for, held)["rank"],
        "live_url": request.get_full_path(),
        "pending": waiting(),
    }
    return render(request, "kpis/_after_log.html", shown)
