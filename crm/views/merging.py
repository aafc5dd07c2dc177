"""Two records of one prospect become one: choose the other, compare, merge."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm import access
from crm.duplicates import Sought, resembling
from crm.forms.merging import MergeForm
from crm.models import Prospect
from crm.prospect_facts import with_facts
from crm.services.errors import Conflict
from crm.services.merging import merge_prospects
from crm.views.answers import done
from crm.views.living import alive, following
from crm.views.numbers import whole
from crm.views.parts.compared import compared, standing
from crm.views.parts.likely import lines_of
from crm.views.parts.offers import undo_of
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
@following
def merge(request: SignedIn, pk: int) -> HttpResponse:
    """``pk`` stays; ``with`` becomes part of it."""
    home = _record(request, pk)
    asked = request.POST.get("with") or request.GET.get("with", "")
    if not asked:
        return _choose(request, home)
    other = _record(request, whole(asked))
    if request.method != "POST":
        return _compare(request, home, other)
    if other.merged_into_id == home.pk:  # sent twice
        return _merged(request, home, other, "")
    form = MergeForm(request.POST)
    if not form.is_valid():
        return _compare(request, home, other, _("Look at both again."), 422)
    try:
        back = merge_prospects(
            into=home.pk,
            other=other.pk,
            by=request.user,
            now=timezone.now(),
            taken=form.taken(),
            seen=form.seen(),
        )
    except ValidationError as refusal:
        return _compare(request, home, other, " ".join(refusal.messages), 422)
    except Conflict:
        said = _("One of the two changed meanwhile: look at both again.")
        return _compare(request, home, other, said, 409)
    return _merged(request, home, other, undo_of(back))


def _record(request: SignedIn, pk: int) -> Prospect:
    """404 outside the scope, 403 read-only; one that was merged leads to where it lives on."""
    found = access.get_changeable(with_facts(request.user), request.user, pk)
    return found if request.method == "POST" and found.merged_into_id else alive(found)


def _merged(request: SignedIn, home: Any, other: Any, undo_url: str) -> HttpResponse:
    here = reverse("crm:prospect", args=[home.pk])
    said = _("%(other)s is now part of %(home)s.") % {"other": other, "home": home}
    return done(request, here, said=said, undo_url=undo_url)


def _choose(request: SignedIn, home: Prospect) -> HttpResponse:
    sought = Sought(home.name, home.email, home.phone)
    likely = resembling(sought, reader=request.user, apart_from=home.pk)
    context = {"home": home, "likely": lines_of(likely)}
    return render(request, "crm/merge_choose.html", context)


def _compare(
    request: SignedIn,
    home: Prospect,
    other: Prospect,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "home": standing(home),
        "other": standing(other),
        "rows": compared(home, other),
        "versions": (home.version, other.version),
        "said": said,
        "alone": home.pk == other.pk,
    }
    return render(request, "crm/merge.html", context, status=status)
