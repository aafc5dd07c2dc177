"""The same 8,800 opportunities with M/D/YYYY dates: same deals, same days, same figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.real.conftest import by, cents, data_folder, figure, imported

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def american(
    held: None, reference: dict[str, Any]
) -> Iterator[dict[str, dict[str, Any]]]:
    file = data_folder("maven_crm") / "variants" / "sales_pipeline_us_dates.csv"
    yield from imported(file, "deals_us.json")


def test_every_line_is_accounted_for(american: dict[str, Any]) -> None:
    assert american["deals.json"]["created"] == american["deals.json"]["read"] == 8800


@pytest.mark.parametrize(("split", "part"), [("month", "by_month"), ("rep", "by_rep")])
def test_revenue_is_that_of_the_other_file(
    american: Any, reference: Any, split: str, part: str
) -> None:
    rows = by("revenue", split)
    for name, wanted in reference[part].items():
        assert rows[name]["value"] == cents(wanted["revenue"]), name


def test_the_cycle_is_too(american: Any, reference: Any) -> None:
    spread = figure("sales_cycle")["total"]["value"]
    assert round(spread["mean"], 4) == reference["overall"]["avg_cycle_days_won"]
    assert spread["median"] == reference["overall"]["median_cycle_days_won"]
