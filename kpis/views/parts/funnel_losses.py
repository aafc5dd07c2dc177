"""Why deals were lost, the most frequent reason first."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import ngettext

from crm.templatetags import formats
from kpis.rollup import Report, Row
from kpis.views.parts.asking import Asked
from kpis.views.parts.opening import explained, percent


def reasons(found: Report, asked_for: Asked) -> dict[str, Any]:
    """The reasons of losses, the most frequent first, with the share they make together."""
    rows, running = ordered(found), Fraction(0)
    total = found.total.value or Fraction(0)
    most = max((row.value.value or 0 for row in rows), default=Fraction(1))
    shown = []
    for row in rows:
        count = row.value.value or Fraction(0)
        running += count
        shown.append(
            {
                "label": row.labels["reason"],
                "url": explained(
                    asked_for, "deals_lost", f"reason:{row.keys['reason']}"
                ),
                "share": float(count / most),
                "value": formats.number(int(count)),
                "part": percent(count / total),
                "n": percent(running / total),
            }
        )
    return {
        "rows": shown,
        "url": explained(asked_for, "deals_lost"),
        "total": ngettext(
            "%(n)s deal lost in the period",
            "%(n)s deals lost in the period",
            int(total),
        )
        % {"n": formats.number(int(total))},
    }


def ordered(found: Report) -> list[Row]:
    return sorted(found.rows, key=lambda row: -(row.value.value or 0))
