"""Customers at risk: each with its reasons, and what they bought in twelve months."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from crm.templatetags import formats
from crm.views.answers import CappedPaginator
from kpis.customers.retention import Risk, at_risk, revenue_at_risk
from kpis.sheets import Column, Sheet
from kpis.spec import Unit
from kpis.views.explain import who
from kpis.views.parts import filters
from kpis.views.parts.asking import Asked, asked
from kpis.views.parts.exported import exported
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.portraits import (
    counted_by_reason,
    money,
    portraits_of,
    risks_of,
    shown_risk,
)

PAGE, FEW, FEWER = 50, 5, 3


@require_safe
@until_something_moves
def risk(request: HttpRequest) -> HttpResponse:
    asked_for = asked(request)
    people = portraits_of(asked_for)
    found = at_risk(people, asked_for.picked.today)
    page = CappedPaginator(found, PAGE).get_page(request.GET.get("page"))
    leads = asked_for.user.is_manager or asked_for.user.is_admin
    context = summed(found, asked_for) | {
        "picked": asked_for.picked,
        "who": who(asked_for),
        "teams": filters.team_options(asked_for) if leads else [],
        "team_value": str(asked_for.picked.team.pk) if asked_for.picked.team else "",
        "rules": counted_by_reason(found),
        "rows": [shown_risk(each, asked_for.organisation) for each in page],
        "page": page,
        "customers": len(people),
    }
    return render(request, "kpis/risk.html", context, status=asked_for.status)


@require_safe
@until_something_moves
def risk_few(request: HttpRequest) -> HttpResponse:
    """The first of them, below other figures; a leader's own only where a person is asked for."""
    asked_for = asked(request)
    found = risks_of(asked_for)
    rows = [shown_risk(each, asked_for.organisation) for each in found[:FEW]]
    address = asked_for.picked.address(on=None, period=None, compare=None, against=None)
    context = summed(found, asked_for) | {
        "rows": rows,
        "url": reverse("kpis:risk") + address,
    }
    return render(request, "kpis/_risk_few.html", context)


@require_safe
@until_something_moves
def risk_today(request: HttpRequest) -> HttpResponse:
    """On Today: the first customers of one's own, each with one reason; nothing when there is none."""
    asked_for = asked(request)
    found = risks_of(asked_for, own=True) if asked_for.user.sells else []
    leads = asked_for.user.is_manager or asked_for.user.is_admin
    rep = asked_for.user.pk if leads else None
    context = {
        "rows": [
            shown_risk(each, asked_for.organisation) | {"more": each.score - 1}
            for each in found[:FEWER]
        ],
        "count": len(found),
        "url": reverse("kpis:risk") + asked_for.picked.address(rep=rep, on=None),
    }
    return render(request, "kpis/_risk_today.html", context)


def summed(found: list[Risk], asked_for: Asked) -> dict[str, Any]:
    """How many there are and what they bought, in one sentence."""
    words = ngettext(
        "%(n)s customer gives a reason to worry; they bought for %(amount)s in twelve months.",
        "%(n)s customers give a reason to worry; they bought for %(amount)s in twelve months.",
        len(found),
    )
    amount = money(revenue_at_risk(found), asked_for.organisation)
    return {"sentence": words % {"n": formats.number(len(found)), "amount": amount}}


@exported("risk")
def tables(request: HttpRequest) -> list[Sheet]:
    asked_for = asked(request)
    columns = [
        Column(_("Customer")),
        Column(_("Owner")),
        Column(_("Reasons"), Unit.COUNT),
        Column(_("Why")),
        Column(_("Revenue in twelve months"), Unit.MONEY),
    ]
    rows: list[list[Any]] = [
        [
            each.customer.name,
            each.customer.owner,
            each.score,
            "; ".join(reason.text for reason in each.reasons),
            each.customer.amounts.get("revenue", 0),
        ]
        for each in risks_of(asked_for)
    ]
    rules = [one["rule"] for one in counted_by_reason([])]
    return [Sheet("risk", _("Customers at risk"), columns, rows, rules)]
