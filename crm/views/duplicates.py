"""Duplicates: the warning while typing, the pairs among what a person sees, and who is not one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm.duplicates import Pair, Sought, pairs_seen_by, resembling
from crm.models import Prospect
from crm.prospect_facts import with_facts
from crm.services.distinct import tell_apart
from crm.services.merging import filled
from crm.views.answers import CappedPaginator, done, said_no
from crm.views.living import following, to_change
from crm.views.numbers import whole
from crm.views.parts.compared import standing
from crm.views.parts.likely import lines_of, why_said
from crm.views.parts.offers import undo_of
from crm.views.requests import SignedIn

#: Pairs a page.
PAGE = 25
#: What the warning reads of a form, however long it is.
READ = 200


@require_safe
def warning(request: SignedIn) -> HttpResponse:
    """Who may be the same as what is typed: empty when nobody is."""
    said = {name: _typed(request, name) for name in ("name", "email", "phone")}
    mobile = _typed(request, "mobile")
    apart = request.GET.get("apart", "")
    found = resembling(
        Sought(said["name"], said["email"], said["phone"] or mobile),
        reader=request.user,
        apart_from=int(apart) if apart.isdecimal() and len(apart) < 19 else None,
    )
    return render(request, "crm/_likely.html", {"likely": lines_of(found)})


def _typed(request: SignedIn, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "")[:READ]


@require_safe
def pairs(request: SignedIn) -> HttpResponse:
    """Pairs to look at; only those whose two sides may both be changed can be merged."""
    page = CappedPaginator(pairs_seen_by(request.user), PAGE).get_page(
        request.GET.get("page")
    )
    shown: list[Pair] = list(page.object_list)
    ids = {pk for pair in shown for pk in (pair.one, pair.two)}
    rows = with_facts(request.user).in_bulk(ids)
    said = [_said(pair, rows) for pair in shown if {pair.one, pair.two} <= set(rows)]
    return render(request, "crm/duplicates.html", {"page": page, "pairs": said})


@require_POST
@following
def distinct(request: SignedIn, pk: int) -> HttpResponse:
    """``pk`` and ``with`` are not the same: both must be changeable, as for a merge."""
    home = to_change(request, pk)
    other = to_change(request, whole(request.POST.get("with", "")))
    here = reverse("crm:duplicates")
    try:
        back = tell_apart(
            one=home.pk, two=other.pk, by=request.user, now=timezone.now()
        )
    except ValidationError as refusal:
        return said_no(request, here, refusal)
    said = _("%(one)s and %(two)s are not proposed again.")
    said %= {"one": home, "two": other}
    return done(
        request, here, said=said, undo_url=undo_of(back), events=("facts-moved",)
    )


def _said(pair: Pair, rows: dict[int, Prospect]) -> dict[str, Any]:
    one, two = rows[pair.one], rows[pair.two]
    sides: list[Any] = sorted([one, two], key=lambda row: (-filled(row), row.pk))
    return {
        "home": standing(sides[0]),
        "other": standing(sides[1]),
        "why": why_said(pair.why),
        "changeable": all(row.changeable for row in sides),
    }
