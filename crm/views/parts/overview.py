"""What an admin lands on: the organisation, its people and teams, read only for now."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from crm.civil import civil_day
from crm.models import (
    NO_TEAM_ID,
    UNASSIGNED_ID,
    Membership,
    Organisation,
    Pipeline,
    Team,
    User,
)


def overview(now: datetime) -> dict[str, Any]:
    """{organisation, teams, people, pipelines}; a person's team is today's."""
    organisation = Organisation.current()
    today = civil_day(now, organisation.zone)
    team_of = {
        membership.user_id: membership.team.name
        for membership in Membership.objects.on(today).select_related("team")
    }
    members: dict[str, int] = defaultdict(int)
    for name in team_of.values():
        members[name] += 1
    teams = Team.objects.exclude(pk=NO_TEAM_ID).filter(archived_at__isnull=True)
    return {
        "organisation": organisation,
        "facts": _facts(organisation),
        "teams": [
            {
                "pk": team.pk,
                "name": team.name,
                "parent": team.parent.name if team.parent else "",
                "managers": ", ".join(str(each) for each in team.managers.all()),
                "members": members[team.name],
            }
            for team in teams.select_related("parent")
            .prefetch_related("managers")
            .order_by("name")
        ],
        "people": [
            {"person": person, "team": team_of.get(person.pk, "")}
            for person in User.objects.exclude(pk=UNASSIGNED_ID).order_by(
                "-is_active", "full_name"
            )
        ],
        "pipelines": Pipeline.objects.filter(archived_at__isnull=True).prefetch_related(
            "stages"
        ),
    }


def _facts(organisation: Organisation) -> list[tuple[Any, Any]]:
    names = ("base_currency", "time_zone", "country")
    facts = [(_label(name), getattr(organisation, name)) for name in names]
    choices = (
        "cycle_start",
        "records_seen_by_reps",
        "figures_seen_by_reps",
        "complaint_basis",
    )
    for name in choices:
        value = getattr(organisation, f"get_{name}_display")()
        facts.append((_label(name), value))
    return facts


def _label(name: str) -> Any:
    return getattr(Organisation._meta.get_field(name), "verbose_name", name)
