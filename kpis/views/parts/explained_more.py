"""More cards of Explain: how the rows spread, the figure split, what changed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from crm.models import Organisation
from crm.money import to_major
from crm.templatetags import formats
from kpis import wording
from kpis.charts import noted
from kpis.depending import breaks, placed
from kpis.explain import change as explain_change
from kpis.explain import spread as explain_spread
from kpis.members import LABELS, splits_of
from kpis.periods import Period, shift
from kpis.picker import Picked
from kpis.question import Question
from kpis.rollup import Row, report
from kpis.spec import (
    PERIODS,
    Age,
    Balance,
    Bridge,
    Difference,
    Expected,
    Kpi,
    Spread,
    Standing,
    Total,
    Unit,
)
from kpis.values import Value

#: Members of a split drawn as bars; the table and the CSV hold them all.
MOST_BARS = 12
#: Splits whose members have an order of their own.
ORDERED = (*PERIODS, "stage")


# -- spread -----------------------------------------------------------------------------------


#: Of the width of a spread: two labels closer than this would lie on each other.
SIDE_BY_SIDE = 0.3


def spread(
    kpi: Kpi, question: Question, organisation: Organisation
) -> dict[str, Any] | None:
    """The mapping of ``components/_spread.html``; null for figures whose rows are all alike."""
    found = explain_spread.histogram(explain_spread.row_values(kpi, question))
    if found is None or found.spread.n < 2:
        return None
    currency = organisation.base_currency
    unit = Unit.DAYS if isinstance(kpi.formula, Spread | Age) else Unit.MONEY
    span = found.width * len(found.counts)

    def at(value: Fraction) -> float:
        return min(max(float((value - found.low) / span), 0.0), 1.0)

    def text(value: Fraction) -> str:
        if unit == Unit.DAYS:
            return wording.written(unit, value, currency)
        return formats.money(
            to_major(int(wording.rounded(value)), currency), currency, 0
        )

    marks = [
        {"at": at(found.spread.median), "label": _("median"), "dashed": False},
        {"at": at(found.spread.mean), "label": _("mean"), "dashed": True},
    ]
    return {
        "bins": [
            {
                "label": _bin(found.low + i * found.width, found.width, unit, currency),
                "count": n,
            }
            for i, n in enumerate(found.counts)
        ],
        "markers": _apart(sorted(marks, key=lambda mark: float(str(mark["at"])))),
        "sentence": _("Half of the %(n)s are under %(median)s.")
        % {"n": found.spread.n, "median": text(found.spread.median)},
        "n": formats.number(found.spread.n),
        "mean": text(found.spread.mean),
        "median": text(found.spread.median),
        "p90": text(found.spread.p90),
        "unit": pgettext("unit of days", "d")
        if unit == Unit.DAYS
        else _thousands(currency),
        "outliers": ngettext(
            "%(n)d lies far from the others.",
            "%(n)d lie far from the others.",
            found.outliers,
        )
        % {"n": found.outliers}
        if found.outliers
        else "",
    }


def _apart(marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks that stand side by side share one label."""
    first, second = marks
    if second["at"] - first["at"] < SIDE_BY_SIDE:
        both = f"{first['label']}, {second['label']}"
        return [first | {"label": both}, second | {"label": ""}]
    return marks


def _thousands(currency: str) -> str:
    return _("%(currency)s thousand") % {
        "currency": formats.SIGNS.get(currency, currency)
    }


def _bin(start: int, width: int, unit: Unit, currency: str) -> str:
    scale = 1 if unit == Unit.DAYS else to_major(1, currency) / 1000
    low, high = (Decimal(edge) * scale for edge in (start, start + width))
    return f"{_short(low)}{formats.DASH}{_short(high)}"


def _short(edge: Decimal) -> str:
    return formats.number(edge.normalize() if edge else 0)


# -- split ------------------------------------------------------------------------------------


def split_of(kpi: Kpi, wanted: str) -> str:
    """The split asked for, else the first list the KPI knows, else the person."""
    known = splits_of(kpi)
    if wanted in known:
        return wanted
    return next((name for name in ("source", "rep") if name in known), "rep")


def adds_up(kpi: Kpi) -> bool:
    """Whether the parts of a split make the figure."""
    if isinstance(kpi.formula, Bridge):
        return not kpi.formula.under
    return isinstance(kpi.formula, Total | Difference | Balance | Expected | Standing)


