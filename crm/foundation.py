"""The few rows every installation starts from: *Unassigned*, *No team*, one pipeline, defaults.

Called by the second migration, and by tests after a flush. Safe to run again.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from crm.models.lists import NOT_RECORDED
from crm.models.people import NO_TEAM_ID, UNASSIGNED_ID
from crm.models.shipped import FIRST_STAGES

METHODS = (
    ("Phone", "call"),
    ("Email", "email"),
    ("Visit", "visit"),
    ("Video call", "video"),
    ("LinkedIn", "linkedin"),
    ("SMS", "sms"),
    ("Trade show", "show"),
)


def lay_foundation(apps: Any) -> None:
    """Create what is missing, through ``apps`` (a migration's or the real registry)."""
    user, team = apps.get_model("crm", "User"), apps.get_model("crm", "Team")
    user.objects.get_or_create(
        pk=UNASSIGNED_ID,
        defaults={
            "email": "unassigned@invalid",
            "full_name": "Unassigned",
            "is_active": False,
            "sells": False,
            "password": "!",
        },
    )
    team.objects.get_or_create(pk=NO_TEAM_ID, defaults={"name": "No team"})
    apps.get_model("crm", "Organisation").objects.get_or_create(
        pk=1, defaults={"time_zone": settings.ORGANISATION_TIME_ZONE}
    )
    for name in ("LossReason", "ComplaintReason", "ChurnReason"):
        apps.get_model("crm", name).objects.get_or_create(
            code=NOT_RECORDED, defaults={"name": "Not recorded", "position": 999}
        )
    for position, (name, code) in enumerate(METHODS):
        apps.get_model("crm", "ContactMethod").objects.get_or_create(
            code=code, defaults={"name": name, "position": position}
        )
    _first_pipeline(apps)


def _first_pipeline(apps: Any) -> None:
    pipeline, made = apps.get_model("crm", "Pipeline").objects.get_or_create(
        name="Sales"
    )
    if not made:
        return
    stages = apps.get_model("crm", "Stage")
    for position, (name, kind, probability, rot_days, category) in enumerate(
        FIRST_STAGES
    ):
        stages.objects.create(
            pipeline=pipeline,
            name=name,
            kind=kind,
            position=position,
            probability=probability,
            rot_days=rot_days,
            forecast_category=category,
        )
