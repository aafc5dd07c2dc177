"""Exchange rates: what a new one priced is said; what still has no price can be priced on request."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from crm.forms.reference import RateForm
from crm.models import ExchangeRate
from crm.money import CURRENCIES
from crm.services.rates.coming import Came, price_what_waits
from crm.services.rates.saving import save_rate
from crm.views.answers import done
from crm.views.requests import SignedIn


def write_rate(request: SignedIn, form: RateForm) -> ExchangeRate:
    """Write the rate of the form, and keep in the form what it priced."""
    row, form.came = save_rate(
        row=form.instance,
        values=form.values(),
        by=request.user,
        now=timezone.now(),
        again=form.cleaned_data["again"],
    )
    return row


def saved(request: SignedIn, form: BaseForm, to: str) -> HttpResponse:
    """Saved, with what came of it when the form wrote a rate."""
    came: Came | None = getattr(form, "came", None)
    if came is not None and came.job is not None:
        return done(request, _work(came), said=_being_priced(came), go=True)
    said = _priced(came.priced) if came is not None and came.priced else _("Saved.")
    return done(request, to, said=said)


@require_POST
def price(request: SignedIn) -> HttpResponse:
    """POST currency: price what has a rate by now; twice changes nothing more."""
    if not request.user.is_admin:
        raise PermissionDenied
    currency = request.POST.get("currency", "")
    came = Came(0)
    if currency in CURRENCIES:
        came = price_what_waits(currency=currency, by=request.user, now=timezone.now())
    if came.job is not None:
        return done(request, _work(came), said=_being_priced(came), go=True)
    nothing = _("No rate covers their days yet: add an earlier one.")
    said = _priced(came.priced) if came.priced else nothing
    return done(request, reverse("crm:setup-rates"), said=said)


def _work(came: Came) -> str:
    return reverse("crm:job", args=[came.job.pk]) if came.job else ""


def _being_priced(came: Came) -> str:
    number = came.job.total if came.job else 0
    return ngettext(
        "Saved. %(n)d amount is looked at now.",
        "Saved. %(n)d amounts are looked at now.",
        number,
    ) % {"n": number}


def _priced(number: int) -> str:
    return ngettext(
        "Saved. %(n)d amount was priced.", "Saved. %(n)d amounts were priced.", number
    ) % {"n": number}
