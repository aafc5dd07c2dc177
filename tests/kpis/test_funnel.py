"""The funnel by hand: distinct deals, losses included, the weakest stage and when none is marked.

NOW is Friday 20 November 2026. Stages: Qualification, Demo, Proposal, Negotiation.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.http import QueryDict

from crm.models import User
from crm.services import deals, prospects
from kpis import picker, snapshots
from kpis.catalogue import KPIS
from kpis.funnel.deals import DealFunnel, Step, deal_funnel, pipelines
from kpis.funnel.life import COHORT, PERIOD, life_funnel
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL, Scope, narrowed, scope_of
from tests.factories import (
    NOW,
    activity,
    deal,
    lost_reason,
    paris,
    prospect,
    stage,
)
from tests.kpis.figures import NOVEMBER, TODAY

pytestmark = pytest.mark.django_db
NAMES = ("Qualification", "Demo", "Proposal", "Negotiation")


def drawn(scope: Scope = ALL, minimum: int = 3, maturing: int = 0, **asked: str) -> Any:
    address = QueryDict(mutable=True)
    address.update(asked)
    picked = picker.read(address, scope, TODAY)
    question = picked.question(scope, where=dict(picked.members))
    return deal_funnel(pipelines()[0], question, picked, minimum, maturing)


def told(found: DealFunnel) -> dict[str, tuple[int, int]]:
    return {str(step.stage): (step.deals, step.went_on) for step in found.steps}


def goes(owner: User, at: datetime, *through: str, ends: str = "") -> None:
    """A deal opened in the first stage that goes through the others, a day apart."""
    first, *rest = through
    row = deal(owner=owner, at=at, in_stage=first)
    for name in rest:
        deals.move_deal(deal_id=row.pk, stage=stage(name), by=owner, now=NOW, at=at)
    if ends == "won":
        deals.win_deal(deal_id=row.pk, by=owner, now=NOW, at=at)
    if ends == "lost":
        reason = lost_reason()
        deals.lose_deal(deal_id=row.pk, by=owner, now=NOW, at=at, reason=reason)


def test_distinct_deals_per_stage_with_what_was_lost(rep: User) -> None:
    at = paris(2026, 11, 3)
    goes(rep, at, "Qualification", "Demo", "Qualification", "Demo")
    goes(rep, at, "Qualification", "Demo", ends="lost")
    goes(rep, at, "Qualification", ends="won")
    goes(rep, at, "Qualification", ends="lost")
    goes(rep, paris(2026, 10, 3), "Qualification", "Negotiation")

    found = drawn()

    assert told(found) == {
        "Qualification": (4, 3),
        "Demo": (3, 1),
        "Proposal": (1, 1),
        "Negotiation": (1, 1),
    }
    assert found.fates == {"open": 1, "won": 1, "lost": 2}
    assert found.deals == 4


def test_the_funnel_is_what_the_figures_say(rep: User, other_rep: User) -> None:
    """Person by person, the page's numbers are those of the roll-up."""
    for person in (rep, other_rep, rep):
        goes(person, paris(2026, 11, 3), *NAMES[:3], ends="lost")
        goes(person, paris(2026, 11, 4), *NAMES[:2])
    for scope in (ALL, scope_of(rep), narrowed(ALL, rep=rep.pk)):
        asked = Question(scope, NOVEMBER, TODAY, ("stage",))
        [found] = figures([KPIS["stage_conversion"]], asked).values()
        page = drawn(scope)
        assert {
            (step.stage.pk,): (step.deals, step.went_on)
            for step in page.steps
            if step.deals
        } == {key: (value.denominator, value.numerator) for key, value in found.items()}
    assert told(drawn(scope_of(rep))) == told(drawn(narrowed(ALL, rep=rep.pk)))


