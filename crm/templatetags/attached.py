"""Files of a record, for the card that stands on several pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import F

from crm.models import Attachment
from crm.views.parts.files import files_of

register = template.Library()


@register.simple_tag
def attached_to(kind: str, pk: int) -> dict[str, Any]:
    """``files_of`` a prospect, deal or complaint: who sees the record sees its files."""
    rows = Attachment.objects.hanging_on(kind, pk)
    return files_of(kind, pk, rows.annotate(by_name=F("by__full_name")))
