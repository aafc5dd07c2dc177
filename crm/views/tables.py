"""The complaints as a CSV file: the same rows, filters and order as on the page, all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.filters.voice import complaints_of, tab_of
from crm.models import Complaint
from crm.views.exports import csv_answer
from crm.views.parts.service_level import promises
from crm.views.requests import SignedIn

#: Rows held in memory at a time.
CHUNK = 500


@require_safe
def voice_csv(request: SignedIn) -> StreamingHttpResponse:
    tab = tab_of(request.GET)
    seen = Complaint.objects.visible_to(request.user).of_tab(tab).for_list()
    narrowed = complaints_of(tab).read(request.GET, {})
    rows = narrowed.apply(seen.with_due(*promises()))
    header = (
        *("id", _("Reason"), _("Severity"), _("Customer"), _("Owner")),
        *(_("Received"), _("First answered"), _("Resolved"), _("Deal")),
        *(_("Product"), _("In the customer's words"), _("Resolution")),
    )
    return csv_answer("complaints", header, (_complaint(row) for row in _read(rows)))


def _complaint(row: Complaint) -> tuple[Any, ...]:
    return (
        *(row.pk, row.reason, row.severity, row.prospect, row.owner),
        *(row.received_at, row.answered_at, row.resolved_at, row.deal),
        *(row.product, row.verbatim, row.resolution),
    )


def _read(rows: Any) -> Iterator[Any]:
    found: Iterator[Any] = rows.iterator(chunk_size=CHUNK)
    return found
