"""Rows of every kind around one rep, few or many: what the pages of ``tests/pages.py`` stand on."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from crm.models import (
    Absence,
    Campaign,
    Channel,
    Contact,
    CostEntry,
    Deal,
    DealLine,
    ExchangeRate,
    ImportRun,
    Notice,
    Prospect,
    Region,
    Review,
    Sector,
    Source,
    Subscription,
    SurveyAnswer,
    Tag,
    Team,
    TimeEntry,
    User,
    Verbatim,
    VisitorCount,
    WorkingTime,
)
from crm.services import quotes
from tests import factories
from tests.factories import NOW

TODAY = NOW.date()
_numbers = itertools.count(1)


def fill(rep: User, times: int, prospect: Prospect, deal: Deal) -> None:
    """So many rows of each kind more: half of them around the one prospect and the one deal."""
    for _time in range(times):
        n = next(_numbers)
        _work(rep, n, prospect, deal)
        _voice(rep, n, prospect, deal)
        _sale(rep, n, prospect, deal)
        _office(rep, n)


def _work(rep: User, n: int, prospect: Prospect, deal: Deal) -> None:
    other = factories.prospect(owner=rep, at=NOW - timedelta(days=5))
    factories.deal(owner=rep, prospect=other, at=NOW - timedelta(days=4))
    factories.deal(owner=rep, prospect=prospect, at=NOW - timedelta(days=4))
    Contact.objects.create(prospect=prospect, name=f"Zoé {n}", name_key=f"zoe {n}")
    for hours in (-30, 2):
        at = NOW + timedelta(hours=hours)
        factories.activity(rep=rep, prospect=prospect, deal=deal, at=at)
    prospect.tags.add(Tag.objects.create(name=f"Tag {n}"))
    Notice.objects.create(
        user=rep, key=f"n{n}", kind="reassigned", label="-", address="/", at=NOW
    )
    ImportRun.objects.create(kind="prospects", file_name="a.csv", started_at=NOW)


def _voice(rep: User, n: int, prospect: Prospect, deal: Deal) -> None:
    said: dict[str, Any] = {"owner": rep, "rep": rep, "prospect": prospect, "at": NOW}
    factories.complaint(by=rep, prospect=prospect, at=NOW - timedelta(days=1))
    SurveyAnswer.objects.create(survey="nps", score=n % 11, deal=deal, **said)
    Verbatim.objects.create(kind="compliment", text=f"Said {n}", **said)
    Review.objects.create(site="Site", rating=4, **said)


def _sale(rep: User, n: int, prospect: Prospect, deal: Deal) -> None:
    product = factories.product(f"Rack {n}")
    DealLine.objects.create(
        deal=deal, product=product, position=n, unit_price=1_000, amount=1_000
    )
    TimeEntry.objects.create(rep=rep, deal=deal, day=TODAY, minutes=n)
    quotes.quote_deal(deal_id=deal.pk, by=rep, now=NOW)
    won = factories.won_deal(owner=rep, prospect=prospect, at=NOW - timedelta(days=2))
    Subscription.objects.create(
        prospect=prospect, deal=won, product=product, started_on=TODAY
    )


def _office(rep: User, n: int) -> None:
    colleague = factories.person(f"Colleague {n}", team=rep.memberships.get().team)
    Team.objects.create(name=f"Team {n}").managers.add(colleague)
    for kind in (Region, Sector, Source):
        kind.objects.create(name=f"Value {n}")
    channel = Channel.objects.create(name=f"Channel {n}")
    Campaign.objects.create(name=f"Campaign {n}", started_on=TODAY, channel=channel)
    month = date(2020 + n // 12, 1 + n % 12, 1)
    CostEntry.objects.create(month=month, kind="marketing", **_money(n))
    day = TODAY - timedelta(days=n)
    ExchangeRate.objects.create(currency="USD", day=day, rate=1)
    VisitorCount.objects.create(day=day, channel=channel, visitors=n)
    Absence.objects.create(user=colleague, from_on=day, to_on=TODAY)
    WorkingTime.objects.create(user=colleague, from_on=day)


def _money(n: int) -> dict[str, Any]:
    return {"amount": n, "base_amount": n, "currency": "EUR", "rate": 1}
