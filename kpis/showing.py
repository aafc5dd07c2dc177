"""Tiles, heat cells and small tiles as the components of the design system take them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from crm.models import Organisation
from crm.templatetags import formats
from kpis import signals, wording
from kpis.dashboard import Tile, too_few
from kpis.depending import placed
from kpis.picker import Picked
from kpis.spec import Better, Kpi
from kpis.targets.attainment import Standing
from kpis.team.table import Cell
from kpis.values import Value


def explain_url(kpi: Kpi, picked: Picked, **changes: Any) -> str:
    return reverse("kpis:explain", args=[kpi.key]) + picked.address(**changes)


def tile(
    found: Tile,
    picked: Picked,
    organisation: Organisation,
    *,
    url: str,
    target_url: str = "",
) -> dict[str, Any]:
    """The mapping of ``components/_tile.html``."""
    kpi, value = found.kpi, found.value
    currency = organisation.base_currency
    text, unit = wording.parts(kpi.unit, value.value, currency)
    judgement = judged(found, currency)
    moved = moved_by(found, currency)
    companion = wording.base(
        kpi, value, found.young, organisation.maturing_days, currency
    )
    shown = {
        "label": str(kpi.label),
        "url": url,
        "value": text,
        "unit": unit,
        "state": state(found),
        "n": value.n,
        "reason": _reason(found),
        "chip": None
        if found.restated
        else signals.chip(found, organisation.minimum_sample, currency),
        "trend": trend(found),
        "trend_dashed": min(found.young_points, max(len(found.trend) - 1, 0)),
        "trend_breaks": breaks_in_trend(found, picked),
        "goal": _goal(found),
        "set_target_url": target_url if found.standing.target is None else "",
        "metric": is_metric(found, picked),
        "judgement": judgement.shown() if judgement else None,
        "change": _change(moved, kpi, picked),
        "companion": companion or wording.beside(found.companions, currency),
    }
    return shown | _bar(kpi, value, found.standing, currency)


def is_metric(found: Tile, picked: Picked) -> bool:
    """Nothing is aimed at: it informs. A filtered figure never has a target, and is not called so."""
    aims = found.kpi.group == "targets"
    return found.standing.target is None and not picked.where and not aims


def judged(found: Tile, currency: str) -> wording.Said | None:
    """Against the target, as far as it can be judged."""
    if found.too_few:
        return None
    said = wording.judged(found.kpi, found.value, found.standing, currency)
    return wording.patient(said, found.young)


def moved_by(found: Tile, currency: str) -> wording.Said | None:
    """The change; none from few cases, nor from cases that had less time than those before."""
    if found.too_few or found.young:
        return None
    return wording.change(found.kpi, found.value, found.compared, currency)


def state(found: Tile) -> str:
    if not found.value.defined:
        return "undefined"
    if found.too_few:
        return "small"
    if found.young:
        return "maturing"
    return "restated" if found.restated else "fresh"


def _reason(found: Tile) -> str:
    if found.refused:
        return _("Not known by the filter chosen")
    return wording.reason(found.value) if not found.value.defined else ""


def trend(found: Tile) -> list[float | None] | None:
    """The sparkline; none when nothing ever happened."""
    line = [float(v.value) if v.value is not None else None for v in found.trend]
    return line if any(line) else None


def breaks_in_trend(found: Tile, picked: Picked) -> list[tuple[int, str]]:
    """[(point of the trend, sentence)]: where the figure began to be computed differently."""
    marks = placed(found.breaks, picked.trail()) if found.trend else []
    return [(place, one.sentence) for place, one in marks]


def _goal(found: Tile) -> float | None:
    """A dotted line at the target of what is not added up."""
    target = found.standing.target
    if target is None or found.kpi.is_flow:
        return None
    return float(target)


def _change(
    moved: wording.Said | None, kpi: Kpi, picked: Picked
) -> dict[str, str] | None:
    if moved is None:
        return None
    than = wording.short_period(picked.compared, picked.today, picked.first_month)
    lower = kpi.better == Better.DOWN and moved.tone != "plain"
    words = _("than %(period)s") if lower else _("on %(period)s")
    return moved.shown() | {"on": words % {"period": than}}


def _bar(kpi: Kpi, value: Value, standing: Standing, currency: str) -> dict[str, Any]:
    found = wording.aim(kpi, standing, currency)
    if (
        kpi.better == Better.DOWN
        and standing.target is not None
        and value.value is not None
    ):
        found["share"] = wording.bar_of_low(value.value, standing.target)
    return found


def small_tile(found: Tile, currency: str, url: str) -> dict[str, Any]:
    """The mapping of ``components/_tile_small.html``: what is left to do, in words."""
    kpi, standing = found.kpi, found.standing
    shown = _bar(kpi, found.value, standing, currency)
    judgement = wording.judged(kpi, found.value, standing, currency)
    if (
        judgement
        and judgement.tone != "good"
        and wording.asks_tonight(found.tonight, kpi)
    ):
        judgement = wording.tonight(found.tonight, judgement)
    target = wording.written(kpi.unit, standing.target, currency, fixed=False)
    of = ""
    if standing.target is not None:
        # After a figure, where a tile says it after a share: 203 sur 320, 63 % de 320.
        of = pgettext("figure and target", "of %(target)s") % {"target": target}
    return {
        "label": str(kpi.label),
        "url": url,
        "value": wording.figure(kpi, found.value, currency),
        "of": of,
        "share": shown["share"],
        "mark": shown["mark"],
        "stretch": shown["stretch"],
        "stretch_met": shown["stretch_met"],
        "stretch_mark": shown["stretch_mark"],
        "judgement": judgement.shown() if judgement else None,
    }


# -- people x figures -------------------------------------------------------------------------

WORDS = {
    2: gettext_lazy("much better"),
    1: gettext_lazy("better"),
    0: gettext_lazy("about the median"),
    -1: gettext_lazy("worse"),
    -2: gettext_lazy("much worse"),
}


def cell(found: Cell, organisation: Organisation, url: str) -> dict[str, Any]:
    """The mapping of ``components/_heat_cell.html``: the figure against the team's median."""
    kpi, value, currency = found.kpi, found.value, organisation.base_currency
    small = too_few(kpi, value, organisation.minimum_sample)
    band = found.mark.band if found.mark else None
    shown = {
        "value": wording.figure(kpi, value, currency),
        "base": cell_base(kpi, value, found.standing, small=small, currency=currency),
        "band": band,
        "url": url,
        "words": str(WORDS[band]) if band is not None else "",
    }
    if small and value.defined:
        # The sign says it, as the key does: a dozen columns have no room for the words.
        few = {"few": True, "words": _("too few cases")}
        return shown | few | {"base": f"n = {formats.number(value.n)}"}
    return shown


