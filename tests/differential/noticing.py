"""A company in which every figure is asked after, and a few questions that notice a wrong one."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import FieldError

from crm.models import Prospect
from crm.services import (
    activities,
    deals,
    people,
    prospects,
    quote_answers,
    quotes,
    survey_answers,
)
from crm.services.deal_lines import LineInput
from kpis import snapshots
from tests.differential.asked import COVERED, Asked, everybody
from tests.differential.test_three_ways import (
    OCTOBER,
    TWO_MONTHS,
    differing,
    second_opinion,
)
from tests.factories import paris
from tests.kpis.generate import World


def young() -> World:
    """A company of twelve days whose figures are built."""
    world = World(12, days=12).live(40)
    snapshots.drain(now=world.now)
    return world


def grown(world: World) -> World:
    """The same two months later, its marks drained."""
    world.end += timedelta(days=60)
    world.live(110)
    certainties(world)
    snapshots.drain(now=world.now)
    return world


def certainties(world: World) -> None:
    """What chance may leave out: a call that never was, a long cycle, a person who moves, lines."""
    rep, now = world.reps[0], world.now
    lead = prospects.add_prospect(
        by=rep, now=now, owner=rep, name="Sure", detected_at=paris(2026, 10, 2)
    )
    call = {"by": rep, "now": now, "kind": "call", "prospect": lead}
    activities.log_activity(at=paris(2026, 10, 3), **call)
    activities.log_activity(at=paris(2026, 10, 5), status="cancelled", **call)
    activities.log_activity(at=paris(2026, 11, 1), **call)
    good = _qualified(world)
    _offered(world, lead)
    _said(world, good)
    lines = [LineInput(product=p, unit_price=500) for p in world.products]
    for owner, more in (
        (rep, {"prospect": lead, "amount": 100}),
        (rep, {"currency": "USD", "amount": 700}),
        (world.reps[1], {"lines": lines}),
    ):
        sold = deals.open_deal(
            by=rep,
            now=now,
            name="Sure",
            owner=owner,
            stage=world.stages[0],
            opened_at=paris(2026, 10, 10),
            **more,
        )
        deals.win_deal(deal_id=sold.pk, by=rep, now=now, at=paris(2026, 10, 20))
    for _one in range(3):
        missed = deals.open_deal(
            by=rep,
            now=now,
            name="Missed",
            owner=rep,
            stage=world.stages[0],
            opened_at=paris(2026, 10, 11),
        )
        deals.lose_deal(
            deal_id=missed.pk,
            reason=world.reasons[0],
            by=rep,
            now=now,
            at=paris(2026, 10, 21),
        )
    prospects.take_step(
        prospect_id=lead.pk, step="churned", at=paris(2026, 11, 10), by=rep, now=now
    )
    snapshots.drain(now=now)
    people.join_team(
        user=rep, team=world.south, by=None, now=now, from_on=date(2026, 10, 4)
    )
    moved = activities.log_activity(at=paris(2026, 10, 6), **call)
    snapshots.drain(now=now)
    # Last of all: nothing else marks the day it leaves.
    activities.edit_activity(
        activity_id=moved.pk, by=rep, now=now, at=paris(2026, 10, 7)
    )


def _qualified(world: World) -> Prospect:
    """A lead of marketing that sales qualified."""
    rep, now = world.reps[0], world.now
    good = prospects.add_prospect(
        by=rep, now=now, owner=rep, name="Good", detected_at=paris(2026, 10, 2)
    )
    for step, day in (("mql", 4), ("sql", 8)):
        prospects.take_step(
            prospect_id=good.pk, step=step, at=paris(2026, 10, day), by=rep, now=now
        )
    return good


def _offered(world: World, lead: Prospect) -> None:
    """A deal that stays open, with a quote of two versions."""
    rep = world.reps[0]
    deal = deals.open_deal(
        by=rep,
        now=world.now,
        name="Open",
        owner=rep,
        stage=world.stages[0],
        prospect=lead,
        amount=900,
        opened_at=paris(2026, 10, 2),
    )
    sent = paris(2026, 10, 12)
    first = quotes.quote_deal(deal_id=deal.pk, by=rep, now=sent)
    quote_answers.send_quote(quote_id=first.pk, by=rep, now=sent)
    second = quotes.next_version(quote_id=first.pk, by=rep, now=sent)
    quote_answers.send_quote(quote_id=second.pk, by=rep, now=sent)


def _said(world: World, customer: Prospect) -> None:
    """A contented customer, who recommends us one day and no longer the next."""
    rep, now = world.reps[0], world.now
    for survey, score, day in (("csat", 3, 9), ("nps", 9, 10), ("nps", 2, 11)):
        survey_answers.record_answer(
            by=rep,
            now=now,
            survey=survey,
            score=score,
            prospect=customer,
            at=paris(2026, 10, day),
        )


def noticed(world: World) -> bool:
    """A few questions are enough, one at a time; an engine that falls over is noticed too."""
    all_of_it, one, _managers, south, *_rest = everybody(world)
    duck = second_opinion(world)
    asked = [
        Asked(all_of_it, OCTOBER),
        Asked(all_of_it, OCTOBER, ("product",)),
        Asked(one, TWO_MONTHS, ("month",)),
        Asked(south, TWO_MONTHS),
        Asked(all_of_it, TWO_MONTHS, ("team", "month")),
        Asked(all_of_it, TWO_MONTHS, ("rep", "day")),
        Asked(one, OCTOBER, ("source",)),
        Asked(all_of_it, OCTOBER, ("team", "source")),
    ]
    try:
        return any(differing(world, duck, question, COVERED) for question in asked)
    except (LookupError, FieldError, TypeError):
        return True
