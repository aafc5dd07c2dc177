"""The records in which a field is missing, each with the form that fills it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm import access
from crm.templatetags import formats
from crm.views.answers import page_of
from crm.views.parts.words import joined
from crm.views.requests import SignedIn
from kpis import quality as records
from kpis.quality import Part, Whom

OPENS = {"deals": "crm:deal", "prospects": "crm:prospect", "activities": "crm:activity"}


def list_of(wanted: Part | None, whom: Whom, request: SignedIn) -> dict[str, Any]:
    """The records to fill, each with the form that does it, for who may change it."""
    if wanted is None:
        return {"rows": [], "page": None}
    rows = access.marking(records.to_fill(wanted, whom), request.user)
    page = page_of(rows, request)
    return {"rows": [row_of(each, wanted) for each in page.object_list], "page": page}


def row_of(row: Any, wanted: Part) -> dict[str, Any]:
    owner = row.rep if wanted.kind == "activities" else row.owner
    at = {"deals": "opened_at", "prospects": "detected_at", "activities": "at"}
    return {
        "label": joined(row, row.prospect) if wanted.kind == "deals" else str(row),
        "url": reverse(OPENS[wanted.kind], args=[row.pk]),
        "owner": str(owner),
        "day": formats.day(getattr(row, at[wanted.kind]), "year"),
        "edit_url": reverse(wanted.edit, args=[row.pk]) if row.changeable else "",
        "edit_label": _("Fill in: %(name)s") % {"name": row},
    }
