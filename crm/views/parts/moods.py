"""How an answer to a survey is said on a page."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from crm.models import SurveyAnswer, SurveyInvitation
from crm.satisfaction import SCALES, mood_of

Chip = dict[str, str]
NAMES = {
    ("nps", "happy"): gettext_lazy("Promoter"),
    ("nps", "between"): gettext_lazy("Passive"),
    ("nps", "unhappy"): gettext_lazy("Detractor"),
    ("csat", "happy"): gettext_lazy("Satisfied"),
    ("csat", "between"): gettext_lazy("Neither"),
    ("csat", "unhappy"): gettext_lazy("Dissatisfied"),
}
TONES = {"happy": ("good", "✓"), "between": ("", "●"), "unhappy": ("bad", "▼")}


def mood_chip(answer: SurveyAnswer) -> Chip:
    mood = mood_of(answer.survey, answer.score)
    tone, glyph = TONES[mood]
    return {"text": str(NAMES[answer.survey, mood]), "tone": tone, "glyph": glyph}


def score_text(answer: SurveyAnswer) -> str:
    """NPS 9/10"""
    best = SCALES[answer.survey][1]
    return f"{answer.get_survey_display()} {answer.score}/{best}"


def invitation_chip(asked: SurveyInvitation, now: datetime) -> Chip:
    if asked.answered_at is not None:
        return {"text": _("Answered"), "tone": "good", "glyph": "✓"}
    if asked.expires_at <= now:
        return {"text": pgettext("a survey", "Expired"), "tone": "", "glyph": "✕"}
    return {"text": _("Awaiting an answer"), "tone": "caution", "glyph": "◔"}
