"""Dates that keep slipping, in words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from crm.templatetags import formats
from kpis.forecast.slipping import Slipped


def times_said(n: int) -> str:
    return ngettext("put off once", "put off %(n)s times", n) % {"n": n}


def slip(found: Slipped, deal: Any) -> dict[str, str]:
    days = ngettext("by %(n)s day in all", "by %(n)s days in all", found.days)
    return {
        "name": deal.name,
        "url": reverse("crm:deal", args=[deal.pk]),
        "rep": deal.owner.full_name,
        "times": str(capfirst(times_said(found.times))),
        "days": days % {"n": formats.number(found.days)},
        "first": formats.day(found.first, "short"),
        "now": formats.day(found.now, "short"),
    }