def test_how_long_deals_stay_and_who_is_still_there(rep: User) -> None:
    row = deal(owner=rep, at=paris(2026, 11, 2), in_stage="Qualification")
    for day, name in ((6, "Demo"), (8, "Qualification"), (14, "Demo")):
        at = paris(2026, 11, day)
        deals.move_deal(deal_id=row.pk, stage=stage(name), by=rep, now=NOW, at=at)

    first, second = drawn().steps[:2]

    # Two stays in Qualification of 4 and 6 days; one in Demo of 2; in Demo since six days.
    assert first.time.spread is not None
    assert (first.time.spread.mean, first.time.spread.n) == (5, 2)
    assert second.time.spread is not None
    assert second.time.spread.median == 2
    assert second.stays.spread is not None
    assert second.stays.spread.median == 6
    assert first.deals == second.deals == 1


def months_of(rep: User, go_on: int, of: int) -> None:
    """Six months with the same share that goes on from Demo; all reach Demo."""
    for month in range(5, 11):
        for n in range(of):
            more = ("Proposal",) if n < go_on else ()
            goes(rep, paris(2026, month, 3), "Qualification", "Demo", *more)


def test_the_weakest_stage_is_the_one_furthest_under_its_usual(rep: User) -> None:
    """Demo: 3 of 4 for six months, then 1 of 4. Qualification always 4 of 4, then 4 of 5."""
    months_of(rep, 3, 4)
    at = paris(2026, 11, 3)
    goes(rep, at, "Qualification", "Demo", "Proposal")
    for _ in range(3):
        goes(rep, at, "Qualification", "Demo")
    goes(rep, at, "Qualification")

    low = drawn().weakest

    assert low is not None
    assert str(low.stage) == "Demo"
    assert (low.share.value, low.usual) == (Fraction(1, 4), Fraction(3, 4))
    assert low.short == Fraction(1, 2)
    assert low.period.first == date(2026, 11, 1)
    # Four deals are under a sample of five: only Qualification can be judged.
    five = drawn(minimum=5).weakest
    assert five is None


def test_deals_that_had_no_time_yet_are_not_judged(rep: User) -> None:
    months_of(rep, 3, 4)
    for _ in range(4):
        goes(rep, paris(2026, 11, 3), "Qualification", "Demo")

    assert drawn().weakest is not None
    # With thirty days to ripen the last period judged is October, and it is as always.
    assert drawn(maturing=30).weakest is None


def test_nothing_is_marked_without_a_past(rep: User) -> None:
    goes(rep, paris(2026, 11, 3), "Qualification")
    assert drawn(minimum=1).weakest is None


def test_an_empty_pipeline_has_all_its_stages_at_zero(rep: User) -> None:
    found = drawn()
    assert told(found) == dict.fromkeys(NAMES, (0, 0))
    assert found.deals == 0
    assert all(isinstance(step, Step) for step in found.steps)


def counts(basis: str, scope: Scope = ALL) -> list[int]:
    asked = Question(scope, NOVEMBER, TODAY)
    return [step.count for step in life_funnel(asked, basis)]


def test_leads_as_a_cohort_and_as_a_period(rep: User, teammate: User) -> None:
    """Of two leads of November one was called and qualified without marketing; an old one, handed
    over by marketing and qualified in November, is of the period only."""
    new = prospect(owner=rep, at=paris(2026, 11, 2))
    prospect(owner=teammate, at=paris(2026, 11, 3))
    old = prospect(owner=rep, at=paris(2026, 9, 2))
    activity(rep=rep, prospect=new, at=paris(2026, 11, 4))

    def step(who: Any, name: str, day: int) -> None:
        at = paris(2026, 11, day)
        prospects.take_step(prospect_id=who.pk, step=name, at=at, by=rep, now=NOW)

    step(new, "sql", 5)
    step(old, "mql", 5)
    step(old, "sql", 6)
    bought = deal(owner=rep, prospect=old, at=paris(2026, 11, 7))
    deals.win_deal(deal_id=bought.pk, by=rep, now=NOW, at=paris(2026, 11, 9))

    snapshots.drain(now=NOW)
    assert counts(COHORT) == [2, 1, 0, 1, 0]
    assert counts(PERIOD) == [2, 1, 1, 2, 1]
    assert counts(COHORT, narrowed(ALL, rep=teammate.pk)) == [1, 0, 0, 0, 0]
