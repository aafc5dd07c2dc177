"""What the organisation chose, for the parts of a definition that depend on it."""

from __future__ import annotations

from crm.models import Organisation


def choice(field: str) -> str:
    """The organisation's value of a field with choices."""
    return str(getattr(Organisation.current(), field))
