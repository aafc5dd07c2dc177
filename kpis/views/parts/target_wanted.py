"""Which grid of targets an address asks for, and whose it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from crm.access import teams_led_by
from crm.civil import civil_day
from crm.models import NO_TEAM_ID, Organisation, Team, User
from kpis.periods import add_months, shift, whole
from kpis.picker import EARLIEST, LATEST
from kpis.targets.aiming import SPANS, targetable
from kpis.targets.grid import Grid, grid
from kpis.targets.rows import LEVELS, VALUE, Wanted
from kpis.tiles import presets

ALL = "all"


def teams_of(user: User) -> list[Team]:
    """The teams this person sets targets for; a rep sets none."""
    if user.is_admin:
        return list(Team.objects.exclude(pk=NO_TEAM_ID).order_by("name"))
    if user.is_manager:
        return teams_led_by(user)
    raise PermissionDenied


def wanted_of(data: Mapping[str, str], teams: list[Team], user: User) -> Wanted:
    """The grid of the address; what it does not say is the usual. 404 for a foreign team."""
    organisation = Organisation.current()
    today = civil_day(timezone.now(), organisation.zone)
    kpi = {kpi.key: kpi for kpi in targetable()}.get(
        data.get("kpi") or presets.HEADLINE
    )
    if kpi is None or not presets.readable(kpi, user):
        raise Http404
    span = data.get("span", "") if data.get("span") in SPANS else "month"
    level = data.get("level", "") if data.get("level") in LEVELS else VALUE
    try:
        day = date.fromisoformat(data.get("on") or today.isoformat())
        day = day if EARLIEST <= day <= LATEST else today
    except ValueError:
        day = today
    first_month = organisation.fiscal_first_month
    year = whole("year", day, first_month)
    team = team_of(data.get("team") or "", teams)
    return Wanted(kpi, team, span, year, today, first_month, level)


def team_of(wanted: str, teams: list[Team]) -> Team | None:
    """Null: all of them. Whoever has one team is shown that one."""
    if not wanted:
        return teams[0] if len(teams) == 1 else None
    if wanted == ALL:
        return None
    found = next((team for team in teams if str(team.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def grid_of(wanted: Wanted, teams: list[Team], user: User) -> Grid:
    return grid(wanted, teams, alone=user.is_admin)


def everywhere(wanted: Wanted) -> Wanted:
    """The same figure and year, for every team of the reader."""
    return replace(wanted, team=None)


def parameters(wanted: Wanted) -> dict[str, str]:
    return {
        "kpi": wanted.kpi.key,
        "team": str(wanted.team.pk) if wanted.team else ALL,
        "span": wanted.span,
        "on": wanted.year.first.isoformat(),
        "level": wanted.level,
    }


def address(wanted: Wanted, route: str = "kpis:targets", **more: str) -> str:
    return f"{reverse(route)}?{urlencode(parameters(wanted) | more)}"


def years(wanted: Wanted) -> list[tuple[str, str]]:
    """(first day, name) of two years back, this one and the next, and of the one shown."""
    now = whole("year", wanted.today, wanted.first_month).first
    starts = {shift("year", now, i) for i in (-2, -1, 0, 1)} | {wanted.year.first}
    return [(start.isoformat(), year_name(start)) for start in sorted(starts)]


def year_name(start: date) -> str:
    """2026; with another first month the year it begins and ends in: 2025–26."""
    if start.month == 1:
        return str(start.year)
    return f"{start.year}–{add_months(start, 11):%y}"
