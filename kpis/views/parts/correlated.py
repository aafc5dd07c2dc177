"""Two figures together, as the page takes them: a sentence, a cloud of points, its table."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.money import to_major
from crm.templatetags import formats
from kpis import wording
from kpis.periods import key_of
from kpis.signals.correlation import FEWEST, Correlation, Point
from kpis.spec import Kpi, Unit

#: Points listed in the table; the cloud draws them all.
LISTED = 500


def said(found: Correlation, first: Kpi, second: Kpi) -> dict[str, Any]:
    """The plain sentence, what it rests on, and what was left out."""
    return {
        "sentence": _sentence(found, first, second),
        "numbers": _numbers(found),
        "left_out": _left_out(found),
        "caution": found.rho is not None,
    }


def _sentence(found: Correlation, first: Kpi, second: Kpi) -> str:
    names = {"x": first.label, "y": second.label, "fewest": FEWEST, "n": found.n}
    if not found.enough:
        words = ngettext(
            "%(n)s point: nothing is said under %(fewest)s.",
            "%(n)s points: nothing is said under %(fewest)s.",
            found.n,
        )
        return words % names
    if found.rho is None:
        return _("One of the two figures never moves: there is nothing to compare.")
    if not found.clear:
        words = _(
            "No clear link between %(x)s and %(y)s: what is seen is within what chance gives."
        )
    elif found.rho > 0:
        words = _("Where %(x)s is higher, %(y)s tends to be higher too.")
    else:
        words = _("Where %(x)s is higher, %(y)s tends to be lower.")
    return words % names


def _numbers(found: Correlation) -> str:
    if found.rho is None or found.chance is None:
        return ""
    words = _(
        "Rank correlation %(rho)s over %(n)s points; chance alone stays within ±%(chance)s nineteen"
        " times in twenty."
    )
    return words % {
        "rho": formats.number(found.rho, 2, signed=True),
        "n": formats.number(found.n),
        "chance": formats.number(found.chance, 2),
    }


def _left_out(found: Correlation) -> list[str]:
    texts = []
    if found.few:
        words = ngettext(
            "%(n)s point is left out: a figure is missing there, or stands on too few cases.",
            "%(n)s points are left out: a figure is missing there, or stands on too few cases.",
            found.few,
        )
        texts.append(words % {"n": formats.number(found.few)})
    if found.idle:
        words = ngettext(
            "%(n)s point is left out: nothing happened there.",
            "%(n)s points are left out: nothing happened there.",
            found.idle,
        )
        texts.append(words % {"n": formats.number(found.idle)})
    return texts


def chart(
    found: Correlation, first: Kpi, second: Kpi, grain: str, currency: str
) -> dict[str, Any] | None:
    """The mapping of ``components/_chart_card.html``; nothing under eight points."""
    if not found.enough:
        return None
    return {
        "id": "cloud",
        "kind": "scatter",
        "title": _("%(y)s against %(x)s") % {"x": first.label, "y": second.label},
        "unit": ngettext("%(n)s point", "%(n)s points", found.n)
        % {"n": formats.number(found.n)},
        "sentence": _sentence(found, first, second),
        "height": "high",
        "data": {
            "points": [
                {
                    "x": drawn(first, point.x.value, currency),
                    "y": drawn(second, point.y.value, currency),
                    "label": _name(point, grain),
                }
                for point in found.points
            ],
            "x": {"title": str(first.label), "format": shape(first, currency)},
            "y": {"title": str(second.label), "format": shape(second, currency)},
        },
        "table": _table(found, first, second, grain, currency),
    }


def shape(kpi: Kpi, currency: str) -> dict[str, Any]:
    """How ``charts.js`` writes the figure."""
    if kpi.unit == Unit.MONEY:
        return {"kind": "money", "currency": currency, "compact": True}
    if kpi.unit == Unit.RATE:
        return {"kind": "percent", "decimals": 1}
    return {"kind": "number"}


def drawn(kpi: Kpi, value: Fraction | None, currency: str) -> float:
    """The figure as ``charts.js`` takes it: money in major units."""
    known = float(value or 0)
    return known * float(to_major(1, currency)) if kpi.unit == Unit.MONEY else known


def _name(point: Point, grain: str) -> str:
    when = key_of(grain, point.period.first)
    return formats.labelled(point.label, when) if point.label else when


def _table(
    found: Correlation, first: Kpi, second: Kpi, grain: str, currency: str
) -> dict[str, Any]:
    shape = {"strong": False, "quiet": False, "sort_url": "", "sorted": ""}
    return {
        "caption": _("%(y)s against %(x)s") % {"x": first.label, "y": second.label},
        "columns": [
            shape | {"label": _("Point"), "numeric": False},
            shape | {"label": str(first.label), "numeric": True},
            shape | {"label": str(second.label), "numeric": True},
        ],
        "rows": [
            {
                "cells": [
                    _name(point, grain),
                    wording.figure(first, point.x, currency),
                    wording.figure(second, point.y, currency),
                ]
            }
            for point in found.points[:LISTED]
        ],
        "foot": [],
    }
