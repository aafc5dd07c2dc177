"""The catalogue as a table."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kpis.catalogue import GROUPS
from kpis.sheets import Column, Sheet
from kpis.views.catalogue import entry, filtered, wanted_of
from kpis.views.parts.exported import exported


@exported("catalogue")
def catalogue(request: HttpRequest) -> list[Sheet]:
    """What is declared, narrowed as the page is."""
    heads = [
        _("Key"),
        _("Figure"),
        _("Group"),
        _("Unit"),
        _("Direction"),
        _("What"),
        _("Why"),
        _("How"),
        _("What you can do"),
        _("Also called"),
        pgettext("source articles", "From"),
    ]
    rows = []
    for kpi in filtered(request, wanted_of(request)):
        shown = entry(kpi)
        rows.append(
            [
                kpi.key,
                str(kpi.label),
                str(GROUPS[kpi.group]),
                str(shown["unit"]),
                str(shown["better"]),
                *(str(shown[part]) for part in ("what", "why", "how", "do")),
                shown["synonyms"],
                shown["articles"],
            ]
        )
    columns = [Column(str(head)) for head in heads]
    return [Sheet("catalogue", _("Catalogue"), columns, rows)]
