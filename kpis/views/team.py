"""Team: the team's tiles, and people against figures; every cell opens to its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.models import Team
from kpis import dashboard, priorities, showing
from kpis.spec import Kpi
from kpis.targets.attainment import TargetBook, book
from kpis.team.table import PeopleTable, people_table
from kpis.tiles import chosen, presets
from kpis.views.mine import race_of, target_url, working
from kpis.views.parts import cards, filters, people, profiles
from kpis.views.parts.asking import Asked, asked, for_team, leader
from kpis.views.parts.chosen_tiles import menu_of, tiles_asked
from kpis.views.parts.heard import heard
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live
from kpis.views.parts.pinned import shown
from kpis.views.parts.to_coach import to_coach


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
    context = figures_of(asked_for, kpis, request)
    context |= {
        **menu_of(tiles, asked_for, whose),
        "filters": filters.later(asked_for, kpis, address=request.GET),
        "story": context["story"] if filters.tells_story(request) else None,
    }
    return page_or_live(
        request, "kpis/team.html", "kpis/_team.html", context, status=asked_for.status
    )


def figures_of(
    asked_for: Asked, kpis: list[Kpi], request: HttpRequest
) -> dict[str, Any]:
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
    return {
        "title": title(picked.team, asked_for),
        "picked": picked,
        "noticed_address": picked.address(where=None),
        "picker": picked.shown(),
        "sentence": showing.sentence(picked, working(held, picked, None)),
        "tiles": tiles,
        "story": story,
        "teams": filters.team_options(asked_for),
        "team_value": str(picked.team.pk) if picked.team else "",
        "every_team": picked.address(team="") or "?team=",
        "heard": heard(kpis, asked_for),
        "priorities": shown(
            priorities.of_team(picked.team, asked_for.user, picked.today),
            asked_for.user,
        ),
        "chart": race_of(asked_for, asked_for.scope, held, None),
        **people_of(asked_for, held, request),
    }


def table_of(asked_for: Asked, held: TargetBook) -> PeopleTable:
    columns = presets.columns_of(asked_for.user)
    picked, organisation = asked_for.picked, asked_for.organisation
    return people_table(columns, asked_for.scope, picked, held, organisation)


def people_of(
    asked_for: Asked, held: TargetBook, request: HttpRequest
) -> dict[str, Any]:
    """People against figures, and whom to see first."""
    table = table_of(asked_for, held)
    organisation, shown = asked_for.organisation, people.ordered(table, request)
    return {
        "heads": people.heads_of(table, asked_for, request),
        "sorted": request.GET.get("sort", ""),
        "ordered": people.order_said(shown, request),
        "judged": any(table.middles),
        "rows": people.rows_of(shown, asked_for),
        "sums": people.sums_of(table, asked_for, held),
        "medians": people.medians_of(table, organisation.base_currency),
        "rule": profiles.rule_of(table, organisation.minimum_sample),
        "coach": to_coach(table, asked_for),
        "strengths_url": reverse("kpis:team-strengths") + asked_for.picked.address(),
        "figure_url": reverse("kpis:team-figure")
        + asked_for.picked.address(where=None),
    }


def title(team: Team | None, asked_for: Asked) -> str:
    if team is not None:
        return _("Team %(name)s") % {"name": team.name}
    return _("The whole company") if asked_for.whole.seen.all else _("All my teams")
