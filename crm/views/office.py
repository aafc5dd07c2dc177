"""Set-up of the organisation and its teams."""

from __future__ import annotations

from copy import copy

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms.office import OrganisationForm, TeamForm
from crm.models import NO_TEAM_ID, Organisation, Team
from crm.services import definitions, office, people
from crm.services.errors import Refused
from crm.views.answers import attempt, done, form_sheet, made, said_no
from crm.views.requests import SignedIn


def admins_only(request: SignedIn) -> None:
    """403 for anybody else."""
    if not request.user.is_admin:
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: SignedIn) -> HttpResponse:
    """Asks first where figures would be counted anew: what was agreed to comes back as ``agreed``."""
    admins_only(request)
    before = Organisation.current()
    # Checking the form writes what was typed into the row it is given.
    form = OrganisationForm(request.POST or None, instance=copy(before))
    if request.method == "POST" and form.is_valid():
        asked = definitions.asked(before, form.cleaned_data)
        if asked and request.POST.get("agreed") != " ".join(asked):
            return _page(request, form, asked)
        written = attempt(
            form,
            lambda: people.edit_organisation(
                by=request.user, now=timezone.now(), **form.cleaned_data
            ),
        )
        if written:
            return done(request, reverse("crm:setup-organisation"), said=_("Saved."))
    return _page(request, form, {})


def _page(
    request: SignedIn, form: OrganisationForm, asked: dict[str, str]
) -> HttpResponse:
    context = {"form": form, "asked": asked.values(), "agreed": " ".join(asked)}
    status = 422 if form.is_bound else 200
    return render(request, "crm/setup_organisation.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def team_new(request: SignedIn) -> HttpResponse:
    admins_only(request)
    form = TeamForm(request.POST or None)
    here = reverse("crm:setup-team-new")
    team = made(
        request,
        form,
        lambda: office.new_team(by=request.user, now=timezone.now(), **form.placed()),
    )
    if team is not None:
        return done(request, reverse("crm:setup"), said=_("Saved."))
    return form_sheet(request, form, _("New team"), here, _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def team_edit(request: SignedIn, pk: int) -> HttpResponse:
    admins_only(request)
    team = get_object_or_404(Team.objects.exclude(pk=NO_TEAM_ID), pk=pk)
    form = TeamForm(request.POST or None, instance=team)
    here = reverse("crm:setup-team", args=[pk])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        # Checking the form wrote what was typed into the row it was given.
        team.refresh_from_db()
        written = attempt(
            form,
            lambda: office.edit_team(
                team=team,
                name=data["name"],
                parent=data["parent"],
                managers=list(data["managers"]),
                by=request.user,
                now=timezone.now(),
            ),
        )
        if written:
            return done(request, reverse("crm:setup"), said=_("Saved."))
    return form_sheet(request, form, team.name, here, _("Save"))


@require_POST
def team_archive(request: SignedIn, pk: int) -> HttpResponse:
    """Archive, or take back what was archived."""
    admins_only(request)
    team = get_object_or_404(Team.objects.exclude(pk=NO_TEAM_ID), pk=pk)
    archived, here = team.archived_at is None, reverse("crm:setup")
    try:
        office.archive_team(
            team=team, archived=archived, by=request.user, now=timezone.now()
        )
    except Refused as refusal:
        return said_no(request, here, refusal)
    return done(request, here, said=_("Archived.") if archived else _("Restored."))
