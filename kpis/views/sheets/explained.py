"""Explain as tables: the figure split, and the rows behind it. The address names it: ``key=``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import User
from crm.services.exports import MAKERS, Portioned
from kpis import explain
from kpis.as_table import table_of
from kpis.members import LABELS
from kpis.question import Question
from kpis.rollup import report
from kpis.sheets import Column, Sheet
from kpis.spec import Kpi, Unit
from kpis.values import Value
from kpis.views.explain import measure_of, without_foreign_filters
from kpis.views.parts.asking import Asked, asked, kpi_or_404, reader
from kpis.views.parts.explained import unit_of
from kpis.views.parts.explained_more import split_of
from kpis.views.parts.exported import exported, request_of
from kpis.views.parts.sheeted import named, notes_of

#: Rows read from the database at a time.
BATCH = 500


def asked_about(request: HttpRequest, key: str) -> tuple[Kpi, Asked]:
    kpi = kpi_or_404(key, reader(request))
    return kpi, without_foreign_filters(asked(request, about=kpi), kpi)


@exported("explain")
def split(request: HttpRequest) -> list[Sheet]:
    return [split_of_figure(request, request.GET.get("key", ""))]


@exported("rows")
def rows(request: HttpRequest) -> list[Sheet]:
    return [rows_behind(request, request.GET.get("key", ""))]


def split_of_figure(request: HttpRequest, key: str) -> Sheet:
    kpi, asked_for = asked_about(request, key)
    by = split_of(kpi, request.GET.get("by", ""))
    whole = asked_for.question()
    if kpi.looks_ahead:
        whole = whole.over(asked_for.picked.around)
    asked_of = Question(whole.scope, whole.period, whole.today, (by,), whole.where)
    found = report(kpi, asked_of)
    money = Unit.MONEY if kpi.unit == Unit.MONEY else None
    columns = [
        Column(str(LABELS[by])),
        Column(str(kpi.label), kpi.unit),
        Column(_("Numerator"), money),
        Column(_("Denominator")),
        Column("n"),
    ]
    lines = [[row.labels[by], *_figure(row.value)] for row in found.rows]
    lines.append([_("Total"), *_figure(found.total)])
    title = _("%(kpi)s by %(split)s") % {
        "kpi": kpi.label,
        "split": str(LABELS[by]).lower(),
    }
    name = named(f"{kpi.key}-{by}", asked_for.picked)
    return Sheet(name, title, columns, lines, notes_of(asked_for, str(kpi.how)))


def _figure(value: Value) -> list[Fraction | int | None]:
    return [value.value, value.numerator, value.denominator, value.n]


def row_columns(unit: Unit | None) -> list[Column]:
    return [
        Column(_("Day")),
        Column(_("Who or what")),
        Column(_("Kind")),
        Column(_("Sales rep")),
        Column(_("Source")),
        Column(_("Counted"), unit),
    ]


def rows_behind(request: HttpRequest, key: str) -> Sheet:
    """The rows behind a figure that this reader may open."""
    kpi, asked_for = asked_about(request, key)
    measure = measure_of(kpi, request.GET.get("measure", ""))
    found = list(pages(kpi, asked_for, measure))
    lines = [row_cells(row) for page in found for row in page.rows]
    return _sheet(kpi, asked_for, found[0] if found else None, lines)


def _sheet(
    kpi: Kpi,
    asked_for: Asked,
    found: explain.CountedPage | None,
    lines: list[list[Any]],
) -> Sheet:
    notes = [str(kpi.how)]
    if found and found.hidden:
        words = ngettext(
            "%(n)d row is counted and not listed: its record is not yours to read.",
            "%(n)d rows are counted and not listed: their records are not yours to read.",
            found.hidden,
        )
        notes.append(words % {"n": found.hidden})
    columns = row_columns(unit_of(kpi, found.measure) if found else None)
    name = named(kpi.key, asked_for.picked)
    title = _("%(kpi)s, row by row") % {"kpi": kpi.label}
    return Sheet(name, title, columns, lines, notes_of(asked_for, *notes))


def rows_in_portions(user: User, query: QueryDict, _now: datetime) -> Portioned:
    """The same rows for a file that is written in the background."""
    request = request_of(user, query)
    kpi, asked_for = asked_about(request, query.get("key", ""))
    measure, question = measure_of(kpi, query.get("measure", "")), asked_for.question()
    currency = asked_for.organisation.base_currency

    def page(number: int, size: int) -> explain.CountedPage | None:
        return explain.counted(
            kpi, question, viewer=user, page=number, size=size, measure=measure
        )

    def read(first: int, count: int) -> Sequence[Sequence[Any]]:
        found = page(first // count + 1, count) if count else None
        lines = [row_cells(row) for row in found.rows] if found else []
        return table_of(_sheet(kpi, asked_for, found, lines), currency).rows

    found = page(1, 1)
    table = table_of(_sheet(kpi, asked_for, found, []), currency)
    return Portioned(table, found.count - found.hidden if found else 0, read)


MAKERS["figures:rows"] = rows_in_portions


def row_cells(row: explain.Counted) -> list[Any]:
    return [row.day, row.subject, row.kind, row.rep, row.detail, row.amount]


def pages(kpi: Kpi, asked_for: Asked, measure: str) -> Iterator[explain.CountedPage]:
    """The listing, a portion at a time."""
    page, question = 1, asked_for.question()
    while True:
        found = explain.counted(
            kpi, question, viewer=asked_for.user, page=page, size=BATCH, measure=measure
        )
        if found is None:
            return
        yield found
        if len(found.rows) < BATCH:
            return
        page += 1
