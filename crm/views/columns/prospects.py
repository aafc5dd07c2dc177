"""The columns of the list of prospects."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm import phones
from crm.joined import Joined, names_in
from crm.models import Organisation, Prospect
from crm.models.shipped import shown
from crm.templatetags.formats import day
from crm.views.columns.declared import (
    Column,
    Columns,
    chip,
    dated,
    listed,
    person,
    told,
)
from crm.views.parts import words


def _next(row: Prospect) -> str:
    on = day(row.next_step_on) if row.next_step_on else ""
    return words.joined(on, row.next_step)


def _tags(row: Any) -> str:
    return ", ".join(sorted(shown(name) for name in names_in(row.tags_said)))


#: The tags of a row, read with it.
TAGS = Joined(
    Prospect.tags.through.objects.filter(prospect=OuterRef("pk"))
    .annotate(said=F("tag__name"))
    .values("said")
)


def _phone(row: Prospect) -> str:
    """A number to call, as ``components/_phone.html`` writes it."""
    number = phones.dialled(row.phone, row.phone_e164)
    if not number:
        return row.phone
    home = Organisation.current().country
    return format_html(
        '<a class="phone num nowrap" href="tel:{}" data-call data-prospect="{}">{}</a>',
        number,
        row.pk,
        phones.written(row.phone, row.phone_e164, home),
    )


#: What ``Prospect.standing`` follows from.
STANDING = ("churned_at", "converted_at", "disqualified_at", "sql_at", "contacted_at")
PROSPECT_COLUMNS = Columns(
    (
        Column("name", _("Prospect"), **told("name")),
        Column(
            "step",
            _("Step"),
            lambda row, _now: chip(words.standing_chip(row)),
            STANDING,
            plain=lambda row: words.STANDING_NAMES[row.standing],
        ),
        Column("city", _("City"), **told("city")),
        Column("source", _("Source"), **listed("source")),
        Column("sector", _("Industry"), **listed("sector")),
        Column("type", _("Customer type"), **listed("client_type")),
        Column("owner", pgettext_lazy("column", "Owner"), **person("owner")),
        Column("detected", _("Detected"), **dated("detected_at")),
        Column("region", _("Region"), shown=False, **listed("region")),
        Column(
            "tags",
            _("Tags"),
            lambda row, _now: _tags(row),
            sort=False,
            shown=False,
            more={"tags_said": TAGS},
        ),
        Column(
            "next",
            _("Next step"),
            lambda row, _now: _next(row),
            ("next_step", "next_step_on"),
            plain=lambda row: words.joined(row.next_step_on, row.next_step),
            shown=False,
            labelled=True,
        ),
        Column(
            "phone",
            _("Phone"),
            lambda row, _now: _phone(row),
            ("phone", "phone_e164"),
            plain=lambda row: row.phone,
            sort=False,
            shown=False,
        ),
        Column("email", _("Email"), shown=False, **told("email")),
        Column("contacted", _("First contacted"), shown=False, **dated("contacted_at")),
        Column("converted", _("Customer since"), shown=False, **dated("converted_at")),
    )
)
