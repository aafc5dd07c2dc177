"""The quick log as a form: who, kind, outcome, next step; the date decides done or planned."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.choices import capitalised
from crm.models import Activity, Contact, Deal, Prospect, User

#: How many prospects are offered before a letter is typed; the others are found by typing.
OFFERED = 50


class LogForm(forms.Form):
    prospect = forms.ModelChoiceField(
        Prospect.objects.none(), label=_("Who"), required=False
    )
    kind = forms.ChoiceField(
        label=_("What"),
        choices=capitalised(Activity.Kind.choices),
        widget=forms.RadioSelect,
        initial="call",
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("", _("None")), *capitalised(Activity.Outcome.choices)],
        widget=forms.RadioSelect,
        required=False,
    )
    at = typed.moment(_("When"), help_text=_("A moment to come is a plan."))
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=0, max_value=1440
    )
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=capitalised(Activity.Direction.choices),
        required=False,
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(), label=_("Contact"), required=False
    )
    deal = forms.ModelChoiceField(Deal.objects.none(), label=_("Deal"), required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next_kind = forms.ChoiceField(
        label=_("Next step"),
        choices=[
            ("", pgettext_lazy("next step", "None")),
            *capitalised(Activity.Kind.choices),
        ],
        required=False,
    )
    next_at = typed.moment(_("Next step on"))
    client_uuid = typed.token()

    def __init__(self, *args: Any, user: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.now = user, now
        mine = Prospect.objects.changeable_by(user).current()
        who = self.fields["prospect"]
        who.queryset = mine  # type: ignore[attr-defined]
        chosen = self._chosen(mine)
        offered = mine.order_by("-detected_at", "-id").values_list("pk", "name")
        rows = list(offered[:OFFERED])
        if chosen and (chosen.pk, chosen.name) not in rows:
            rows.insert(0, (chosen.pk, chosen.name))
        who.widget.choices = [("", ""), *rows]
        self._inside(chosen)

    def _chosen(self, mine: Any) -> Prospect | None:
        value = self.data.get("prospect") if self.is_bound else None
        value = value or self.initial.get("prospect")
        pk = str(getattr(value, "pk", value) or "")
        return (
            mine.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None
        )

    def _inside(self, prospect: Prospect | None) -> None:
        """Contacts and deals are those of the prospect; without one there are none."""
        if prospect is None:
            del self.fields["contact"], self.fields["deal"]
            return
        self.fields["contact"].queryset = prospect.contacts.all()  # type: ignore[attr-defined]
        self.fields["deal"].queryset = prospect.deals.open()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("next_kind") and not data.get("next_at"):
            self.add_error("next_at", gettext("Say when the next step is."))
        if data.get("next_at") and not data.get("next_kind"):
            data["next_kind"] = "task"
        if not data.get("prospect") and data.get("kind") not in ("note", "task", None):
            self.add_error("prospect", gettext("Choose a prospect."))
        return data

    def done(self) -> dict[str, Any]:
        """What ``services.activities.log_activity`` takes for the activity itself."""
        data = self.cleaned_data
        minutes = data.get("minutes")
        return {
            "kind": data["kind"],
            "at": data.get("at") or self.now,
            "prospect": data.get("prospect"),
            "contact": data.get("contact"),
            "deal": data.get("deal"),
            "direction": data.get("direction") or Activity.Direction.OUT,
            "outcome": data.get("outcome") or "",
            "duration_s": None if minutes is None else minutes * 60,
            "note": data.get("note") or "",
            "client_uuid": data.get("client_uuid"),
        }

    def planned(self) -> dict[str, Any] | None:
        """The same for the next step, when there is one; its id follows from the first's."""
        data = self.cleaned_data
        if not data.get("next_kind"):
            return None
        first: UUID | None = data.get("client_uuid")
        return {
            "kind": data["next_kind"],
            "at": data["next_at"],
            "status": Activity.Status.PLANNED,
            "prospect": data.get("prospect"),
            "contact": data.get("contact"),
            "deal": data.get("deal"),
            "client_uuid": uuid5(first, "next") if first else None,
        }


def tomorrow_at_nine(now: datetime) -> datetime:
    """The next working morning, as a proposal."""
    ahead = now + timedelta(days=1)
    while ahead.isoweekday() > 5:
        ahead += timedelta(days=1)
    return ahead.replace(hour=9, minute=0, second=0, microsecond=0)
