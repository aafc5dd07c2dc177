"""The prospecting review: source by industry, and what to change by a rule anybody can check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.models import Sector, Source
from crm.templatetags import formats
from kpis import showing, wording
from kpis.customers import prospecting, worth
from kpis.customers.prospecting import Line, Review
from kpis.sheets import Column, Sheet
from kpis.views.explain import who
from kpis.views.parts import filters
from kpis.views.parts.asking import Asked, asked
from kpis.views.parts.exported import exported
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live
from kpis.views.parts.prospecting import advice, few, rule
from kpis.views.parts.worth import asked_of
from kpis.views.quality import leads

Names = Mapping[Any, str]


@require_safe
@until_something_moves
def prospecting_review(request: HttpRequest) -> HttpResponse:
    asked_for, found = read(request)
    sources, sectors = names_of(found)
    least = asked_for.organisation.minimum_sample
    context = {
        "picked": asked_for.picked,
        "picker": asked_for.picked.shown(),
        "who": who(asked_for),
        "sentence": showing.period_name(asked_for.picked),
        "filters": filters.later(
            asked_for, found.kpis, teams=leads(asked_for), people=True
        ),
        "team_value": str(asked_for.picked.team.pk) if asked_for.picked.team else "",
        "rep_value": str(asked_for.picked.rep.pk) if asked_for.picked.rep else "",
        "heads": [str(kpi.label) for kpi in found.kpis],
        "sources": [
            shown(line, sources, found, asked_for)
            | {"sectors": [shown(s, sectors, found, asked_for) for s in line.sectors]}
            for line in found.sources
        ],
        "total": cells(Line(None, found.totals), found, asked_for),
        "advice": advice(found, sources),
        "rule": rule(least, asked_for.organisation),
    }
    return page_or_live(
        request,
        "kpis/prospecting.html",
        "kpis/_prospecting.html",
        context,
        status=asked_for.status,
    )


def read(request: HttpRequest) -> tuple[Asked, Review]:
    """A year unless the address says another period: leads take their time."""
    asked_for = asked(request).at_rhythm("year", request.GET)
    kpis = worth.columns(prospecting.OF_SOURCE, asked_for.user)
    least = asked_for.organisation.minimum_sample
    return asked_for, prospecting.review(kpis, asked_of(asked_for), least)


def names_of(found: Review) -> tuple[Names, Names]:
    """Sources and industries by id, with the words for none."""
    none = {None: _("(none)")}
    sectors = {line.member for source in found.sources for line in source.sectors}
    sources = {line.member for line in found.sources}
    return _named(Source, sources) | none, _named(Sector, sectors) | none


def _named(model: Any, ids: Iterable[Any]) -> dict[Any, str]:
    wanted = [pk for pk in ids if pk is not None]
    return {pk: str(row) for pk, row in model.objects.in_bulk(wanted).items()}


def shown(line: Line, names: Names, found: Review, asked_for: Asked) -> dict[str, Any]:
    return {
        "name": names.get(line.member, formats.DASH),
        "verdict": line.verdict,
        "cells": cells(line, found, asked_for),
    }


def cells(line: Line, found: Review, asked_for: Asked) -> list[dict[str, Any]]:
    """Each figure in words; greyed with its number where it stands on few cases."""
    organisation = asked_for.organisation
    told = []
    for kpi in found.kpis:
        value = line.values.get(kpi.key)
        small = value is not None and few(kpi, value, organisation.minimum_sample)
        told.append(
            {
                "text": ""
                if value is None
                else wording.figure(kpi, value, organisation.base_currency),
                "few": formats.number(value.n) if small and value else "",
            }
        )
    return told


@exported("prospecting")
def tables(request: HttpRequest) -> list[Sheet]:
    asked_for, found = read(request)
    sources, sectors = names_of(found)
    columns = [
        Column(_("Source")),
        Column(_("Industry")),
        *(Column(str(kpi.label), kpi.unit) for kpi in found.kpis),
    ]

    def row(source: str, sector: str, line: Line) -> list[Any]:
        known = prospecting.known(line, found.kpis)
        return [source, sector, *(v.value if v else None for v in known.values())]

    rows = []
    for line in found.sources:
        name = sources.get(line.member, "")
        rows.append(row(name, _("All"), line))
        rows += [row(name, sectors.get(s.member, ""), s) for s in line.sectors]
    rows.append(row(_("Total"), "", Line(None, found.totals)))
    least = asked_for.organisation.minimum_sample
    notes = [showing.period_name(asked_for.picked), who(asked_for)]
    notes += [*advice(found, sources), rule(least, asked_for.organisation)]
    return [Sheet("prospecting", _("Prospecting review"), columns, rows, notes)]