def cell_base(
    kpi: Kpi, value: Value, standing: Standing, *, small: bool, currency: str
) -> str:
    """Under the figure: share of target, what it is counted on, or why there is none."""
    if not value.defined:
        return _("no case") if value.n == 0 or value.denominator == 0 else ""
    if small:
        return _("too few, n = %(n)s") % {"n": formats.number(value.n)}
    if standing.share is not None and kpi.is_flow:
        return formats.percent(wording.rounded(standing.share, 2))
    if value.spread is not None:
        return f"n = {formats.number(value.spread.n)}"
    return wording.base(kpi, value, None, 0, currency)


def sentence(picked: Picked, working: tuple[int, int] | None) -> str:
    """The page's context: its period, and how far it has come in working days."""
    name = period_name(picked)
    if working is None or not picked.runs:
        return name + "."
    closed, every = working
    return _("%(period)s, %(closed)s of %(all)s working days closed.") % {
        "period": name,
        "closed": closed,
        "all": every,
    }


def period_name(picked: Picked) -> str:
    text = period_inside(picked)
    return text[:1].upper() + text[1:]


def period_inside(picked: Picked) -> str:
    """Its name within a sentence: French writes months without a capital."""
    if picked.kind == "month":
        return formats.day(picked.around.first, "month")
    return formats.period(picked.period.first, picked.period.last)
