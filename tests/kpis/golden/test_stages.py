"""From stage to stage, how long in each, how long until a quote: cases worked by hand.

NOW is Friday 20 November 2026; deals are of November unless said otherwise. The first pipeline goes
Qualification, Demo, Proposal, Negotiation.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from crm.models import Deal, Pipeline, Stage, User
from crm.services import deals, pipelines, quote_answers, quotes, stage_archive, stages
from kpis.periods import Period, between
from kpis.values import NO_DENOMINATOR, NO_ROWS, SpreadOf, spread
from tests import factories
from tests.factories import NOW, activity, deal, paris, prospect, stage
from tests.kpis.figures import NOVEMBER, figure, split, values

pytestmark = pytest.mark.django_db
OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
WAY = ("Qualification", "Demo", "Proposal", "Negotiation")


def opened(owner: User, day: int = 2, month: int = 11, **said: Any) -> Deal:
    return deal(owner=owner, at=paris(2026, month, day), **said)


def goes(row: Deal, *moves: tuple[str, int]) -> None:
    """Through these stages on these days of November; *Won* and *Lost* end it."""
    for name, day in moves:
        at = paris(2026, 11, day, 11)
        said: dict[str, Any] = {"deal_id": row.pk, "by": row.owner, "now": at}
        if name == "Won":
            deals.win_deal(**said)
        elif name == "Lost":
            deals.lose_deal(**said, reason=factories.lost_reason())
        else:
            deals.move_deal(**said, stage=stage(name))


def passed(**asked: Any) -> dict[str, tuple[Fraction, Fraction]]:
    """{stage: (went on, were there)}, of the first pipeline's open stages by name."""
    names = dict(Stage.objects.filter(kind="open").values_list("pk", "name"))
    found = values("stage_conversion", NOVEMBER, "stage", **asked)
    return {
        names[key[0]]: (
            value.numerator or Fraction(0),
            value.denominator or Fraction(0),
        )
        for key, value in found.items()
    }


# -- from one stage to the next -------------------------------------------------------------------


def test_skips_backs_wins_and_losses(rep: User) -> None:
    """Six deals: Qualification 5 of 6 go on, Demo 4 of 5, Proposal 2 of 4, Negotiation 1 of 2."""
    goes(opened(rep), ("Demo", 3), ("Proposal", 4), ("Negotiation", 5), ("Won", 6))
    goes(opened(rep), ("Negotiation", 4), ("Lost", 9))  # skips two
    goes(opened(rep), ("Proposal", 3), ("Demo", 4), ("Proposal", 6))  # back and again
    goes(opened(rep), ("Demo", 3), ("Lost", 4))
    goes(opened(rep), ("Demo", 3), ("Proposal", 5), ("Qualification", 9))
    opened(rep)

    assert passed() == {
        "Qualification": (5, 6),
        "Demo": (4, 5),
        "Proposal": (2, 4),
        "Negotiation": (1, 2),
    }
    assert figure("stage_conversion") == Fraction(12, 17)


def test_catalogue_case_10_reached_twice_counts_once(rep: User) -> None:
    goes(opened(rep), ("Demo", 3), ("Qualification", 5), ("Demo", 9))

    assert passed() == {"Qualification": (1, 1), "Demo": (0, 1)}
    # Both stays in Qualification have a length, 1 day and 4; Demo's second goes on.
    was, is_in = ({"stage": stage(name).pk} for name in WAY[:2])
    assert told("time_in_stage", where=was) == spread([1, 4])
    assert told("time_in_stage", where=is_in) == spread([2])
    assert told("stays_open", where=is_in) == spread([11])


def test_won_from_the_first_stage_has_passed_them_all(rep: User) -> None:
    goes(opened(rep), ("Won", 3))

    assert passed() == dict.fromkeys(WAY, (1, 1))
    assert figure("stage_conversion") == 1


def test_a_win_taken_back_has_passed_nothing(rep: User) -> None:
    row = opened(rep)
    goes(row, ("Won", 3))
    deals.reopen_deal(deal_id=row.pk, by=rep, now=paris(2026, 11, 5))

    assert passed() == {"Qualification": (0, 1)}


