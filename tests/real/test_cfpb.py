"""999 complaints that nobody here wrote, about 143 companies in the summer of 2013.

One file, read three times by mapping alone: its products, its companies, its complaints. Every count
is compared with ``reference.json``, computed apart from the application.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from crm.models import Complaint, ComplaintReason, Product, Prospect
from crm.models.lists import NOT_RECORDED
from kpis import tasks
from kpis.models import Mark
from kpis.verify import verify
from tests.real.conftest import HERE, READ_AT, command, data_folder, figure

FILES = (
    ("products", "products.json"),
    ("prospects", "companies.json"),
    ("complaints", "complaints.json"),
)
SUMMER = {"first": "2013-07-01", "last": "2013-08-31"}
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    text = (data_folder("cfpb_complaints_2013") / "reference.json").read_text()
    return json.loads(text)


@pytest.fixture(scope="module")
def cfpb(held: None) -> Iterator[dict[str, dict[str, Any]]]:
    """The reports of the three readings, the figures built by the Celery task."""
    file = data_folder("cfpb_complaints_2013") / "Consumer_Complaints_sample.csv"
    with time_machine.travel(READ_AT, tick=False):
        yield {kind: _read(kind, file, mapping) for kind, mapping in FILES} | _built()


def _read(kind: str, file: Any, mapping: str) -> dict[str, Any]:
    told = str(HERE / "cfpb" / mapping)
    report: dict[str, Any] = command("import_data", kind, str(file), "--mapping", told)
    return report


def _built() -> dict[str, Any]:
    tasks.build.apply().get()
    return {}


def counted(split: str, **asked: str) -> dict[str, int]:
    """{label: complaints} of the months of the file."""
    rows = figure("complaints", by=split, **SUMMER, **asked)["rows"]
    return {row["labels"][split]: row["value"] for row in rows if row["value"]}


# -- what was read ------------------------------------------------------------------------------


def test_every_line_of_every_reading_is_accounted_for(cfpb: Any, known: Any) -> None:
    for kind, report in cfpb.items():
        done = sum(
            report[part] for part in ("created", "updated", "skipped", "rejected")
        )
        assert report["read"] == done == known["rows"], kind
        assert report["rejected"] == 0, (kind, report["errors"][:3])
    assert cfpb["complaints"]["created"] == known["rows"]
    assert cfpb["prospects"]["created"] == known["companies"]
    assert cfpb["products"]["created"] == len(known["by_product"])


def test_the_facts_stand_as_the_file_says(cfpb: Any, known: Any) -> None:
    assert Complaint.objects.count() == known["rows"]
    assert Prospect.objects.count() == known["companies"]
    assert set(Product.objects.values_list("name", flat=True)) == set(
        known["by_product"]
    )
    assert not Complaint.objects.filter(product=None).exists()
    assert not Complaint.objects.exclude(verbatim="").exists()
    missing = ComplaintReason.objects.get(code=NOT_RECORDED)
    blank = known["empty_cells"]["issue"]
    assert Complaint.objects.filter(reason=missing).count() == blank


def test_nothing_waits_and_cells_equal_the_rows(cfpb: Any) -> None:
    assert not Mark.objects.exists()
    assert verify().differences == []


# -- the figures ----------------------------------------------------------------------------------


def test_all_of_them(cfpb: Any, known: Any) -> None:
    assert figure("complaints", **SUMMER)["total"]["value"] == known["rows"]
    first, last = known["received_range"]
    assert figure("complaints", first=first, last=last)["total"]["value"] == 999
    assert (
        figure("complaints", first="2013-08-22", last="2013-12-31")["total"]["value"]
        == 0
    )


def test_by_month(cfpb: Any, known: Any) -> None:
    assert counted("month") == known["by_month"]


def test_by_day(cfpb: Any, known: Any) -> None:
    assert counted("day") == known["by_day"]


def test_by_product(cfpb: Any, known: Any) -> None:
    wanted = {name: row["complaints"] for name, row in known["by_product"].items()}

    assert counted("product") == wanted


def test_by_issue(cfpb: Any, known: Any) -> None:
    found = Counter(counted("reason"))

    assert dict(found.most_common(10)) == known["top10_issues"]
    assert found.total() == known["rows"]
    assert found["Not recorded"] == known["empty_cells"]["issue"]


def test_one_issue_of_one_product(cfpb: Any, known: Any) -> None:
    """Two filters at once are the sum of their own split."""
    credit = "Incorrect information on credit report"
    asked = {"where": f"reason={credit}"}

    assert sum(counted("product", **asked).values()) == known["top10_issues"][credit]
    assert counted("product", **asked) == {"Credit reporting": 78}


def test_by_company(cfpb: Any, known: Any) -> None:
    companies = Complaint.objects.values_list("prospect__name", flat=True)
    wanted = {n: row["complaints"] for n, row in known["top10_companies"].items()}

    assert {name: Counter(companies)[name] for name in wanted} == wanted


def test_no_order_no_rate(cfpb: Any) -> None:
    rate = figure("complaint_rate", **SUMMER)["total"]

    assert (rate["value"], rate["reason"]) == (None, "no_denominator")
    assert rate["numerator"] == 999
