"""The stages of a pipeline as their template takes them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from crm.templatetags import formats
from kpis import wording
from kpis.catalogue import KPIS
from kpis.funnel.deals import CONVERSION, TIME, DealFunnel, Step, Weakest
from kpis.team.table import early
from kpis.views.parts.asking import Asked
from kpis.views.parts.opening import days, explained, percent

SHAPE = {"strong": False, "quiet": False, "sort_url": "", "sorted": ""}


def deals(found: DealFunnel, asked_for: Asked) -> dict[str, Any]:
    """Steps, what became of the deals, the weakest stage with its rule, and the table of it all."""
    most = max((step.deals for step in found.steps), default=0)
    weak = found.weakest.stage.pk if found.weakest else None
    steps = [
        _step(step, most, asked_for, found.weakest if step.stage.pk == weak else None)
        for step in found.steps
    ]
    won = found.fates["won"]
    steps.append(
        {
            "name": pgettext("end of a funnel", "Won"),
            "count": formats.number(won),
            "share": won / most if most else 0,
            "url": explained(asked_for, CONVERSION),
        }
    )
    organisation = asked_for.organisation
    return {
        "empty": not found.deals,
        "steps": steps,
        "opened": ngettext(
            "%(n)s deal opened in the period, lost ones included",
            "%(n)s deals opened in the period, lost ones included",
            found.deals,
        )
        % {"n": formats.number(found.deals)},
        "fates": fates(found),
        "early": early(asked_for.picked, organisation) and bool(found.deals),
        "weakest": weakest(found.weakest, asked_for) if found.weakest else None,
        "minimum": organisation.minimum_sample,
        "table": _table(found, asked_for),
    }


def _step(
    step: Step, most: int, asked_for: Asked, weakest: Weakest | None
) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "name": str(step.stage),
        "count": formats.number(step.deals),
        "share": step.deals / most if most else 0,
        "time": "" if step.time.spread is None else days(step.time),
        "url": explained(asked_for, CONVERSION, f"stage:{step.stage.pk}"),
        "weak": weakest is not None,
    }
    if not step.deals:
        return shown
    usual = (
        _("usually %(usual)s") % {"usual": percent(step.usual)}
        if step.usual is not None
        else ""
    )
    words = _("%(share)s go on") % {"share": percent(step.share.value)}
    marked = weakest is not None
    shown["pass"] = {"rate": words, "usual": usual, "weakest": marked, "words": usual}
    return shown


def fates(found: DealFunnel) -> str:
    """What became of the deals: 29 won, 72 open, 83 lost."""
    return _("%(won)s won, %(open)s still open, %(lost)s lost.") % {
        name: formats.number(n) for name, n in found.fates.items()
    }


def weakest(found: Weakest, asked_for: Asked) -> dict[str, str]:
    picked, organisation = asked_for.picked, asked_for.organisation
    period = wording.short_period(found.period, picked.today, picked.first_month)
    words = {
        "stage": str(found.stage),
        "now": percent(found.share.value),
        "usual": percent(found.usual),
        "cases": wording.share_of(KPIS[CONVERSION], found.share, ""),
        "short": formats.number(wording.points(found.short)),
        "period": period,
        "minimum": organisation.minimum_sample,
    }
    said = _(
        "Weakest stage: %(stage)s. Of the last deals that had time to go on (opened %(period)s),"
        " %(now)s did (%(cases)s), %(short)s points under the usual %(usual)s."
    )
    rule = _(
        "Of the stages with at least %(minimum)s deals, the one furthest under its usual: the median of"
        " up to six equal periods before."
    )
    chance = _("So small a distance may be chance.") if found.chance else ""
    return {"said": said % words, "rule": rule % words, "chance": chance}


def _table(found: DealFunnel, asked_for: Asked) -> dict[str, Any]:
    heads = [
        (_("Stage"), False),
        (_("Deals"), True),
        (_("Went on"), True),
        (_("Share"), True),
        (_("Usual"), True),
        (_("Stays ended"), True),
        (_("Mean stay"), True),
        (_("Median stay"), True),
        (_("Stays that go on"), True),
        (_("Median age"), True),
    ]
    rows = [
        {
            "cells": [
                str(step.stage),
                formats.number(step.deals),
                formats.number(step.went_on),
                percent(step.share.value),
                percent(step.usual),
                formats.number(step.time.n or 0),
                days(step.time, "mean"),
                days(step.time),
                formats.number(step.stays.n or 0),
                days(step.stays),
            ],
            "url": explained(asked_for, TIME, f"stage:{step.stage.pk}"),
        }
        for step in found.steps
    ]
    return {
        "caption": _("Stages of %(pipeline)s") % {"pipeline": found.pipeline},
        "columns": [SHAPE | {"label": label, "numeric": n} for label, n in heads],
        "rows": rows,
    }
