"""When a deal was promised, and when it was delivered."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm import access
from crm.forms.deal_costs import DeliveryForm
from crm.models import Deal
from crm.services.deal_taking import day_of
from crm.services.deals import edit_deal
from crm.services.errors import Conflict
from crm.views.answers import attempt, done, form_sheet
from crm.views.conflicts import conflict_sheet, pairs_of
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: SignedIn, pk: int) -> HttpResponse:
    deal, now = (
        access.get_changeable(Deal.objects.all(), request.user, pk),
        timezone.now(),
    )
    action = reverse("crm:deal-delivery", args=[pk])
    form = DeliveryForm(
        request.POST or None,
        instance=deal,
        initial={"version": deal.version},
        today=day_of(now),
    )
    if request.method == "POST" and form.is_valid():
        dates = {name: form.cleaned_data[name] for name in form.Meta.fields}
        try:
            saved = attempt(
                form,
                lambda: edit_deal(
                    deal_id=pk,
                    by=request.user,
                    now=now,
                    seen=form.cleaned_data["version"],
                    **dates,
                ),
            )
        except Conflict as conflict:
            pairs = pairs_of(form, conflict.row)
            return conflict_sheet(request, conflict, action=action, pairs=pairs)
        if saved:
            return done(request, reverse("crm:deal", args=[pk]), said=_("Saved."))
    return form_sheet(request, form, _("Delivery"), action, _("Save"))
