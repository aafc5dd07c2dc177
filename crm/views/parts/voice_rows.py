"""Rows of the lists of the voice as ``components/_table.html`` shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template.defaultfilters import capfirst, truncatechars
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.models import Complaint, Review, SurveyAnswer, SurveyInvitation, Verbatim
from crm.views.columns.declared import chip
from crm.views.parts import words
from crm.views.parts.moods import invitation_chip, mood_chip, score_text
from crm.views.parts.service_level import promise_chip

Head = dict[str, Any]
#: As many letters of the customer's words as a line of a list holds.
GLIMPSE = 70
_OWNER = {"label": pgettext_lazy("column", "Owner"), "sort": "owner"}
_WORDS = {"label": _("In the customer's words"), "quiet": True}

COMPLAINT_HEADS: tuple[Head, ...] = (
    {"label": _("Complaint")},
    {"label": _("Customer")},
    {"label": _("Promise"), "sort": "due"},
    {"label": _("Severity")},
    _WORDS,
    _OWNER,
    {"label": _("Received"), "sort": "received", "numeric": True},
)
ANSWER_HEADS: tuple[Head, ...] = (
    {"label": _("Answer")},
    {"label": _("Says")},
    {"label": _("Customer")},
    _WORDS,
    _OWNER,
    {"label": _("Answered on"), "sort": "at", "numeric": True},
)
INVITATION_HEADS: tuple[Head, ...] = (
    {"label": _("Sent to")},
    {"label": _("Question")},
    {"label": _("Customer")},
    {"label": _("State")},
    {"label": pgettext_lazy("a survey", "Sent"), "numeric": True},
)
VERBATIM_HEADS: tuple[Head, ...] = (
    {"label": _("In the customer's words")},
    {"label": pgettext_lazy("of words", "Kind")},
    {"label": _("Customer")},
    {"label": _("Where it was said")},
    _OWNER,
    {"label": _("Said on"), "sort": "at", "numeric": True},
)
REVIEW_HEADS: tuple[Head, ...] = (
    {"label": _("Site"), "sort": "site"},
    {"label": _("Stars"), "sort": "stars"},
    {"label": _("Text"), "quiet": True},
    {"label": _("Customer")},
    {"label": _("Region")},
    {"label": _("Published"), "sort": "at", "numeric": True},
)


def glimpse(text: str) -> str:
    return truncatechars(" ".join(text.split()), GLIMPSE)


def complaint_rows(rows: Iterable[Complaint], now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("crm:complaint", args=[each.pk]),
            "cells": [
                each.reason,
                each.prospect or "",
                chip(promise_chip(each, now)),
                capfirst(str(each.get_severity_display())),
                glimpse(each.verbatim),
                each.owner,
                words.full(each.received_at, now),
            ],
        }
        for each in rows
    ]


def answer_rows(rows: Iterable[SurveyAnswer], now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("crm:survey-answer", args=[each.pk]),
            "cells": [
                score_text(each),
                chip(mood_chip(each)),
                words.joined(each.prospect, each.contact or each.respondent),
                glimpse(each.comment),
                each.owner,
                words.full(each.at, now),
            ],
        }
        for each in rows
    ]


def invitation_rows(
    rows: Iterable[SurveyInvitation], now: datetime
) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("crm:survey-invitation", args=[each.pk]),
            "cells": [
                each.email or each.contact or each.prospect,
                each.get_survey_display(),
                words.joined(each.prospect, each.contact),
                chip(invitation_chip(each, now)),
                words.full(each.created_at, now),
            ],
        }
        for each in rows
    ]


def verbatim_rows(rows: Iterable[Verbatim], now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("crm:verbatim", args=[each.pk]),
            "cells": [
                glimpse(each.text),
                capfirst(str(each.get_kind_display())),
                words.joined(each.prospect, each.contact),
                each.origin,
                each.owner,
                words.full(each.at, now),
            ],
        }
        for each in rows
    ]


def review_rows(rows: Iterable[Review], now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("crm:review", args=[each.pk]),
            "cells": [
                each.site,
                stars(each.rating),
                glimpse(each.text),
                each.prospect or "",
                each.region or "",
                words.full(each.at, now),
            ],
        }
        for each in rows
    ]


def stars(rating: int) -> str:
    """Five signs, as many full as the stars: they are read aloud one by one, so the number too."""
    return f"{rating}/5 {'★' * rating}"
