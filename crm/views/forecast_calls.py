"""What a person says of a deal's forecast: as its rep, or over it as whoever leads the rep."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm.services.forecast_calls import call_deal
from crm.views.answers import done, said_no
from crm.views.parts.taking import deal_to_change
from crm.views.requests import SignedIn


@require_POST
def call(request: SignedIn, pk: int) -> HttpResponse:
    """POST category, empty for none of one's own. Whoever is not the owner speaks as the manager."""
    deal = deal_to_change(request, pk)
    page = reverse("crm:deal", args=[pk])
    try:
        call_deal(
            deal_id=pk,
            category=request.POST.get("category", ""),
            by=request.user,
            now=timezone.now(),
            as_manager=deal.owner_id != request.user.pk,
        )
    except ValidationError as refusal:
        return said_no(request, page, refusal)
    return done(request, page, said=_("Forecast category saved."))
