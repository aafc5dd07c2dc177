"""Indicators nobody chooses any more: retired by an admin, with a reason, and brought back.

A retired one leaves presets, dashboards, pickers and target forms; its page, its history and its
targets stay readable.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import User
from crm.remember import forget
from crm.services.errors import Refused
from crm.services.history import record
from kpis.models import RetiredKpi
from kpis.spec import Kpi
from kpis.tiles import presets


def retirement_of(kpi: Kpi) -> RetiredKpi | None:
    """Since when and why it is retired, None while it is in use."""
    return RetiredKpi.objects.select_related("by").filter(key=kpi.key).first()


@transaction.atomic
def retire(*, kpi: Kpi, reason: str, by: User, now: datetime) -> RetiredKpi:
    """Take it out of what people choose from; a second time changes nothing.

    Refused for the headline: pages draw it day by day and rank by it.
    """
    if kpi.key == presets.HEADLINE:
        raise Refused(_("The pages of figures draw this one and rank by it."))
    said = {"at": now, "by": by, "reason": reason.strip()[:300]}
    row, made = RetiredKpi.objects.get_or_create(key=kpi.key, defaults=said)
    if made:
        record(
            by=by,
            action="retired",
            row=row,
            at=now,
            changes={"reason": ["", row.reason]},
        )
    forget()
    return row


@transaction.atomic
def bring_back(*, kpi: Kpi, by: User, now: datetime) -> bool:
    """Offer it again; whether it was retired at all."""
    row = RetiredKpi.objects.select_for_update().filter(key=kpi.key).first()
    if row is None:
        return False
    record(
        by=by,
        action="brought back",
        row=row,
        at=now,
        changes={"reason": [row.reason, ""]},
    )
    row.delete()
    forget()
    return True
