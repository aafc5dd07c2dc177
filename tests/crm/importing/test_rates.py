"""Exchange rates from a file, and what waited for them."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm.models import AuditEntry, CostEntry, ExchangeRate, ImportRun, Job, User
from crm.services import imports, jobs
from crm.services.rates import coming
from crm.services.reference import save_row
from tests.crm.importing.conftest import Importer
from tests.factories import NOW

HEAD = "currency,day,rate\n"


def _cost(admin: User, month: date) -> CostEntry:
    values = {"month": month, "kind": "sales", "amount": 10_000, "currency": "USD"}
    row = CostEntry()
    save_row(row=row, values=values, by=admin, now=NOW)
    return row


@pytest.mark.parametrize("newest_first", [True, False])
def test_what_waited_is_priced_on_its_own_day_however_the_file_is_sorted(
    importing: Importer, admin: User, newest_first: bool
) -> None:
    early, late = _cost(admin, date(2026, 1, 1)), _cost(admin, date(2026, 3, 1))
    lines = ["USD,2026-01-01,0.90\n", "USD,2026-03-01,0.80\n"]
    importing("rates", HEAD + "".join(sorted(lines, reverse=newest_first)), by=admin)
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.base_amount, late.base_amount) == (9_000, 8_000)
    assert AuditEntry.objects.filter(action="priced late").count() == 2


def test_what_has_a_price_keeps_it(importing: Importer, admin: User) -> None:
    importing("rates", HEAD + "USD,2026-01-01,0.90\n")
    cost = _cost(admin, date(2026, 1, 1))
    report = importing("rates", HEAD + "USD,2026-01-01,0.95\n")
    assert report.updated == 1
    cost.refresh_from_db()
    assert cost.base_amount == 9_000
    assert ExchangeRate.objects.get().rate == Decimal("0.95")


def test_a_dry_run_prices_nothing(importing: Importer, admin: User) -> None:
    cost = _cost(admin, date(2026, 1, 1))
    importing("rates", HEAD + "USD,2026-01-01,0.90\n", dry_run=True)
    cost.refresh_from_db()
    assert (cost.base_amount, ExchangeRate.objects.count()) == (None, 0)


def test_much_is_priced_by_the_worker_unless_nobody_asked(
    importing: Importer, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming, "AT_ONCE", 1)
    months = [date(2026, 1, 1), date(2026, 2, 1)]
    costs = [_cost(admin, month) for month in months]
    importing("rates", HEAD + "USD,2026-01-01,0.90\n", by=admin)
    assert Job.objects.get(kind="rates").total == 2
    assert CostEntry.objects.filter(base_amount=None).count() == 2
    importing("rates", HEAD + "USD,2026-01-01,0.91\n")
    assert CostEntry.objects.filter(base_amount=9_100).count() == len(costs)
    assert Job.objects.count() == 1


def test_rates_dropped_in_the_browser_price_what_waits(
    admin: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    cost = _cost(admin, date(2026, 1, 1))
    data = b"Devise;Jour;Cours\nUSD;01/01/2026;0,90\n"
    by = {"by": admin, "now": NOW}
    run = imports.receive(kind="rates", file_name="a.csv", data=data, **by)
    for write in (False, True):
        run = ImportRun.objects.get(pk=run.pk)
        job = imports.start(run=run, mapping={}, on_match="update", write=write, **by)
        assert jobs.run(job_id=job.pk).state == Job.State.DONE
        cost.refresh_from_db()
        assert cost.base_amount == (9_000 if write else None)
    assert ImportRun.objects.get().report["created"] == 1


def test_a_rate_of_three_decimals_is_read_when_the_sign_is_known(
    importing: Importer,
) -> None:
    one = HEAD + "GBP,2026-01-01,1.168\n"
    assert importing("rates", one).rejected == 1
    assert importing("rates", one, mapping={"decimal": "."}).created == 1
    shown = importing("rates", HEAD + "CHF,2026-01-01,1.068\nUSD,2026-01-01,0.92\n")
    assert shown.created == 2
    rates = dict(ExchangeRate.objects.values_list("currency", "rate"))
    assert rates == {
        "GBP": Decimal("1.168"),
        "CHF": Decimal("1.068"),
        "USD": Decimal("0.92"),
    }


def test_years_of_daily_rates_cross_portions(importing: Importer) -> None:
    days = [date(2023, 1, 1) + timedelta(days=n) for n in range(1_100)]
    text = HEAD + "".join(f"USD,{day},0.92\n" for day in days)
    assert importing("rates", text).created == 1_100
    assert importing("rates", text).unchanged == 1_100
