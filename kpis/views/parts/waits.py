"""What waits, in three counts, and how complete the records are: the lower card of the summary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.filters.deal_rules import stale
from crm.models import Complaint, Deal, Prospect
from crm.templatetags import formats
from kpis import quality
from kpis.views.parts.asking import Asked
from kpis.views.quality import leads, written


def things_of(asked_for: Asked) -> dict[str, Any]:
    """Three counts, each what the list behind its link holds, and the quality of the records.

    A rep's own records; whoever leads, all the records they read.
    """
    user, now = asked_for.user, asked_for.now
    mine = {} if leads(asked_for) else {"owner": user.pk}
    complaints = Complaint.objects.visible_to(user).unanswered().filter(**mine)
    deals = stale(Deal.objects.visible_to(user).filter(**mine), now)
    detected = Prospect.objects.visible_to(user).current().at_step("detected")
    people = [user.pk] if mine else None
    score = quality.score(quality.measured(quality.Whom(user, people, now)))
    return {
        "things": [
            _thing(
                complaints.count(),
                lambda n: ngettext(
                    "complaint awaits an answer", "complaints await an answer", n
                ),
                _("No complaint awaits an answer."),
                f"{reverse('crm:voice')}?{urlencode({'tab': 'open'} | mine)}",
            ),
            _thing(
                deals.count(),
                lambda n: ngettext(
                    "deal lies still, with nothing ahead",
                    "deals lie still, with nothing ahead",
                    n,
                ),
                _("Every open deal moves or has a next step."),
                f"{reverse('crm:pipeline')}?"
                + urlencode({"view": "list", "stale": "yes", "sort": "opened"} | mine),
            ),
            _thing(
                detected.filter(**mine).count(),
                lambda n: ngettext(
                    "prospect was never contacted", "prospects were never contacted", n
                ),
                _("Every prospect was contacted."),
                f"{reverse('crm:prospects')}?{urlencode({'step': 'detected'} | mine)}",
            ),
        ],
        "quality": written(score),
        "quality_url": reverse("kpis:quality"),
    }


def _thing(
    count: int, words: Callable[[int], str], nothing: str, url: str
) -> dict[str, Any]:
    return {
        "count": formats.number(count) if count else "",
        "words": words(count) if count else nothing,
        "url": url,
    }
