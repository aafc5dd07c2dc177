"""Something is said of a figure, taken back, or a proposal is declined."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm.views.answers import done
from crm.views.requests import SignedIn
from kpis import commenting
from kpis.forms.steering import SaidForm
from kpis.models import FigureComment
from kpis.periods import between
from kpis.subjects import Subject
from kpis.views.parts.alert_rows import figure_url
from kpis.views.parts.asking import asked, kpi_or_404, leader, reader
from kpis.views.parts.said import subject_of


@require_POST
def say(request: SignedIn, key: str) -> HttpResponse:
    """The address is that of the figure's own page: whoever may open it may speak of it."""
    kpi = kpi_or_404(key, reader(request))
    asked_for = asked(request)
    here = reverse("kpis:explain", args=[key]) + asked_for.picked.address() + "#said"
    subject = None if asked_for.picked.where else subject_of(asked_for)
    form = SaidForm(request.POST)
    if subject is None or not form.is_valid():
        return done(request, here, said=_("Write what you want to say."), go=True)
    commenting.say(
        kpi=kpi.key,
        subject=subject,
        period=asked_for.picked.around,
        text=form.cleaned_data["text"],
        proposal=form.cleaned_data["proposal"],
        by=request.user,
        now=timezone.now(),
    )
    return done(request, here, said=_("Said."), go=True)


@require_POST
def said_delete(request: SignedIn, pk: int) -> HttpResponse:
    row = FigureComment.objects.filter(author=reader(request), pk=pk).first()
    if row is None:
        raise Http404
    here = page_of(row)
    commenting.take_back(said=row, by=request.user, now=timezone.now())
    return done(request, here, said=_("Taken back."), go=True)


@require_POST
def said_decline(request: SignedIn, pk: int) -> HttpResponse:
    row = commenting.proposals_of(leader(request)).filter(pk=pk).first()
    if row is None:
        raise Http404
    commenting.decline(said=row, by=request.user, now=timezone.now())
    return done(request, page_of(row), said=_("Declined."), go=True)


def page_of(row: FigureComment) -> str:
    """The page the words stand on; a figure that is gone leads to the plans."""
    days = between(row.first, row.last)
    return figure_url(row.kpi, Subject.of(row), days) or reverse("kpis:plans")
