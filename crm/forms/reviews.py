"""Forms of what customers say elsewhere: public reviews, words that are kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.forms import fields as typed
from crm.forms.choices import capitalised, keep_chosen
from crm.forms.customers import AboutCustomer
from crm.forms.voice import words
from crm.models import Deal, Prospect, Region, Verbatim

STARS = [(n, "★" * n) for n in range(5, 0, -1)]


class ReviewForm(AboutCustomer):
    site = forms.CharField(
        label=_("Site"), max_length=60, help_text=_("Google, Trustpilot…")
    )
    rating = forms.TypedChoiceField(label=_("Stars"), choices=STARS, coerce=int)
    text = words(_("Text"))
    at = typed.moment(_("Published"), required=True)
    region = forms.ModelChoiceField(
        Region.objects.all(), label=_("Region"), required=False
    )
    url = forms.URLField(
        label=_("Address"), required=False, max_length=200, assume_scheme="https"
    )
    token = typed.token()

    field_order = ("site", "rating", "text", "at", "url", "region", "prospect")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, None)

    def published(self) -> dict[str, Any]:
        """What ``services.reviews.add_review`` takes."""
        names = ("site", "rating", "text", "at", "region", "url")
        return self.about() | {name: self.cleaned_data[name] for name in names}


class VerbatimForm(AboutCustomer):
    kind = forms.ChoiceField(
        label=pgettext_lazy("of words", "Kind"),
        choices=capitalised(Verbatim.Kind.choices),
        widget=forms.RadioSelect,
        initial=Verbatim.Kind.COMPLIMENT,
    )
    text = words(_("In the customer's words"), required=True)
    origin = forms.CharField(
        label=_("Where it was said"),
        required=False,
        max_length=60,
        help_text=_("On the phone, by email, at a trade show…"),
    )
    at = typed.moment(_("Said on"))
    token = typed.token()

    field_order = ("prospect", "kind", "text", "origin", "contact", "deal", "at")

    def deals_of(self, prospect: Prospect) -> QuerySet[Deal]:
        return prospect.deals.order_by("-opened_at")

    def said(self) -> dict[str, Any]:
        """What ``services.verbatims.record_verbatim`` takes."""
        names = ("kind", "text", "origin", "at")
        return self.about() | {name: self.cleaned_data[name] for name in names}
