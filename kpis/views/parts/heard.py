"""The card of what customers said lately, beside the figures that count it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.access import members_on, subtree
from crm.civil import starts_at
from crm.models import Complaint, SurveyAnswer, User, Verbatim
from crm.satisfaction import SCALES
from crm.views.parts.voice_rows import glimpse
from crm.views.parts.words import full, joined
from kpis import voices
from kpis.spec import Kpi
from kpis.views.parts.asking import Asked
from kpis.voices import Voice

OPENS = {
    "complaints": "crm:complaint",
    "answers": "crm:survey-answer",
    "reviews": "crm:review",
    "verbatims": "crm:verbatim",
}


def heard(
    kpis: Sequence[Kpi], asked_for: Asked, person: User | None = None
) -> list[dict[str, str]]:
    """The last words up to the end of the period: of one person's customers, of a team's, of all."""
    picked, zone = asked_for.picked, asked_for.organisation.zone
    before = starts_at(picked.period.end, zone)
    whose = Q()
    if person is not None:
        whose = Q(owner=person)
    elif picked.team is not None:
        teams = subtree({picked.team.pk})
        whose = Q(owner__in=members_on(teams, picked.today))
    found = voices.latest(kpis, asked_for.user, whose, before)
    return [
        {
            "url": reverse(OPENS[voice.source], args=[voice.pk]),
            "text": glimpse(voice.text),
            "about": joined(said_as(voice), voice.who),
            "when": full(voice.at, asked_for.now),
        }
        for voice in found
    ]


def said_as(voice: Voice) -> str:
    """Complaint, serious; NPS 3/10; Trustpilot 2/5; compliment."""
    if voice.source == "complaints":
        severity = dict(Complaint.Severity.choices)[voice.kind]
        return joined(_("Complaint"), severity)
    if voice.source == "answers":
        name = dict(SurveyAnswer.Survey.choices)[voice.kind]
        return f"{name} {voice.score}/{SCALES[voice.kind][1]}"
    if voice.source == "reviews":
        return f"{voice.kind} {voice.score}/5"
    return str(capfirst(str(dict(Verbatim.Kind.choices)[voice.kind])))
