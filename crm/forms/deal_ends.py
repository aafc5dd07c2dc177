"""Forms that end a deal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms.choices import keep_chosen
from crm.models import Competitor, LossReason


class LoseForm(forms.Form):
    """Why it was lost; the competitor when the reason asks for one."""

    reason = forms.ModelChoiceField(
        LossReason.objects.all(), label=_("Lost reason"), widget=forms.RadioSelect
    )
    competitor = forms.ModelChoiceField(
        Competitor.objects.all(),
        label=_("Competitor"),
        required=False,
        help_text=_("Required when the reason is a competitor."),
    )
    note = forms.CharField(
        label=_("What happened"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, None)
        self.fields["reason"].empty_label = None  # type: ignore[attr-defined]
        self.fields["reason"].error_messages["required"] = gettext(
            "A lost reason is required."
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reason = data.get("reason")
        if reason and reason.needs_competitor and not data.get("competitor"):
            self.add_error("competitor", gettext("Say which competitor won it."))
        return data


class ConfirmReasonForm(LoseForm):
    """The reason as it turned out; what was declared is chosen until somebody says otherwise."""

    field_order = ("reason", "competitor", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]
        self.fields["reason"].label = _("Lost reason, confirmed")
