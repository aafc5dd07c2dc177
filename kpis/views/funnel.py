"""Funnel: where deals stop and why, and how leads become customers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from crm.models import Pipeline
from kpis.catalogue import KPIS
from kpis.funnel.deals import CONVERSION, DealFunnel, deal_funnel, pipelines
from kpis.funnel.life import COHORT, PERIOD, life_funnel
from kpis.measures.describing import OF_PROSPECT
from kpis.rollup import Report, report
from kpis.views.parts import filters, funnel_shown
from kpis.views.parts.asking import Asked, asked, for_team
from kpis.views.parts.funnel_life import life
from kpis.views.parts.funnel_losses import reasons
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.live import page_or_live
from kpis.views.parts.noticing import who

#: What an address that names no period means: a month holds few deals that had their time.
RHYTHM = "quarter"


@require_safe
@until_something_moves
def funnel(request: HttpRequest) -> HttpResponse:
    asked_for = whose(request)
    choices = pipelines()
    found = funnel_of(request, asked_for, choices)
    leads = bool(asked_for.whole.seen.all or asked_for.whole.seen.teams)
    context: dict[str, Any] = {
        "picked": asked_for.picked,
        "picker": asked_for.picked.shown(),
        "who": who(asked_for),
        "filters": filters.later(
            asked_for,
            [KPIS[CONVERSION]],
            teams=leads,
            people=leads,
            address=request.GET,
        ),
        "team_value": str(asked_for.picked.team.pk) if asked_for.picked.team else "",
        "rep_value": str(asked_for.picked.rep.pk) if asked_for.picked.rep else "",
        "pipelines": choices,
        "pipeline": found.pipeline if found else None,
        "deals": funnel_shown.deals(found, asked_for) if found else None,
        "reasons": reasons(losses(asked_for), asked_for),
        "life": life_of(request, asked_for),
    }
    return page_or_live(
        request,
        "kpis/funnel.html",
        "kpis/_funnel.html",
        context,
        status=asked_for.status,
    )


def whose(request: HttpRequest) -> Asked:
    """Its filters, but one on stages: a funnel shows them all."""
    found = for_team(asked(request), request).at_rhythm(RHYTHM, request.GET)
    return found.filtered(lambda name: name not in ("stage", "pipeline"))


def funnel_of(
    request: HttpRequest, asked_for: Asked, choices: list[Pipeline]
) -> DealFunnel | None:
    """The pipeline asked for, else the first; none where there is no pipeline in use."""
    wanted = request.GET.get("pipeline", "")
    named = [each for each in choices if str(each.pk) == wanted]
    if wanted and not named:
        raise Http404
    pipeline = next(iter(named or choices), None)
    if pipeline is None:
        return None
    organisation = asked_for.organisation
    return deal_funnel(
        pipeline,
        asked_for.question(),
        asked_for.picked,
        organisation.minimum_sample,
        organisation.maturing_days,
    )


def losses(asked_for: Asked) -> Report:
    """Deals lost in the period, by reason."""
    return report(KPIS["deals_lost"], asked_for.question(by=("reason",)))


def life_of(request: HttpRequest, asked_for: Asked) -> dict[str, Any]:
    """From lead to customer; a filter that leads do not know is said, never left out in silence."""
    basis = PERIOD if request.GET.get("basis") == PERIOD else COHORT
    refused = [name for name, _m in asked_for.picked.where if name not in OF_PROSPECT]
    steps = [] if refused else life_funnel(asked_for.question(), basis)
    return life(steps, basis, asked_for, refused=bool(refused))
