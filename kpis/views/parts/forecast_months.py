"""The months of the forecast: a chart against target and its table, every number with its deals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.money import to_major
from crm.templatetags import formats
from kpis import wording
from kpis.forecast.report import Month
from kpis.spec import Unit
from kpis.views.parts.asking import Asked
from kpis.views.parts.opening import percent

#: The columns that need a target; a past day is shown without.
AIMED = (1, 6, 7)
SHAPE = {"strong": False, "quiet": False, "sort_url": "", "sorted": ""}


def money(
    amount: Fraction | int | None, asked_for: Asked, *, signed: bool = False
) -> str:
    currency = asked_for.organisation.base_currency
    value = None if amount is None else Fraction(amount)
    return wording.written(Unit.MONEY, value, currency, signed=signed)


def month_name(start: date) -> str:
    text = formats.day(start, "month")
    return text[:1].upper() + text[1:]


def short_month(start: date, asked_for: Asked) -> str:
    """Nov; with its year where it is another one."""
    same = start.year == asked_for.picked.today.year
    return formats.day(start, "mon" if same else "mon-yy")


def deals_url(asked_for: Asked, month: str, category: str = "", **more: Any) -> str:
    """The page with the deals behind a number."""
    address = asked_for.picked.address(month=month, category=category or None, **more)
    return f"{reverse('kpis:forecast')}{address}#deals"


def linked(url: str, text: str) -> str:
    return format_html('<a href="{}">{}</a>', url, text)


def shown(seen: Any, wanted: Any, asked_for: Asked) -> dict[str, Any]:
    """The card of the months; ``wanted.seen_on`` makes it that of a past day."""
    today = asked_for.picked.today
    rows = [_row(month, wanted, asked_for) for month in seen.months]
    current = next((m for m in seen.months if m.start == today.replace(day=1)), None)
    return {
        "empty": not any(
            m.won or m.weighted or m.with_best or m.aim for m in seen.months
        )
        and not seen.lines,
        "sentence": sentence(current, asked_for)
        if current and not wanted.seen_on
        else "",
        "chart": _chart(seen.months, asked_for, wanted),
        "table": {
            "caption": _("Forecast by month"),
            "columns": _kept(_columns(), wanted),
            "rows": rows,
        },
        "seen": _seen(seen, wanted),
        "today": today,
    }


def _kept(columns: list[Any], wanted: Any) -> list[Any]:
    """Of a past day no target is told: it may have changed since."""
    if wanted.seen_on is None:
        return columns
    return [each for place, each in enumerate(columns) if place not in AIMED]


def _seen(seen: Any, wanted: Any) -> str:
    """On which past day, and whether that night froze it."""
    if wanted.seen_on is None:
        return ""
    day = formats.day(wanted.seen_on, "year")
    if seen.frozen:
        words = _("As seen on %(day)s, frozen that night.")
    else:
        words = _(
            "As seen on %(day)s. That night was not frozen: rebuilt from the journal."
        )
    why = _("Without targets: they may have changed since.")
    return f"{words % {'day': day}} {why}"


def sentence(month: Month, asked_for: Asked) -> str:
    """November should land at 388,550 weighted, 95% of 410,000."""
    words = {
        "month": month_name(month.start),
        "amount": money(month.expected, asked_for),
        "share": percent(month.share),
        "target": money(month.aim, asked_for),
    }
    if month.share is None:
        return (
            _("%(month)s should land at %(amount)s, weighted. Frozen every night.")
            % words
        )
    return (
        _(
            "%(month)s should land at %(amount)s weighted, %(share)s of %(target)s. Frozen every night."
        )
        % words
    )


def _columns() -> list[dict[str, Any]]:
    heads = (
        _("Month"),
        _("Target"),
        _("Won"),
        _("With commit"),
        _("With best case"),
        _("Weighted"),
        _("Of target"),
        _("To target"),
    )
    return [
        SHAPE | {"label": label, "numeric": i > 0, "strong": i == 5}
        for i, label in enumerate(heads)
    ]


def _row(month: Month, wanted: Any, asked_for: Asked) -> dict[str, Any]:
    picked = asked_for.picked
    current = picked.today.replace(day=1)
    closed = month.start < (wanted.seen_on or picked.today).replace(day=1)
    key = f"{month.start:%Y-%m}"
    cells = [
        _named(month.start, closed=closed),
        money(month.aim, asked_for),
        money(month.won, asked_for) if month.won or closed else formats.DASH,
    ]
    if month.start <= current and not wanted.seen_on:
        address = picked.address(period="month", on=month.start)
        url = reverse("kpis:explain", args=["revenue"]) + address
        cells[2] = linked(url, cells[2])
    if closed:
        cells += [formats.DASH] * 3
    else:
        amounts = (month.with_commit, month.with_best, month.expected)
        texts = [money(amount, asked_for) for amount in amounts]
        kinds = ("commit", "best", "")
        cells += (
            texts
            if wanted.seen_on
            else [
                linked(deals_url(asked_for, key, kind), text)
                for kind, text in zip(kinds, texts, strict=True)
            ]
        )
    gap = None if month.aim is None else month.expected - month.aim
    cells += [percent(month.share), money(gap, asked_for, signed=True)]
    return {"cells": _kept(cells, wanted)}


def _named(start: date, *, closed: bool) -> str:
    """Sep 2026, on one line; a chip says that it has ended."""
    text = formats.day(start, "mon-year").capitalize().replace(" ", "\u00a0")
    if not closed:
        return text
    words = pgettext("a month", "closed")
    return format_html('{} <span class="chip">{}</span>', text, words)


def _chart(months: list[Month], asked_for: Asked, wanted: Any) -> dict[str, Any]:
    currency = asked_for.organisation.base_currency

    def major(amounts: Iterable[Fraction | int | None]) -> list[float | None]:
        return [
            None if amount is None else float(to_major(int(amount), currency))
            for amount in amounts
        ]

    series = [
        {"label": _("Won"), "data": major(m.won for m in months), "ends": False},
        {
            "label": _("Commit"),
            "data": major(m.sums.commit for m in months),
            "color": "weak",
        },
        {
            "label": _("Best case"),
            "data": major(m.sums.best - m.sums.commit for m in months),
            "color": "edge",
        },
    ]
    weighted = major(m.expected if m.weighted else None for m in months)
    return {
        "id": "forecast-months",
        "kind": "bar",
        "title": _("By month, against target"),
        "unit": _("excl. tax"),
        "sentence": "; ".join(
            wording.labelled(month_name(m.start), money(m.expected, asked_for))
            for m in months
        ),
        "key": [
            {"swatch": "1", "label": _("Won")},
            {"swatch": "weak", "label": _("Commit")},
            {"swatch": "edge", "label": _("Best case")},
            {"swatch": "diamond", "label": _("Weighted")},
            *([] if wanted.seen_on else [{"swatch": "line", "label": _("Target")}]),
        ],
        "data": {
            "labels": [short_month(m.start, asked_for) for m in months],
            "series": series,
            "stacked": True,
            "targets": major(m.aim for m in months),
            "marks": {"label": _("Weighted"), "data": weighted, "color": 2},
            "format": {
                "kind": "money",
                "currency": currency,
                "compact": True,
                "decimals": 0,
            },
        },
    }
