"""Rows of the lists as ``components/_table.html`` shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.models import Activity, Deal, Prospect
from crm.templatetags.formats import day, duration, money_minor
from crm.views.parts import words

Head = dict[str, Any]

PROSPECT_HEADS: tuple[Head, ...] = (
    {"label": _("Prospect"), "sort": "name"},
    {"label": _("Step")},
    {"label": _("City"), "sort": "city"},
    {"label": _("Source")},
    {"label": _("Industry")},
    {"label": _("Customer type")},
    {"label": pgettext_lazy("column", "Owner"), "sort": "owner"},
    {"label": _("Detected"), "sort": "detected", "numeric": True},
)
DEAL_HEADS: tuple[Head, ...] = (
    {"label": _("Deal"), "sort": "name"},
    {"label": _("Prospect")},
    {"label": _("State")},
    {"label": pgettext_lazy("column", "Owner"), "sort": "owner"},
    {"label": _("Amount, excl. tax"), "sort": "amount", "numeric": True},
    {"label": _("Expected close"), "sort": "close", "numeric": True},
    {"label": _("Opened"), "sort": "opened", "numeric": True},
)
ACTIVITY_HEADS: tuple[Head, ...] = (
    {"label": _("What")},
    {"label": _("Prospect"), "sort": "prospect"},
    {"label": _("Status")},
    {"label": _("Outcome")},
    {"label": _("Sales rep"), "sort": "rep"},
    {"label": _("Duration"), "numeric": True},
    {"label": _("When"), "sort": "at", "numeric": True},
)


def chip(said: dict[str, str]) -> str:
    return render_to_string("components/_chip.html", said | {"remove_url": ""})


def prospect_rows(rows: Iterable[Prospect]) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("crm:prospect", args=[each.pk]),
            "cells": [
                each.name,
                chip(words.standing_chip(each)),
                each.city,
                each.source or "",
                each.sector or "",
                each.client_type or "",
                each.owner,
                day(each.detected_at, "year"),
            ],
        }
        for each in rows
    ]


def deal_rows(rows: Iterable[Deal]) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("crm:deal", args=[each.pk]),
            "cells": [
                each.name,
                each.prospect or "",
                chip(words.deal_chip(each)),
                each.owner,
                money_minor(each.amount, each.currency),
                day(each.expected_close_on, "year") if each.expected_close_on else "",
                day(each.opened_at, "year"),
            ],
        }
        for each in rows
    ]


def activity_rows(rows: Iterable[Activity], now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("crm:activity", args=[each.pk]),
            "cells": [
                words.joined(words.kind_name(each.kind), each.subject),
                each.prospect or "",
                chip(words.status_chip(each, now)),
                capfirst(words.outcome_name(each.outcome)),
                each.rep,
                duration(each.duration_s) if each.duration_s else "",
                words.full(each.at, now, all_day=each.all_day),
            ],
        }
        for each in rows
    ]
