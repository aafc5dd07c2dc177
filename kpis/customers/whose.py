"""Whose customers: those the reader may open, of owners in the scope today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from crm.models import NO_TEAM_ID, Prospect, User
from kpis.scope import Scope, teams_on

#: Descriptions a list may be narrowed by.
DESCRIBED = ("source", "region", "sector", "client_type")


def of_reader(
    user: User, scope: Scope, today: date, where: Mapping[str, Any] | None = None
) -> QuerySet[Prospect, Prospect]:
    """Customers the reader may open whose owner is in the scope today."""
    described = {k: v for k, v in (where or {}).items() if k in DESCRIBED}
    rows = Prospect.objects.visible_to(user).current().customers().filter(**described)
    if scope.seen.all and scope.rep is None and scope.teams is None:
        return rows
    teams = teams_on(today)
    owners = set(rows.order_by().values_list("owner", flat=True).distinct())
    held = [pk for pk in owners if scope.holds(pk, teams.get(pk, NO_TEAM_ID))]
    return rows.filter(owner__in=held)
