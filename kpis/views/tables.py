"""Any table of figures as CSV: numbers stay numbers, text is safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from crm.money import to_major
from crm.views.exports import csv_answer
from kpis import explain, presets, wording
from kpis.catalogue import GROUPS
from kpis.members import LABELS
from kpis.question import Question
from kpis.rollup import report
from kpis.spec import Kpi, Unit
from kpis.targets import book
from kpis.team_table import people_table
from kpis.values import Value
from kpis.views.catalogue import entry, filtered, wanted_of
from kpis.views.explain import measure_of, without_foreign_filters
from kpis.views.parts.asking import Asked, asked, for_team, kpi_or_404, leader, reader
from kpis.views.parts.explained import unit_of
from kpis.views.parts.explained_more import split_of
from kpis.views.rankings import board_of, places_of, sees_all

Csv = StreamingHttpResponse
#: Rows read from the database at a time.
BATCH = 500


def plain(unit: Unit | None, value: Fraction | int | None, currency: str) -> Any:
    """A number a spreadsheet adds up: money in major units, a rate as a fraction."""
    if value is None:
        return None
    exact = Fraction(value)
    if unit == Unit.MONEY:
        return to_major(int(wording.rounded(exact)), currency)
    if exact.denominator == 1:
        return int(exact)
    return wording.rounded(exact, 6)


def stamped(name: str, first: date, last: date) -> str:
    return f"{name}-{first}-{last}"


@require_safe
def rows_csv(request: HttpRequest, key: str) -> Csv:
    """The rows behind a figure that this reader may open."""
    kpi = kpi_or_404(key, reader(request))
    asked_for = without_foreign_filters(asked(request), kpi)
    measure = measure_of(kpi, request.GET.get("measure", ""))
    header = [
        _("Day"),
        _("Who or what"),
        _("Kind"),
        _("Sales rep"),
        _("Source"),
        _("Counted"),
    ]
    picked = asked_for.picked
    name = stamped(kpi.key, picked.period.first, picked.around.last)
    return csv_answer(name, header, _rows(kpi, asked_for, measure))


def _rows(kpi: Kpi, asked_for: Asked, measure: str) -> Iterator[list[Any]]:
    question, currency = asked_for.question(), asked_for.organisation.base_currency
    page = 1
    while True:
        found = explain.counted(
            kpi, question, viewer=asked_for.user, page=page, size=BATCH, measure=measure
        )
        if found is None or not found.rows:
            return
        unit = unit_of(kpi, found.measure)
        for row in found.rows:
            amount = plain(unit, row.amount, currency)
            yield [row.day, row.subject, row.kind, row.rep, row.detail, amount]
        if len(found.rows) < BATCH:
            return
        page += 1


@require_safe
def split_csv(request: HttpRequest, key: str) -> Csv:
    kpi = kpi_or_404(key, reader(request))
    asked_for = without_foreign_filters(asked(request), kpi)
    by = split_of(kpi, request.GET.get("by", ""))
    asked_question = asked_for.question()
    question = Question(
        asked_question.scope,
        asked_question.period,
        asked_question.today,
        (by,),
        asked_question.where,
    )
    found = report(kpi, question)
    currency = asked_for.organisation.base_currency
    header = [LABELS[by], kpi.label, _("Numerator"), _("Denominator"), "n"]
    rows = [[row.labels[by], *_figure(kpi, row.value, currency)] for row in found.rows]
    rows.append([_("Total"), *_figure(kpi, found.total, currency)])
    picked = asked_for.picked
    name = stamped(f"{kpi.key}-{by}", picked.period.first, picked.period.last)
    return csv_answer(name, header, rows)


def _figure(kpi: Kpi, value: Value, currency: str) -> list[Any]:
    money = Unit.MONEY if kpi.unit == Unit.MONEY else None
    return [
        plain(kpi.unit, value.value, currency),
        plain(money, value.numerator, currency),
        plain(None, value.denominator, currency),
        value.n,
    ]


@require_safe
def team_csv(request: HttpRequest) -> Csv:
    leader(request)
    asked_for = for_team(asked(request), request)
    picked, currency = asked_for.picked, asked_for.organisation.base_currency
    kpis = presets.kpis_of(presets.TABLE, asked_for.user)
    held = book(picked.around, picked.today)
    table = people_table(kpis, asked_for.scope, picked, held)
    header = [_("Sales rep")]
    for kpi in kpis:
        header += [str(kpi.label), _("%(kpi)s, target") % {"kpi": kpi.label}]
    rows: list[list[Any]] = []
    for person, cells in table.rows:
        row: list[Any] = [person.full_name]
        for cell in cells:
            row.append(plain(cell.kpi.unit, cell.value.value, currency))
            row.append(plain(cell.kpi.unit, cell.standing.target, currency))
        rows.append(row)
    total: list[Any] = [_("Total")]
    for kpi, value in zip(table.kpis, table.team, strict=True):
        total += [plain(kpi.unit, value.value, currency), None]
    return csv_answer(
        stamped("team", picked.period.first, picked.period.last), header, [*rows, total]
    )


@require_safe
def ranking_csv(request: HttpRequest) -> Csv:
    """The board as far as this reader sees it."""
    asked_for = asked(request)
    board = board_of(request, asked_for)
    currency = asked_for.organisation.base_currency
    known = {row.person.pk: row for row in board.places}
    rows = []
    for shown in places_of(board, asked_for)["rows"]:
        row = known[shown["person"]]
        sees = sees_all(asked_for) or row.person == asked_for.user
        value = plain(board.kpi.unit, row.value.value, currency) if sees else None
        share = plain(Unit.RATE, row.standing.share, currency) if sees else None
        rows.append([shown["place"], shown["name"], value, share])
    header = [_("Place"), _("Sales rep"), board.kpi.label, _("Share of target")]
    picked = asked_for.picked
    name = stamped(f"ranking-{board.kpi.key}", picked.period.first, picked.period.last)
    return csv_answer(name, header, rows)


@require_safe
def catalogue_csv(request: HttpRequest) -> Csv:
    header = [
        _("Key"),
        _("Figure"),
        _("Group"),
        _("Unit"),
        _("Direction"),
        _("What"),
        _("Why"),
        _("How"),
        _("What you can do"),
        _("Also called"),
        pgettext("source articles", "From"),
    ]
    rows = []
    for kpi in filtered(request, wanted_of(request)):
        shown = entry(kpi)
        rows.append(
            [
                kpi.key,
                kpi.label,
                GROUPS[kpi.group],
                shown["unit"],
                shown["better"],
                *(shown[part] for part in ("what", "why", "how", "do")),
                shown["synonyms"],
                shown["articles"],
            ]
        )
    return csv_answer("catalogue", header, rows)
