"""Data quality: how complete the records are, and the list of what to fill."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm import access
from crm.templatetags import formats
from crm.views.requests import SignedIn
from kpis import quality as records
from kpis import wording
from kpis.quality import BY_KEY, Measured, Part, Whom
from kpis.views.explain import who
from kpis.views.parts import filters
from kpis.views.parts.asking import Asked, asked
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.to_fill import list_of

MINE, SEEN = "mine", "seen"


@require_safe
@until_something_moves
def quality(request: SignedIn) -> HttpResponse:
    asked_for = asked(request)
    whose = whose_of(asked_for, request.GET.get("whose", ""))
    whom = Whom(asked_for.user, people_of(asked_for, whose), asked_for.now)
    parts = records.measured(whom)
    score = records.score(parts)
    wanted = BY_KEY.get(request.GET.get("missing", "")) or worst(parts)
    picked = asked_for.picked
    context = {
        "who": asked_for.user.full_name if whose == MINE else who(asked_for),
        "score": written(score),
        "share": score,
        "parts": [line_of(part, wanted) for part in parts],
        "whose": whose,
        "choosable": leads(asked_for) or access.reads_everything(asked_for.user),
        "teams": filters.team_options(asked_for) if leads(asked_for) else [],
        "team_value": str(picked.team.pk) if picked.team else "",
        "wanted": wanted,
        **list_of(wanted, whom, request),
    }
    return render(request, "kpis/quality.html", context, status=asked_for.status)


def leads(asked_for: Asked) -> bool:
    return asked_for.user.is_manager or asked_for.user.is_admin


def whose_of(asked_for: Asked, wanted: str) -> str:
    """Own records, or all that may be read: who leads begins with all."""
    if asked_for.picked.team is not None or asked_for.picked.rep is not None:
        return SEEN
    return wanted if wanted in (MINE, SEEN) else SEEN if leads(asked_for) else MINE


def people_of(asked_for: Asked, whose: str) -> Sequence[int] | None:
    """Whose records: one person's, those of a team's people of today, or anybody's."""
    picked = asked_for.picked
    if picked.rep is not None:
        return [picked.rep.pk]
    if picked.team is not None:
        teams = access.subtree({picked.team.pk})
        return list(access.members_on(teams, picked.today))
    return [asked_for.user.pk] if whose == MINE else None


def written(share: Any) -> str:
    """100% is said only when nothing is missing, and 0% when nothing is there."""
    if share is None:
        return formats.DASH
    nearest = wording.rounded(share, 2)
    if share not in (0, 1):
        nearest = min(max(nearest, Decimal("0.01")), Decimal("0.99"))
    return formats.percent(nearest)


def worst(parts: Sequence[Measured]) -> Part | None:
    """The part with the smallest share, when something is missing at all."""
    found = [part for part in parts if part.missing]
    return min(found, key=lambda each: each.share or 0).part if found else None


def line_of(found: Measured, wanted: Part | None) -> dict[str, Any]:
    """One share as its row shows it."""
    return {
        "key": found.part.key,
        "label": found.part.label,
        "share": float(found.share) if found.share is not None else None,
        "said": written(found.share),
        "n": formats.number(found.n),
        "missing": found.missing,
        "here": wanted is not None and wanted.key == found.part.key,
    }
