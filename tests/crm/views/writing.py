"""The list every write view is held to, as data: an address, what to send, what it moved.

``tests/crm/views/test_writes.py`` runs it: works, outsider, teammate, read-only, manager, bad id,
wrong method, double submit.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from crm.models import (
    Activity,
    Complaint,
    Contact,
    Deal,
    Prospect,
    ProspectStep,
    User,
)
from tests import factories
from tests.crm.views.write import Write
from tests.crm.views.writing_day import DAY_WRITES
from tests.crm.views.writing_lists import LIST_WRITES
from tests.crm.views.writing_people import PEOPLE_WRITES
from tests.crm.views.writing_sale import SALE_WRITES
from tests.crm.views.writing_voice import VOICE_WRITES
from tests.factories import NOW


def _prospect(owner: User) -> Prospect:
    return factories.prospect(owner=owner, at=NOW - timedelta(days=3), name="Durand")


def _deal(owner: User) -> Deal:
    prospect = _prospect(owner)
    return factories.deal(owner=owner, prospect=prospect, at=NOW - timedelta(days=2))


def _won(owner: User) -> Deal:
    return factories.won_deal(owner=owner, at=NOW - timedelta(days=2))


def _lost(owner: User) -> Deal:
    return factories.lost_deal(owner=owner, at=NOW - timedelta(days=2))


def _planned(owner: User) -> Activity:
    prospect = _prospect(owner)
    return factories.activity(rep=owner, prospect=prospect, at=NOW + timedelta(hours=2))


def _held(owner: User) -> Activity:
    prospect = _prospect(owner)
    return factories.activity(rep=owner, prospect=prospect, at=NOW - timedelta(hours=2))


def _complaint(owner: User) -> Complaint:
    return factories.complaint(by=owner, prospect=_prospect(owner))


def _moves(deal: Deal, kind: str) -> int:
    return deal.movements.filter(kind=kind, withdrawn_at__isnull=True).count()


WRITES = (
    Write(
        "prospect-edit",
        _prospect,
        lambda row: {
            "name": "Durand SARL",
            "kind": "organisation",
            "consent": "unknown",
            "version": row.version,
        },
        lambda row: Prospect.objects.get(pk=row.pk).name == "Durand SARL",
        allow="GET, HEAD, POST",
    ),
    Write(
        "prospect-step",
        _prospect,
        lambda row: {"step": "sql"},
        lambda row: ProspectStep.objects.of("sql").filter(prospect=row).count() == 1,
        allow="GET, HEAD, POST",
    ),
    Write(
        "prospect-assign",
        _prospect,
        lambda row: {"owner": row.owner_id},
        lambda row: Prospect.objects.get(pk=row.pk).owner_id == row.owner_id,
        allow="GET, HEAD, POST",
    ),
    Write(
        "contact-new",
        _prospect,
        lambda row: {"name": "Paul Durand", "token": str(uuid4())},
        lambda row: Contact.objects.filter(prospect=row).count() == 1,
        allow="GET, HEAD, POST",
    ),
    Write(
        "deal-edit",
        _deal,
        lambda row: {"name": "Rack", "kind": "new", "version": row.version},
        lambda row: Deal.objects.get(pk=row.pk).name == "Rack",
        allow="GET, HEAD, POST",
    ),
    Write(
        "deal-price",
        _deal,
        lambda row: {
            "amount": "2,500.50",
            "currency": "EUR",
            "version": row.version,
            "lines-TOTAL_FORMS": 0,
            "lines-INITIAL_FORMS": 0,
        },
        lambda row: (
            Deal.objects.get(pk=row.pk).amount == 250_050 and _moves(row, "amount") == 1
        ),
        allow="GET, HEAD, POST",
    ),
    Write(
        "deal-assign",
        _deal,
        lambda row: {"owner": row.owner_id},
        lambda row: Deal.objects.get(pk=row.pk).owner_id == row.owner_id,
        allow="GET, HEAD, POST",
    ),
    Write(
        "deal-move",
        _deal,
        lambda row: {"stage": factories.stage("Proposal").pk, "version": row.version},
        lambda row: _moves(row, "stage") == 2,
    ),
    Write(
        "deal-win",
        _deal,
        lambda row: {"version": row.version},
        lambda row: _moves(row, "won") == 1,
        allow="GET, HEAD, POST",
    ),
    Write(
        "deal-lose",
        _deal,
        lambda row: {"reason": factories.lost_reason().pk, "version": row.version},
        lambda row: _moves(row, "lost") == 1,
        allow="GET, HEAD, POST",
    ),
    Write(
        "deal-reason",
        _lost,
        lambda row: {"reason": factories.lost_reason().pk},
        lambda row: (
            Deal.objects.get(pk=row.pk).lost_reason_confirmed == factories.lost_reason()
        ),
        allow="GET, HEAD, POST",
    ),
    Write(
        "deal-reopen",
        _won,
        lambda row: {"version": row.version},
        lambda row: _moves(row, "reopened") == 1,
    ),
    Write(
        "activity",
        _held,
        lambda row: {
            "kind": "call",
            "direction": "out",
            "outcome": "reached",
            "at": "2026-11-20T08:30",
            "minutes": "12",
            "version": row.version,
        },
        lambda row: Activity.objects.get(pk=row.pk).duration_s == 720,
        allow="GET, HEAD, POST",
    ),
    Write(
        "activity-done",
        _planned,
        lambda row: {},
        lambda row: Activity.objects.get(pk=row.pk).status == "held",
    ),
    Write(
        "activity-move",
        _planned,
        lambda row: {"to": "monday"},
        lambda row: Activity.objects.get(pk=row.pk).at.isoweekday() == 1,
        allow="GET, HEAD, POST",
    ),
    Write(
        "activity-cancel",
        _planned,
        lambda row: {"status": "no_show"},
        lambda row: Activity.objects.get(pk=row.pk).status == "no_show",
    ),
    Write(
        "complaint-answer",
        _complaint,
        lambda row: {},
        lambda row: Complaint.objects.get(pk=row.pk).answered_at is not None,
    ),
    Write(
        "complaint-resolve",
        _complaint,
        lambda row: {"resolution": "Sent again."},
        lambda row: Complaint.objects.get(pk=row.pk).resolved_at is not None,
        allow="GET, HEAD, POST",
    ),
    *SALE_WRITES,
    *VOICE_WRITES,
    *DAY_WRITES,
    *PEOPLE_WRITES,
    *LIST_WRITES,
)
