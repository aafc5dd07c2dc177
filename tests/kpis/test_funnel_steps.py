"""Each figure has its step of the funnel and its kind, from what it is made of."""

from __future__ import annotations

import pytest

from kpis.catalogue import KPIS
from kpis.funnel.steps import KINDS, STEPS, kind_of, step_of

PLACED = {
    "leads_created": "find",
    "prospects_contacted": "contact",
    "calls_made": "contact",
    "time_to_first_contact": "contact",
    "leads_qualified": "qualify",
    "lead_quality": "qualify",
    "opps_created": "qualify",
    "demos": "propose",
    "quotes_sent": "propose",
    "quote_win_rate": "propose",
    "lead_conversion": "win",
    "sql_conversion": "win",
    "win_rate": "win",
    "sales_cycle": "win",
    "revenue": "win",
    "retention": "keep",
    "customers": "keep",
    "nps": "keep",
    "complaint_rate": "keep",
    "visitor_conversion": "find",
    "cost_per_lead": "find",
    "cac": "win",
    "new_mrr": "win",
    "net_retention": "keep",
    "delivery_time": "deliver",
    "clv_observed": "keep",
    "stage_conversion": "whole",
    "attainment": "whole",
}
HEARD = {"nps", "csat", "complaints", "complaint_rate", "review_rating", "verbatims"}


@pytest.mark.parametrize("key", PLACED)
def test_a_figure_stands_at_its_step(key: str) -> None:
    assert step_of(KPIS[key]) == PLACED[key]


def test_every_figure_has_a_step_and_a_kind_and_every_step_figures() -> None:
    assert {step_of(kpi) for kpi in KPIS.values()} == set(STEPS)
    assert {kind_of(kpi) for kpi in KPIS.values()} == set(KINDS)


def test_what_people_say_is_qualitative() -> None:
    found = {key for key, kpi in KPIS.items() if kind_of(kpi) == "qualitative"}

    assert found >= HEARD
    assert found & {"revenue", "calls_made", "retention", "win_rate"} == set()
