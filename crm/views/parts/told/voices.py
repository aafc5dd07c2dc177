"""What customers say, in words."""

from __future__ import annotations

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import SurveyAnswer, Verbatim
from crm.models.shipped import shown
from crm.timeline import Told
from crm.views.parts import words
from crm.views.parts.told.entry import Entry, chip, entry


def complaint(row: Told) -> Entry:
    mark = {
        "resolved": chip(_("Resolved"), "good", "✓"),
        "answered": chip(_("Answered")),
        "waiting": chip(_("Awaiting an answer"), "caution", "◔"),
    }[row.state]
    return entry(
        row,
        "chat-left-text",
        _("Complaint: %(reason)s") % {"reason": shown(row.title)},
        detail=row.text,
        url=reverse("crm:complaint", args=[row.row]),
        chip=mark,
    )


def answer(row: Told) -> Entry:
    said = {"survey": SurveyAnswer.Survey(row.kind).label, "score": row.other}
    what = _("%(survey)s answer: %(score)s") % said
    detail = words.joined(row.who, row.text, by=". ")
    return entry(row, "emoji-smile", what, detail=detail)


def verbatim(row: Told) -> Entry:
    what = str(capfirst(str(Verbatim.Kind(row.kind).label)))
    detail = words.joined(row.who, row.text, row.extra, by=". ")
    return entry(row, "chat-left-text", what, detail=detail)


def review(row: Told) -> Entry:
    stars = ngettext("%(n)d star", "%(n)d stars", row.other or 0) % {"n": row.other}
    what = _("Review on %(site)s: %(stars)s") % {"site": row.title, "stars": stars}
    return entry(row, "star", what, detail=row.text)


def invitation(row: Told) -> Entry:
    survey = SurveyAnswer.Survey(row.kind).label
    what = _("%(survey)s survey sent to %(email)s") % {
        "survey": survey,
        "email": row.title,
    }
    mark = chip(_("no answer yet"))
    return entry(row, "envelope", what, detail=row.who, chip=mark)
