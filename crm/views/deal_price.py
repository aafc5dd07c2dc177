"""What a deal is worth: an amount, or lines whose total it becomes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm import access
from crm.forms.deal_price import (
    LineFormSet,
    PriceForm,
    lines_as_typed,
    price_as_typed,
)
from crm.models import Deal
from crm.services.deal_lines import LineInput, total_of
from crm.services.deal_pricing import price_deal
from crm.services.errors import Conflict
from crm.templatetags.formats import money_minor
from crm.views.answers import add_refusal, done, sheet
from crm.views.conflicts import conflict_sheet
from crm.views.parts.sums import digits_by_currency, sums_of
from crm.views.requests import SignedIn

THEIRS = "theirs"


@require_http_methods(["GET", "HEAD", "POST"])
def price(request: SignedIn, pk: int) -> HttpResponse:
    """POST amount or lines: 409 with both prices when somebody else changed the deal."""
    rows = Deal.objects.prefetch_related("lines")
    deal = access.get_changeable(rows, request.user, pk)
    here = reverse("crm:deal", args=[pk])
    if request.POST.get("keep") == THEIRS:
        return done(request, here, said=_("Left as it is."))
    form = PriceForm(request.POST or None, initial=price_as_typed(deal))
    lines = LineFormSet(
        request.POST or None, initial=lines_as_typed(deal), prefix="lines"
    )
    # Both, so that every mistake is said at once.
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        try:
            _write(request, deal, form.cleaned_data, lines)
        except ValidationError as refusal:
            if not any(lines.errors):
                add_refusal(form, refusal)
        except Conflict as conflict:
            return _priced_meanwhile(request, conflict, form, lines)
        else:
            return done(request, here, said=_("Saved."))
    return _asked(request, deal, form, lines)


def _asked(request: SignedIn, deal: Deal, form: PriceForm, lines: Any) -> HttpResponse:
    refused = form.is_bound and (
        form.errors or any(lines.errors) or not lines.is_valid()
    )
    context = {
        "deal": deal,
        "form": form,
        "lines": lines,
        "sums": sums_of(list(deal.lines.all()), deal.currency),
        "digits": digits_by_currency(),
    }
    title, status = _("Amount and lines"), 422 if refused else 200
    return sheet(request, "crm/_price.html", context, title=title, status=status)


def _write(request: SignedIn, deal: Deal, data: dict[str, Any], lines: Any) -> None:
    price_deal(
        deal_id=deal.pk,
        by=request.user,
        now=timezone.now(),
        amount=data.get("minor"),
        currency=data["currency"],
        lines=lines.lines(data["currency"]) or None,
        estimate=data["estimate"],
        seen=data["version"],
    )


def _priced_meanwhile(
    request: SignedIn, conflict: Conflict, form: PriceForm, lines: Any
) -> HttpResponse:
    row: Any = conflict.row
    data = form.cleaned_data
    typed: list[LineInput] = lines.lines(data["currency"])
    pair = {
        "name": "keep",
        "label": _("Amount, excl. tax"),
        "mine": _said(total_of(typed, data.get("minor")), data["currency"], len(typed)),
        "theirs": _said(row.amount, row.currency, row.lines.count()),
        "mine_value": "mine",
        "theirs_value": THEIRS,
    }
    action = reverse("crm:deal-price", args=[row.pk])
    return conflict_sheet(request, conflict, action=action, pairs=[pair])


def _said(amount: int | None, currency: str, lines: int) -> str:
    said = money_minor(amount, currency)
    if not lines:
        return said
    return _("%(amount)s, %(n)d lines") % {"amount": said, "n": lines}