def test_the_cohort_is_of_the_deals_opened_in_the_period(
    rep: User, teammate: User
) -> None:
    """Moved in November, opened in October: it speaks of October. Credit is who opened it."""
    older = opened(rep, 20, 10)
    goes(older, ("Demo", 3))
    deals.assign_deal(deal_id=older.pk, owner=teammate, by=None, now=paris(2026, 11, 4))

    assert values("stage_conversion")[()].reason == NO_DENOMINATOR
    assert figure("stage_conversion", OCTOBER) == Fraction(1, 2)
    assert split("stage_conversion", "rep", OCTOBER) == {rep.pk: Fraction(1, 2)}


def test_two_pipelines_have_their_own_stages(rep: User) -> None:
    second = pipelines.add_pipeline(name="Partners", by=None, now=NOW)
    first_stage = Stage.objects.filter(pipeline=second).order_by("position")[0]
    goes(opened(rep), ("Demo", 3))
    other = deals.open_deal(
        by=rep,
        now=NOW,
        name="Other",
        owner=rep,
        stage=first_stage,
        amount=100,
        opened_at=paris(2026, 11, 3),
    )

    found = values("stage_conversion", NOVEMBER, "stage")
    assert {key[0]: value.value for key, value in found.items()} == {
        stage("Qualification").pk: 1,
        stage("Demo").pk: 0,
        first_stage.pk: 0,
    }
    pair = split("stage_conversion", "pipeline")
    assert pair == {Pipeline.objects.get(name="Sales").pk: Fraction(1, 2)}
    assert figure("stage_conversion") == Fraction(1, 3)
    assert other.is_open


def test_another_pipeline_is_read_where_the_deal_went_furthest(rep: User) -> None:
    """Demo of one, then Proposal of the other: it is read there. Back at a start, it is not."""
    second = pipelines.add_pipeline(name="Partners", by=None, now=NOW)
    theirs = list(Stage.objects.filter(pipeline=second).order_by("position")[:3])
    for place, day in ((2, 9), (0, 10)):
        row = opened(rep)
        goes(row, ("Demo", 3))
        at = paris(2026, 11, day)
        deals.move_deal(deal_id=row.pk, stage=theirs[place], by=rep, now=at)

    found = values("stage_conversion", NOVEMBER, "stage")
    assert {key[0]: value.value for key, value in found.items()} == {
        theirs[0].pk: 1,
        theirs[1].pk: 1,
        theirs[2].pk: 0,
        stage("Qualification").pk: 1,
        stage("Demo").pk: 0,
    }


def test_a_stage_out_of_use_is_of_those_who_were_there(rep: User, admin: User) -> None:
    """Demo is archived on the 10th: its deal went on to Proposal, a later one never was there."""
    before = opened(rep)
    goes(before, ("Demo", 3))
    stage_archive.archive_stage(
        stage=stage("Demo"), to=stage("Proposal"), by=admin, now=paris(2026, 11, 10)
    )
    goes(opened(rep, 12), ("Proposal", 13))

    assert passed() == {"Qualification": (2, 2), "Demo": (1, 1), "Proposal": (0, 2)}
    # Taking the stage out of use ended the stay there: from the 3rd to the 10th.
    assert told("time_in_stage", where={"stage": stage("Demo").pk}) == spread([7])


def test_a_stage_out_of_use_keeps_its_place(rep: User, admin: User) -> None:
    """Lost in Demo, which was archived before the other stages were put in another order."""
    goes(opened(rep), ("Demo", 3), ("Lost", 4))
    stage_archive.archive_stage(stage=stage("Demo"), to=None, by=admin, now=NOW)
    stages.place_stage(stage=stage("Negotiation"), step=-1, by=admin, now=NOW)

    assert passed() == {"Qualification": (1, 1), "Demo": (0, 1)}


# -- how long -------------------------------------------------------------------------------------


def told(key: str, period: Period = NOVEMBER, **asked: Any) -> SpreadOf | None:
    return values(key, period, **asked)[()].spread


