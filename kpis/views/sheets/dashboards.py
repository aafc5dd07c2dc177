"""My figures, Team and Summary: the tiles, and people against figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kpis import dashboard
from kpis.scope import Scope
from kpis.sheets import Column, Sheet
from kpis.spec import Kpi
from kpis.targets.attainment import book
from kpis.tiles import chosen
from kpis.views.explain import who
from kpis.views.parts.asking import Asked, asked, for_team, leader
from kpis.views.parts.chosen_tiles import tiles_asked
from kpis.views.parts.exported import exported
from kpis.views.parts.profiles import rule_of
from kpis.views.parts.sheeted import named, notes_of, tiles_sheet
from kpis.views.quality import leads
from kpis.views.summary import filled_up, usual_of
from kpis.views.team import table_of, title


def tiles(title: str, kpis: Sequence[Kpi], scope: Scope, asked_for: Asked) -> Sheet:
    picked = asked_for.picked
    held = book(picked.around, picked.today)
    found = dashboard.tiles(
        kpis, scope, picked, organisation=asked_for.organisation, held=held
    )
    return tiles_sheet(title, found, asked_for)


def people(asked_for: Asked) -> Sheet:
    """Everybody's figures with their targets; the last row is the scope's own, not a sum."""
    picked = asked_for.picked
    table = table_of(asked_for, book(picked.around, picked.today))
    kpis = table.kpis
    columns = [Column(_("Sales rep"))]
    for kpi in kpis:
        aimed = _("%(kpi)s, target") % {"kpi": kpi.label}
        columns += [Column(str(kpi.label), kpi.unit), Column(aimed, kpi.unit)]
    rows = [
        [
            person.full_name,
            *(part for c in cells for part in (c.value.value, c.standing.target)),
        ]
        for person, cells in table.rows
    ]
    rows.append([_("Total"), *(part for v in table.team for part in (v.value, None))])
    rule = rule_of(table, asked_for.organisation.minimum_sample)
    name, notes = named("team", picked), [*notes_of(asked_for), rule]
    return Sheet(name, _("People and figures"), columns, rows, notes)


@exported("team")
def team(request: HttpRequest) -> list[Sheet]:
    leader(request)
    asked_for = for_team(asked(request), request)
    team, user = asked_for.picked.team, asked_for.user
    asked_for, found = tiles_asked(
        asked_for, request, lambda: chosen.of_team(team, user)
    )
    kpis = found.kpis(user)
    name = title(team, asked_for)
    return [tiles(name, kpis, asked_for.scope, asked_for), people(asked_for)]


@exported("my-figures")
def mine(request: HttpRequest) -> list[Sheet]:
    asked_for = asked(request)
    person = asked_for.picked.rep or asked_for.user
    asked_for, found = tiles_asked(asked_for, request, lambda: chosen.of_person(person))
    kpis = found.kpis(asked_for.user)
    return [tiles(person.full_name, kpis, asked_for.mine, asked_for)]


@exported("summary")
def summary(request: HttpRequest) -> list[Sheet]:
    asked_for = asked(request)
    if leads(asked_for):
        asked_for = for_team(asked_for, request)
    asked_for, found = tiles_asked(asked_for, request, lambda: usual_of(asked_for))
    scope = asked_for.scope if leads(asked_for) else asked_for.mine
    return [tiles(who(asked_for), filled_up(found, asked_for), scope, asked_for)]
