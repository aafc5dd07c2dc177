"""Targets: one figure, one team, one month or quarter; a field for the team and for each person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from crm.access import managed_teams, subtree
from crm.civil import civil_day
from crm.models import Organisation, Team, User
from crm.templatetags import formats
from kpis import presets
from kpis.forms.targets import Line, read_lines, write_steps
from kpis.models import Target
from kpis.periods import Period, shift, whole
from kpis.picker import members_of
from kpis.spec import Better, Kpi
from kpis.targets import SPANS, set_target, targetable
from kpis.views.parts.asking import reader
from kpis.views.parts.words import UNITS

#: How many months or quarters back and ahead the page offers.
BACK, AHEAD = 3, 6


@dataclass(frozen=True)
class Sheet:
    """What the page is about: a KPI, a team or the whole company, one month or quarter."""

    kpi: Kpi
    team: Team | None
    span: str
    starts_on: date
    today: date
    organisation: Organisation

    @property
    def period(self) -> Period:
        return Period(self.starts_on, shift(self.span, self.starts_on, 1))

    def address(self) -> str:
        team = self.team.pk if self.team else ""
        query = f"kpi={self.kpi.key}&team={team}&span={self.span}&on={self.starts_on}"
        return f"{reverse('kpis:targets')}?{query}"


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    teams = teams_of(reader(request))
    sheet = sheet_of(request.GET if request.method != "POST" else request.POST, teams)
    lines = lines_of(sheet)
    if request.method != "POST":
        return page(request, sheet, teams, lines)
    if sheet.kpi.key in presets.retired():
        messages.error(
            request, _("This figure is retired: its targets stay as they are.")
        )
        return redirect(sheet.address())
    typed = read_lines(lines, request.POST, sheet.kpi, sheet.organisation.base_currency)
    if any(line.error for line in lines):
        return page(request, sheet, teams, lines, status=422)
    changed = save(sheet, lines, typed, reader(request), timezone.now())
    words = ngettext("%(n)d target saved.", "%(n)d targets saved.", changed)
    messages.success(request, words % {"n": changed})
    return redirect(sheet.address())


@require_POST
def target_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove one target: 404 outside the teams this person manages."""
    teams = teams_of(reader(request))
    target = Target.objects.select_related("user", "team").filter(pk=pk).first()
    if target is None or not may_set(target, reader(request), teams):
        raise Http404
    set_target(
        by=reader(request),
        now=timezone.now(),
        kpi=target.kpi,
        period=target.period,
        starts_on=target.starts_on,
        value=None,
        user=target.user,
        team=target.team,
    )
    messages.success(request, _("Target removed."))
    on = f"kpi={target.kpi}&span={target.period}&on={target.starts_on}"
    return redirect(f"{reverse('kpis:targets')}?{on}")


def teams_of(user: User) -> list[Team]:
    """The teams this person sets targets for; a rep sets none."""
    if user.is_admin:
        return list(Team.objects.exclude(pk=0).order_by("name"))
    if user.is_manager:
        return list(Team.objects.filter(pk__in=managed_teams(user)).order_by("name"))
    raise PermissionDenied


def may_set(target: Target, user: User, teams: list[Team]) -> bool:
    if user.is_admin:
        return True
    if target.team_id is not None:
        return target.team_id in {team.pk for team in teams}
    today = civil_day(timezone.now(), Organisation.current().zone)
    around = Period(
        min(target.starts_on, today),
        max(shift(target.period, target.starts_on, 1), today),
    )
    people = members_of(frozenset(team.pk for team in teams), around)
    return target.user_id in {person.pk for person in people}


def sheet_of(data: Any, teams: list[Team]) -> Sheet:
    """The sheet the address names; what it does not say is the usual. 404 for a foreign team."""
    organisation = Organisation.current()
    today = civil_day(timezone.now(), organisation.zone)
    choices = {kpi.key: kpi for kpi in targetable()}
    key = data.get("kpi") or presets.HEADLINE
    if key not in choices:
        raise Http404
    span = data.get("span") if data.get("span") in SPANS else "month"
    try:
        day = date.fromisoformat(data.get("on") or today.isoformat())
    except ValueError:
        day = today
    start = whole(span, day, organisation.fiscal_first_month).first
    return Sheet(choices[key], team_of(data, teams), span, start, today, organisation)


