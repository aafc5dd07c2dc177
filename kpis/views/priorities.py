"""A priority is pinned for a team, and taken down again."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.access import today
from crm.views.answers import done, form_sheet
from crm.views.requests import SignedIn
from kpis import priorities as writing
from kpis.catalogue import KPIS
from kpis.forms.steering import PriorityForm
from kpis.subjects import choices_of
from kpis.tiles import presets
from kpis.views.parts.asking import leader


@require_http_methods(["GET", "HEAD", "POST"])
def priority_new(request: SignedIn) -> HttpResponse:
    user = leader(request)
    teams, _people = choices_of(user)
    form = PriorityForm(
        request.POST or None,
        initial={"team": request.GET.get("team", "")[:20]},
        teams=teams,
        kpis=[k for k in presets.in_use(KPIS.values()) if presets.readable(k, user)],
        today=today(),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        writing.pin(
            team=int(data["team"]),
            text=data["text"],
            kpi=data["kpi"],
            until=data["until"],
            by=user,
            now=timezone.now(),
        )
        here = f"{reverse('kpis:team')}?team={data['team']}"
        return done(request, here, said=_("Pinned."))
    title = _("Pin a priority")
    intro = _("It stands at the top of the pages of everybody in the team.")
    action = reverse("kpis:priority-new")
    return form_sheet(request, form, title, action, _("Pin"), intro=intro)


@require_POST
def priority_unpin(request: SignedIn, pk: int) -> HttpResponse:
    user = leader(request)
    row = writing.pinned_by(user).filter(pk=pk).first()
    if row is None:
        raise Http404
    writing.unpin(priority=row, by=user, now=timezone.now())
    here = f"{reverse('kpis:team')}?team={row.team_id}"
    return done(request, here, said=_("Taken down."))
