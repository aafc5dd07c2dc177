"""What a score says: NPS on 0-10 (S2: promoters 9-10, passives 7-8, detractors 0-6), CSAT on 1-5."""

from __future__ import annotations

from django.db.models import Q

#: survey -> (lowest, highest score)
SCALES = {"nps": (0, 10), "csat": (1, 5)}
#: survey -> (highest score of the unhappy, lowest of the happy)
BOUNDS = {"nps": (6, 9), "csat": (2, 4)}
MOODS = ("happy", "between", "unhappy")


def mood_of(survey: str, score: int) -> str:
    """happy (promoter, satisfied), between (passive) or unhappy (detractor, dissatisfied)."""
    unhappy, happy = BOUNDS[survey]
    if score <= unhappy:
        return "unhappy"
    return "happy" if score >= happy else "between"


def at_mood(mood: str) -> Q:
    """The rule that ``mood_of`` states, for rows of ``SurveyAnswer``."""
    found = Q(pk__in=[])
    for survey, (unhappy, happy) in BOUNDS.items():
        rule = {
            "unhappy": Q(score__lte=unhappy),
            "between": Q(score__gt=unhappy, score__lt=happy),
            "happy": Q(score__gte=happy),
        }[mood]
        found |= Q(survey=survey) & rule
    return found
