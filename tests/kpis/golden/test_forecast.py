"""What the period should bring, what was said before, how far the target is covered; by hand.

NOW is Friday 20 November 2026; the month asked is November. Probabilities: Qualification 10, Demo 30,
Proposal 50, Negotiation 80.
"""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from crm.models import Deal, Team, User
from crm.services import deals, people, stages
from kpis import snapshots
from kpis.periods import between
from kpis.scope import ALL, narrowed, scope_of
from kpis.targets.attainment import set_target
from kpis.values import COVERED, NO_DENOMINATOR, NO_TARGET
from tests.factories import (
    NOW,
    activity,
    deal,
    lost_deal,
    lost_reason,
    paris,
    prospect,
    stage,
    won_deal,
)
from tests.kpis.figures import NOVEMBER, figure, split, values

pytestmark = pytest.mark.django_db
OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
DECEMBER = between(date(2026, 12, 1), date(2026, 12, 31))


def due(owner: User, amount: int | None, on: date | None, **said: Any) -> Deal:
    """Open in Proposal since 2 November, unless said otherwise, and expected on that day."""
    said = {"at": paris(2026, 11, 2), "in_stage": "Proposal"} | said
    return deal(owner=owner, amount=amount, expected_close_on=on, **said)


def november(day: int) -> date:
    return date(2026, 11, day)


def aim(
    kpi: str, value: int, *, user: User | None = None, team: Team | None = None
) -> None:
    set_target(
        by=None,
        now=NOW,
        kpi=kpi,
        period="month",
        starts_on=NOVEMBER.first,
        value=value,
        user=user,
        team=team,
    )


# -- the forecast ---------------------------------------------------------------------------------


def test_won_already_and_due_weighed_by_its_stage(rep: User) -> None:
    """1,000 won; due: half of 2,000, a tenth of 500, and 80 % of what is overdue, 100: 1,130 more."""
    won_deal(owner=rep, at=paris(2026, 11, 5), amount=100_000)
    due(rep, 200_000, november(25))
    due(rep, 50_000, november(30), in_stage="Qualification")
    due(rep, 10_000, november(9), in_stage="Negotiation")
    # Not of it: due in December, on no day, lost, without a price, won before.
    due(rep, 900_000, date(2026, 12, 1))
    due(rep, 900_000, None)
    lost_deal(owner=rep, at=paris(2026, 11, 9), expected_close_on=november(25))
    due(rep, None, november(25))
    won_deal(owner=rep, at=paris(2026, 10, 5), amount=900_000)

    assert figure("pipeline_due") == 113_000
    assert figure("sales_forecast") == 213_000
    assert (
        figure("sales_forecast", DECEMBER)
        == figure("pipeline_due", DECEMBER)
        == 450_000
    )
    assert split("sales_forecast", "month", between(NOVEMBER.first, DECEMBER.last)) == {
        NOVEMBER.first: 213_000,
        DECEMBER.first: 450_000,
    }
    assert split("pipeline_due", "stage") == {
        stage("Proposal").pk: 100_000,
        stage("Qualification").pk: 5_000,
        stage("Negotiation").pk: 8_000,
    }


def test_a_deal_that_is_won_passes_from_due_to_won(rep: User) -> None:
    row = due(rep, 200_000, november(25))
    assert (figure("sales_forecast"), figure("pipeline_due")) == (100_000, 100_000)
    deals.win_deal(deal_id=row.pk, by=rep, now=NOW)
    assert (figure("sales_forecast"), figure("pipeline_due")) == (200_000, 0)


def test_a_date_that_slips_out_of_the_month_leaves_its_forecast(rep: User) -> None:
    row = due(rep, 200_000, november(25))
    deals.expect_close(
        deal_id=row.pk, on=date(2026, 12, 3), by=rep, now=paris(2026, 11, 12)
    )

    assert figure("sales_forecast") == 0
    assert figure("sales_forecast", DECEMBER) == 100_000
    # The day before nobody knew.
    assert figure("sales_forecast", today=november(11)) == 100_000
    assert figure("sales_forecast", DECEMBER, today=november(11)) == 0
    assert figure("sales_forecast", today=november(12)) == 0


