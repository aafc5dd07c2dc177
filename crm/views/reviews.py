"""Public reviews: what anybody can read about us."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from crm import access
from crm.filters import REVIEWS
from crm.filters.lists import offered
from crm.forms.reviews import ReviewForm
from crm.models import Review
from crm.services import reviews
from crm.views.answers import done, form_sheet, list_page, made, page_of
from crm.views.parts.offers import undo_of
from crm.views.parts.voice_rows import REVIEW_HEADS, review_rows, stars
from crm.views.parts.voice_tabs import places
from crm.views.parts.words import full, why_seen
from crm.views.requests import SignedIn


@require_safe
def review_list(request: SignedIn) -> HttpResponse:
    narrowed = REVIEWS.read(request.GET, offered(request.user, "region", "owner"))
    rows = Review.objects.visible_to(request.user).for_list()
    page = page_of(narrowed.apply(rows), request)
    return list_page(
        request,
        "crm/reviews.html",
        narrowed,
        page,
        {
            "columns": narrowed.columns(REVIEW_HEADS),
            "rows": review_rows(page.object_list, timezone.now()),
            "places": places("crm:reviews"),
        },
        caption=_("Reviews"),
        empty=(
            _("No review yet. Copy the ones people leave about you, with their stars."),
            reverse("crm:review-new"),
            _("Add a review"),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    action = reverse("crm:review-new")
    form = ReviewForm(
        request.POST or None,
        user=request.user,
        again=action,
        initial=request.GET.dict(),
    )
    pk = made(
        request,
        form,
        lambda: reviews.add_review(
            by=request.user, now=timezone.now(), **form.published()
        ),
    )
    if pk is not None:
        return done(request, reverse("crm:reviews"), said=_("Review added."))
    return form_sheet(request, form, _("New review"), action, _("Add"))


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    review = access.get_readable(Review.objects.for_list(), request.user, pk)
    context = {
        "review": review,
        "stars": stars(review.rating),
        "changeable": access.may_change(request.user, review),
        "at": full(review.at, timezone.now()),
        "why": why_seen(review.owner, request.user),
    }
    return render(request, "crm/review.html", context)


@require_POST
def delete(request: SignedIn, pk: int) -> HttpResponse:
    access.get_changeable(Review.objects.all(), request.user, pk)
    back = reviews.delete_review(review_id=pk, by=request.user, now=timezone.now())
    here, undo_url = reverse("crm:reviews"), undo_of(back)
    return done(request, here, said=_("Review deleted."), undo_url=undo_url)
