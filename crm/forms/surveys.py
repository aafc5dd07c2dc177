"""Forms of surveys: send one, write an answer down, answer through the link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.customers import AboutCustomer
from crm.forms.voice import words
from crm.models import Contact, Deal, Prospect, SurveyAnswer
from crm.satisfaction import SCALES

SURVEYS = [
    (SurveyAnswer.Survey.NPS, _("NPS, would they recommend us (0 to 10)")),
    (SurveyAnswer.Survey.CSAT, _("CSAT, are they satisfied (1 to 5)")),
]


class SendForm(forms.Form):
    """Which question to whom; contacts and won deals are those of the prospect."""

    survey = forms.ChoiceField(
        label=_("Question"), choices=SURVEYS, widget=forms.RadioSelect, initial="nps"
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(), label=_("Contact"), required=False
    )
    email = forms.EmailField(
        label=_("Send to another address"),
        required=False,
        max_length=254,
        help_text=_("When empty: the contact's address, else the prospect's."),
    )
    deal = forms.ModelChoiceField(
        Deal.objects.none(), label=_("About the deal"), required=False
    )
    language = forms.ChoiceField(
        label=_("In which language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )
    token = typed.token()

    def __init__(self, *args: Any, prospect: Prospect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = prospect.contacts.filter(archived_at__isnull=True)
        people = people.order_by("-is_main", "name")
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]
        deals = prospect.deals.won().order_by("-won_at")
        self.fields["deal"].queryset = deals  # type: ignore[attr-defined]

    def sent(self) -> dict[str, Any]:
        """What ``services.surveys.send_survey`` takes."""
        names = ("survey", "contact", "email", "deal", "language")
        return {name: self.cleaned_data[name] for name in names}


class AnswerForm(AboutCustomer):
    """An answer heard on the phone or read on paper."""

    survey = forms.ChoiceField(
        label=_("Question"), choices=SURVEYS, widget=forms.RadioSelect, initial="nps"
    )
    score = forms.IntegerField(label=_("Score"), min_value=0, max_value=10)
    comment = words(_("In the customer's words"))
    at = typed.moment(_("Answered on"))
    token = typed.token()

    field_order = ("prospect", "survey", "score", "comment", "contact", "deal", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prospect"].required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        survey, score = data.get("survey"), data.get("score")
        if survey in SCALES and score is not None:
            low, high = SCALES[survey]
            if not low <= score <= high:
                self.add_error("score", _out_of(low, high))
        return data

    def given(self) -> dict[str, Any]:
        names = ("survey", "score", "comment", "at")
        return self.about() | {name: self.cleaned_data[name] for name in names}


def _out_of(low: int, high: int) -> str:
    said = gettext("Write a score from %(low)d to %(high)d.")
    return said % {"low": low, "high": high}


class CustomerForm(forms.Form):
    """What the customer sees: one question, a word if they like."""

    score = forms.TypedChoiceField(
        label="",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number.")},
    )
    comment = words(_("In a few words, why? (optional)"))

    def __init__(self, *args: Any, survey: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        low, high = SCALES[survey]
        score: Any = self.fields["score"]
        score.choices = [(str(n), str(n)) for n in range(low, high + 1)]
