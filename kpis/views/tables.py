"""The addresses of single tables as CSV, kept for who holds them; ``export.py`` writes them all."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from crm.views.exports import gently
from kpis.views.export import csv_of
from kpis.views.parts.asking import asked, for_team, leader
from kpis.views.parts.exported import EXPORTS
from kpis.views.sheets import boards, dashboards, explained

Csv = HttpResponseBase


@require_safe
@gently
def rows_csv(request: HttpRequest, key: str) -> Csv:
    return csv_of(explained.rows_behind(request, key))


@require_safe
@gently
def split_csv(request: HttpRequest, key: str) -> Csv:
    return csv_of(explained.split_of_figure(request, key))


@require_safe
@gently
def team_csv(request: HttpRequest) -> Csv:
    leader(request)
    return csv_of(dashboards.people(for_team(asked(request), request)))


@require_safe
@gently
def ranking_csv(request: HttpRequest) -> Csv:
    [sheet, *_others] = EXPORTS["rankings"](request)
    return csv_of(sheet)


@require_safe
@gently
def catalogue_csv(request: HttpRequest) -> Csv:
    [sheet] = boards.catalogue(request)
    return csv_of(sheet)
