"""Quotes and files in words."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from crm.templatetags.formats import money_minor
from crm.timeline import Told
from crm.views.parts.told.entry import Entry, chip, entry


def quote(row: Told) -> Entry:
    said = {"number": row.title, "version": row.other}
    what, mark = {
        "quote_sent": (_("Quote %(number)s sent, version %(version)s"), None),
        "quote_signed": (
            _("Quote %(number)s signed, version %(version)s"),
            chip(_("Signed"), "good", "✓"),
        ),
        "quote_refused": (
            _("Quote %(number)s refused, version %(version)s"),
            chip(_("Refused"), "", "✕"),
        ),
    }[row.name]
    return entry(
        row,
        "file-earmark-text",
        what % said,
        detail=money_minor(row.amount, row.extra),
        url=reverse("crm:deal", args=[row.link]),
        chip=mark,
    )


def file(row: Told) -> Entry:
    what = _("File added: %(name)s") % {"name": row.title}
    return entry(row, "paperclip", what, detail=row.who, url=_file_url(row.row))


def _file_url(pk: int) -> str:
    try:
        return reverse("crm:attachment", args=[pk])
    except NoReverseMatch:
        return ""
