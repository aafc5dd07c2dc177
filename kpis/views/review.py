"""Review: one page for the weekly meeting that prepares itself, printed, or shown full screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kpis import dashboard, priorities, readings, showing
from kpis.alerts.reading import open_alerts_for
from kpis.dashboard import Tile
from kpis.digests.alerts import MOST, alert_lines
from kpis.periods import DAY, shift, whole
from kpis.picker import Picked
from kpis.plans.reading import plans_of
from kpis.targets.attainment import book
from kpis.tiles import chosen
from kpis.views import noticed
from kpis.views.mine import target_url, working
from kpis.views.parts import filters, noticing, pinned, plan_rows
from kpis.views.parts.agenda import agenda_of, agreed_by
from kpis.views.parts.asking import Asked, asked, for_team, leader
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.movement import moved_rows
from kpis.views.team import people_of, title

RHYTHMS = ("week", "month")
#: Readings of one meeting.
MOST_READINGS = 4
#: Plans of one meeting.
MOST_PLANS = 12


@require_safe
@until_something_moves
def review(request: HttpRequest) -> HttpResponse:
    leader(request)
    asked_for = asked_about(request)
    context = context_of(asked_for, request)
    return render(request, "kpis/review.html", context, status=asked_for.status)


def asked_about(request: HttpRequest) -> Asked:
    """The team and the week or month asked for, else the last week that ended."""
    found = for_team(asked(request), request).filtered(lambda _name: False)
    picked = found.picked
    kind = picked.kind if request.GET.get("period") in RHYTHMS else "week"
    around = whole(kind, picked.around.first, picked.first_month)
    if not request.GET.get("on"):
        running = whole(kind, picked.today, picked.first_month)
        around = whole(kind, running.first - DAY, picked.first_month)
    return replace(found, picked=replace(picked, kind=kind, around=around))


def tiles_of(asked_for: Asked) -> list[Tile]:
    picked = asked_for.picked
    kpis = chosen.of_team(picked.team, asked_for.user).kpis(asked_for.user)
    return dashboard.tiles(
        kpis,
        asked_for.scope,
        picked,
        organisation=asked_for.organisation,
        held=book(picked.around, picked.today),
    )


def readings_of(asked_for: Asked) -> list[dict[str, Any]]:
    known = readings.needed(noticed.figures_of(asked_for))
    found = noticed.readings_of(asked_for, noticed.lines_of(asked_for, known))
    return [noticing.reading(each, asked_for.picked) for each in found[:MOST_READINGS]]


def context_of(asked_for: Asked, request: HttpRequest) -> dict[str, Any]:
    picked, organisation = asked_for.picked, asked_for.organisation
    held, found = book(picked.around, picked.today), tiles_of(asked_for)
    people = people_of(asked_for, held, request)
    heard, agreed = (
        readings_of(asked_for),
        agreed_by(asked_for.user, asked_for.picked.today),
    )
    return {
        "title": title(picked.team, asked_for),
        "picked": picked,
        "full": bool(request.GET.get("full")),
        "rhythms": rhythms_of(picked),
        "steps": steps_of(picked),
        "sentence": showing.sentence(picked, working(held, picked, None)),
        "teams": filters.team_options(asked_for),
        "team_value": str(picked.team.pk) if picked.team else "",
        "tiles": [
            showing.tile(
                tile,
                picked,
                organisation,
                url=showing.explain_url(tile.kpi, picked),
                target_url=target_url(asked_for, tile.kpi),
            )
            for tile in found
        ],
        "moved": moved_rows(found, asked_for),
        "readings": heard,
        "noticed_url": reverse("kpis:noticed") + picked.address(where=None),
        "agreed": agreed,
        "plans": plans_under_way(asked_for),
        "priorities": pinned.shown(
            priorities.of_team(picked.team, asked_for.user, picked.today),
            asked_for.user,
        ),
        "alerts": alert_lines(
            open_alerts_for(asked_for.user)[:MOST], organisation.base_currency
        ),
        "alerts_url": reverse("kpis:alerts"),
        "agenda": agenda_of(found, people["coach"], heard, agreed, asked_for),
        **people,
    }


def plans_under_way(asked_for: Asked) -> list[dict[str, Any]]:
    """Plans the reader may open that are not over, the next due first."""
    rows = plans_of(asked_for.user).filter(ended_at__isnull=True)
    first = rows.order_by("due_on", "pk").prefetch_related("steps")[:MOST_PLANS]
    today, organisation = asked_for.picked.today, asked_for.organisation
    return [plan_rows.line(row, today, organisation) for row in first]


def rhythms_of(picked: Picked) -> list[dict[str, Any]]:
    labels = {"week": _("Week"), "month": _("Month")}
    return [
        {"value": kind, "label": labels[kind], "here": kind == picked.kind}
        for kind in RHYTHMS
    ]


def steps_of(picked: Picked) -> dict[str, str]:
    """The period before and the one after, the latter never one that has not begun."""
    after = shift(picked.kind, picked.around.first, 1)
    return {
        "label": showing.period_name(picked),
        "before": shift(picked.kind, picked.around.first, -1).isoformat(),
        "after": after.isoformat() if after <= picked.today else "",
    }
