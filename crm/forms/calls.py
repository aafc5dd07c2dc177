"""A call just made, as the page remembers it: whatever it says wrongly is left out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from crm.forms import fields as typed
from crm.models import Activity, Contact, Prospect


class CallForm(forms.Form):
    """``away`` is how many seconds ago the number was tapped: no clock but ours is trusted."""

    contact = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    away = forms.IntegerField(required=False, min_value=0, max_value=4 * 3600)
    at = typed.moment("")
    minutes = forms.IntegerField(required=False, min_value=0, max_value=240)
    outcome = forms.ChoiceField(choices=Activity.Outcome.choices, required=False)
    token = forms.UUIDField(required=False)

    def __init__(self, data: Any, *, prospect: Prospect, now: datetime) -> None:
        super().__init__(data)
        self.prospect, self.now = prospect, now

    def told(self) -> dict[str, Any]:
        """{contact, at, minutes, outcome, client_uuid}: what can be read of it."""
        data = {name: self.cleaned_data.get(name) for name in self.fields}
        at, minutes = data["at"] or self.now, data["minutes"]
        if data["away"] is not None:
            at = self.now - timedelta(seconds=data["away"])
            minutes = max(1, round(data["away"] / 60))
        return {
            "contact": self._person(data["contact"]),
            "at": min(at, self.now),
            "minutes": minutes,
            "outcome": data["outcome"] or "",
            "client_uuid": data["token"],
        }

    def _person(self, pk: int | None) -> Contact | None:
        return self.prospect.contacts.filter(pk=pk).first() if pk else None


def started_at(call: dict[str, Any]) -> str:
    """The start as a field of the log reads it."""
    return f"{timezone.localtime(call['at']):%Y-%m-%dT%H:%M}"


def log_query(prospect: Prospect, call: dict[str, Any]) -> str:
    """The same call for the address of the log."""
    asked = {"prospect": prospect.pk, "kind": "call", "at": started_at(call)}
    if call["contact"]:
        asked["contact"] = call["contact"].pk
    if call["minutes"]:
        asked["minutes"] = call["minutes"]
    return urlencode(asked)
