"""Coaching notes: written by whom it concerns, changed by their author."""

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
from kpis.forms.coaching import NoteForm
from kpis.models import CoachingNote
from kpis.team import coaching
from kpis.views.parts.between import added, edited, meeting_of, own, person_or_404

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def note_new(request: SignedIn, pk: int) -> HttpResponse:
    person, first = person_or_404(request.user, pk), request.GET.get("kpi", "")
    form = NoteForm(request.POST or None, initial={"kpi": first})
    action = reverse("kpis:coaching-note-new", args=[pk])
    title = _("Note about %(name)s") % {"name": person.full_name}
    return added(request, person, form, coaching.write_note, title, action)


@require_http_methods(FORM)
def note_edit(request: SignedIn, pk: int) -> HttpResponse:
    note = own(CoachingNote, request.user, pk)
    first = {"text": note.text, "kpi": note.kpi}
    form = NoteForm(request.POST or None, initial=first, kept=note.kpi)
    action = reverse("kpis:coaching-note-edit", args=[pk])

    def write(values: dict[str, Any]) -> Model:
        now = timezone.now()
        return coaching.edit_note(note=note, by=request.user, now=now, **values)

    return edited(request, meeting_of(note), form, write, _("Edit the note"), action)


@require_POST
def note_delete(request: SignedIn, pk: int) -> HttpResponse:
    note = own(CoachingNote, request.user, pk)
    to = meeting_of(note)
    coaching.delete_note(note=note, by=request.user, now=timezone.now())
    return done(request, to, said=_("Note deleted."), go=True)
