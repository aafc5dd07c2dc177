"""The cards of Explain: each total is the figure, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Organisation, User
from crm.money import digits, to_major
from crm.templatetags import formats
from kpis import explain, wording
from kpis.explain import change as explain_change
from kpis.explain import formula as explain_formula
from kpis.question import Question
from kpis.spec import Age, Kpi, Measure, Passed, Score, Spread, Unit
from kpis.values import Value

PAGE = 20
RECORDS = {"deal": "crm:deal", "prospect": "crm:prospect"}


def formula(
    kpi: Kpi, question: Question, value: Value, organisation: Organisation
) -> list[dict[str, Any]]:
    """The mapping of ``components/_formula.html``."""
    currency = organisation.base_currency
    boxes = explain_formula.boxes(kpi, question, value)
    return [
        {
            "value": wording.written(box.unit, box.value, currency, exact=True),
            "label": str(box.label),
            "op": op,
            "result": box.result,
        }
        for box, op in zip(boxes, _signs(boxes), strict=True)
    ]


def _signs(boxes: Sequence[explain_formula.Box]) -> list[str]:
    """The signs as one writes them: a sum that is divided, or that one divides by, in brackets."""
    signs = [box.sign for box in boxes]
    if "÷" not in signs:
        return signs
    at = signs.index("÷")
    if {"+", "−"} & set(signs[:at]):
        signs[0], signs[at] = "(", ") ÷"
    if {"+", "−"} & set(signs[at + 1 :]):
        signs[at] += " ("
        signs[-1] = f") {signs[-1]}"
    return signs


def counted(
    kpi: Kpi,
    question: Question,
    *,
    viewer: User,
    page: int,
    measure: str,
    organisation: Organisation,
) -> dict[str, Any] | None:
    """The rows behind the figure, those of one measure at a time, with their total."""
    found = explain.counted(
        kpi, question, viewer=viewer, page=page, size=PAGE, measure=measure
    )
    if found is None:
        return None
    currency = organisation.base_currency
    unit = unit_of(kpi, found.measure)
    column = _column(found, unit, currency)
    openable = explain.openable(viewer, found)
    seen = found.count - found.hidden
    return {
        "rows": [
            _row(row, column, openable, question.today.year) for row in found.rows
        ],
        "count": ngettext("%(n)s row", "%(n)s rows", found.count)
        % {"n": formats.number(found.count)},
        "hidden": found.hidden,
        "measure": found.measure,
        "unit_sign": formats.SIGNS.get(currency, currency)
        if unit == Unit.MONEY
        else "",
        "has_amount": unit is not None,
        "has_list": column.listed,
        "has_people": question.scope.rep is None
        and (question.scope.seen.all or bool(question.scope.seen.teams)),
        "total": wording.written(
            unit, Fraction(found.total), currency, exact=True, fixed=False
        )
        if unit is not None
        else formats.number(found.count),
        "choices": [(m.key, m.label) for m in explain.explainable_measures(kpi)],
        "page": page,
        "previous": page - 1 if page > 1 else None,
        "next": page + 1 if page * PAGE < seen else None,
        "first": formats.number(min((page - 1) * PAGE + 1, seen)),
        "last": formats.number(min(page * PAGE, seen)),
        "seen": formats.number(seen),
    }


def unit_of(kpi: Kpi, measure: Measure) -> Unit | None:
    """The unit of what one row adds; none where each row is simply one."""
    if isinstance(kpi.formula, Spread | Age):
        return Unit.DAYS
    if isinstance(kpi.formula, Passed):
        return Unit.COUNT
    if isinstance(kpi.formula, Score):
        return Unit.COUNT
    return measure.unit if measure.value else None


@dataclass(frozen=True)
class Column:
    """How the amounts of a page are written: one unit, said in the header, and equal decimals."""

    unit: Unit | None
    currency: str
    decimals: int
    listed: bool

    def written(self, amount: int | None) -> str:
        if amount is None:
            return formats.DASH
        if self.unit == Unit.MONEY:
            return formats.number(to_major(amount, self.currency), self.decimals)
        return formats.number(amount)


def _column(found: explain.CountedPage, unit: Unit | None, currency: str) -> Column:
    listed = bool(found.rows) and all(r.list_amount is not None for r in found.rows)
    amounts = [found.total, *(n for r in found.rows for n in (r.amount, r.list_amount))]
    minor = int(1 / to_major(1, currency))
    cents = any(amount % minor for amount in amounts if amount is not None)
    return Column(unit, currency, digits(currency) if cents else 0, listed)


def _row(
    row: explain.Counted, column: Column, openable: set[tuple[str, int]], year: int
) -> dict[str, Any]:
    key = (row.subject_type, row.subject_id or 0)
    url = (
        reverse(RECORDS[row.subject_type], args=[row.subject_id])
        if key in openable
        else ""
    )
    shown = {
        "day": formats.day(row.day, "short" if row.day.year == year else "year"),
        "subject": row.subject or _("(nobody named)"),
        "url": url,
        "rep": row.rep,
        "kind": row.kind,
        "detail": row.detail,
        "amount": "",
        "list": "",
        "discount": "",
    }
    if column.unit is not None:
        shown["amount"] = column.written(row.amount)
    if column.listed and row.list_amount is not None and row.amount is not None:
        shown["list"] = column.written(row.list_amount)
        shown["discount"] = column.written(row.amount - row.list_amount)
    return shown


def left_out(
    kpi: Kpi, question: Question, organisation: Organisation
) -> list[dict[str, Any]]:
    """Rows one might look for in vain, with the reason and what they would have added."""
    found = explain_change.left_out(kpi, question)
    currency = organisation.base_currency
    measure = explain.main_measure(kpi)
    unit = unit_of(kpi, measure) if measure else None
    return [
        {
            "reason": one.reason,
            "count": formats.number(one.count),
            "names": ", ".join(name for _type, name, _pk in one.subjects if name),
            "more": one.count > len(one.subjects),
            "amount": wording.written(
                Unit.MONEY, Fraction(one.amount), currency, exact=True
            )
            if one.amount is not None and unit == Unit.MONEY
            else "",
        }
        for one in found
    ]


def restated(
    kpi: Kpi, question: Question, organisation: Organisation
) -> dict[str, Any] | None:
    """What was shown and corrected since, with the net of it."""
    found = explain_change.restatements(kpi, question)
    measure = explain.main_measure(kpi)
    if not found or measure is None:
        return None
    unit, currency = measure.unit, organisation.base_currency

    def text(amount: int, *, signed: bool = False) -> str:
        return wording.written(
            unit, Fraction(amount), currency, exact=True, signed=signed
        )

    return {
        "net": text(sum(one.now - one.was for one in found), signed=True),
        "rows": [
            {
                "day": formats.day(one.day, "short"),
                "was": text(one.was),
                "now": text(one.now),
                "at": formats.day(one.at, "long"),
                "moved": text(one.now - one.was, signed=True),
            }
            for one in found[:PAGE]
        ],
        "more": max(0, len(found) - PAGE),
    }


def sentences(kpi: Kpi) -> Sequence[tuple[str, str]]:
    return [
        (_("What"), str(kpi.what)),
        (_("Why"), str(kpi.why)),
        (_("How"), str(kpi.how)),
        (_("What you can do"), str(kpi.do)),
    ]
