"""What a customer said: complaints that are open, and whether they would recommend us."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min

from crm.civil import civil_day
from crm.models import Complaint, Organisation, SurveyAnswer
from crm.satisfaction import mood_of
from kpis.customers.portrait import Part

#: Answers older than a year say nothing of today.
ANSWER_DAYS = 365
NAMED = {"unhappy": "detractor", "happy": "promoter"}


def complaints(ids: Any) -> Part:
    rows = Complaint.objects.open().filter(prospect__in=ids).order_by()
    told = rows.values("prospect").annotate(n=Count("pk"), since=Min("received_at"))
    zone = Organisation.current().zone
    return {
        row["prospect"]: {
            "complaints": row["n"],
            "complaining_since": civil_day(row["since"], zone),
        }
        for row in told
    }


def answers(ids: Any, now: datetime) -> Part:
    """The last answer of each person; the worst and the best of a customer's."""
    zone = Organisation.current().zone
    since = now - timedelta(days=ANSWER_DAYS)
    given = SurveyAnswer.objects.of("nps").filter(prospect__in=ids)
    given = given.filter(at__gte=since, at__lte=now)
    last = given.last_of_each().values_list("prospect", "score", "at")
    found: dict[int, dict[str, Any]] = {}
    for pk, score, at in sorted(last, key=lambda row: row[2]):
        kind = NAMED.get(mood_of("nps", score))
        if kind:
            found.setdefault(pk, {})[kind] = (score, civil_day(at, zone))
    return found
