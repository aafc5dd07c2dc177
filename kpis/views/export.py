"""Any page of figures as a file: CSV, XLSX or PDF, the same tables, within the reader's rights."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from crm.models import Organisation
from crm.views.exports import csv_answer, file_answer
from crm.writers.formats import FORMATS, write
from kpis.as_table import table_of
from kpis.sheets import Sheet
from kpis.views.parts.exported import EXPORTS


@require_safe
def export(request: HttpRequest, name: str) -> HttpResponse:
    """``?format=csv|xlsx|pdf`` and the page's own query."""
    form = request.GET.get("format") or FORMATS[0]
    if name not in EXPORTS or form not in FORMATS:
        raise Http404
    currency = Organisation.current().base_currency
    tables = [table_of(sheet, currency) for sheet in EXPORTS[name](request)]
    return file_answer(write(tables, form))


def csv_of(sheet: Sheet) -> StreamingHttpResponse:
    table = table_of(sheet, Organisation.current().base_currency)
    return csv_answer(table.name, [head.label for head in table.heads], table.rows)