def team_of(data: Any, teams: list[Team]) -> Team | None:
    wanted = data.get("team") or ""
    if not wanted:
        return teams[0] if teams else None
    found = next((team for team in teams if str(team.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def lines_of(sheet: Sheet) -> list[Line]:
    """The team first, then its people of the period, with what is set for each."""
    teams = frozenset(subtree({sheet.team.pk})) if sheet.team else None
    people = members_of(teams, sheet.period)
    held = Target.objects.filter(
        kpi=sheet.kpi.key, period=sheet.span, starts_on=sheet.starts_on
    )
    values = {(t.user_id, t.team_id): (t.pk, t.value) for t in held}
    lines = []
    if sheet.team is not None:
        lines.append(Line(f"team-{sheet.team.pk}", sheet.team.name, None, sheet.team))
    lines += [Line(f"user-{p.pk}", p.full_name, p, None) for p in people]
    for line in lines:
        where = (
            line.user.pk if line.user else None,
            line.team.pk if line.team else None,
        )
        line.pk, value = values.get(where, (None, None))
        line.typed = write_steps(value, sheet.kpi, sheet.organisation.base_currency)
    return lines


def save(
    sheet: Sheet,
    lines: list[Line],
    typed: dict[str, int | None],
    by: User,
    now: datetime,
) -> int:
    """All lines or none; returns how many are set."""
    with transaction.atomic():
        for line in lines:
            if line.name in typed:
                set_target(
                    by=by,
                    now=now,
                    kpi=sheet.kpi.key,
                    period=sheet.span,
                    starts_on=sheet.starts_on,
                    value=typed[line.name],
                    user=line.user,
                    team=line.team,
                )
    return sum(1 for value in typed.values() if value is not None)


def page(
    request: HttpRequest,
    sheet: Sheet,
    teams: list[Team],
    lines: list[Line],
    status: int = 200,
) -> HttpResponse:
    better = {
        Better.UP: ("▲", _("Higher is better")),
        Better.DOWN: ("▼", _("Lower is better")),
    }
    glyph, word = better[sheet.kpi.better]
    unit = str(UNITS[sheet.kpi.unit])
    if sheet.kpi.unit == "money":
        unit = formats.SIGNS.get(
            sheet.organisation.base_currency, sheet.organisation.base_currency
        )
    context = {
        "sheet": sheet,
        "team_value": str(sheet.team.pk) if sheet.team else "",
        "lines": lines,
        "errors": [line for line in lines if line.error],
        "teams": teams,
        "kpis": [
            k
            for k in presets.in_use(targetable(), besides=sheet.kpi.key)
            if presets.readable(k, reader(request))
        ],
        "retired": sheet.kpi.key in presets.retired(),
        "spans": spans_of(sheet),
        "glyph": glyph,
        "direction": word,
        "unit": unit,
        "sum_of_people": sheet.kpi.is_flow,
    }
    return render(request, "kpis/targets.html", context, status=status)


def spans_of(sheet: Sheet) -> list[tuple[str, str]]:
    """(first day, name) of the months or quarters around the one shown."""
    first_month = sheet.organisation.fiscal_first_month
    now = whole(sheet.span, sheet.today, first_month).first
    starts = {shift(sheet.span, now, i) for i in range(-BACK, AHEAD + 1)}
    starts.add(sheet.starts_on)
    return [(start.isoformat(), span_name(sheet, start)) for start in sorted(starts)]


def span_name(sheet: Sheet, start: date) -> str:
    if sheet.span == "month":
        text = formats.day(start, "month")
        return text[:1].upper() + text[1:]
    return formats.period(start, Period(start, shift("quarter", start, 1)).last)
