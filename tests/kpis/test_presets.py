"""Presets: what each holds, in words of the field, and that what is retired leaves them."""

from __future__ import annotations

import pytest

from crm.models import User
from kpis.catalogue import KPIS
from kpis.models import RetiredKpi
from kpis.tiles import presets
from tests.factories import NOW

#: The reference catalogue, section "Presets".
SETTLED = {
    "starter": ("leads_created", "lead_conversion", "revenue", "attainment"),
    "revenue": ("revenue", "avg_transaction", "lead_conversion"),
    "team": ("deals_won", "sales_cycle", "cac"),
    "growth": ("new_customers", "lead_conversion", "cac"),
    "mature": ("retention", "clv_observed", "upsell_rate"),
    "advanced": ("upsell_rate", "leads_created"),
}


@pytest.mark.parametrize("name", SETTLED)
def test_a_preset_holds_what_was_settled(name: str) -> None:
    assert presets.PRESETS[name] == SETTLED[name]


@pytest.mark.parametrize("name", presets.PRESETS)
def test_a_preset_names_declared_figures_once_and_not_too_many(name: str) -> None:
    keys = presets.PRESETS[name]

    assert set(keys) - KPIS.keys() == set()
    assert len(set(keys)) == len(keys) <= presets.LIMIT
    assert str(presets.LABELS[name])
    assert str(presets.AIMS[name]).endswith(".")


def test_long_and_short_cycles_look_at_other_periods_and_work() -> None:
    assert presets.RHYTHMS == {"long_cycle": "quarter", "short_cycle": "week"}
    assert "time_in_stage" in presets.PRESETS["long_cycle"]
    assert "calls_made" in presets.PRESETS["short_cycle"]


@pytest.mark.django_db
def test_what_is_retired_leaves_every_preset(rep: User) -> None:
    assert "revenue" in [k.key for k in presets.kpis_of(("revenue", "demos"), rep)]
    RetiredKpi.objects.create(key="demos", at=NOW)

    assert [k.key for k in presets.kpis_of(("revenue", "demos"), rep)] == ["revenue"]
    assert KPIS["demos"] in presets.in_use(KPIS.values(), besides="demos")
    assert KPIS["demos"] not in presets.in_use(KPIS.values())
