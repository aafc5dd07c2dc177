"""The menus of the board, fetched when they are opened: people and filters."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from crm.filters.lists import offered
from crm.models import Stage
from crm.views.parts import asked
from crm.views.requests import SignedIn


def menu(request: SignedIn) -> HttpResponse:
    """``menu=whose``: the people whose board may be shown; ``menu=filter``: what narrows it."""
    lists = offered(request.user, "owner", "source")
    board = asked.read(request.user, request.GET, lists)
    chosen = board.pipeline_of(list(Stage.objects.of_current_pipelines()))
    context: dict[str, Any] = {"pipeline": chosen, "whose": board.whose}
    if request.GET["menu"] == "filter":
        context |= {"bar": board.narrowed.bar(), "active": board.narrowed.active}
        context |= {"clear_url": board.bare(chosen)}
        return render(request, "crm/_board_filter.html", context)
    people = [("mine", _("My deals")), ("all", _("All deals")), *lists["owner"]]
    own = str(request.user.pk)
    items = [
        (board.at(chosen, whose=whose), name, whose == board.whose)
        for whose, name in people
        if whose != own
    ]
    return render(request, "crm/_board_whose.html", context | {"items": items})