def test_what_was_said_on_a_past_day_can_be_asked_again(
    rep: User, teammate: User
) -> None:
    """Whatever happens later: won, lost, worth more, slipped, given away, likelier."""
    rows = [due(rep, 100_000 * n, november(25)) for n in range(1, 6)]
    deals.win_deal(deal_id=rows[0].pk, by=rep, now=paris(2026, 11, 9))
    with time_machine.travel(paris(2026, 11, 10, 18), tick=False):
        said = _by_command()
    assert said == ("8000.00", {rep.email: "8000.00"})

    deals.win_deal(deal_id=rows[1].pk, by=rep, now=paris(2026, 11, 12))
    deals.lose_deal(
        deal_id=rows[2].pk, by=rep, now=paris(2026, 11, 13), reason=lost_reason()
    )
    deals.price_deal(deal_id=rows[3].pk, by=rep, now=paris(2026, 11, 14), amount=1)
    deals.assign_deal(
        deal_id=rows[4].pk, by=rep, now=paris(2026, 11, 15), owner=teammate
    )
    stages.edit_stage(
        stage=stage("Proposal"), by=None, now=paris(2026, 11, 16), probability=90
    )
    with time_machine.travel(paris(2026, 11, 10, 18), tick=False):
        assert _by_command() == said
    # 1,000 and 2,000 won, and nine tenths of 0.01 and of 5,000.
    assert figure("sales_forecast") == 300_000 + 1 + 450_000
    assert split("pipeline_due", "rep") == {rep.pk: 1, teammate.pk: 450_000}


def _by_command() -> tuple[str, dict[str, str]]:
    snapshots.drain(now=NOW)
    out = StringIO()
    asked = ("--from", "2026-11-01", "--to", "2026-11-30", "--by", "rep")
    call_command("kpi", "sales_forecast", *asked, stdout=out)
    found = json.loads(out.getvalue())
    rows = {row["keys"]["rep"]: row["value"] for row in found["rows"]}
    return found["total"]["value"], {k: v for k, v in rows.items() if v != "0.00"}


def test_the_forecast_of_a_team_is_of_its_members(
    rep: User, teammate: User, north: Team, south: Team
) -> None:
    due(rep, 200_000, november(25))
    due(teammate, 20_000, november(25))
    won_deal(owner=rep, at=paris(2026, 11, 5), amount=5_000)
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=november(10))

    # What was won before the move stays with the team of the day; what is due moved along.
    assert split("sales_forecast", "team") == {north.pk: 15_000, south.pk: 100_000}
    assert figure("sales_forecast", scope=narrowed(ALL, team=north.pk)) == 15_000
    assert figure("sales_forecast", scope=scope_of(rep)) == 105_000


# -- against what came ----------------------------------------------------------------------------


def test_revenue_against_what_was_said_on_the_eve(rep: User) -> None:
    """Said on 31 October: half of 2,000. Sold in November: 1,500. Half more than was said."""
    assert values("revenue_vs_forecast")[()].reason == NO_DENOMINATOR
    row = due(rep, 200_000, november(20), at=paris(2026, 10, 20))
    due(rep, 80_000, november(20), at=paris(2026, 11, 1, 0, 0))
    stages.edit_stage(
        stage=stage("Proposal"), by=None, now=paris(2026, 11, 1, 8), probability=90
    )
    deals.price_deal(deal_id=row.pk, by=rep, now=paris(2026, 11, 3), amount=150_000)
    deals.win_deal(deal_id=row.pk, by=rep, now=paris(2026, 11, 9))

    assert figure("forecast_at_start") == 100_000
    assert figure("revenue_vs_forecast") == Fraction(1, 2)
    # Nothing sold at all is 100 % under.
    due(rep, 1_000, date(2026, 10, 9), at=paris(2026, 9, 9))
    assert figure("revenue_vs_forecast", OCTOBER) == -1
    assert split(
        "revenue_vs_forecast", "month", between(OCTOBER.first, NOVEMBER.last)
    ) == {
        OCTOBER.first: -1,
        NOVEMBER.first: Fraction(1, 2),
    }


