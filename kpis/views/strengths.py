"""Strengths and weaknesses of everybody in the team, by the rule shown with them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kpis import showing
from kpis.sheets import Column, Sheet
from kpis.targets.attainment import book
from kpis.team.medians import strengths, weaknesses
from kpis.team.table import PeopleTable, marks_of
from kpis.views.parts import filters, profiles
from kpis.views.parts.asking import Asked, asked, for_team, leader
from kpis.views.parts.exported import exported
from kpis.views.parts.kept import until_something_moves
from kpis.views.team import table_of, title


@require_safe
@until_something_moves
def team_strengths(request: HttpRequest) -> HttpResponse:
    asked_for, table = _asked(request)
    picked, organisation = asked_for.picked, asked_for.organisation
    context = {
        "title": title(picked.team, asked_for),
        "picked": picked,
        "picker": picked.shown(),
        "sentence": showing.sentence(picked, None),
        "teams": filters.team_options(asked_for),
        "team_value": str(picked.team.pk) if picked.team else "",
        "every_team": picked.address(team="") or "?team=",
        "profiles": profiles.profiles_of(table, organisation.base_currency),
        "rule": profiles.rule_of(table, organisation.minimum_sample),
    }
    return render(request, "kpis/team_strengths.html", context, status=asked_for.status)


def _asked(request: HttpRequest) -> tuple[Asked, PeopleTable]:
    leader(request)
    asked_for = for_team(asked(request), request)
    held = book(asked_for.picked.around, asked_for.picked.today)
    return asked_for, table_of(asked_for, held)


@exported("team-strengths")
def sheets(request: HttpRequest) -> list[Sheet]:
    asked_for, table = _asked(request)
    columns = [Column(_("Sales rep")), Column(_("Strong or weak")), Column(_("Figure"))]
    columns += [Column(_("Value")), Column(_("Median of the team")), Column("n")]
    rows = []
    currency = asked_for.organisation.base_currency
    for person, cells in table.rows:
        marks = marks_of(cells)
        for mark in [*strengths(marks), *weaknesses(marks)]:
            shown = profiles.mark_shown(mark, currency)
            names = ("words", "label", "value", "median")
            rows.append([person.full_name, *(shown[n] for n in names), mark.value.n])
    rule = profiles.rule_of(table, asked_for.organisation.minimum_sample)
    name = title(asked_for.picked.team, asked_for)
    notes = [showing.period_name(asked_for.picked), rule]
    return [Sheet("strengths", name, columns, rows, notes)]
