"""One fact of each sort, written by the services of a sales day, and how each is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from crm.models import Activity, ComplaintReason, Deal, LossReason, Prospect, User
from crm.services import (
    activities,
    complaint_acts,
    deal_costs,
    deals,
    prospects,
    quote_answers,
    quotes,
    reviews,
    survey_answers,
    verbatims,
    voice,
)
from crm.services.deal_lines import LineInput
from tests.kpis.generate import World

#: What was written, the last first, each as (name of its service's argument, service, id).
Undo = Callable[[], object]
#: Writes one fact of the person and returns how it is deleted.
Write = Callable[[World, User], Undo]
AMOUNT = 123_457


def _said(world: World, rep: User) -> dict[str, Any]:
    return {"by": rep, "now": world.now}


def lead(world: World, rep: User) -> Prospect:
    return prospects.add_prospect(
        **_said(world, rep),
        owner=rep,
        name=f"Busy {rep.pk}",
        detected_at=world.now - timedelta(days=9),
        source=world.sources[0],
        region=world.regions[0],
    )


def deal(
    world: World, rep: User, *, prospect: Prospect | None = None, **more: Any
) -> Deal:
    return deals.open_deal(
        **{"amount": AMOUNT} | more,
        **_said(world, rep),
        name="Busy",
        owner=rep,
        prospect=prospect,
        stage=world.stages[0],
        opened_at=world.now - timedelta(days=8),
    )


def _forget(rep: User, world: World, *made: Any) -> Undo:
    """Delete the rows made, the last first."""

    def undo() -> None:
        for row in reversed(made):
            service, argument = ERASERS[type(row).__name__]
            service(**{argument: row.pk}, **_said(world, rep))

    return undo


ERASERS: dict[str, tuple[Callable[..., object], str]] = {
    "Activity": (activities.delete_activity, "activity_id"),
    "Prospect": (prospects.delete_prospect, "prospect_id"),
    "Deal": (deals.delete_deal, "deal_id"),
    "Complaint": (voice.delete_complaint, "complaint_id"),
    "Verbatim": (verbatims.delete_verbatim, "verbatim_id"),
    "Review": (reviews.delete_review, "review_id"),
    "SurveyAnswer": (survey_answers.delete_answer, "answer_id"),
    "TimeEntry": (deal_costs.delete_time, "entry_id"),
    "CostEntry": (deal_costs.delete_cost, "entry_id"),
}


def detected(world: World, rep: User) -> Undo:
    return _forget(rep, world, lead(world, rep))


def called(world: World, rep: User) -> Undo:
    prospect = lead(world, rep)
    return _forget(rep, world, prospect, call(world, rep, prospect=prospect))


def call(world: World, rep: User, kind: str = "call", **more: Any) -> Activity:
    at = world.now - timedelta(days=3)
    return activities.log_activity(
        **{"at": at, "outcome": "reached"} | more, **_said(world, rep), kind=kind
    )


def met(world: World, rep: User) -> Undo:
    kinds = ("email", "meeting", "demo", "onboarding")
    made = [call(world, rep, kind=kind, outcome="") for kind in kinds]
    return _forget(rep, world, *made)


def opened(world: World, rep: User) -> Undo:
    due = (world.now + timedelta(days=5)).date()
    return _forget(rep, world, deal(world, rep, expected_close_on=due))


def won(world: World, rep: User) -> Undo:
    prospect = lead(world, rep)
    recurring: dict[str, Any] = {
        "recurring_amount": 9_001,
        "recurring_interval": "month",
    }
    line = LineInput(
        product=world.products[0], unit_price=AMOUNT, unit_cost=AMOUNT // 2
    )
    sold = deal(world, rep, prospect=prospect, amount=None, lines=[line], **recurring)
    at = world.now - timedelta(days=4)
    deals.win_deal(deal_id=sold.pk, at=at, **_said(world, rep))
    prospect.refresh_from_db()
    met = call(world, rep, kind="meeting", prospect=prospect, outcome="")

    def undo() -> None:
        deals.reopen_deal(deal_id=sold.pk, **_said(world, rep))  # its subscription goes
        _forget(rep, world, prospect, sold, met)()

    return undo


def lost(world: World, rep: User) -> Undo:
    missed = deal(world, rep)
    reason, _new = LossReason.objects.get_or_create(name="Busy")
    at = world.now - timedelta(days=4)
    deals.lose_deal(deal_id=missed.pk, reason=reason, at=at, **_said(world, rep))
    return _forget(rep, world, missed)


def quoted(world: World, rep: User) -> Undo:
    offered = deal(world, rep)
    said = _said(world, rep)
    quote = quotes.quote_deal(deal_id=offered.pk, **said)
    quote_answers.send_quote(quote_id=quote.pk, **said)
    return _forget(rep, world, offered)


def spent(world: World, rep: User) -> Undo:
    """Hours and money of a deal."""
    worked, day = deal(world, rep), (world.now - timedelta(days=2)).date()
    said = _said(world, rep)
    hours = deal_costs.add_time(deal=worked, rep=rep, day=day, minutes=90, **said)
    money = deal_costs.add_cost(
        deal=worked, day=day, kind="delivery", label="Travel", amount=5_003,
        currency="EUR", **said,
    )  # fmt: skip
    return _forget(rep, world, worked, hours, money)


def complained(world: World, rep: User) -> Undo:
    reason, _new = ComplaintReason.objects.get_or_create(name="Busy")
    at = world.now - timedelta(days=3)
    row = voice.receive_complaint(
        **_said(world, rep), reason=reason, received_at=at, severity="low"
    )
    complaint_acts.resolve_complaint(
        complaint_id=row.pk, resolution="Sent again.", **_said(world, rep)
    )
    return _forget(rep, world, row)


def said(world: World, rep: User) -> Undo:
    """Words, stars and answers."""
    prospect = lead(world, rep)
    told = {"at": world.now - timedelta(days=3), **_said(world, rep)}
    rows: list[Any] = [prospect]
    for survey, score in (("nps", 10), ("csat", 4)):
        rows.append(
            survey_answers.record_answer(
                survey=survey, score=score, prospect=prospect, **told
            )
        )
    rows.append(verbatims.record_verbatim(kind="question", text="When?", **told))
    rows.append(reviews.add_review(site="Maps", rating=5, **told))
    return _forget(rep, world, *rows)


WRITES: tuple[Write, ...] = (
    detected, called, met, opened, won, lost, quoted, spent, complained, said,
)  # fmt: skip


def all_sorts(world: World, rep: User) -> None:
    """A fact of each sort, for this person."""
    for write in WRITES:
        write(world, rep)
