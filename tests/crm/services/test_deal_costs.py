"""Time at the hourly cost of its day, and money spent on a deal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from crm.models import AuditEntry, CostEntry, ExchangeRate, TimeEntry, User
from crm.services import deal_costs
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def test_the_hourly_cost_stays_whatever_becomes_of_it(
    rep: User, teammate: User
) -> None:
    rep.hourly_cost = 4_000
    rep.save()
    change = {"by": rep, "now": NOW, "day": TODAY, "minutes": 90}
    deal = factories.deal(owner=rep)
    entry = deal_costs.add_time(deal=deal, rep=rep, **change)
    rep.hourly_cost = 9_000
    rep.save()
    edited = deal_costs.edit_time(entry_id=entry.pk, rep=rep, note="Visit", **change)
    assert (edited.hourly_cost, edited.note) == (4_000, "Visit")
    edited = deal_costs.edit_time(entry_id=entry.pk, rep=teammate, **change)
    assert edited.hourly_cost is None
    deal_costs.delete_time(entry_id=entry.pk, by=rep, now=NOW)
    assert not TimeEntry.objects.exists()
    said = AuditEntry.objects.filter(kind="timeentry").values_list("action", flat=True)
    assert sorted(said) == ["created", "deleted", "edited", "edited"]


def test_a_cost_counts_in_its_month_at_its_days_rate(rep: User) -> None:
    ExchangeRate.objects.create(currency="GBP", day=date(2026, 11, 1), rate="1.2")
    ExchangeRate.objects.create(currency="GBP", day=date(2026, 11, 19), rate="1.5")
    deal = factories.deal(owner=rep)
    change = {"by": rep, "now": NOW, "kind": "delivery", "label": "Transport"}
    change |= {"amount": 1_000, "currency": "GBP"}
    entry = deal_costs.add_cost(deal=deal, day=date(2026, 11, 5), **change)
    assert (entry.month, entry.base_amount) == (date(2026, 11, 1), 1_200)
    # The form shows the month's first day; what did not change keeps its rate.
    again = deal_costs.edit_cost(entry_id=entry.pk, day=entry.month, **change)
    assert again.base_amount == 1_200
    change["amount"] = 2_000
    again = deal_costs.edit_cost(entry_id=entry.pk, day=TODAY, **change)
    assert again.base_amount == 3_000
    with pytest.raises(ValidationError, match="future"):
        deal_costs.add_cost(deal=deal, day=TODAY + timedelta(1), **change)
    deal_costs.delete_cost(entry_id=entry.pk, by=rep, now=NOW)
    assert not CostEntry.objects.exists()
