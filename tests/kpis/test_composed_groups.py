"""Figures made of other figures, for groups of which one of these says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from crm.models import Source, User
from kpis.values import NO_DENOMINATOR
from tests.factories import NOW, deal, paris, won_deal
from tests.kpis.figures import NOVEMBER, values

pytestmark = pytest.mark.django_db


def test_what_was_expected_and_never_sold_misses_by_all(rep: User) -> None:
    """Of the fair 1,000.00 was expected on the eve and nothing came: -100 %, not no figure."""
    fair, web = (Source.objects.create(name=name) for name in ("Sure fair", "Sure web"))
    deal(
        owner=rep,
        at=paris(2026, 10, 5),
        source=fair,
        expected_close_on=date(2026, 11, 10),
    )
    won_deal(owner=rep, at=NOW, source=web)

    found = values("revenue_vs_forecast", NOVEMBER, "source")

    assert found[(fair.pk,)].value == -1
    assert (found[(web.pk,)].value, found[(web.pk,)].reason) == (None, NO_DENOMINATOR)
