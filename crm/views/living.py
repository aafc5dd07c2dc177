"""A prospect that was merged lives on in another: whoever asks for it is sent there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.urls import reverse

from crm import access
from crm.models import Prospect
from crm.views.answers import leave
from crm.views.requests import SignedIn

View = Callable[[SignedIn, int], HttpResponse]


class Merged(Exception):
    """The prospect asked for is now part of another."""

    def __init__(self, into: int) -> None:
        super().__init__(into)
        self.into = into


def alive(prospect: Prospect) -> Prospect:
    """The prospect itself; raises ``Merged`` when it lives on in another."""
    if prospect.merged_into_id is not None:
        raise Merged(prospect.merged_into_id)
    return prospect


def to_change(request: SignedIn, pk: int) -> Prospect:
    """The prospect to write: 404 outside the scope, 403 read-only, ``Merged`` when it is gone."""
    rows = Prospect.objects.select_related("owner")
    return alive(access.get_changeable(rows, request.user, pk))


def following(view: View) -> View:
    """Send who asks for a merged prospect to the one it lives on in (303)."""

    @wraps(view)
    def answer(request: SignedIn, pk: int) -> HttpResponse:
        try:
            return view(request, pk)
        except Merged as merged:
            return leave(request, reverse("crm:prospect", args=[merged.into]))

    return answer