def test_stays_that_ended_and_stays_that_go_on_are_apart(rep: User) -> None:
    """Qualification 2 to 6 and Demo 6 to 16, won; another in Qualification since the 5th."""
    goes(opened(rep), ("Demo", 6), ("Won", 16))
    opened(rep, 5)

    assert told("time_in_stage") == spread([4, 10])
    assert split("time_in_stage", "stage") == {
        stage("Qualification").pk: 4,
        stage("Demo").pk: 10,
    }
    # Until today, the 20th; the closed stages hold nobody's time.
    assert told("stays_open") == spread([15])
    assert split("stays_open", "stage") == {stage("Qualification").pk: 15}
    # On the 6th both were in a stage: since the 6th and since the 5th.
    assert told("stays_open", between(NOVEMBER.first, date(2026, 11, 6))) == spread(
        [0, 1]
    )


def test_a_change_of_hands_price_or_date_ends_no_stay(
    rep: User, teammate: User
) -> None:
    row = opened(rep)
    said: dict[str, Any] = {"deal_id": row.pk, "by": None}
    deals.assign_deal(**said, owner=teammate, now=paris(2026, 11, 4))
    deals.price_deal(**said, amount=5_000, now=paris(2026, 11, 5))
    deals.expect_close(**said, on=date(2026, 12, 1), now=paris(2026, 11, 6))
    assert values("time_in_stage")[()].reason == NO_ROWS

    deals.lose_deal(**said, reason=factories.lost_reason(), now=paris(2026, 11, 9))

    assert told("time_in_stage") == spread([7])
    assert split("time_in_stage", "rep") == {teammate.pk: 7}


def test_a_stay_is_of_the_month_it_ended_in(rep: User) -> None:
    goes(opened(rep, 30, 10), ("Demo", 3))

    assert values("time_in_stage", OCTOBER)[()].reason == NO_ROWS
    assert told("stays_open", OCTOBER) == spread([1])
    assert told("time_in_stage") == spread([4])


def test_a_reopened_deal_has_a_second_stay(rep: User) -> None:
    row = opened(rep)
    goes(row, ("Lost", 5))
    deals.reopen_deal(deal_id=row.pk, by=rep, now=paris(2026, 11, 10, 11))
    goes(row, ("Demo", 12))

    assert told("time_in_stage") == spread([2, 3])


# -- the first quote ------------------------------------------------------------------------------


def _quoted(owner: User, who: Any, at: datetime) -> Any:
    row = deal(owner=owner, prospect=who, at=at, amount=5_000)
    quote = quotes.quote_deal(deal_id=row.pk, by=owner, now=at)
    quote_answers.send_quote(quote_id=quote.pk, by=owner, now=at)
    return quote


def test_from_the_first_contact_to_the_first_quote_ever(rep: User) -> None:
    """Called on the 2nd, quoted on the 9th: 7 days. A second version or deal is no first quote."""
    who = prospect(owner=rep, at=paris(2026, 10, 30))
    activity(rep=rep, prospect=who, at=paris(2026, 11, 2))
    activity(rep=rep, prospect=who, at=paris(2026, 11, 5))
    quote = _quoted(rep, who, paris(2026, 11, 9))
    again = quotes.next_version(quote_id=quote.pk, by=rep, now=paris(2026, 11, 12))
    quote_answers.send_quote(quote_id=again.pk, by=rep, now=paris(2026, 11, 12))
    _quoted(rep, who, paris(2026, 11, 16))

    assert figure("quotes_sent") == 2
    assert told("time_to_first_quote") == spread([7])


def test_quotes_that_no_contact_came_before_are_left_out(rep: User) -> None:
    """Nobody known, nobody spoken to, spoken to afterwards; by phone on the very day is 0."""
    silent, later, same = (prospect(owner=rep, at=paris(2026, 11, 1)) for _ in range(3))
    activity(rep=rep, prospect=same, at=paris(2026, 11, 4, 9))
    for who in (None, silent, later, same):
        _quoted(rep, who, paris(2026, 11, 4))
    activity(rep=rep, prospect=later, at=paris(2026, 11, 5))

    assert told("time_to_first_quote") == spread([0])
    assert values("time_to_first_quote", OCTOBER)[()].reason == NO_ROWS
