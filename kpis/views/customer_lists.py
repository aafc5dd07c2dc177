"""Lists of customers from conditions on their figures: saved, taken away, followed up as a whole."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from crm.filters.lists import offered_along
from crm.models import SavedView
from crm.services.bulk import MOST
from crm.templatetags import formats
from crm.views.answers import CappedPaginator
from crm.views.parts import saved
from kpis.customers import Portrait, sum_of
from kpis.customers.loyalty import matching
from kpis.sheets import Column, Sheet
from kpis.spec import Unit
from kpis.views.explain import who
from kpis.views.parts import conditions
from kpis.views.parts.asking import Asked, asked
from kpis.views.parts.exported import exported
from kpis.views.parts.portraits import money, portraits_of

PAGE = 50


@require_safe
def customer_list(request: HttpRequest) -> HttpResponse:
    asked_for = asked(request)
    wanted, written, problems = read(request, asked_for)
    found = matching(portraits_of(asked_for), wanted, asked_for.picked.today)
    page = CappedPaginator(found, PAGE).get_page(request.GET.get("page"))
    kept = saved.lines_of(asked_for.user, SavedView.Page.CUSTOMERS)
    _lists, lines = offered_along(asked_for.user, (), kept)
    views = saved.views_of(lines, SavedView.Page.CUSTOMERS)
    context = {
        "who": who(asked_for),
        "sentence": sentence(found, asked_for),
        "problems": problems,
        "fields": conditions.fields(written),
        "views": saved.strip(SavedView.Page.CUSTOMERS, views, request.GET),
        "examples": [] if wanted else conditions.examples(),
        "rows": [shown(one, asked_for) for one in page],
        "page": page,
        "ids": ",".join(str(one.pk) for one in found) if len(found) <= MOST else "",
        "token": uuid4(),
        "bulk_url": reverse("crm:prospects-bulk"),
    }
    status = 400 if problems else asked_for.status
    return render(request, "kpis/customer_list.html", context, status=status)


def read(
    request: HttpRequest, asked_for: Asked
) -> tuple[dict[str, int], dict[str, str], list[str]]:
    return conditions.read(request.GET, asked_for.organisation.base_currency)


def sentence(found: list[Portrait], asked_for: Asked) -> str:
    words = ngettext(
        "%(n)s customer, who bought for %(amount)s in twelve months.",
        "%(n)s customers, who bought for %(amount)s in twelve months.",
        len(found),
    )
    amount = money(sum_of(found, "revenue"), asked_for.organisation)
    return words % {"n": formats.number(len(found)), "amount": amount}


def shown(one: Portrait, asked_for: Asked) -> dict[str, Any]:
    organisation = asked_for.organisation
    amounts = [
        one.amounts.get(key, 0) for key in ("revenue", "gross_margin", "clv_observed")
    ]
    return {
        "name": one.name,
        "url": reverse("crm:prospect", args=[one.pk]),
        "owner": one.owner,
        "since": formats.day(one.since, "year"),
        "last_order": formats.day(one.last_order, "year"),
        "last_word": formats.day(one.last_word, "year"),
        "amounts": [money(each, organisation) for each in (*amounts, one.mrr)],
    }


@exported("customer-list")
def tables(request: HttpRequest) -> list[Sheet]:
    """Everybody on the list, with the conditions under it."""
    asked_for = asked(request)
    wanted, written, _problems = read(request, asked_for)
    found = matching(portraits_of(asked_for), wanted, asked_for.picked.today)
    columns = [
        Column(_("Customer")),
        Column(_("Owner")),
        Column(_("Customer since")),
        Column(_("Last order")),
        Column(_("Last word")),
        Column(_("Revenue in twelve months"), Unit.MONEY),
        Column(_("Margin in twelve months"), Unit.MONEY),
        Column(_("Lifetime value so far"), Unit.MONEY),
        Column(_("Recurring revenue a month"), Unit.MONEY),
    ]
    rows = [
        [
            one.name,
            one.owner,
            one.since,
            one.last_order,
            one.last_word,
            one.amounts.get("revenue", 0),
            one.amounts.get("gross_margin", 0),
            one.amounts.get("clv_observed", 0),
            one.mrr,
        ]
        for one in found
    ]
    notes = conditions.said(written)
    return [Sheet("customers", _("List of customers"), columns, rows, notes)]
