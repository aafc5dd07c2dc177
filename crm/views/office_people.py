"""Set-up of people: who they are, which team since when, their way in."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms.office import JoinForm, PersonForm, SureForm
from crm.models import User
from crm.services import anonymising, invitations, office, people
from crm.services.errors import Refused
from crm.views.answers import (
    attempt,
    done,
    form_sheet,
    leave,
    made,
    said_no,
)
from crm.views.office import admins_only
from crm.views.requests import SignedIn


def _person(request: SignedIn, pk: int) -> User:
    admins_only(request)
    return get_object_or_404(User.objects.get_queryset().people(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """A person without a password: the next page holds the link that lets them choose one."""
    admins_only(request)
    form = PersonForm(request.POST or None)
    pk = made(
        request,
        form,
        lambda: office.new_person(
            team=form.cleaned_data["team"],
            by=request.user,
            now=timezone.now(),
            **form.values(),
        ),
    )
    if pk is not None:
        to = reverse("crm:setup-person", args=[pk]) if pk else reverse("crm:setup")
        return leave(request, to)
    here = reverse("crm:setup-person-new")
    return form_sheet(request, form, _("New person"), here, _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: SignedIn, pk: int) -> HttpResponse:
    """One person: the form, the teams since when, the invitation, the way out."""
    found = _person(request, pk)
    form = PersonForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        # Checking the form wrote what was typed into the row it was given.
        found.refresh_from_db()
        written = attempt(
            form,
            lambda: office.edit_person(
                person=found, by=request.user, now=timezone.now(), **form.values()
            ),
        )
        if written:
            here = reverse("crm:setup-person", args=[pk])
            return done(request, here, said=_("Saved."), go=True)
    status = 422 if form.is_bound else 200
    return render(request, "crm/setup_person.html", _page(found, form), status=status)


def _page(found: User, form: PersonForm) -> dict[str, Any]:
    # A refused form has put into `found` what was typed; the page shows who it is.
    named = copy(found)
    named.refresh_from_db()
    waiting = named.is_active and not named.has_usable_password()
    return {
        "person": named,
        "form": form,
        "join": JoinForm(),
        "memberships": named.memberships.select_related("team").order_by(
            F("from_on").desc(nulls_last=True)
        ),
        "waiting": waiting,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: SignedIn, pk: int) -> HttpResponse:
    """Another team from a day on."""
    found = _person(request, pk)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        written = attempt(
            form,
            lambda: (
                people.join_team(
                    user=found,
                    team=data["team"],
                    from_on=data["from_on"],
                    by=request.user,
                    now=timezone.now(),
                )
                or True
            ),
        )
        if written:
            here = reverse("crm:setup-person", args=[pk])
            return done(request, here, said=_("Saved."), go=True)
    here = reverse("crm:setup-person-join", args=[pk])
    return form_sheet(request, form, _("Change of team"), here, _("Save"))


@require_POST
def invite(request: SignedIn, pk: int) -> HttpResponse:
    """Show the link to copy, and mail it when a mail server is set."""
    found = _person(request, pk)
    address = request.build_absolute_uri(invitations.invitation_path(found))
    try:
        invitations.invite(
            person=found, address=address, by=request.user, now=timezone.now()
        )
    except Refused as refusal:
        here = reverse("crm:setup-person", args=[pk])
        return said_no(request, here, refusal)
    context = _page(found, PersonForm(instance=found)) | {"invitation": address}
    return render(request, "crm/setup_person.html", context)


@require_POST
def reactivate(request: SignedIn, pk: int) -> HttpResponse:
    found, here = _person(request, pk), reverse("crm:setup-person", args=[pk])
    try:
        office.reactivate(person=found, by=request.user, now=timezone.now())
    except Refused as refusal:
        return said_no(request, here, refusal)
    return done(request, here, said=_("May sign in again."), go=True)


@require_http_methods(["GET", "HEAD", "POST"])
def anonymise(request: SignedIn, pk: int) -> HttpResponse:
    """Ask, then erase who they were; what they did stays."""
    found, here = _person(request, pk), reverse("crm:setup-person", args=[pk])
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by, now = request.user, timezone.now()
        if attempt(form, lambda: anonymising.anonymise(person=found, by=by, now=now)):
            return done(request, here, said=_("Anonymised."), go=True)
    intro = _(
        "Name, email and everything said about this person are erased: notes, agreements, remarks,"
        " plans and alerts. What they did stays, without their name, and so do the figures. It cannot"
        " be undone."
    )
    action = reverse("crm:setup-person-anonymise", args=[pk])
    title = _("Anonymise this person")
    return form_sheet(request, form, title, action, _("Anonymise"), intro=intro)
