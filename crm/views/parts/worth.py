"""What a deal of another currency is worth in ours, and why it may have no price."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from crm.models import Deal, Organisation
from crm.services.rates.days import day_of_deal
from crm.templatetags.formats import day, money_minor, number


def worth_of(deal: Deal) -> dict[str, Any]:
    """{base, rate, missing}: texts, empty when the deal is in our own currency or has no amount."""
    ours = Organisation.current().base_currency
    nothing = {"base": "", "rate": "", "missing": ""}
    if deal.amount is None or deal.currency == ours:
        return nothing
    on = day(day_of_deal(deal), "year")
    if deal.base_amount is None or deal.rate is None:
        missing = _("No rate for %(currency)s on %(day)s: counted, not priced") % {
            "currency": deal.currency,
            "day": on,
        }
        return nothing | {"missing": missing}
    said = _("at %(rate)s on %(day)s") % {
        "rate": number(deal.rate.normalize()),
        "day": on,
    }
    return nothing | {"base": money_minor(deal.base_amount, ours), "rate": said}
