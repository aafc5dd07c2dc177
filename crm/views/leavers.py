"""Somebody leaves: what is open is shown, given to others, and the person is deactivated."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from crm.forms.leavers import LeaveForm
from crm.models import User
from crm.services import leavers
from crm.views.answers import attempt, leave, once, refused_status
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def person_leave(request: SignedIn, pk: int) -> HttpResponse:
    if not request.user.is_admin:
        raise PermissionDenied
    person = get_object_or_404(User.objects.get_queryset().people(), pk=pk)
    form = LeaveForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        job = once(
            request,
            str(form.cleaned_data["token"] or ""),
            lambda: _start(form, person, request),
        )
        if job is not None:
            to = reverse("crm:job", args=[job]) if job else reverse("crm:setup")
            return leave(request, to)
    context = {
        "person": person,
        "form": form,
        "found": leavers.preview(person),
        "managed": form.managed,
    }
    return render(request, "crm/leave.html", context, status=refused_status(form))


def _start(form: LeaveForm, person: User, request: SignedIn) -> Any:
    return attempt(
        form,
        lambda: leavers.start_leaving(
            person=person,
            heirs=form.cleaned_data["to"],
            by=request.user,
            now=timezone.now(),
        ),
    )
