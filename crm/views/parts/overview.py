"""What an admin lands on: the organisation, its people and teams, read only for now."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from crm.civil import civil_day
from crm.models import (
    NO_TEAM_ID,
    UNASSIGNED_ID,
    Membership,
    Organisation,
    Pipeline,
    Stage,
    Team,
    User,
)
from crm.together import together


def overview(now: datetime) -> dict[str, Any]:
    """{organisation, teams, people, pipelines}; a person's team is today's."""
    organisation = Organisation.current()
    today = civil_day(now, organisation.zone)
    team = Membership.objects.on(today).filter(user=OuterRef("pk"))
    people = list(
        User.objects.exclude(pk=UNASSIGNED_ID)
        .annotate(team_name=Subquery(team.values("team__name")[:1]))
        .order_by("-is_active", "full_name")
    )
    members = Counter(person.team_name for person in people)
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
            {"person": person, "team": person.team_name or ""} for person in people
        ],
        "pipelines": _pipelines(),
    }


def _pipelines() -> list[dict[str, Any]]:
    """[{pipeline, stages}] in one query."""
    pipelines = Pipeline.objects.filter(archived_at__isnull=True)
    stages = Stage.objects.filter(pipeline__in=pipelines).order_by("position", "id")
    found = together(pipelines=pipelines, stages=stages)
    return [
        {
            "name": str(pipeline),
            "stages": [s for s in found["stages"] if s.pipeline_id == pipeline.pk],
        }
        for pipeline in found["pipelines"]
    ]


def _facts(organisation: Organisation) -> list[tuple[Any, Any]]:
    names = ("base_currency", "time_zone", "country")
    facts = [(_label(name), getattr(organisation, name)) for name in names]
    choices = (
        "cycle_start",
        "records_seen_by_reps",
        "figures_seen_by_reps",
        "revenue_basis",
        "complaint_basis",
    )
    for name in choices:
        value = getattr(organisation, f"get_{name}_display")()
        facts.append((_label(name), value))
    return facts


def _label(name: str) -> Any:
    return getattr(Organisation._meta.get_field(name), "verbose_name", name)
