"""The people inside a prospect: add, edit, make main, archive."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm import access
from crm.forms.prospects import ContactForm
from crm.models import Contact
from crm.services import contacts
from crm.views.answers import done, form_sheet, made
from crm.views.living import following, to_change
from crm.views.parts.numbers import said_of
from crm.views.parts.offers import undo_of
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@following
def new(request: SignedIn, pk: int) -> HttpResponse:
    prospect = to_change(request, pk)
    form = ContactForm(request.POST or None, prospect=prospect)
    added = made(
        request,
        form,
        lambda: contacts.add_contact(
            prospect=prospect,
            by=request.user,
            now=timezone.now(),
            **form.described(),
        ),
    )
    if added is not None:
        said = said_of(_("Contact added."), form.cleaned_data, prospect)
        return done(request, reverse("crm:prospect", args=[pk]), said=said)
    action = reverse("crm:contact-new", args=[pk])
    return form_sheet(request, form, _("New contact"), action, _("Add"))


@require_http_methods(FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    contact = _to_change(request, pk)
    prospect = contact.prospect
    form = ContactForm(request.POST or None, instance=contact, prospect=prospect)
    if request.method == "POST" and form.is_valid():
        contacts.edit_contact(
            contact=contact, by=request.user, now=timezone.now(), **form.described()
        )
        said = said_of(_("Saved."), form.cleaned_data, contact.prospect)
        return done(request, _home(contact), said=said)
    action = reverse("crm:contact-edit", args=[pk])
    return form_sheet(request, form, _("Edit the contact"), action, _("Save"))


@require_POST
def main(request: SignedIn, pk: int) -> HttpResponse:
    contact = _to_change(request, pk)
    back = contacts.make_main(contact=contact, by=request.user, now=timezone.now())
    said = _("%(name)s is the main contact.") % {"name": contact}
    return done(request, _home(contact), said=said, undo_url=undo_of(back))


@require_POST
def archive(request: SignedIn, pk: int) -> HttpResponse:
    contact = _to_change(request, pk)
    back = contacts.archive_contact(
        contact=contact, by=request.user, now=timezone.now()
    )
    said = _("%(name)s is archived.") % {"name": contact}
    return done(request, _home(contact), said=said, undo_url=undo_of(back))


def _to_change(request: SignedIn, pk: int) -> Contact:
    rows = Contact.objects.select_related("prospect")
    return access.get_changeable(rows, request.user, pk)


def _home(contact: Contact) -> str:
    return reverse("crm:prospect", args=[contact.prospect_id])
