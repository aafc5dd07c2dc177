"""Costs that come some months before their customers: for the figure that says so, and for no other."""

from __future__ import annotations

import pytest

from crm.models import User
from crm.services import people
from kpis.catalogue import KPIS
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL
from tests.factories import NOW, paris, prospect
from tests.kpis.figures import NOVEMBER, TODAY
from tests.kpis.golden.spending import acquire, spend

pytestmark = pytest.mark.django_db


def test_two_figures_of_one_question_read_the_same_costs_apart(rep: User) -> None:
    """One month of lag: a customer of November cost October's 500.00, its lead November's 70.00."""
    people.edit_organisation(by=None, now=NOW, cost_lag_months=1)
    spend(50_000, 10)
    spend(7_000, 11)
    acquire(rep, 1, 11)
    prospect(owner=rep, at=paris(2026, 11, 3))
    question = Question(ALL, NOVEMBER, TODAY)

    found = figures([KPIS["cac"], KPIS["cost_per_lead"]], question)

    assert found["cac"][()].numerator == 50_000
    assert found["cost_per_lead"][()].numerator == 7_000


def test_what_only_the_lag_brings_leaves_other_figures_whole(rep: User) -> None:
    """Of a source with October's costs alone, figures asked beside are still answered."""
    people.edit_organisation(by=None, now=NOW, cost_lag_months=1)
    spend(50_000, 10)
    question = Question(ALL, NOVEMBER, TODAY, ("client_type",))

    found = figures([KPIS["cac"], KPIS["cost_per_lead"]], question)

    assert found["cac"][(None,)].numerator == 50_000
    assert found["cost_per_lead"] == {}
