"""Several tables in one query give the rows that each of them alone would."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from crm.models import CostEntry, Quote, TimeEntry, User
from crm.services import deal_costs, quote_answers, quotes
from crm.together import together
from tests import factories
from tests.factories import NOW

DAY = date(2026, 11, 20)


@pytest.mark.django_db
def test_one_query_gives_whole_rows_in_their_order(
    rep: User, django_assert_num_queries: Any
) -> None:
    deal = factories.deal(owner=rep)
    for minutes in (10, 30, 20):
        deal_costs.add_time(
            deal=deal, by=rep, now=NOW, rep=rep, day=DAY, minutes=minutes
        )
    quote = quotes.quote_deal(deal_id=deal.pk, by=rep, now=NOW)
    quote_answers.send_quote(quote_id=quote.pk, by=rep, now=NOW)
    time = TimeEntry.objects.of_deal(deal).order_by("-minutes")
    # Asked of the database once a process.
    assert connection.features.supports_json_field
    with django_assert_num_queries(1):
        found = together(
            quotes=Quote.objects.of_deal(deal),
            time=time.annotate(rep_name=F("rep__full_name")),
            costs=CostEntry.objects.of_deal(deal),
        )
    assert [row.minutes for row in found["time"]] == [30, 20, 10]
    assert {row.rep_name for row in found["time"]} == {"Camille Roux"}
    assert found["costs"] == []
    (alike,) = found["quotes"]
    alone = Quote.objects.get(pk=quote.pk)
    for field in Quote._meta.concrete_fields:
        assert getattr(alike, field.attname) == getattr(alone, field.attname), field
