"""A one-to-one in words: what was agreed and noted, complaints that wait, topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from crm.models import Complaint, User
from crm.views.parts.words import full, joined
from kpis import showing
from kpis.catalogue import KPIS
from kpis.models import Agreement, CoachingNote
from kpis.views.parts.asking import Asked
from kpis.views.parts.meeting_deals import deal_groups
from kpis.views.parts.meeting_seen import Seen
from kpis.views.parts.meeting_topics import topics_of

#: Notes, agreements and complaints shown.
MOST = 20


def said(
    seen: Seen,
    *,
    agreements: Sequence[Agreement],
    notes: Sequence[CoachingNote],
    complaints: Sequence[Complaint],
) -> dict[str, Any]:
    """What is talked about besides the figures, and the topics it all suggests."""
    asked_for = seen.asked_for
    today, reader = asked_for.picked.today, asked_for.user
    late = [a for a in agreements if _late(a, asked_for)]
    return {
        "deals": deal_groups(seen.deals, seen),
        "deal_count": seen.deals.count,
        "complaints": [complaint_row(row, seen) for row in complaints],
        "agreements": [agreement_row(row, asked_for, reader) for row in agreements],
        "notes": [note_row(row, asked_for, reader) for row in notes],
        "topics": topics_of(
            late=len(late),
            marks=list(seen.marks.values()),
            medians=seen.shows_medians,
            deals=seen.deals,
            complaints=len(complaints),
            currency=seen.currency,
        ),
        "today": today,
    }


def _late(row: Agreement, asked_for: Asked) -> bool:
    due = row.due_on
    return row.done_at is None and due is not None and due < asked_for.picked.today


def complaint_row(row: Complaint, seen: Seen) -> dict[str, str]:
    return {
        "url": reverse("crm:complaint", args=[row.pk]),
        "name": str(row.prospect or row.reason),
        "said": joined(
            str(row.reason),
            row.get_severity_display(),
            full(row.received_at, seen.asked_for.now),
        ),
    }


def agreement_row(row: Agreement, asked_for: Asked, reader: User) -> dict[str, Any]:
    return {
        "row": row,
        "own": row.by_id == reader.pk,
        "late": _late(row, asked_for),
        "by": row.by.full_name,
        "when": full(row.at, asked_for.now),
        "done": full(row.done_at, asked_for.now) if row.done_at else "",
    }


def note_row(row: CoachingNote, asked_for: Asked, reader: User) -> dict[str, Any]:
    kpi = KPIS.get(row.kpi)
    return {
        "row": row,
        "own": row.by_id == reader.pk,
        "kpi": str(kpi.label) if kpi else "",
        "kpi_url": showing.explain_url(kpi, asked_for.picked, rep=row.person_id)
        if kpi
        else "",
        "by": row.by.full_name,
        "when": full(row.at, asked_for.now),
        "edited": full(row.edited_at, asked_for.now) if row.edited_at else "",
    }
