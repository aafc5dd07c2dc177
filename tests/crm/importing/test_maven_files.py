"""The real files go in whole, in the time the house promises. Figures: tests/real/test_maven.py."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from crm.models import Deal, Organisation, Prospect
from tests.crm.importing.conftest import Importer

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("BOUSSOLE_SHARED_DATA") or ROOT.parent / "shared/data")
MAVEN = SHARED / "maven_crm"
FILES = (
    ("teams", "sales_teams.csv", "teams.json"),
    ("users", "sales_teams.csv", "managers.json"),
    ("users", "sales_teams.csv", "reps.json"),
    ("products", "products.csv", "products.json"),
    ("prospects", "accounts.csv", "prospects.json"),
)


@pytest.mark.skipif(
    not MAVEN.is_dir(),
    reason="no maven_crm data: set BOUSSOLE_SHARED_DATA to its folder",
)
@pytest.mark.parametrize(
    ("file", "mapping"),
    [
        ("sales_pipeline.csv", "deals.json"),
        # Without being told: no day above twelve can be a month.
        ("variants/sales_pipeline_us_dates.csv", "deals.json"),
    ],
)
def test_sales_year_goes_in_whole(importing: Importer, file: str, mapping: str) -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"base_currency": "USD"})
    for kind, name, given in (*FILES, ("deals", file, mapping)):
        text = (ROOT / "tests/real/maven" / given).read_text()
        report = importing(kind, (MAVEN / name).read_bytes(), mapping=json.loads(text))
        assert report.errors == []
        assert report.warnings == []
    assert (report.read, report.created, report.missing_opened_at) == (
        8_800,
        8_800,
        500,
    )
    won = Deal.objects.won()
    assert won.count() == 4_238
    assert sum(won.values_list("amount", flat=True)) == 10_005_534_00
    assert Deal.objects.lost().count() == 2_473
    assert sum(Deal.objects.open().values_list("amount", flat=True)) == 4_966_215_00
    assert Deal.objects.filter(prospect=None).count() == 1_425
    assert Prospect.objects.filter(converted_at__isnull=False).count() == 85
    first = Deal.objects.get(external_id="1C1I7A6R")
    assert first.opened_at.date() == date(2016, 10, 20)
