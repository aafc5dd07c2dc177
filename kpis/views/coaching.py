"""Notes and agreements of one-to-ones: written by whom it concerns, changed by their author."""

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
from django.views.decorators.http import require_http_methods, require_POST

from crm.models import User
from crm.views.answers import attempt, done, form_sheet, made
from crm.views.requests import SignedIn
from kpis import coaching
from kpis.forms.coaching import AgreementForm, NoteForm
from kpis.models import Agreement, CoachingNote

FORM = ["GET", "HEAD", "POST"]
Row = TypeVar("Row", CoachingNote, Agreement)


def person_or_404(reader: User, pk: int) -> User:
    """Somebody this reader holds one-to-ones with; anybody else does not exist."""
    person = coaching.people_met(reader).filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def meeting_of(row: CoachingNote | Agreement) -> str:
    return reverse("kpis:one-to-one", args=[row.person_id])


def _seen(model: type[Row], reader: User, pk: int) -> Row:
    rows: Any = model.objects.visible_to(reader).with_people()
    row: Row | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _own(model: type[Row], reader: User, pk: int) -> Row:
    """404 for whom it does not concern, 403 for a reader who did not write it."""
    row = _seen(model, reader, pk)
    if row.by_id != reader.pk:
        raise PermissionDenied
    return row


@require_http_methods(FORM)
def note_new(request: SignedIn, pk: int) -> HttpResponse:
    person, first = person_or_404(request.user, pk), request.GET.get("kpi", "")
    form = NoteForm(request.POST or None, initial={"kpi": first})
    action = reverse("kpis:coaching-note-new", args=[pk])
    title = _("Note about %(name)s") % {"name": person.full_name}
    return _added(request, person, form, coaching.write_note, title, action)


@require_http_methods(FORM)
def agree(request: SignedIn, pk: int) -> HttpResponse:
    person = person_or_404(request.user, pk)
    form = AgreementForm(request.POST or None)
    action = reverse("kpis:agreement-new", args=[pk])
    title = _("Agree with %(name)s") % {"name": person.full_name}
    return _added(request, person, form, coaching.agree, title, action)


@require_http_methods(FORM)
def note_edit(request: SignedIn, pk: int) -> HttpResponse:
    note = _own(CoachingNote, request.user, pk)
    first = {"text": note.text, "kpi": note.kpi}
    form = NoteForm(request.POST or None, initial=first, kept=note.kpi)
    action = reverse("kpis:coaching-note-edit", args=[pk])

    def write(values: dict[str, Any]) -> Model:
        now = timezone.now()
        return coaching.edit_note(note=note, by=request.user, now=now, **values)

    return _edited(request, meeting_of(note), form, write, _("Edit the note"), action)


@require_http_methods(FORM)
def agreement_edit(request: SignedIn, pk: int) -> HttpResponse:
    row = _own(Agreement, request.user, pk)
    first = {"text": row.text, "due_on": row.due_on}
    form = AgreementForm(request.POST or None, initial=first)
    action = reverse("kpis:agreement-edit", args=[pk])

    def write(values: dict[str, Any]) -> Model:
        now = timezone.now()
        return coaching.edit_agreement(
            agreement=row, by=request.user, now=now, **values
        )

    title = _("Edit the agreement")
    return _edited(request, meeting_of(row), form, write, title, action)


@require_POST
def note_delete(request: SignedIn, pk: int) -> HttpResponse:
    note = _own(CoachingNote, request.user, pk)
    to = meeting_of(note)
    coaching.delete_note(note=note, by=request.user, now=timezone.now())
    return done(request, to, said=_("Note deleted."), go=True)


@require_POST
def agreement_delete(request: SignedIn, pk: int) -> HttpResponse:
    row = _own(Agreement, request.user, pk)
    to = meeting_of(row)
    coaching.delete_agreement(agreement=row, by=request.user, now=timezone.now())
    return done(request, to, said=_("Agreement deleted."), go=True)


@require_POST
def tick(request: SignedIn, pk: int) -> HttpResponse:
    """Done, or with an empty ``done`` not done after all; sent twice it changes once."""
    row = _seen(Agreement, request.user, pk)
    is_done = request.POST.get("done") == "1"
    coaching.tick(agreement=row, done=is_done, by=request.user, now=timezone.now())
    said = _("Done.") if is_done else _("Open again.")
    return done(request, meeting_of(row), said=said, go=True)


def _added(
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


def _edited(
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
