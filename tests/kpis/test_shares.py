"""Which rates are shares: by their declaration."""

from __future__ import annotations

import pytest

from kpis.catalogue import KPIS
from kpis.shares import is_share, part_of
from kpis.spec import Unit

pytestmark = pytest.mark.django_db
SHARES = {
    "win_rate",
    "lead_conversion",
    "lead_quality",
    "leads_uncontacted",
    "mql_to_sql",
    "sql_conversion",
    "reach_rate",
    "demo_show_rate",
    "retention",
    "churn",
    "reorder_rate",
    "upsell_rate",
    "stage_conversion",
    "csat",
    "five_star_share",
}


def test_a_share_is_part_of_what_it_is_divided_by() -> None:
    found = {k for k, kpi in KPIS.items() if kpi.unit == Unit.RATE and is_share(kpi)}
    assert found >= SHARES
    # More may be won in a month than came in it; a price may lie above the list.
    free = {"lead_conversion_period", "price_to_list", "sales_growth", "attainment"}
    assert found.isdisjoint(free | {"net_retention", "campaign_roi"})


def test_fewer_rules_hold_more_rows() -> None:
    assert part_of("leads_converted", "leads_created")
    assert not part_of("leads_created", "leads_converted")
    assert not part_of("deals_won", "leads_created")
