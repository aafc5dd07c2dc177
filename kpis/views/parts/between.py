"""What is said between two people: who finds it, who changes it, how its forms answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.models import User
from crm.views.answers import attempt, done, form_sheet, made
from crm.views.requests import SignedIn
from kpis.models import Agreement, CoachingNote
from kpis.team import coaching

Row = TypeVar("Row", CoachingNote, Agreement)


def person_or_404(reader: User, pk: int) -> User:
    """Somebody this reader holds one-to-ones with; anybody else does not exist."""
    person = coaching.people_met(reader).filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def meeting_of(row: CoachingNote | Agreement) -> str:
    return reverse("kpis:one-to-one", args=[row.person_id])


def seen(model: type[Row], reader: User, pk: int) -> Row:
    rows: Any = model.objects.visible_to(reader).with_people()
    row: Row | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def own(model: type[Row], reader: User, pk: int) -> Row:
    """404 for whom it does not concern, 403 for a reader who did not write it."""
    row = seen(model, reader, pk)
    if row.by_id != reader.pk:
        raise PermissionDenied
    return row


def added(
    request: SignedIn,
    person: User,
    form: forms.Form,
    write: Callable[..., Model],
    title: str,
    action: str,
) -> HttpResponse:
    pk = made(
        request,
        form,
        lambda: write(
            person=person, by=request.user, now=timezone.now(), **_values(form)
        ),
    )
    if pk is not None:
        to = reverse("kpis:one-to-one", args=[person.pk])
        return done(request, to, said=_("Saved."), go=True)
    return form_sheet(request, form, title, action, _("Save"))


def edited(
    request: SignedIn,
    to: str,
    form: forms.Form,
    write: Callable[[dict[str, Any]], Model],
    title: str,
    action: str,
) -> HttpResponse:
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: write(_values(form))) is not None:
        return done(request, to, said=_("Saved."), go=True)
    return form_sheet(request, form, title, action, _("Save"))


def _values(form: forms.Form) -> dict[str, Any]:
    return {name: v for name, v in form.cleaned_data.items() if name != "token"}
