"""Team: the team's tiles, and people against figures; every cell opens to its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.models import Organisation, Team
from kpis import chosen, dashboard, presets, showing, wording
from kpis.picker import Picked
from kpis.spec import Kpi
from kpis.targets import TargetBook, book
from kpis.team_table import PeopleTable, people_table
from kpis.views.mine import race_of, target_url, working
from kpis.views.parts import cards, filters
from kpis.views.parts.asking import Asked, asked, for_team, leader
from kpis.views.parts.chosen_tiles import menu_of, tiles_asked
from kpis.views.parts.heard import heard
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live


@require_safe
@until_something_moves
def team(request: HttpRequest) -> HttpResponse:
    leader(request)
    asked_for = for_team(asked(request), request)
    team, user = asked_for.picked.team, asked_for.user
    asked_for, tiles = tiles_asked(
        asked_for, request, lambda: chosen.of_team(team, user)
    )
    kpis = tiles.kpis(user)
    whose = chosen.Whose(team=team) if team else chosen.Whose(owner=user)
    context = figures_of(asked_for, kpis)
    context |= {
        **menu_of(tiles, asked_for, whose),
        "filters": filters.later(asked_for, kpis, address=request.GET),
        "story": context["story"] if filters.tells_story(request) else None,
    }
    return page_or_live(
        request, "kpis/team.html", "kpis/_team.html", context, status=asked_for.status
    )


def figures_of(asked_for: Asked, kpis: list[Kpi]) -> dict[str, Any]:
    picked, organisation = asked_for.picked, asked_for.organisation
    held = book(picked.around, picked.today)
    found = dashboard.tiles(
        kpis, asked_for.scope, picked, organisation=organisation, held=held
    )
    tiles = [
        showing.tile(
            tile,
            picked,
            organisation,
            url=showing.explain_url(tile.kpi, picked),
            target_url=target_url(asked_for, tile.kpi),
        )
        for tile in found
    ]
    story = cards.moved_most(found, picked, organisation.base_currency)
    if story:
        story["url"] = f"{showing.explain_url(story['kpi'], picked)}#changed"
    columns = presets.kpis_of(presets.TABLE, asked_for.user)
    table = people_table(columns, asked_for.scope, picked, held)
    return {
        "title": title(picked.team, asked_for),
        "picked": picked,
        "noticed_address": picked.address(where=None),
        "picker": picked.shown(),
        "sentence": showing.sentence(picked, working(held, picked, None)),
        "tiles": tiles,
        "story": story,
        "heads": [str(kpi.label) for kpi in columns],
        "teams": filters.team_options(asked_for),
        "team_value": str(picked.team.pk) if picked.team else "",
        "every_team": picked.address(team="") or "?team=",
        "rows": rows_of(table, asked_for),
        "sums": sums_of(table, asked_for, held),
        "heard": heard(kpis, asked_for),
        "chart": race_of(asked_for, asked_for.scope, held, None),
    }


def title(team: Team | None, asked_for: Asked) -> str:
    if team is not None:
        return _("Team %(name)s") % {"name": team.name}
    return _("The whole company") if asked_for.whole.seen.all else _("All my teams")


def rows_of(table: PeopleTable, asked_for: Asked) -> list[dict[str, Any]]:
    """One row a person, each cell linked to its own explanation."""
    picked, organisation = asked_for.picked, asked_for.organisation
    return [
        {
            "name": person.full_name,
            "url": _mine(person.pk, picked),
            "cells": [
                showing.cell(
                    cell.kpi,
                    cell.value,
                    cell.standing,
                    team,
                    organisation,
                    showing.explain_url(cell.kpi, picked, rep=person.pk),
                    early=cell.kpi.matures and early(picked, organisation),
                )
                for cell, team in zip(cells, table.team, strict=True)
            ],
        }
        for person, cells in table.rows
    ]


def early(picked: Picked, organisation: Organisation) -> bool:
    """Whether some cases of the period are younger than the time they need."""
    return (picked.today - picked.period.last).days < organisation.maturing_days


def _mine(person: int, picked: Picked) -> str:
    return reverse("kpis:my-figures") + picked.address(rep=person, team=None)


def sums_of(
    table: PeopleTable, asked_for: Asked, held: TargetBook
) -> list[dict[str, Any]]:
    """The last row: the team's own figures, as its tiles show them."""
    question = asked_for.question()
    organisation, picked = asked_for.organisation, asked_for.picked
    found = []
    for kpi, value in zip(table.kpis, table.team, strict=True):
        standing = dashboard.standing_of(kpi, value, question, held, (), picked.around)
        small = dashboard.too_few(kpi, value, organisation.minimum_sample)
        found.append(
            {
                "value": wording.figure(kpi, value, organisation.base_currency),
                "base": showing.cell_base(
                    kpi,
                    value,
                    standing,
                    small=small,
                    currency=organisation.base_currency,
                ),
                "url": showing.explain_url(kpi, picked),
            }
        )
    return found
