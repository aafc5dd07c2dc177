"""What a customer pays again and again: more, less, or no longer."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm import access
from crm.forms.fields import written
from crm.forms.subscriptions import ChangeForm, EndForm, StartForm
from crm.models import Subscription
from crm.services import subscriptions
from crm.services.deal_taking import day_of
from crm.services.subscription_start import start_subscription
from crm.views.answers import attempt, done, form_sheet, made
from crm.views.living import following, to_change
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
            return done(request, _back(request, row), said=_("Saved."))
    action = _here(request, "crm:subscription-change", pk)
    title = _("Change the subscription")
    return form_sheet(request, form, title, action, _("Save"), str(row))


@require_http_methods(FORM)
def end(request: SignedIn, pk: int) -> HttpResponse:
    """It stops on a day, for a reason; a second POST changes nothing."""
    row, now = _taken(request, pk), timezone.now()
    if request.method == "POST" and row.ended_on:
        return done(request, _back(request, row), said=_("Subscription ended."))
    form = EndForm(request.POST or None, initial={"on": day_of(now)})
    if request.method == "POST" and form.is_valid():
        ended = attempt(
            form,
            lambda: subscriptions.end_subscription(
                subscription_id=pk, by=request.user, now=now, **form.cleaned_data
            ),
        )
        if ended:
            return done(request, _back(request, row), said=_("Subscription ended."))
    action = _here(request, "crm:subscription-end", pk)
    title = _("End the subscription")
    return form_sheet(request, form, title, action, title, str(row))


@require_http_methods(FORM)
@following
def new(request: SignedIn, pk: int) -> HttpResponse:
    """What the customer ``pk`` pays from a day on, without a deal."""
    prospect = to_change(request, pk)
    now, to = timezone.now(), reverse("crm:prospect", args=[pk])
    first = {"interval": "month", "on": day_of(now)}
    form = StartForm(request.POST or None, initial=first)

    def write() -> Subscription:
        data = form.cleaned_data
        return start_subscription(
            prospect_id=pk,
            by=request.user,
            now=now,
            amount=data.get("monthly", 0),
            **{name: data[name] for name in ("currency", "on", "product")},
        )

    if made(request, form, write) is not None:
        return done(request, to, said=_("Subscription added."))
    action, title = reverse("crm:subscription-new", args=[pk]), _("New subscription")
    return form_sheet(request, form, title, action, _("Add"), str(prospect))


def _asked_back(request: SignedIn) -> bool:
    return request.GET.get("back") == "prospect"


def _here(request: SignedIn, name: str, pk: int) -> str:
    after = "?back=prospect" if _asked_back(request) else ""
    return reverse(name, args=[pk]) + after


def _back(request: SignedIn, row: Subscription) -> str:
    """To the customer when asked from there, else to the deal that started it."""
    if row.deal_id and not _asked_back(request):
        return reverse("crm:deal", args=[row.deal_id])
    return reverse("crm:prospect", args=[row.prospect_id])
