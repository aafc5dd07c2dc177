"""The funnel to take away: stages, reasons of losses, the life of leads."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from crm.templatetags import formats
from kpis.funnel.deals import DealFunnel, pipelines
from kpis.funnel.life import COHORT, PERIOD, LifeStep, life_funnel
from kpis.measures.describing import OF_PROSPECT
from kpis.rollup import Report
from kpis.sheets import Column, Sheet
from kpis.spec import Unit
from kpis.views.funnel import funnel_of, losses, whose
from kpis.views.parts import funnel_shown
from kpis.views.parts.asking import Asked
from kpis.views.parts.exported import exported
from kpis.views.parts.funnel_losses import ordered


@exported("funnel")
def funnel_sheets(request: HttpRequest) -> list[Sheet]:
    """The stages, the reasons of what was lost, and the life of leads, as the page shows them."""
    asked_for = whose(request)
    found = funnel_of(request, asked_for, pipelines())
    basis = PERIOD if request.GET.get("basis") == PERIOD else COHORT
    known = all(name in OF_PROSPECT for name, _m in asked_for.picked.where)
    sheets = [stage_sheet(found, asked_for)] if found else []
    sheets.append(reason_sheet(losses(asked_for), asked_for))
    if known:
        steps = life_funnel(asked_for.question(), basis)
        sheets.append(life_sheet(steps, basis, asked_for))
    return sheets


def _named(asked_for: Asked) -> list[str]:
    picked = asked_for.picked
    return [formats.period(picked.period.first, picked.period.last)]


def stage_sheet(found: DealFunnel, asked_for: Asked) -> Sheet:
    columns = [
        Column(_("Stage")),
        Column(_("Deals"), Unit.COUNT),
        Column(_("Went on"), Unit.COUNT),
        Column(_("Share"), Unit.RATE),
        Column(_("Usual"), Unit.RATE),
        Column(_("Stays ended"), Unit.COUNT),
        Column(_("Mean stay"), Unit.DAYS),
        Column(_("Median stay"), Unit.DAYS),
        Column(_("Stays that go on"), Unit.COUNT),
        Column(_("Median age"), Unit.DAYS),
    ]
    rows = [
        [
            str(step.stage),
            step.deals,
            step.went_on,
            step.share.value,
            step.usual,
            step.time.n or 0,
            step.time.spread.mean if step.time.spread else None,
            step.time.spread.median if step.time.spread else None,
            step.stays.n or 0,
            step.stays.spread.median if step.stays.spread else None,
        ]
        for step in found.steps
    ]
    notes = [*_named(asked_for), funnel_shown.fates(found)]
    if found.weakest:
        said = funnel_shown.weakest(found.weakest, asked_for)
        notes += [said["said"], said["rule"]]
    title = _("Stages of %(pipeline)s") % {"pipeline": found.pipeline}
    return Sheet("funnel", title, columns, rows, notes)


def reason_sheet(found: Report, asked_for: Asked) -> Sheet:
    columns = [Column(_("Reason")), Column(_("Deals lost"), Unit.COUNT)]
    rows = [[row.labels["reason"], int(row.value.value or 0)] for row in ordered(found)]
    return Sheet(
        "loss-reasons", _("Why deals were lost"), columns, rows, _named(asked_for)
    )


def life_sheet(steps: Sequence[LifeStep], basis: str, asked_for: Asked) -> Sheet:
    columns = [Column(_("Step")), Column(_("Leads"), Unit.COUNT)]
    rows = [[step.label, step.count] for step in steps]
    said = (
        _("Of the leads detected in the period, how many came this far.")
        if basis == COHORT
        else _("What happened in the period, whenever the lead was detected.")
    )
    title = _("From lead to customer")
    return Sheet("lead-funnel", title, columns, rows, [*_named(asked_for), said])