def split(
    kpi: Kpi, question: Question, by: str, picked: Picked, organisation: Organisation
) -> dict[str, Any]:
    """Bars and a table of one split; parts are shares of the figure where the figure adds up."""
    found = report(
        kpi,
        Question(
            question.scope, question.period, question.today, (by,), question.where
        ),
    )
    ordered = sorted(found.rows, key=lambda row: _size(row, by), reverse=True)
    if by in ORDERED:
        ordered = list(found.rows)
    marked = _marked(kpi, by, ordered)
    longest = max(
        (abs(row.value.value) for row in ordered if row.value.value),
        default=Fraction(1),
    )
    total = found.total.value
    rows = [
        _split_row(kpi, row, by, longest, total, picked, organisation)
        for row in ordered
    ]
    shape = {"strong": False, "quiet": False, "sort_url": "", "sorted": ""}
    return {
        "by": by,
        "label": LABELS[by],
        "choices": [(name, LABELS[name]) for name in splits_of(kpi)],
        "rows": rows if by in ORDERED else rows[:MOST_BARS],
        "more": 0 if by in ORDERED else max(0, len(rows) - MOST_BARS),
        "total": wording.figure(
            kpi, found.total, organisation.base_currency, exact=True
        ),
        "table": {
            "caption": _("%(kpi)s by %(split)s")
            % {"kpi": kpi.label, "split": str(LABELS[by]).lower()},
            "columns": [
                shape | {"label": LABELS[by], "numeric": False},
                shape | {"label": kpi.label, "numeric": True},
                shape | {"label": _("Share"), "numeric": True},
                shape | {"label": _("Counted on"), "numeric": True},
            ],
            "rows": [
                {"cells": [label, r["exact"], r["part"], r["n"]], "url": r["url"]}
                for label, r in zip(marked, rows, strict=True)
            ],
        },
    }


def _marked(kpi: Kpi, by: str, ordered: list[Row]) -> list[str]:
    """The rows' names; of a split by time, with where the figure is computed differently."""
    named: list[dict[str, Any]] = [{"cells": [row.labels[by]]} for row in ordered]
    starts = [row.members[0] for row in ordered]
    if by in PERIODS and all(starts):
        parts = [Period(start, shift(by, start, 1)) for start in starts]
        noted(named, placed(breaks(kpi), parts))
    return [row["cells"][0] for row in named]


def _size(row: Row, by: str) -> Fraction:
    return row.value.value if row.value.value is not None else Fraction(-(10**18))


def _split_row(
    kpi: Kpi,
    row: Row,
    by: str,
    longest: Fraction,
    total: Fraction | None,
    picked: Picked,
    organisation: Organisation,
) -> dict[str, Any]:
    value, currency = row.value, organisation.base_currency
    part = ""
    if adds_up(kpi) and total and value.value is not None:
        part = formats.percent(wording.rounded(value.value / total, 3), 1)
    share = (
        abs(value.value) / longest
        if value.value is not None and longest
        else Fraction(0)
    )
    return {
        "label": row.labels[by],
        "url": _member_url(kpi, row, by, picked),
        "share": float(share),
        "value": wording.figure(kpi, value, currency),
        "exact": wording.figure(kpi, value, currency, exact=True),
        "part": part,
        "n": _n(kpi, value, currency),
    }


def _n(kpi: Kpi, value: Value, currency: str) -> str:
    """7 of 38 for a rate of counts; amounts would leave the figure no room."""
    if kpi.unit == Unit.RATE:
        counts = isinstance(kpi.formula, wording.DIVIDED) and value.n is not None
        return wording.share_of(kpi, value, currency) if counts else ""
    return f"n = {formats.number(value.n)}" if value.n is not None else ""


def _member_url(kpi: Kpi, row: Row, by: str, picked: Picked) -> str:
    """The same page for one member alone."""
    member = row.members[0]
    base = reverse("kpis:explain", args=[kpi.key])
    if by in PERIODS:
        return base + picked.address(
            period=by, on=row.keys[by], **{"from": None, "to": None}
        )
    if by == "rep":
        return base + picked.address(rep=member) if member else ""
    if by == "team":
        return base + picked.address(team=member) if member else ""
    kept = [f"{name}:{m}" for name, m in picked.where if name != by]
    key = "none" if member is None else member
    joined = "&".join(f"where={text}" for text in [*kept, f"{by}:{key}"])
    address = picked.address(where=None)
    return f"{base}{address}&{joined}" if address else f"{base}?{joined}"


# -- changed ----------------------------------------------------------------------------------


def changed(
    kpi: Kpi,
    question: Question,
    value: Value,
    picked: Picked,
    organisation: Organisation,
) -> dict[str, Any] | None:
    """From the period before to this one in steps that add up."""
    found = explain_change.change(kpi, question)
    if found is None or found.earlier.value is None or value.value is None:
        return None
    currency = organisation.base_currency
    than = wording.short_period(found.period, picked.today, picked.first_month)

    def text(amount: Fraction, *, signed: bool = False) -> str:
        if kpi.unit == Unit.RATE and signed:
            points = formats.number(wording.rounded(amount * 100, 1), 1, signed=True)
            return _("%(points)s pts") % {"points": points}
        return wording.written(kpi.unit, amount, currency, exact=True, signed=signed)

    return {
        "than": than,
        "earlier": text(found.earlier.value),
        "steps": [
            {
                "label": step.label[:1].upper() + step.label[1:],
                "amount": text(step.amount, signed=True),
                "tone": _tone(kpi, step.amount),
            }
            for step in found.steps
        ],
        "now_label": wording.short_period(
            picked.period, picked.today, picked.first_month
        ),
        "now": text(value.value),
        "beside": found.beside,
    }


def _tone(kpi: Kpi, amount: Fraction) -> str:
    if kpi.better == "depends" or not amount:
        return "plain"
    return "good" if (amount > 0) == (kpi.better == "up") else "bad"
