"""A plan as people write it, with its first steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.forms import fields
from crm.forms.fields import read_amount
from crm.models import Team, User
from kpis.catalogue import KPIS
from kpis.forms.alerts import steps_of
from kpis.forms.targets import write_steps
from kpis.models import ActionPlan
from kpis.plans.steps import Step
from kpis.plans.writing import Wanted
from kpis.spec import Kpi
from kpis.subjects import Subject

#: Steps that fit into the form of a new plan; more are added on its page.
STEPS = 4


class PlanForm(forms.Form):
    """``whose`` is ``company``, ``team:3`` or ``person:7``; without it the plan keeps its own."""

    title = forms.CharField(label=gettext_lazy("What will be done"), max_length=120)
    kpi = forms.ChoiceField(label=gettext_lazy("Figure it should move"))
    whose = forms.ChoiceField(label=gettext_lazy("Whose"))
    owner = forms.ChoiceField(label=gettext_lazy("Who sees to it"))
    starts_on = fields.day(gettext_lazy("From"), required=True)
    due_on = fields.day(gettext_lazy("Due"), required=True)
    expected = forms.CharField(
        label=gettext_lazy("Expected figure"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Over the month of the day beside."),
    )
    expected_on = fields.day(gettext_lazy("By"))
    token = fields.token()

    def __init__(
        self,
        *args: Any,
        kpis: list[Kpi],
        teams: list[Team],
        people: list[User],
        owners: list[User],
        everybody: bool,
        currency: str,
        plan: ActionPlan | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.currency, self.plan = currency, plan
        choices = {
            "kpi": [(kpi.key, str(kpi.label)) for kpi in kpis],
            "whose": whose_choices(teams, people, everybody),
            "owner": [(str(p.pk), p.full_name) for p in owners],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        if plan is not None:
            for name in ("kpi", "whose", "token"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        key = self.plan.kpi if self.plan else data.get("kpi")
        kpi = KPIS.get(key or "")
        text = (data.get("expected") or "").strip()
        try:
            steps = read_amount(text.removesuffix("%").strip()) if text else None
            data["steps"] = (
                steps_of(steps, kpi, self.currency)
                if kpi and steps is not None
                else None
            )
        except ValidationError as error:
            self.add_error("expected", error)
        return data

    def wanted(self) -> Wanted:
        """Of a form that is valid."""
        data = self.cleaned_data
        plan = self.plan
        return Wanted(
            title=data["title"],
            kpi=plan.kpi if plan else data["kpi"],
            subject=Subject.of(plan) if plan else subject_of(data["whose"]),
            owner=int(data["owner"]),
            starts_on=data["starts_on"],
            due_on=data["due_on"],
            expected=data["steps"],
            expected_on=data["expected_on"],
        )


class NewPlanForm(PlanForm):
    """With the first steps: an empty line is no step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, STEPS + 1):
            number = {"n": place}
            self.fields[f"step_{place}"] = forms.CharField(
                label=_("Step %(n)s") % number, max_length=200, required=False
            )
            self.fields[f"step_due_{place}"] = fields.day(_("Step %(n)s, due") % number)

    def steps(self) -> list[Step]:
        data = self.cleaned_data
        return [
            Step(data[f"step_{place}"].strip(), data[f"step_due_{place}"])
            for place in range(1, STEPS + 1)
            if data[f"step_{place}"].strip()
        ]

    def plain_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.startswith("step_")]

    def step_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("step_")]


def whose_choices(
    teams: list[Team], people: list[User], everybody: bool
) -> list[tuple[str, Any]]:
    whole = [(f"team:{t.pk}", t.name) for t in teams]
    if everybody:
        whole.insert(0, ("company", _("The whole company")))
    found: list[tuple[str, Any]] = [
        (_("One person"), [(f"person:{p.pk}", p.full_name) for p in people]),
        (_("Together"), whole),
    ]
    return [(name, group) for name, group in found if group]


def subject_of(whose: str) -> Subject:
    who, _colon, pk = whose.partition(":")
    if who == "person":
        return Subject(rep=int(pk))
    return Subject(team=int(pk)) if who == "team" else Subject()


def whose_of(subject: Subject) -> str:
    if subject.rep is not None:
        return f"person:{subject.rep}"
    return f"team:{subject.team}" if subject.team is not None else "company"


def written_plan(plan: ActionPlan, currency: str) -> dict[str, Any]:
    """A plan as its form would hold it."""
    kpi = KPIS.get(plan.kpi)
    expected = write_steps(plan.expected, kpi, currency) if kpi else ""
    return {
        "title": plan.title,
        "owner": str(plan.owner_id),
        "starts_on": plan.starts_on,
        "due_on": plan.due_on,
        "expected": expected,
        "expected_on": plan.expected_on,
    }
