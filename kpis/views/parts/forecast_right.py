"""How right the forecast was: error and bias of the months that closed, as bars and as a table."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from crm.templatetags import formats
from kpis import wording
from kpis.forecast.judged import Accuracy
from kpis.views.parts.asking import Asked
from kpis.views.parts.forecast_months import SHAPE, money, month_name, short_month


def rate(value: Fraction | None, *, signed: bool = False) -> str:
    if value is None:
        return formats.DASH
    return formats.percent(wording.rounded(value, 3), 1, signed=signed)


def shown(found: Accuracy, wanted: Any, asked_for: Asked) -> dict[str, Any]:
    """The card; without a closed and frozen month it says when there will be one."""
    errors = [month.error(found.basis) for month in found.months]
    said = _("Usual error %(error)s, bias %(bias)s. %(lean)s") % {
        "error": rate(found.error),
        "bias": rate(found.bias, signed=True),
        "lean": _lean(found),
    }
    return {
        "empty": not found.errors,
        "said": said,
        "spans": [(6, _("6 months")), (12, _("12 months"))],
        "taken": [
            (0, _("On the eve")),
            (10, _("10 days in")),
            (20, _("20 days in")),
        ],
        "bases": [
            ("weighted", _("Weighted")),
            ("commit", _("With commit")),
            ("best", _("With best case")),
        ],
        "chart": {
            "id": "forecast-errors",
            "kind": "bar",
            "title": _("How right were we?"),
            "unit": "",
            "note": said,
            "sentence": said,
            "height": "low",
            "data": {
                "labels": [short_month(m.start, asked_for) for m in found.months],
                "series": [
                    {
                        "label": _("Error"),
                        "data": [None if e is None else float(e) for e in errors],
                    }
                ],
                "format": {"kind": "percent", "decimals": 0, "signed": True},
            },
            "table": _table(found, asked_for),
        },
    }


def _lean(found: Accuracy) -> str:
    """In which direction it leans, when that is most of the error."""
    if found.error is None or found.bias is None or not found.error:
        return ""
    if abs(found.bias) * 2 <= found.error:
        return _("No lean either way.")
    if found.bias > 0:
        return _("The forecast was too high.")
    return _("The forecast was too low.")


def _table(found: Accuracy, asked_for: Asked) -> dict[str, Any]:
    heads = (_("Month"), _("Seen on"), _("Forecast"), _("Came"), _("Error"))
    return {
        "caption": _("Forecast against what came"),
        "columns": [
            SHAPE | {"label": label, "numeric": i > 0} for i, label in enumerate(heads)
        ],
        "rows": [
            {
                "cells": [
                    month_name(month.start),
                    formats.day(month.seen_on, "year"),
                    money(month.said[found.basis], asked_for),
                    money(month.came, asked_for),
                    rate(month.error(found.basis), signed=True),
                ]
            }
            for month in found.months
        ],
    }
