"""What stands in no month of the forecast: late, undated, without an amount. It is said, never left out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import ngettext

from crm.templatetags import formats
from kpis.forecast.lines import Line
from kpis.views.parts.asking import Asked
from kpis.views.parts.forecast_months import deals_url, money


def beside(lines: Iterable[Line], asked_for: Asked) -> list[dict[str, str]]:
    """What stands in no month: expected before this one, on no day, without an amount."""
    current = asked_for.picked.today.replace(day=1)
    found = list(lines)
    late = [line for line in found if line.month is not None and line.month < current]
    undated = [line for line in found if line.month is None]
    unpriced = sum(line.unpriced for line in found)
    said = []
    if late:
        words = ngettext(
            "%(n)s deal expected before this month is still open: %(amount)s in no month to come",
            "%(n)s deals expected before this month are still open: %(amount)s in no month to come",
            sum(line.deals for line in late),
        )
        said.append(_beside(words, late, "late", asked_for))
    if undated:
        words = ngettext(
            "%(n)s deal has no expected date: %(amount)s",
            "%(n)s deals have no expected date: %(amount)s",
            sum(line.deals for line in undated),
        )
        said.append(_beside(words, undated, "none", asked_for))
    if unpriced:
        words = ngettext(
            "%(n)s deal has no amount: counted, and in no sum",
            "%(n)s deals have no amount: counted, and in no sum",
            unpriced,
        )
        text = words % {"n": formats.number(unpriced)}
        url = deals_url(asked_for, f"{current:%Y-%m}", "unpriced")
        said.append({"text": text, "url": url})
    return said


def _beside(
    words: str, lines: list[Line], category: str, asked_for: Asked
) -> dict[str, str]:
    n = formats.number(sum(line.deals for line in lines))
    amount = money(sum(line.amount for line in lines), asked_for)
    current = asked_for.picked.today.replace(day=1)
    url = deals_url(asked_for, f"{current:%Y-%m}", category)
    return {"text": words % {"n": n, "amount": amount}, "url": url}
