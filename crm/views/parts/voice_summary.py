"""The voice at a glance: why people complain, and what they answer, over the last 90 days."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from crm.models import Complaint, ComplaintReason, SurveyAnswer, User
from crm.satisfaction import MOODS
from crm.templatetags.formats import number, percent
from crm.views.parts.moods import NAMES, TONES

DAYS = 90
#: Reasons named one by one; the rest stand together.
NAMED = 6


def summary(reader: User, now: datetime) -> dict[str, Any]:
    """{days, reasons, complaints, nps}: what ``crm/_voice_summary.html`` shows."""
    since = now - timedelta(days=DAYS)
    reasons = _reasons(reader, since)
    return {
        "days": DAYS,
        "reasons": reasons,
        "complaints": sum(each["n"] for each in reasons),
        "nps": _nps(reader, since),
    }


def _reasons(reader: User, since: datetime) -> list[dict[str, Any]]:
    """Pareto: [{name, n, share, running}], the most frequent first; shares are fractions."""
    rows = Complaint.objects.visible_to(reader).since(since).by_reason()
    counts = list(rows)
    names = ComplaintReason.objects.in_bulk([pk for pk, _n in counts])
    total, running = sum(n for _pk, n in counts) or 1, 0
    found = []
    for pk, n in counts:
        running += n
        said = {"name": str(names[pk]), "pk": pk, "n": n}
        shares = {"share": Decimal(n) / total, "running": Decimal(running) / total}
        found.append(said | shares)
    return found


def _nps(reader: User, since: datetime) -> dict[str, Any]:
    """{n, score, parts}: promoters minus detractors in points; no score without answers."""
    rows = SurveyAnswer.objects.visible_to(reader).of("nps").since(since)
    moods = rows.moods()
    n = sum(moods.values())
    parts = [
        {
            "name": str(NAMES["nps", mood]),
            "glyph": TONES[mood][1],
            "n": moods[mood],
            "share": Decimal(moods[mood]) / n if n else None,
            "said": percent(Decimal(moods[mood]) / n if n else None),
            "mood": mood,
        }
        for mood in MOODS
    ]
    points = Decimal(100 * (moods["happy"] - moods["unhappy"])) / n if n else None
    return {"n": n, "parts": parts, "score": number(points, 0, signed=True)}
