"""What was said of the figure a page explains, and the form to say something."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from crm.models import Team, User
from kpis import commenting
from kpis.forms.steering import SaidForm
from kpis.models import FigureComment
from kpis.spec import Kpi
from kpis.subjects import Subject, leads
from kpis.views.parts.asking import Asked


def subject_of(asked_for: Asked) -> Subject | None:
    """Whose figure the page shows; null for several teams at once, which nobody speaks of."""
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
    url = reverse("kpis:say", args=[kpi.key]) + asked_for.picked.address()
    return {
        "subject": subject,
        "rows": [_line(row, user, may_decide) for row in rows],
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


def _line(row: FigureComment, user: User, may_decide: bool) -> dict[str, Any]:
    waits = row.proposal and row.plan_id is None and row.declined_at is None
    decides = waits and may_decide
    return {
        "author": row.author.full_name,
        "at": row.at,
        "text": row.text,
        "proposal": row.proposal,
        "declined": row.declined_at is not None,
        "plan": row.plan.title if row.plan else "",
        "plan_url": reverse("kpis:plan", args=[row.plan_id]) if row.plan_id else "",
        "accept_url": f"{reverse('kpis:plan-new')}?proposal={row.pk}"
        if decides
        else "",
        "decline_url": reverse("kpis:said-decline", args=[row.pk]) if decides else "",
        "take_back_url": reverse("kpis:said-delete", args=[row.pk])
        if row.author_id == user.pk
        else "",
    }
