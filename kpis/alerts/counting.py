"""How many alerts a person has open, as one value read along with what waits for them.

The rule of ``reading.open_alerts_for`` said again in SQL: the teams somebody leads are a walk down a
tree, which one statement does. A test holds both to each other for everybody.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import IntegerField
from django.db.models.expressions import RawSQL

from crm.access import today

OPEN = """(
WITH RECURSIVE led(id) AS (
    SELECT m.team_id FROM crm_team_managers m WHERE m.user_id = crm_user.id
    UNION SELECT t.id FROM crm_team t JOIN led ON t.parent_id = led.id
)
SELECT COUNT(*) FROM kpis_alert a
WHERE a.closed_at IS NULL
AND (a.snoozed_until IS NULL OR a.snoozed_until <= %s)
AND (
    crm_user.role = 'admin'
    OR a.user_id = crm_user.id AND (crm_user.role = 'manager' OR NOT a.for_leaders)
    OR crm_user.role = 'manager' AND (
        a.team_id IN (SELECT id FROM led)
        OR a.user_id IN (
            SELECT h.user_id FROM crm_membership h
            WHERE h.team_id IN (SELECT id FROM led)
            AND (h.from_on IS NULL OR h.from_on <= %s)
            AND (h.to_on IS NULL OR h.to_on > %s)
        )
    )
))"""


def open_count(day: date | None = None) -> Any:
    """For a query over people: how many alerts each has open, put off ones left out."""
    on = day or today()
    return RawSQL(OPEN, (on, on, on), output_field=IntegerField())  # noqa: S611 - no input
