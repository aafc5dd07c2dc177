"""What was agreed in a one-to-one: written, ticked by either, changed by its author."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.views.answers import done
from crm.views.requests import SignedIn
from kpis.forms.coaching import AgreementForm
from kpis.models import Agreement
from kpis.team import agreements
from kpis.views.parts.between import added, edited, meeting_of, own, person_or_404, seen

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def agree(request: SignedIn, pk: int) -> HttpResponse:
    person = person_or_404(request.user, pk)
    form = AgreementForm(request.POST or None)
    action = reverse("kpis:agreement-new", args=[pk])
    title = _("Agree with %(name)s") % {"name": person.full_name}
    return added(request, person, form, agreements.agree, title, action)


@require_http_methods(FORM)
def agreement_edit(request: SignedIn, pk: int) -> HttpResponse:
    row = own(Agreement, request.user, pk)
    first = {"text": row.text, "due_on": row.due_on}
    form = AgreementForm(request.POST or None, initial=first)
    action = reverse("kpis:agreement-edit", args=[pk])

    def write(values: dict[str, Any]) -> Model:
        now = timezone.now()
        return agreements.edit_agreement(
            agreement=row, by=request.user, now=now, **values
        )

    title = _("Edit the agreement")
    return edited(request, meeting_of(row), form, write, title, action)


@require_POST
def tick(request: SignedIn, pk: int) -> HttpResponse:
    """Done, or with an empty ``done`` not done after all; sent twice it changes once."""
    row = seen(Agreement, request.user, pk)
    is_done = request.POST.get("done") == "1"
    agreements.tick(agreement=row, done=is_done, by=request.user, now=timezone.now())
    said = _("Done.") if is_done else _("Open again.")
    return done(request, meeting_of(row), said=said, go=True)


@require_POST
def agreement_delete(request: SignedIn, pk: int) -> HttpResponse:
    row = own(Agreement, request.user, pk)
    to = meeting_of(row)
    agreements.delete_agreement(agreement=row, by=request.user, now=timezone.now())
    return done(request, to, said=_("Agreement deleted."), go=True)
