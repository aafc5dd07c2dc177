"""A call just made, as the page remembers it: whatever it says wrongly is left out."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.utils import timezone

from crm.forms import fields as typed
from crm.models import Activity, Contact, Prospect


class CallForm(forms.Form):
    contact_id = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    start = typed.moment("")
    length = forms.IntegerField(required=False, min_value=0, max_value=240)
    ended = forms.ChoiceField(choices=Activity.Outcome.choices, required=False)
    token_of = forms.UUIDField(required=False)

    #: The names in the address and in the form, which the log shares.
    NAMES = {
        "contact_id": "contact",
        "start": "at",
        "length": "minutes",
        "ended": "outcome",
        "token_of": "token",
    }

    def __init__(self, data: Any, *, prospect: Prospect, now: datetime) -> None:
        super().__init__(data)
        self.prospect, self.now = prospect, now

    def add_prefix(self, field_name: str) -> str:
        return self.NAMES[field_name]

    def contact(self) -> Contact | None:
        pk = self.cleaned_data.get("contact_id")
        return self.prospect.contacts.filter(pk=pk).first() if pk else None

    def at(self) -> datetime:
        return min(self.cleaned_data.get("start") or self.now, self.now)

    def minutes(self) -> int | None:
        length: int | None = self.cleaned_data.get("length")
        return length

    def outcome(self) -> str:
        return str(self.cleaned_data.get("ended") or "")

    def token(self) -> UUID | None:
        found: UUID | None = self.cleaned_data.get("token_of")
        return found

    def told(self) -> dict[str, Any]:
        """{contact, at, minutes, at_value}: what the sheet says of the call."""
        at = timezone.localtime(self.at())
        told: dict[str, Any] = {"contact": self.contact(), "at": at}
        told["at_value"] = f"{at:%Y-%m-%dT%H:%M}"
        return told | {"minutes": self.minutes()}

    def query(self) -> str:
        """The same for the log's address."""
        told = self.told()
        asked = {"prospect": self.prospect.pk, "kind": "call", "at": told["at_value"]}
        if told["contact"]:
            asked["contact"] = told["contact"].pk
        if told["minutes"]:
            asked["minutes"] = told["minutes"]
        return urlencode(asked)
