"""Rows that no cell counts may lie on days nobody has drawn yet: their month is known all the same."""

from __future__ import annotations

from datetime import date

import pytest

from crm.models import User
from crm.services import deals
from kpis.models import CivilDay
from kpis.periods import between
from tests.factories import NOW, paris, won_deal
from tests.kpis.figures import values

pytestmark = pytest.mark.django_db
JANUARY = between(date(2027, 1, 1), date(2027, 1, 31))


def test_a_delivery_of_next_year_has_its_month(rep: User) -> None:
    """Won on 3 November, delivered on 12 January: 70 days, in January."""
    won = won_deal(owner=rep, at=paris(2026, 11, 3))
    deals.edit_deal(deal_id=won.pk, by=rep, now=NOW, delivered_on=date(2027, 1, 12))
    assert not CivilDay.objects.filter(day=date(2027, 1, 12)).exists()

    found = values("delivery_time", JANUARY, "month", today=date(2027, 1, 20))

    assert {members: value.value for members, value in found.items()} == {
        (date(2027, 1, 1),): 70
    }
