"""Priorities as the top of a page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from crm.access import managed_teams
from crm.models import User
from kpis.catalogue import KPIS
from kpis.models import Priority


def shown(rows: Sequence[Priority], reader: User) -> list[dict[str, Any]]:
    """[{text, team, until, by, kpi, kpi_url, unpin_url}]; who leads the team may take it down."""
    led = managed_teams(reader) if rows and reader.is_manager else set()
    return [
        {
            "text": row.text,
            "team": row.team.name,
            "until": row.until,
            "by": row.pinned_by.full_name if row.pinned_by else "",
            "kpi": str(KPIS[row.kpi].label) if row.kpi in KPIS else "",
            "kpi_url": reverse("kpis:explain", args=[row.kpi])
            if row.kpi in KPIS
            else "",
            "unpin_url": reverse("kpis:priority-unpin", args=[row.pk])
            if reader.is_admin or row.team_id in led
            else "",
        }
        for row in rows
    ]
