"""A rate that comes late moves the figures of the days the facts are of; a kept one moves none."""

from __future__ import annotations

from datetime import date

import pytest

from crm.models import ExchangeRate, User
from crm.services.rates.saving import save_rate
from kpis import snapshots
from kpis.models import Restatement
from tests.factories import NOW, deal, paris, won_deal
from tests.kpis.figures import figure, split

pytestmark = pytest.mark.django_db
FIFTH, TENTH = paris(2026, 11, 5), paris(2026, 11, 10)


def rate(admin: User, day: date, value: str, **said: object) -> None:
    row = ExchangeRate.objects.filter(day=day).first() or ExchangeRate()
    values = {"currency": "CHF", "day": day, "rate": value}
    save_rate(row=row, values=values, by=admin, now=NOW, **said)  # type: ignore[arg-type]


def test_late_then_corrected(rep: User, teammate: User, admin: User) -> None:
    won_deal(owner=rep, at=FIFTH, amount=10_000, currency="CHF")
    won_deal(owner=teammate, at=TENTH, amount=20_000, currency="CHF")
    won_deal(owner=rep, at=TENTH, amount=1_000)
    deal(owner=rep, at=FIFTH, amount=40_000, currency="CHF")
    snapshots.catch_up(now=NOW)
    assert figure("revenue") == 1_000
    assert figure("pipeline_weighted") == 0

    rate(admin, date(2026, 11, 1), "1.05")
    assert split("revenue", "rep") == {rep.pk: 11_500, teammate.pk: 21_000}
    assert figure("pipeline_weighted") == 4_200
    assert set(Restatement.objects.values_list("day", flat=True)) == {
        FIFTH.date(), TENTH.date(),
    }  # fmt: skip

    rate(admin, date(2026, 11, 8), "1.20")
    assert figure("revenue") == 11_500 + 21_000, "priced facts keep their rate"
    rate(admin, date(2026, 11, 8), "1.10", again=True)
    assert split("revenue", "rep") == {rep.pk: 11_500, teammate.pk: 22_000}
    rate(admin, date(2026, 11, 1), "2", again=True)
    assert split("revenue", "rep") == {rep.pk: 21_000, teammate.pk: 22_000}
    assert figure("pipeline_weighted") == 8_000
