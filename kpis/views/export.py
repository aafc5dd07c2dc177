"""Any page of figures as a file: CSV, XLSX or PDF, the same tables, within the reader's rights."""

from __future__ import annotations

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_http_methods

from crm.models import Organisation
from crm.views.exports import csv_answer, gently
from crm.views.requests import SignedIn
from crm.views.taking import as_asked
from kpis.as_table import table_of
from kpis.sheets import Sheet
from kpis.views.parts.exported import EXPORTS


@require_http_methods(["GET", "HEAD", "POST"])
@gently
def export(request: SignedIn, name: str) -> HttpResponse:
    """``?format=csv|xlsx|pdf`` and the page's own query; a long one in the background."""
    if name not in EXPORTS:
        raise Http404
    return as_asked(request, f"figures:{name}")


def csv_of(sheet: Sheet) -> StreamingHttpResponse:
    table = table_of(sheet, Organisation.current().base_currency)
    return csv_answer(table.name, [head.label for head in table.heads], table.rows)
