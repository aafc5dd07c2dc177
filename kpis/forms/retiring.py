"""Why an indicator is not offered any more."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RetireForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("Shown on its page, to whoever looks for it later."),
    )
