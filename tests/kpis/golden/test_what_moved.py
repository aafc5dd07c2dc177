"""From the pipeline of one month's end to the next one's, each part by hand.

NOW is Friday 20 November 2026; the pipeline of 31 October is compared with today's.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation

from crm.models import Deal, Team, User
from crm.services import deals
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.explain import change as explain_change
from kpis.question import Question
from kpis.scope import ALL, Scope, narrowed
from tests import factories
from tests.factories import NOW, paris
from tests.kpis.figures import NOVEMBER, TODAY

TRANSFERRED = "transferred, or with people who changed team"


@pytest.fixture
def months(rep: User) -> dict[str, Deal]:
    """Five deals of October, 1,000.00 each; one of November."""
    held = {
        name: factories.deal(owner=rep, at=paris(2026, 10, 5), name=name)
        for name in ("grows", "shrinks", "won", "lost", "waits")
    }
    at = {"by": rep, "now": NOW}
    deals.price_deal(deal_id=held["grows"].pk, amount=150_000, **at)
    deals.price_deal(deal_id=held["shrinks"].pk, amount=80_000, **at)
    deals.win_deal(deal_id=held["won"].pk, **at)
    deals.lose_deal(deal_id=held["lost"].pk, reason=factories.lost_reason(), **at)
    held["new"] = factories.deal(owner=rep, at=paris(2026, 11, 3), amount=30_000)
    return held


def moved(key: str, scope: Scope = ALL) -> tuple[dict[str, Fraction], str]:
    """({part: amount}, what moved beside), checked to add up."""
    snapshots.drain(now=NOW)
    kpi, question = KPIS[key], Question(scope, NOVEMBER, TODAY)
    with translation.override("en"):
        found = explain_change.change(kpi, question)
    assert found is not None
    now = explain_change.figures([kpi], question)[key][()].value
    assert found.earlier.value is not None
    assert now is not None
    parts = {step.label: step.amount for step in found.steps}
    assert found.earlier.value + sum(parts.values()) == now
    return parts, found.beside


def test_the_pipeline_moves_by_what_happened_to_its_deals(
    months: dict[str, Deal],
) -> None:
    assert moved("pipeline_value")[0] == {
        "new": 30_000,
        "grown": 50_000,
        "shrunk": -20_000,
        "won": -100_000,
        "lost": -100_000,
    }
    assert moved("open_deals")[0] == {"new": 1, "won": -1, "lost": -1}


def test_who_gets_a_deal_has_it_transferred(
    months: dict[str, Deal], rep: User, other_rep: User
) -> None:
    deals.assign_deal(deal_id=months["waits"].pk, owner=other_rep, by=rep, now=NOW)
    label = TRANSFERRED

    assert moved("pipeline_value", narrowed(ALL, rep=other_rep.pk))[0] == {
        label: 100_000
    }
    assert moved("pipeline_value", narrowed(ALL, rep=rep.pk))[0][label] == -100_000
    assert label not in moved("pipeline_value")[0]


def test_a_stage_changes_only_what_is_weighted(
    months: dict[str, Deal], rep: User
) -> None:
    """Qualification 10 %, Proposal 50 %: 400.00 more weighted for 1,000.00."""
    deals.move_deal(
        deal_id=months["waits"].pk, stage=factories.stage("Proposal"), by=rep, now=NOW
    )

    assert moved("pipeline_weighted")[0]["moved on or back"] == 40_000
    assert "moved on or back" not in moved("pipeline_value")[0]


def test_a_pushed_date_is_said_beside(months: dict[str, Deal], rep: User) -> None:
    waits = months["waits"].pk
    deals.expect_close(deal_id=waits, on=date(2026, 11, 25), by=rep, now=NOW)
    assert moved("pipeline_value")[1] == ""

    deals.expect_close(deal_id=waits, on=date(2026, 12, 9), by=rep, now=NOW)
    parts, beside = moved("pipeline_value")
    assert beside == "1 open deal expected in the period was pushed to a later one."
    assert sum(parts.values()) == -140_000

    # Brought back: it did not leave the period after all.
    deals.expect_close(deal_id=waits, on=date(2026, 11, 27), by=rep, now=NOW)
    assert moved("pipeline_value")[1] == ""


def test_a_person_brings_the_pipeline_into_the_team(
    months: dict[str, Deal], rep: User, north: Team, south: Team, admin: User
) -> None:
    from crm.services import people

    people.join_team(
        user=rep, team=south, from_on=date(2026, 11, 10), by=admin, now=NOW
    )

    # Five deals of October come along, and the one opened in November for north.
    parts, _beside = moved("pipeline_value", narrowed(ALL, team=south.pk))
    assert parts.pop(TRANSFERRED) == 530_000
    assert sum(parts.values()) == -170_000
