"""The complaints as a CSV file: the same rows, filters and order as on the page, all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.filters.voice import complaints_of, tab_of
from crm.models import Complaint, User
from crm.services.exports import MAKERS, Portioned
from crm.views.exports import csv_answer, gently
from crm.views.parts.service_level import promises
from crm.views.requests import SignedIn
from crm.writers.table import Head, Table

#: Rows held in memory at a time.
CHUNK = 500


@require_safe
@gently
def voice_csv(request: SignedIn) -> HttpResponseBase:
    rows = _rows(request.user, request.GET)
    return csv_answer("complaints", _header(), (_complaint(row) for row in _read(rows)))


def _rows(user: User, query: QueryDict) -> Any:
    tab = tab_of(query)
    seen = Complaint.objects.visible_to(user).of_tab(tab).for_list()
    return complaints_of(tab).read(query, {}).apply(seen.with_due(*promises()))


def _header() -> tuple[str, ...]:
    return (
        *("id", _("Reason"), _("Severity"), _("Customer"), _("Owner")),
        *(_("Received"), _("First answered"), _("Resolved"), _("Deal")),
        *(_("Product"), _("In the customer's words"), _("Resolution")),
    )


def _complaints(user: User, query: QueryDict, _now: datetime) -> Portioned:
    rows = _rows(user, query)
    table = Table("complaints", _("Complaints"), [Head(text) for text in _header()], [])

    def read(first: int, count: int) -> list[tuple[Any, ...]]:
        return [_complaint(row) for row in rows[first : first + count]]

    return Portioned(table, rows.count(), read)


MAKERS["list:complaints"] = _complaints


def _complaint(row: Complaint) -> tuple[Any, ...]:
    return (
        *(row.pk, row.reason, row.severity, row.prospect, row.owner),
        *(row.received_at, row.answered_at, row.resolved_at, row.deal),
        *(row.product, row.verbatim, row.resolution),
    )


def _read(rows: Any) -> Iterator[Any]:
    found: Iterator[Any] = rows.iterator(chunk_size=CHUNK)
    return found
