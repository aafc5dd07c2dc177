"""What a customer brought: revenue, margin, orders, what is open, how satisfied they are."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Organisation
from crm.templatetags.formats import money_minor, number, percent

Fact = dict[str, str]


def brought(prospect: Any) -> list[Fact]:
    """[{label, value, note, url}] in the base currency, from ``prospect_facts.with_facts``."""
    base = Organisation.current().base_currency
    facts = _orders(prospect, base) if prospect.wins else []
    if prospect.open_deals:
        worth = money_minor(prospect.open_amount, base)
        facts.append(_fact(_("Open deals"), number(prospect.open_deals), worth))
    if prospect.open_complaints:
        url = f"{reverse('crm:prospect', args=[prospect.pk])}?show=voice"
        count = number(prospect.open_complaints)
        facts.append(_fact(_("Open complaints"), count, url=url))
    if prospect.last_nps is not None:
        score = _("%(n)s out of 10") % {"n": prospect.last_nps}
        facts.append(_fact(_("Satisfaction"), score, _("last NPS answer")))
    return facts


def _orders(prospect: Any, base: str) -> list[Fact]:
    revenue, cost = prospect.revenue, prospect.cost
    facts = [_fact(_("Revenue, excl. tax"), money_minor(revenue, base))]
    if cost is not None:
        share = (revenue - cost) / revenue if revenue else None
        note = _("%(rate)s of revenue") % {"rate": percent(share)}
        facts.append(_fact(_("Margin"), money_minor(revenue - cost, base), note))
    return [*facts, _fact(_("Orders"), number(prospect.wins))]


def _fact(label: str, value: str, note: str = "", url: str = "") -> Fact:
    return {"label": label, "value": value, "note": note, "url": url}
