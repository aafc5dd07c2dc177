"""Writes of the day: what ends, sleeps or is planned from Today. See ``writing.py``."""

from __future__ import annotations

from datetime import timedelta

from crm.models import Activity, Complaint, Deal, Prospect, Snooze, User
from tests import factories
from tests.crm.views.write import Write
from tests.factories import NOW

TOKEN = "9b0cf7de-5d6f-4c6e-8d39-000000000001"
FORM = "GET, HEAD, POST"


def _prospect(owner: User) -> Prospect:
    return factories.prospect(owner=owner, at=NOW - timedelta(days=3), name="Durand")


def _deal(owner: User) -> Deal:
    return factories.deal(owner=owner, prospect=_prospect(owner))


def _held(owner: User) -> Activity:
    at = NOW - timedelta(hours=2)
    return factories.activity(rep=owner, prospect=_prospect(owner), at=at)


def _complaint(owner: User) -> Complaint:
    return factories.complaint(by=owner, prospect=_prospect(owner))


def _asleep_until(**row: Prospect | Deal | Complaint) -> str:
    return str(Snooze.objects.get(**row).until_on)


DAY_WRITES = (
    Write(
        "activity-again",
        _held,
        lambda row: {},
        lambda row: (
            Activity.objects.planned().filter(prospect=row.prospect_id).count() == 1
        ),
    ),
    Write(
        "prospect-called",
        _prospect,
        lambda row: {"outcome": "reached", "token": TOKEN},
        lambda row: Activity.objects.held().filter(prospect=row).count() == 1,
    ),
    Write(
        "prospect-plan",
        _prospect,
        lambda row: {},
        lambda row: Activity.objects.planned().filter(prospect=row).count() == 1,
    ),
    Write(
        "prospect-snooze",
        _prospect,
        lambda row: {"to": "monday"},
        lambda row: _asleep_until(prospect=row) == "2026-11-23",
        allow=FORM,
    ),
    Write(
        "deal-snooze",
        _deal,
        lambda row: {"until": "2026-12-01"},
        lambda row: _asleep_until(deal=row) == "2026-12-01",
        allow=FORM,
    ),
    Write(
        "complaint-snooze",
        _complaint,
        lambda row: {},
        lambda row: _asleep_until(complaint=row) == "2026-11-21",
        allow=FORM,
    ),
)
