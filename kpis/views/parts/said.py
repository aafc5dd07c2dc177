"""What was said of the figure a page explains, and the form to say something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from crm.models import Team, User
from kpis import commenting
from kpis.forms.steering import SaidForm
from kpis.models import FigureComment
from kpis.plans.reading import plans_of
from kpis.spec import Kpi
from kpis.subjects import Subject, hears, leads
from kpis.views.parts.asking import Asked


def subject_of(asked_for: Asked) -> Subject | None:
    """Whose figure the page shows; null for several teams at once, which nobody speaks of, and for
    whom this reader does not hear about."""
    found = _shown(asked_for)
    return found if found is not None and hears(asked_for.user, found) else None


def _shown(asked_for: Asked) -> Subject | None:
    picked, user = asked_for.picked, asked_for.user
    if picked.rep is not None:
        return Subject(rep=picked.rep.pk)
    if picked.team is not None:
        return Subject(team=picked.team.pk)
    if asked_for.whole.seen.all:
        return Subject()
    if not asked_for.whole.seen.teams:
        return Subject(rep=user.pk)
    tops = list(Team.objects.filter(managers=user).values_list("pk", flat=True)[:2])
    return Subject(team=tops[0]) if len(tops) == 1 else None


def said(kpi: Kpi, asked_for: Asked, form: SaidForm | None = None) -> dict[str, Any]:
    """The context of ``kpis/_said.html``; a filtered figure has no thread of its own."""
    subject = None if asked_for.picked.where else subject_of(asked_for)
    if subject is None:
        return {"subject": None, "rows": [], "form": None, "url": "", "rule_url": ""}
    rows = commenting.thread(kpi.key, subject, asked_for.picked.around)
    user = asked_for.user
    may_decide = leads(user, subject)
    opened = plans_among(rows, user)
    url = reverse("kpis:say", args=[kpi.key]) + asked_for.picked.address()
    return {
        "subject": subject,
        "rows": [_line(row, user, may_decide, opened) for row in rows],
        "form": form or SaidForm(),
        "url": url,
        "rule_url": rule_url(kpi, subject) if may_decide else "",
        "plan_url": plan_url(kpi, subject) if may_decide else "",
    }


def rule_url(kpi: Kpi, subject: Subject) -> str:
    return f"{reverse('kpis:alert-rule-new')}?kpi={kpi.key}&whose={_whose(subject)}"


def plan_url(kpi: Kpi, subject: Subject) -> str:
    return f"{reverse('kpis:plan-new')}?kpi={kpi.key}&whose={_whose(subject)}"


def _whose(subject: Subject) -> str:
    if subject.rep is not None:
        return f"person:{subject.rep}"
    return f"team:{subject.team}" if subject.team is not None else "company"


def plans_among(rows: Iterable[FigureComment], user: User) -> set[int]:
    """Those of the plans behind the words that this person may open."""
    named = {row.plan_id for row in rows if row.plan_id is not None}
    if not named:
        return set()
    return set(plans_of(user).filter(pk__in=named).values_list("pk", flat=True))


def _line(
    row: FigureComment, user: User, may_decide: bool, opened: set[int]
) -> dict[str, Any]:
    plan = row.plan if row.plan_id in opened else None
    waits = row.proposal and row.plan_id is None and row.declined_at is None
    decides = waits and may_decide
    return {
        "author": row.author.full_name,
        "at": row.at,
        "text": row.text,
        "proposal": row.proposal,
        "declined": row.declined_at is not None,
        "plan": plan.title if plan else "",
        "plan_url": reverse("kpis:plan", args=[plan.pk]) if plan else "",
        "accept_url": f"{reverse('kpis:plan-new')}?proposal={row.pk}"
        if decides
        else "",
        "decline_url": reverse("kpis:said-decline", args=[row.pk]) if decides else "",
        "take_back_url": reverse("kpis:said-delete", args=[row.pk])
        if row.author_id == user.pk
        else "",
    }
