"""Forms of an admin: the organisation, its people and teams."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.choices import as_on_a_page, capitalised
from crm.forms.week import WeekField
from crm.models import Organisation, Team, User
from crm.models.people import NO_TEAM_ID, UNASSIGNED_ID
from crm.money import CURRENCIES

#: What the organisation chooses, as its page groups it.
PARTS = (
    (
        _("Organisation"),
        ("name", "base_currency", "time_zone", "country", "working_week"),
    ),
    (_("Who sees what"), ("records_seen_by_reps", "figures_seen_by_reps")),
    (
        _("How figures are counted"),
        (
            "fiscal_first_month",
            "cycle_start",
            "method_rule",
            "revenue_basis",
            "complaint_basis",
            "uses_mql",
            "minimum_sample",
            "maturing_days",
            "churn_after_months",
            "silent_after_days",
            "cost_lag_months",
            "discount_rate_bp",
        ),
    ),
    (
        _("What is promised"),
        ("first_contact_hours", "complaint_answer_hours", "complaint_resolve_days"),
    ),
    (
        _("On quotes"),
        (
            "address",
            "registration",
            "vat_number",
            "quote_valid_days",
            "quote_terms",
        ),
    ),
)


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # one form a model
    """Everything the organisation chooses."""

    base_currency = forms.ChoiceField(
        label=_("Base currency"), choices=[(c, c) for c in sorted(CURRENCIES)]
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(z, z.replace("_", " ")) for z in sorted(available_timezones())],
    )
    fiscal_first_month = forms.TypedChoiceField(
        label=_("First month of the fiscal year"),
        choices=capitalised(MONTHS.items()),
        coerce=int,
    )
    working_week = WeekField(label=_("Working days"))
    discount_rate_bp = typed.AmountField(label=_("Yearly discount rate, %"))

    class Meta:
        model = Organisation
        fields = tuple(name for _label, names in PARTS for name in names)
        widgets = {"quote_terms": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rate = Decimal(self.instance.discount_rate_bp).scaleb(-2)
        self.initial["discount_rate_bp"] = typed.plain(rate)
        as_on_a_page(self)

    def clean_discount_rate_bp(self) -> int:
        rate = self.cleaned_data["discount_rate_bp"]
        if not 0 <= rate <= 100:
            raise ValidationError(gettext("A rate is between 0 and 100%."))
        return int((rate * 100).to_integral_value())

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"]).upper()
        if len(country) != 2 or not country.isalpha():
            raise ValidationError(gettext("Two letters, such as FR."))
        return country

    def parts(self) -> list[tuple[Any, list[Any]]]:
        """[(heading, its fields)] in the order of the page."""
        return [(label, [self[name] for name in names]) for label, names in PARTS]


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # one form a model
    hourly_cost = typed.AmountField(
        label=_("Hourly cost, base currency"), required=False
    )
    role = forms.ChoiceField(label=_("Role"), choices=capitalised(User.Role.choices))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("full_name", "email", "role", "sells", "language", "hourly_cost")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        base = Organisation.current().base_currency
        self.initial["hourly_cost"] = typed.written(self.instance.hourly_cost, base)
        if self.instance.pk is None:
            self.fields["team"] = team_field(required=False)
            self.fields["token"] = typed.token()
            self.initial["language"] = settings.FIRST_LANGUAGE

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        others = User.objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists():
            raise ValidationError(gettext("Somebody has this address already."))
        return email

    def clean_hourly_cost(self) -> int | None:
        value = self.cleaned_data["hourly_cost"]
        if value is not None and value < 0:
            raise ValidationError(gettext("An amount is not negative."))
        return typed.minor(value, Organisation.current().base_currency)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def team_field(*, required: bool) -> forms.ModelChoiceField[Team]:
    teams = Team.objects.exclude(pk=NO_TEAM_ID).filter(archived_at__isnull=True)
    return forms.ModelChoiceField(
        teams.order_by("name"),
        label=_("Team"),
        required=required,
        empty_label=_("No team"),
    )


class JoinForm(forms.Form):
    """From a day on, in this team; without a day, since always."""

    team = team_field(required=False)
    from_on = typed.day(
        _("From"), help_text=_("Empty: since always, and the past is counted anew.")
    )


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]  # one form a model
    managers = typed.SeveralField(
        User.objects.none(), label=_("Managers"), required=False
    )

    class Meta:
        model = Team
        fields = ("name", "parent", "managers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = team_field(required=False)
        self.fields["parent"].label = _("Inside")
        leads = User.objects.exclude(pk=UNASSIGNED_ID).filter(is_active=True)
        leads = leads.exclude(role=User.Role.REP)
        if self.instance.pk is None:
            self.fields["token"] = typed.token()
        else:
            leads = leads | self.instance.managers.all()
        self.fields["managers"].queryset = leads.distinct().order_by("full_name")  # type: ignore[attr-defined]

    def placed(self) -> dict[str, Any]:
        """Name, parent and managers, as the services take them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Team.objects.exclude(pk=self.instance.pk).filter(name__iexact=name).exists():
            raise ValidationError(gettext("There is a team of this name already."))
        return name


class SureForm(forms.Form):
    """What cannot be undone is asked twice."""

    sure = forms.BooleanField(label=_("I know that this cannot be undone"))
