"""The tiles of a figure page: those of its dashboard, or of the preset that the address looks at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from kpis.tiles import chosen, presets
from kpis.tiles.chosen import Chosen, Whose
from kpis.views.parts.asking import Asked


def tiles_asked(
    asked_for: Asked, request: HttpRequest, usual: Callable[[], Chosen]
) -> tuple[Asked, Chosen]:
    """(the question at the tiles' own rhythm, the tiles)."""
    name = request.GET.get("preset", "")
    tiles = chosen.of_preset(name) if name in presets.PRESETS else usual()
    return asked_for.at_rhythm(tiles.rhythm, request.GET), tiles


def menu_of(tiles: Chosen, asked_for: Asked, whose: Whose) -> dict[str, Any]:
    """The context of ``kpis/_presets.html`` and ``kpis/_review_due.html``.

    Whoever looks at somebody else's page finds no choice of theirs to change.
    """
    user, held = asked_for.user, tiles.own_of(whose)
    mine = whose.team is not None or whose.owner == user
    return {
        "preset": tiles.preset,
        "presets": presets.LABELS.items(),
        "choose_url": choose_url(whose) if mine else "",
        "choose_team": str(whose.team.pk) if whose.team else "",
        "review_due": mine and chosen.review_due(held, asked_for.now),
    }


def choose_url(whose: Whose, **more: str) -> str:
    """The page where these tiles are chosen."""
    team = {"team": str(whose.team.pk)} if whose.team else {}
    asked = urlencode(team | more)
    return reverse("kpis:choose") + (f"?{asked}" if asked else "")
