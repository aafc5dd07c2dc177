"""What a service refuses, in words for the person who asked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model

Refused = ValidationError


class Conflict(Exception):
    """Somebody else changed the row after this person saw it. Nothing was written."""

    def __init__(self, row: Model, *, seen: int) -> None:
        super().__init__(f"{row._meta.label} {row.pk} is no longer at version {seen}")
        self.row = row
        self.seen = seen
