"""A rule as people write it: which figure, whose, when, and how quiet it stays."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.forms import fields
from crm.forms.fields import minor, read_amount
from crm.models import Team, User
from crm.templatetags import formats
from kpis.alerts.judging import Kind
from kpis.alerts.rules import Wanted
from kpis.catalogue import KPIS
from kpis.forms.targets import LARGEST, TYPED, write_steps
from kpis.models import AlertRule
from kpis.spec import Kpi, Unit
from kpis.subjects import Subject

#: Days an alert may be put off, or a rule stay quiet.
LONGEST = 365


class RuleForm(forms.Form):
    """``whose`` is ``company``, ``team:3``, ``each:3``, ``each:`` or ``person:7``."""

    #: What a field is needed for depends on the kind: nothing is called optional.
    says_optional = False

    kpi = forms.ChoiceField(label=gettext_lazy("Figure"), required=False)
    whose = forms.ChoiceField(label=gettext_lazy("Whose"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Alert me when it"), choices=Kind.choices
    )
    level = forms.CharField(
        label=gettext_lazy("Value"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "In the figure’s own unit; for a target in percent, for a pace in points."
        ),
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=gettext_lazy("Times in a row, or working days."),
    )
    period = forms.ChoiceField(
        label=gettext_lazy("Over a"), choices=AlertRule.Span.choices, initial="month"
    )
    margin = forms.IntegerField(
        label=gettext_lazy("Closes when back by"),
        min_value=0,
        max_value=100,
        initial=5,
        help_text=gettext_lazy(
            "Percent of the value, or points: a figure on the edge does not open and close every day."
        ),
    )
    cooldown_days = forms.IntegerField(
        label=gettext_lazy("Then quiet for, days"),
        min_value=0,
        max_value=LONGEST,
        initial=7,
        help_text=gettext_lazy("After it closed, the same cause opens no alert."),
    )

    def __init__(
        self,
        *args: Any,
        kpis: list[Kpi],
        teams: list[Team],
        people: list[User],
        everybody: bool,
        currency: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self._choose("kpi").choices = [(kpi.key, str(kpi.label)) for kpi in kpis]
        kinds = (
            Kind.choices
            if everybody
            else [pair for pair in Kind.choices if pair[0] != Kind.LATE]
        )
        self._choose("kind").choices = kinds
        self._choose("whose").choices = whose_choices(teams, people, everybody)

    def _choose(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        return field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kpi, kind = KPIS.get(data.get("kpi") or ""), data.get("kind")
        try:
            data["steps"] = read_level(
                data.get("level") or "", kind, kpi, self.currency
            )
        except ValidationError as error:
            self.add_error("level", error)
        return data

    def wanted(self) -> Wanted:
        """Of a form that is valid."""
        data = self.cleaned_data
        who, _colon, pk = data["whose"].partition(":")
        number = int(pk) if pk else None
        return Wanted(
            kpi=data["kpi"],
            kind=data["kind"],
            who=who,
            period=data["period"],
            level=data["steps"],
            count=data["count"],
            margin=data["margin"],
            cooldown_days=data["cooldown_days"],
            team=number if who in ("team", "each") else None,
            user=number if who == "person" else None,
        )


def whose_choices(
    teams: list[Team], people: list[User], everybody: bool
) -> list[tuple[str, Any]]:
    """Groups of a select: each person of a team, a team, a person."""
    each = [
        (f"each:{t.pk}", _("Each person of %(team)s") % {"team": t.name}) for t in teams
    ]
    whole = [(f"team:{t.pk}", t.name) for t in teams]
    if everybody:
        each.insert(0, ("each:", _("Each person of the company")))
        whole.insert(0, ("company", _("The whole company")))
    found: list[tuple[str, Any]] = [
        (_("Each person"), each),
        (_("Together"), whole),
        (_("One person"), [(f"person:{p.pk}", p.full_name) for p in people]),
    ]
    return [(name, group) for name, group in found if group]


def read_level(
    text: str, kind: str | None, kpi: Kpi | None, currency: str
) -> int | None:
    """Steps of the unit, percent or points; null when nothing was typed. Raises ValidationError."""
    if not text.strip():
        return None
    share = kind in (Kind.TARGET, Kind.PACE)
    bare = text.strip()
    if share or (kpi and kpi.unit == Unit.RATE):
        bare = bare.removesuffix("%").strip()
    value = read_amount(bare)
    if share:
        if value != value.to_integral_value() or not 0 < value <= 1000:
            raise ValidationError(_("Write a whole number from 1 to 1000."))
        return int(value)
    return steps_of(value, kpi, currency) if kpi else None


def steps_of(value: Decimal, kpi: Kpi, currency: str) -> int:
    """What was typed, in steps of the figure's unit; below 0 too. Raises ValidationError."""
    exact = value * TYPED[kpi.unit]
    if kpi.unit == Unit.MONEY:
        exact = Decimal(minor(value, currency) or 0)
    if exact != exact.to_integral_value():
        raise ValidationError(_("Too many decimals for this figure."))
    if abs(exact) > LARGEST:
        raise ValidationError(_("This value is too large."))
    return int(exact)


def written_rule(rule: AlertRule, currency: str) -> dict[str, Any]:
    """A rule as its form would hold it."""
    subject = Subject.of(rule)
    number = subject.rep or subject.team or ""
    whose = "company" if rule.who == "company" else f"{rule.who}:{number}"
    kpi = KPIS.get(rule.kpi)
    level = "" if rule.level is None else formats.number(rule.level)
    if kpi and rule.kind in (Kind.BELOW, Kind.ABOVE):
        level = write_steps(rule.level, kpi, currency)
    names = ("kpi", "kind", "period", "count", "margin", "cooldown_days")
    return {name: getattr(rule, name) for name in names} | {
        "whose": whose,
        "level": level,
    }


class ReasonForm(forms.Form):
    """Why: what was found, or who looks after it."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class SnoozeForm(ReasonForm):
    until = fields.day(gettext_lazy("Until"), required=True)

    field_order = ("until", "reason")
