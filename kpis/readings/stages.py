"""The weakest stage: the one whose deals go on least, against its own periods before."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from crm.models import Organisation, Stage
from crm.templatetags import formats
from kpis import wording
from kpis.calendar import draw_period
from kpis.catalogue import KPIS
from kpis.periods import Period, kind_of
from kpis.question import Question
from kpis.readings.conditions import BEFORE, SWING, far_of
from kpis.readings.judging import Lines, off, recent
from kpis.readings.reading import Look, Reading
from kpis.rollup import figures
from kpis.scope import Scope
from kpis.values import NO_DENOMINATOR, Value

KPI = "stage_conversion"
#: One stage among several is low by chance more often than a figure alone: three times its chance.
CHANCES = 3


def weakest(lines: Lines, scope: Scope, currency: str) -> Reading | None:
    """The stage furthest under its usual passing share; nothing when none is low."""
    kpi = KPIS.get(KPI)
    first_month = Organisation.current().fiscal_first_month
    place = recent(lines) if kpi and kpi.matures else len(lines.parts) - 1
    if kpi is None or place is None or place < BEFORE:
        return None
    parts = lines.parts[place - BEFORE : place + 1]
    grain = kind_of(parts[-1], first_month)
    if grain in (None, "day"):
        return None
    asked = Question(
        scope,
        Period(parts[0].first, parts[-1].end),
        parts[-1].last,
        ("stage", grain),
    )
    low: list[tuple[Fraction, int, Value, Fraction]] = []
    for stage, line in _lines(asked, parts).items():
        found = off(kpi, line, BEFORE, lines.minimum, -1, CHANCES)
        if found:
            now, usual = found
            low.append((now / usual, stage, line[-1], usual))
    if not low:
        return None
    _share, stage, value, usual = min(low, key=lambda each: each[:2])
    return _said(Stage.objects.get(pk=stage), value, usual, parts[-1], currency)


def _lines(asked: Question, parts: Sequence[Period]) -> dict[int, list[Value]]:
    """{stage: its share in each of the periods}."""
    draw_period(asked.period)
    place = {part.first: i for i, part in enumerate(parts)}
    found: dict[int, list[Value]] = {}
    for (stage, start), value in figures([KPIS[KPI]], asked)[KPI].items():
        line = found.setdefault(stage, [Value(None, NO_DENOMINATOR)] * len(parts))
        line[place[start]] = value
    return found


def _said(
    stage: Stage, value: Value, usual: Fraction, period: Period, currency: str
) -> Reading:
    kpi = KPIS[KPI]
    words = {
        "stage": str(stage),
        "now": wording.figure(kpi, value, currency),
        "usual": wording.written(kpi.unit, usual, currency),
        "cases": wording.share_of(kpi, value, currency),
        "far": formats.percent(wording.rounded(far_of(kpi), 2)),
        "n": BEFORE,
        "swing": SWING,
        "chances": CHANCES,
    }
    rule = _(
        "Of all stages, %(stage)s is the furthest under its own past: %(now)s of its deals went on"
        " (%(cases)s), at least %(far)s below the median of the %(n)s periods before (%(usual)s), more"
        " than %(chances)s times what chance explains and more than %(swing)s times as far from it as"
        " they usually were."
    )
    return Reading(
        "weakest_stage",
        _("Weakest stage: %(stage)s") % words,
        good=False,
        period=period,
        facts=[_("%(stage)s: %(now)s of its deals went on, usually %(usual)s") % words],
        rule=[rule % words],
        means=_(
            "Deals come this far and stop: what is asked of the customer here may be too much."
        ),
        do=_("Open its deals, and read what the lost ones say."),
        looks=[Look(kpi.key, str(kpi.label), {"where": f"stage:{stage.pk}"})]
        + [
            Look(key, str(KPIS[key].label)) for key in kpi.companions[:1] if key in KPIS
        ],
    )
