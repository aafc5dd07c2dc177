"""My figures: at most eight tiles, the race of the period, the rank, the team's total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.access import EVERYTHING
from crm.models import Organisation, Team, User
from kpis import charts, dashboard, priorities, ranking, showing
from kpis.catalogue import KPIS
from kpis.ranking.choices import leaders_only
from kpis.scope import Scope, narrowed
from kpis.spec import Kpi
from kpis.subjects import Subject, hears
from kpis.targets.attainment import TargetBook, book, may_have_target, target_of
from kpis.team import coaching
from kpis.tiles import chosen, presets
from kpis.views.parts import cards, filters, own_part
from kpis.views.parts.asking import Asked, asked
from kpis.views.parts.chosen_tiles import menu_of, tiles_asked
from kpis.views.parts.heard import heard
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live
from kpis.views.parts.pinned import shown
from kpis.views.parts.profiles import meeting_url


@require_safe
@until_something_moves
def my_figures(request: HttpRequest) -> HttpResponse:
    asked_for = asked(request)
    person = asked_for.picked.rep or asked_for.user
    asked_for, tiles = tiles_asked(asked_for, request, lambda: chosen.of_person(person))
    kpis = tiles.kpis(asked_for.user)
    context = figures_of(asked_for, kpis)
    context |= {
        **menu_of(tiles, asked_for, chosen.Whose(owner=person)),
        "filters": filters.later(asked_for, kpis, address=request.GET),
        "meeting_url": meeting_url(person.pk) if may_meet(asked_for, person) else "",
        "story": context["story"] if filters.tells_story(request) else None,
    }
    return page_or_live(
        request, "kpis/mine.html", "kpis/_mine.html", context, status=asked_for.status
    )


def may_meet(asked_for: Asked, person: User) -> bool:
    """Whether the person sells, and is the reader or somebody the reader leads today."""
    if person == asked_for.user:
        return person.sells
    return coaching.people_met(asked_for.user).filter(pk=person.pk).exists()


def figures_of(asked_for: Asked, kpis: list[Any]) -> dict[str, Any]:
    """Everything the page shows of one person."""
    picked, organisation = asked_for.picked, asked_for.organisation
    person = picked.rep or asked_for.user
    scope = asked_for.mine
    held = book(picked.around, picked.today)
    found = dashboard.tiles(kpis, scope, picked, organisation=organisation, held=held)
    rep = (
        None if person == asked_for.user and not asked_for.whole.seen.all else person.pk
    )
    if asked_for.user.is_manager or asked_for.user.is_admin:
        rep = person.pk
    tiles = [
        showing.tile(
            tile,
            picked,
            organisation,
            url=showing.explain_url(tile.kpi, picked, rep=rep),
            target_url=target_url(asked_for, tile.kpi),
        )
        for tile in found
    ]
    story = cards.moved_most(found, picked, organisation.base_currency)
    if story:
        url = showing.explain_url(story["kpi"], picked, rep=rep)
        story["url"] = f"{url}#changed"
    return {
        "person": None if person == asked_for.user else person,
        "picked": picked,
        "noticed_address": picked.address(rep=person.pk, where=None),
        "picker": picked.shown(),
        "sentence": showing.sentence(picked, working(held, picked, person.pk)),
        "tiles": tiles,
        "story": story,
        "heard": heard(kpis, asked_for, person),
        "priorities": pinned_for(person, asked_for),
        "chart": race_of(asked_for, scope, held, person.pk),
        **beside(asked_for, held, kpis),
    }


def pinned_for(person: User, asked_for: Asked) -> list[dict[str, Any]]:
    """What comes first for the person; a colleague who only sees their figures is not told."""
    user = asked_for.user
    if not hears(user, Subject(rep=person.pk)):
        return []
    return shown(priorities.of_person(person, asked_for.picked.today), user)


def working(held: TargetBook, picked: Any, person: int | None) -> tuple[int, int]:
    """(working days closed, working days of the period)."""
    calendar = held.calendar
    closed = calendar.days(picked.around.clipped(picked.today), person)
    return round(closed), round(calendar.days(picked.around, person))


def race_of(
    asked_for: Asked, scope: Scope, held: TargetBook, person: int | None
) -> dict[str, Any] | None:
    """The headline figure cumulated; none under a filter, over a single day, or of nothing at all."""
    kpi, picked = KPIS.get(presets.HEADLINE), asked_for.picked
    if kpi is None or picked.where or picked.around.days < 5:
        return None
    question = picked.question(scope)
    aim = target_of(held, question, kpi, {}, picked.around)
    found = charts.race(kpi, scope, picked, held, aim)
    if not (any(found.now) or any(found.earlier) or aim):
        return None
    return cards.race_card(found, picked, asked_for.organisation)


def beside(
    asked_for: Asked, held: TargetBook, kpis: Sequence[Kpi] = ()
) -> dict[str, Any]:
    """Own rank, the team's total and one's part of it, as far as the organisation shows them."""
    seen = asked_for.organisation.figures_seen_by_reps
    user, picked = asked_for.user, asked_for.picked
    nothing: dict[str, Any] = {"rank": None, "team_total": None, "own_parts": []}
    if seen == Organisation.FiguresSeen.NOTHING and not user.is_manager:
        return nothing
    kpi = KPIS.get(presets.HEADLINE)
    team = ranking.own_team(user, picked.today)
    if kpi is None or team is None or picked.rep is not None or not user.sells:
        return nothing
    scope = narrowed(Scope(EVERYTHING), team=team.pk)
    currency = asked_for.organisation.base_currency
    flows = () if picked.where else kpis
    found = {
        "team_total": team_total(asked_for, scope, held, team),
        "own_parts": own_part.rows_of(flows, user, scope, picked, currency),
    }
    if leaders_only() and not user.is_manager:
        return nothing | found
    return nothing | found | {"rank": rank_of(asked_for, kpi, scope, held)}


def rank_of(
    asked_for: Asked, kpi: Kpi, scope: Scope, held: TargetBook
) -> dict[str, Any] | None:
    """Own place with its neighbours: by share of target where there is one."""
    user, picked = asked_for.user, asked_for.picked
    organisation = asked_for.organisation
    aimed = held.aim_of_person(kpi, user.pk, picked.around) is not None
    basis = ranking.SHARE if aimed else ranking.RESULT
    compared = ranking.Compared(basis)
    board = ranking.board(
        kpi, scope, picked, compared=compared, organisation=organisation, held=held
    )
    moved = ranking.moved_since(board, scope, picked, user, held, organisation)
    values = organisation.figures_seen_by_reps == Organisation.FiguresSeen.ALL
    shown = cards.rank_card(board, user, organisation, values=values, moved=moved)
    if shown is None:
        return None
    address = picked.address(kpi=kpi.key, basis=basis, where=None)
    return shown | {"url": reverse("kpis:rankings") + address}


def team_total(
    asked_for: Asked, scope: Scope, held: TargetBook, team: Team
) -> dict[str, Any]:
    """The team's headline figure, a small tile that a rep may read and not open."""
    kpi, picked = KPIS[presets.HEADLINE], asked_for.picked
    [tile] = dashboard.plain_tiles([kpi], scope, picked, held)
    currency = asked_for.organisation.base_currency
    shown = showing.small_tile(tile, currency, "")
    return shown | {
        "label": _("Team %(team)s, %(kpi)s") % {"team": team.name, "kpi": kpi.label}
    }


def target_url(asked_for: Asked, kpi: Kpi) -> str:
    """The form where a target of this figure is set, for who may: its team and period filled in."""
    user, picked = asked_for.user, asked_for.picked
    leads = user.is_manager or user.is_admin
    if not leads or picked.where or not may_have_target(kpi):
        return ""
    asked_of = {"kpi": kpi.key, "on": picked.around.first}
    if picked.kind == "quarter":
        asked_of["span"] = "quarter"
    if picked.team is not None:
        asked_of["team"] = picked.team.pk
    return f"{reverse('kpis:targets')}?{urlencode(asked_of)}"