def test_what_was_won_before_the_month_is_in_no_forecast_of_it(rep: User) -> None:
    row = due(rep, 200_000, november(20), at=paris(2026, 10, 20))
    deals.win_deal(deal_id=row.pk, by=rep, now=paris(2026, 10, 31, 23))

    assert figure("forecast_at_start") == 0
    assert figure("revenue_vs_forecast") is None


# -- coverage -------------------------------------------------------------------------------------


def test_what_is_due_covers_what_the_target_still_asks_for(rep: User) -> None:
    """Target 10,000, won 4,000, weighed due 9,000: 9 / 6."""
    won_deal(owner=rep, at=paris(2026, 11, 5), amount=400_000)
    due(rep, 1_800_000, november(25))
    assert values("pipeline_coverage")[()].reason == NO_TARGET
    aim("revenue", 1_000_000, user=rep)

    assert figure("pipeline_coverage") == Fraction(3, 2)
    assert figure("pipeline_coverage", scope=scope_of(rep)) == Fraction(3, 2)
    assert split("pipeline_coverage", "rep") == {rep.pk: Fraction(3, 2)}


@pytest.mark.parametrize("more", [0, 1])
def test_a_target_that_is_reached_needs_no_cover(rep: User, more: int) -> None:
    aim("revenue", 100_000, user=rep)
    won_deal(owner=rep, at=paris(2026, 11, 5), amount=100_000 + more)
    due(rep, 1_800_000, november(25))

    asked = values("pipeline_coverage")[()]
    assert (asked.value, asked.reason) == (None, COVERED)


def test_nothing_due_covers_nothing(rep: User) -> None:
    aim("revenue", 100_000, user=rep)

    assert figure("pipeline_coverage") == 0


# -- the score ------------------------------------------------------------------------------------


def test_the_score_weighs_what_was_reached_of_each_target(rep: User) -> None:
    """Calls 5 of 10 (weight 2), win rate 3/4 of a target of 50 % (2), revenue 300 of 100 (1).

    (2 x 0.5 + 2 x 1.5 + 1 x 3) / 5 = 1.4; demos have no target and weigh nothing.
    """
    for _ in range(5):
        activity(rep=rep, at=paris(2026, 11, 4))
    activity(rep=rep, at=paris(2026, 11, 4), kind="demo")
    for _ in range(3):
        won_deal(owner=rep, at=paris(2026, 11, 5), amount=100)
    lost_deal(owner=rep, at=paris(2026, 11, 5))
    assert values("rep_score", scope=scope_of(rep))[()].reason == NO_TARGET
    assert values("rep_score")[()].reason == NO_TARGET

    aim("calls_made_all", 10, user=rep)
    aim("win_rate", 5_000, user=rep)
    aim("revenue", 100, user=rep)

    assert figure("rep_score", scope=scope_of(rep)) == Fraction(7, 5)
    assert split("rep_score", "rep") == {rep.pk: Fraction(7, 5)}
    # Who has no target has no score, and no zero either.
    aim("demos", 4, user=rep)
    assert figure("rep_score", scope=scope_of(rep)) == Fraction(29, 24)


def test_a_target_without_a_figure_weighs_nothing(rep: User, teammate: User) -> None:
    """No deal ended: there is no win rate to judge, whatever its target."""
    prospect(owner=rep)
    activity(rep=teammate)
    aim("win_rate", 5_000, user=rep)
    assert values("rep_score", scope=scope_of(rep))[()].reason == NO_TARGET
    aim("calls_made_all", 10, user=rep)

    assert figure("rep_score", scope=scope_of(rep)) == 0
    found = values("rep_score", NOVEMBER, "rep")
    assert found[(teammate.pk,)].reason == NO_TARGET
