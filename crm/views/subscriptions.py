"""What a customer pays again and again: more, less, or no longer."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm import access
from crm.forms.fields import written
from crm.forms.subscriptions import ChangeForm, EndForm
from crm.models import Subscription
from crm.services import subscriptions
from crm.services.deal_taking import day_of
from crm.views.answers import attempt, done, form_sheet
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


def _taken(request: SignedIn, pk: int) -> Subscription:
    return access.get_changeable(Subscription.objects.for_page(), request.user, pk)


@require_http_methods(FORM)
def change(request: SignedIn, pk: int) -> HttpResponse:
    """An upgrade or a downgrade, from a day on."""
    row, now = _taken(request, pk), timezone.now()
    amount = written(row.amount, row.currency)
    first = {"amount": amount, "interval": "month", "on": day_of(now)}
    form = ChangeForm(request.POST or None, initial=first, currency=row.currency)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        changed = attempt(
            form,
            lambda: subscriptions.change_subscription(
                subscription_id=pk,
                by=request.user,
                now=now,
                amount=data["monthly"],
                on=data["on"],
            ),
        )
        if changed:
            return done(request, _back(row), said=_("Saved."))
    action = reverse("crm:subscription-change", args=[pk])
    title = _("Change the subscription")
    return form_sheet(request, form, title, action, _("Save"), str(row))


@require_http_methods(FORM)
def end(request: SignedIn, pk: int) -> HttpResponse:
    """It stops on a day, for a reason; a second POST changes nothing."""
    row, now = _taken(request, pk), timezone.now()
    if request.method == "POST" and row.ended_on:
        return done(request, _back(row), said=_("Subscription ended."))
    form = EndForm(request.POST or None, initial={"on": day_of(now)})
    if request.method == "POST" and form.is_valid():
        ended = attempt(
            form,
            lambda: subscriptions.end_subscription(
                subscription_id=pk, by=request.user, now=now, **form.cleaned_data
            ),
        )
        if ended:
            return done(request, _back(row), said=_("Subscription ended."))
    action = reverse("crm:subscription-end", args=[pk])
    title = _("End the subscription")
    return form_sheet(request, form, title, action, title, str(row))


def _back(row: Subscription) -> str:
    """To the deal that started it, else to the customer."""
    if row.deal_id:
        return reverse("crm:deal", args=[row.deal_id])
    return reverse("crm:prospect", args=[row.prospect_id])
