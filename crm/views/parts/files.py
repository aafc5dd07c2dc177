"""Files of a record as a card shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

ICONS = {
    "image": "file-earmark-image",
    "text": "file-earmark-text",
    "message": "envelope",
}


def files_of(kind: str, pk: int, rows: Iterable[Any]) -> dict[str, Any]:
    """{rows: [{name, url, delete_url, size, by, at, icon}], add_url}. Rows carry ``by_name``."""
    return {
        "rows": [_row(row) for row in rows],
        "add_url": reverse(f"crm:{kind}-files", args=[pk]),
    }


def _row(row: Any) -> dict[str, Any]:
    pdf = row.media_type == "application/pdf"
    family = row.media_type.partition("/")[0]
    return {
        "name": row.name,
        "url": reverse("crm:file", args=[row.pk]),
        "delete_url": reverse("crm:file-delete", args=[row.pk]),
        "size": filesizeformat(row.size),
        "by": row.by_name,
        "at": row.at,
        "icon": "file-earmark-pdf" if pdf else ICONS.get(family, "file-earmark"),
    }
