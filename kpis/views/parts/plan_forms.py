"""The form of a plan, filled in from an alert, from a proposal, or from a figure's address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import Http404

from crm.access import today
from crm.models import Organisation, User
from crm.views.requests import SignedIn
from kpis.alerts.reading import alerts_of
from kpis.alerts.words import label_of
from kpis.catalogue import KPIS
from kpis.commenting import proposals_of
from kpis.forms.plans import NewPlanForm, PlanForm, whose_of
from kpis.models import ActionPlan
from kpis.subjects import Subject, choices_of, leads, name_of
from kpis.tiles import presets

#: How long a plan is given when nothing else is said.
USUAL = timedelta(days=28)


@dataclass(frozen=True)
class Asked:
    """Where the plan comes from, and what its form begins with."""

    alert: int | None = None
    proposal: int | None = None
    initial: dict[str, Any] = field(default_factory=dict)


def asked(request: SignedIn) -> Asked:
    """Http404 for an alert or a proposal about somebody this person does not lead."""
    user, address = request.user, request.GET
    begun: dict[str, Any] = {
        "starts_on": today(),
        "due_on": today() + USUAL,
        "owner": str(user.pk),
    }
    if address.get("alert"):
        alert = alerts_of(user).filter(pk=_number(address["alert"])).first()
        if alert is None or not leads(user, Subject.of(alert)):
            raise Http404
        title = f"{label_of(alert.rule)}, {name_of(alert)}"
        begun |= {"kpi": alert.rule.kpi, "whose": whose_of(Subject.of(alert))}
        return Asked(alert=alert.pk, initial=begun | {"title": title[:120]})
    if address.get("proposal"):
        said = proposals_of(user).filter(pk=_number(address["proposal"])).first()
        if said is None:
            raise Http404
        begun |= {"kpi": said.kpi, "whose": whose_of(Subject.of(said))}
        begun |= {"title": said.text[:120], "owner": str(said.author_id)}
        return Asked(proposal=said.pk, initial=begun)
    begun |= {n: address[n][:60] for n in ("kpi", "whose") if n in address}
    return Asked(initial=begun)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise Http404
    return int(text)


def new_form(request: SignedIn, found: Asked) -> NewPlanForm:
    data = request.POST if request.method == "POST" else None
    return NewPlanForm(data, initial=found.initial, **_offered(request.user, ""))


def edit_form(request: SignedIn, plan: ActionPlan, initial: dict[str, Any]) -> PlanForm:
    data = request.POST if request.method == "POST" else None
    offered = _offered(request.user, plan.kpi, plan.owner)
    return PlanForm(data, initial=initial, plan=plan, **offered)


def _offered(user: User, besides: str, owner: User | None = None) -> dict[str, Any]:
    """What the selects of a plan offer this person."""
    teams, people = choices_of(user)
    owners = {p.pk: p for p in (user, *people, *([owner] if owner else []))}
    kpis = presets.in_use(KPIS.values(), besides=besides)
    return {
        "kpis": [kpi for kpi in kpis if presets.readable(kpi, user)],
        "teams": teams,
        "people": people,
        "owners": sorted(owners.values(), key=lambda p: p.full_name.casefold()),
        "everybody": user.is_admin,
        "currency": Organisation.current().base_currency,
    }
