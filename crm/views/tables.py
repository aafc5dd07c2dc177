"""Every list as a CSV file: the same rows, filters and order as on the page, all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.filters import ACTIVITIES, DEALS, PROSPECTS
from crm.filters.voice import complaints_of, tab_of
from crm.models import Activity, Complaint, Deal, Prospect
from crm.money import to_major
from crm.views.exports import csv_answer
from crm.views.parts.service_level import promises
from crm.views.requests import SignedIn

#: Rows held in memory at a time.
CHUNK = 500


def _amount(minor: int | None, currency: str) -> Any:
    return None if minor is None else to_major(minor, currency)


@require_safe
def prospects_csv(request: SignedIn) -> StreamingHttpResponse:
    seen = Prospect.objects.visible_to(request.user).current().for_list()
    rows = PROSPECTS.read(request.GET, {}).apply(seen)
    header = (
        *("id", _("Name"), _("Step"), _("Owner"), _("Source"), _("Region")),
        *(_("Industry"), _("Customer type"), _("City"), _("Phone"), _("Email")),
        *(_("Detected"), _("Contacted"), _("Qualified"), _("Customer since")),
    )
    return csv_answer("prospects", header, (_prospect(row) for row in _read(rows)))


def _prospect(row: Prospect) -> tuple[Any, ...]:
    return (
        *(row.pk, row.name, row.standing, row.owner, row.source, row.region),
        *(row.sector, row.client_type, row.city, row.phone, row.email),
        *(row.detected_at, row.contacted_at, row.sql_at, row.converted_at),
    )


@require_safe
def deals_csv(request: SignedIn) -> StreamingHttpResponse:
    seen = Deal.objects.visible_to(request.user).for_list()
    rows = DEALS.read(request.GET, {}).apply(seen.select_related("lost_reason"))
    header = (
        *("id", _("Name"), _("Prospect"), _("State"), _("Stage"), _("Owner")),
        *(_("Amount, excl. tax"), _("Currency"), _("Opened"), _("Expected close")),
        *(_("Won"), _("Lost"), _("Lost reason")),
    )
    return csv_answer("deals", header, (_deal(row) for row in _read(rows)))


def _deal(row: Deal) -> tuple[Any, ...]:
    return (
        *(row.pk, row.name, row.prospect, row.state, row.stage, row.owner),
        *(_amount(row.amount, row.currency), row.currency),
        *(row.opened_at, row.expected_close_on),
        *(row.won_at, row.lost_at, row.lost_reason),
    )


@require_safe
def activities_csv(request: SignedIn) -> StreamingHttpResponse:
    seen = Activity.objects.visible_to(request.user).for_list()
    rows = ACTIVITIES.read(request.GET, {}).apply(seen)
    header = (
        *("id", _("What"), _("Status"), _("Outcome"), _("When"), _("Sales rep")),
        *(_("Prospect"), _("Contact"), _("Deal"), _("Contact method")),
        *(_("Duration (seconds)"), _("Subject"), _("Note")),
    )
    return csv_answer("activities", header, (_activity(row) for row in _read(rows)))


def _activity(row: Activity) -> tuple[Any, ...]:
    return (
        *(row.pk, row.kind, row.status, row.outcome, row.at, row.rep),
        *(row.prospect, row.contact, row.deal, row.method),
        *(row.duration_s, row.subject, row.note),
    )


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
