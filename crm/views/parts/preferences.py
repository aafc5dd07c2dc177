"""What a person's own page shows beside its form."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from crm.forms.people import PreferencesForm
from crm.models import CalendarFeed, User


def preferences_of(user: User) -> dict[str, Any]:
    """{form, feed, feed_token}: the token makes a new calendar address once a form."""
    return {
        "form": PreferencesForm(user=user),
        "feed": CalendarFeed.objects.filter(user=user).first(),
        "feed_token": str(uuid4()),
    }
