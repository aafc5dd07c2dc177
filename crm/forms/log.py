"""The quick log as a form: who, kind, outcome, next step; the date decides done or planned.

One line of a list is the same form under a prefix.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.template.defaultfilters import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.choices import capitalised
from crm.forms.log_around import LogAround, whole
from crm.forms.log_entry import entry_of
from crm.forms.log_fields import RowField
from crm.models import Activity, User
from crm.services.quick_log import Entry
from crm.templatetags.formats import clock, day

NONE = [("", pgettext_lazy("next step", "None"))]
#: What a reading says of an activity that did not take place.
ENDINGS = ("no_show", "cancelled")


class LogForm(forms.Form):
    #: What the line said of each field (JSON) and which ones the person set: they travel along.
    seen = "{}"
    by_hand: Sequence[str] = ()
    #: Whether the prospects are offered before a letter is typed.
    offers_all = True

    prospect = RowField(label=_("Who"))
    new_prospect = forms.CharField(
        label=_("New prospect"), required=False, max_length=200
    )
    contact = RowField(label=_("Contact"))
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
    all_day = forms.BooleanField(label=_("No hour set"), required=False)
    ended = forms.ChoiceField(
        label=_("Did it take place?"),
        choices=[
            ("", _("Yes, or it is to come")),
            ("no_show", _("No, nobody came")),
            ("cancelled", _("No, it was cancelled")),
        ],
        required=False,
    )
    closes = RowField(label=_("Ends the planned"))
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=0, max_value=1440
    )
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=capitalised(Activity.Direction.choices),
        required=False,
    )
    deal = RowField(label=_("Deal"))
    amount = typed.AmountField(label=_("Amount"), required=False)
    on_deal = forms.BooleanField(label=_("Write it on the deal"), required=False)
    subject = forms.CharField(label=_("Subject"), required=False, max_length=200)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next_kind = forms.ChoiceField(
        label=_("Next step"),
        choices=[*NONE, *capitalised(Activity.Kind.choices)],
        required=False,
    )
    next_at = typed.moment(_("Next step on"))
    next_all_day = forms.BooleanField(label=_("No hour set"), required=False)
    next_minutes = forms.IntegerField(
        label=_("Its length in minutes"), required=False, min_value=0, max_value=1440
    )
    next_subject = forms.CharField(
        label=_("What is to be done"), required=False, max_length=200
    )
    complaint = forms.CharField(
        required=False, max_length=1000, widget=forms.HiddenInput
    )
    complaint_reason = forms.CharField(
        required=False, max_length=20, widget=forms.HiddenInput
    )
    win = forms.BooleanField(required=False, widget=forms.HiddenInput)
    lose = forms.BooleanField(required=False, widget=forms.HiddenInput)
    client_uuid = typed.token()

    def __init__(
        self,
        *args: Any,
        user: User,
        now: datetime,
        around: LogAround | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.now = user, now
        self.around = around or LogAround(user, [self._asked_for()])
        self.offers_all = not self.prefix
        chosen = self.around.prospects.get(whole(self._asked_for()) or 0)
        self.chosen = chosen
        pk = chosen.pk if chosen else None
        self._offer("prospect", lambda: self.around.prospects.values())
        self._offer("contact", lambda: self.around.contacts(pk))
        self._offer("deal", lambda: self.around.deals(pk))
        self._offer("closes", lambda: self.around.plans(pk), _plan)

    @property
    def who_offered(self) -> list[tuple[int, str]]:
        """[(id, name)]: once a line is read only the one it names, anybody else is found by typing."""
        if self.offers_all:
            return self.around.offered
        return [(self.chosen.pk, self.chosen.name)] if self.chosen else []

    def _asked_for(self) -> Any:
        data = self.data.get(self.add_prefix("prospect")) if self.is_bound else None
        return data or self.initial.get("prospect")

    def _offer(self, name: str, rows: Any, say: Any = str) -> None:
        field: Any = self.fields[name]
        field.offer(rows, say)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("next_kind") and not data.get("next_at"):
            self.add_error("next_at", gettext("Say when the next step is."))
        if data.get("next_at") and not data.get("next_kind"):
            data["next_kind"] = "task"
        someone = data.get("prospect") or data.get("new_prospect")
        alone = data.get("kind") in ("note", "task", None)
        if not someone and not alone and "prospect" not in self.errors:
            self.add_error("prospect", gettext("Choose a prospect."))
        self._clean_amount(data)
        return data

    def _clean_amount(self, data: dict[str, Any]) -> None:
        """An amount goes on a deal only when the person says so, never over lines of products."""
        deal, amount = data.get("deal"), data.get("amount")
        if not data.get("on_deal") or amount is None:
            return
        if deal is None:
            self.add_error("deal", gettext("Choose the deal this amount is for."))
        elif deal.lines.exists():
            self.add_error(
                "amount", gettext("This deal's amount comes from its lines.")
            )
        else:
            try:
                data["minor"] = typed.minor(amount, deal.currency)
            except forms.ValidationError as refusal:
                self.add_error("amount", refusal)

    def bound(self) -> LogForm:
        """The same form as if what it proposes had been sent."""
        if self.is_bound:
            return self
        data = {}
        for field in self:
            value = field.field.widget.format_value(field.value())
            if isinstance(field.field, forms.BooleanField):
                value = "on" if field.value() else ""
            elif isinstance(value, list):
                value = value[0] if value else ""
            data[field.html_name] = "" if value is None else str(value)
        return LogForm(
            data, prefix=self.prefix, user=self.user, now=self.now, around=self.around
        )

    def entry(self, *, in_bulk: bool = False) -> Entry:
        """What ``services.quick_log`` takes."""
        return entry_of(self.cleaned_data, self.now, in_bulk=in_bulk)


def _plan(activity: Activity) -> str:
    """Demo, 20 Nov 14:00"""
    at = activity.at
    hour = "" if activity.all_day else clock(at)
    kind = capfirst(str(activity.get_kind_display()))
    return f"{kind}, {day(at)} {hour}".strip()
