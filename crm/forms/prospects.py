"""Forms of a prospect: its description, its owner, its declared steps, its people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm import access
from crm.forms import fields as typed
from crm.forms.choices import capitalised, keep_chosen
from crm.models import ChurnReason, Contact, DisqualifyReason, Prospect, User
from crm.services.assigning import ACTIVITIES, DEALS


def likely_url(apart: int | None) -> str:
    """Where a form asks, while it is typed, who may be the same; ``apart`` is not."""
    return f"{reverse('crm:likely')}?apart={apart or ''}"


class ProspectForm(forms.ModelForm[Prospect]):
    """Description only. The service writes it; ``version`` is what the person saw."""

    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", max_length=200
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())
    token = typed.token()

    class Meta:
        model = Prospect
        fields = [
            "name",
            "kind",
            "source",
            "sector",
            "client_type",
            "region",
            "phone",
            "email",
            "website",
            "address",
            "postcode",
            "city",
            "country",
            "next_step",
            "next_step_on",
            "consent",
            "data_origin",
        ]
        widgets = {"next_step_on": typed.DayWidget()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, self.instance)
        for name in ("kind", "consent"):
            field: Any = self.fields[name]
            field.choices = capitalised(field.choices)
        self.likely_url = likely_url(self.instance.pk)

    def described(self) -> dict[str, Any]:
        names = self.Meta.fields
        return {name: self.cleaned_data[name] for name in names}


class AssignForm(forms.Form):
    """Give a record to somebody this person may give it to."""

    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = access.assignable_people(user).order_by("full_name")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class HandOverForm(AssignForm):
    """Give a prospect away, with what its owner has open on it or without."""

    deals = forms.BooleanField(
        label=_("Its open deals go along"), required=False, initial=True
    )
    activities = forms.BooleanField(
        label=_("Its planned activities go along"), required=False, initial=True
    )

    def along(self) -> list[str]:
        """What ``services.assigning.hand_over`` takes with the prospect."""
        return [each for each in (DEALS, ACTIVITIES) if self.cleaned_data[each]]


class StepForm(forms.Form):
    """A step a person declares; contact and conversion follow from what happened."""

    step = forms.ChoiceField(
        label=_("Step"),
        choices=[
            ("mql", _("Marketing-qualified")),
            ("sql", _("Qualified")),
            ("trial", _("Trial started")),
            ("disqualified", _("Disqualified")),
            ("churned", _("No longer a customer")),
        ],
    )
    at = typed.moment(_("When"))
    disqualify_reason = forms.ModelChoiceField(
        DisqualifyReason.objects.all(),
        label=_("Reason, when disqualified"),
        required=False,
    )
    churn_reason = forms.ModelChoiceField(
        ChurnReason.objects.all(),
        label=_("Reason, when no longer a customer"),
        required=False,
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, uses_mql: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, None)
        if not uses_mql:
            step = self.fields["step"]
            step.choices = step.choices[1:]  # type: ignore[attr-defined]

    def detail(self) -> dict[str, Any]:
        """What goes with the step: a reason only where it explains that step."""
        data = self.cleaned_data
        detail: dict[str, Any] = {"note": data["note"]}
        wanted = {"disqualified": "disqualify_reason", "churned": "churn_reason"}
        reason = wanted.get(data["step"])
        if reason and data[reason]:
            detail[reason] = data[reason]
        return detail


class WithdrawForm(forms.Form):
    """A declared step that proves wrong, with the reason why."""

    step = forms.ChoiceField(label=_("Step"))
    why = forms.CharField(label=_("Why is it withdrawn?"), max_length=300)

    def __init__(
        self, *args: Any, recorded: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = recorded  # type: ignore[attr-defined]


class ObjectionForm(forms.Form):
    at = typed.moment(_("When did they say so?"))


class NextStepForm(forms.ModelForm[Prospect]):
    """Written where it stands; ``version`` is what the person saw."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    class Meta:
        model = Prospect
        fields = ["next_step", "next_step_on"]
        widgets = {"next_step_on": typed.DayWidget()}


class ContactForm(forms.ModelForm[Contact]):
    """A person inside a prospect; ``prospect`` itself is no duplicate of them."""

    token = typed.token()

    class Meta:
        model = Contact
        fields = ["name", "job_title", "phone", "mobile", "email", "preferred_method"]

    def __init__(self, *args: Any, prospect: Prospect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, self.instance)
        self.likely_url = likely_url(prospect.pk)

    def described(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
