"""Remove one target by its row."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm.civil import civil_day
from crm.models import Organisation, Team, User
from kpis.models import Target
from kpis.periods import Period, shift
from kpis.picker import members_of
from kpis.targets.aiming import set_target
from kpis.views.parts.asking import reader
from kpis.views.parts.target_wanted import (
    teams_of,
)


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
