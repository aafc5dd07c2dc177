"""What people do all day, each figure worked by hand: what counts, and what beside it does not."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from crm.models import User
from crm.services import prospects
from kpis.catalogue import KPIS
from kpis.targets.aiming import set_target
from kpis.targets.book import book
from tests.factories import NOW, activity, paris, prospect, won_deal
from tests.kpis.figures import NOVEMBER, figure, split, values


def test_a_call_to_a_prospect_is_none_to_a_customer(rep: User) -> None:
    lead = prospect(owner=rep, at=paris(2026, 11, 2))
    customer = prospect(owner=rep, at=paris(2026, 10, 1))
    won_deal(owner=rep, prospect=customer, at=paris(2026, 11, 10))
    customer.refresh_from_db()
    for who, day in ((lead, 3), (lead, 4), (customer, 9), (customer, 12)):
        activity(rep=rep, prospect=who, at=paris(2026, 11, day))
    activity(rep=rep, prospect=lead, at=paris(2026, 11, 5), direction="in")

    # The call of the 9th was to a prospect: it became a customer on the 10th.
    assert figure("calls_made") == 3
    assert figure("calls_made_all") == 4


def test_an_email_that_came_in_was_not_sent(rep: User, teammate: User) -> None:
    for who, direction in ((rep, "out"), (rep, "out"), (rep, "in"), (teammate, "out")):
        activity(rep=who, kind="email", at=paris(2026, 11, 6), direction=direction)

    assert split("emails_sent", "rep") == {rep.pk: 2, teammate.pk: 1}
    assert figure("touches_per_rep") == 3 / 2


def test_a_demo_counts_when_it_took_place(rep: User) -> None:
    for status in ("held", "no_show", "cancelled"):
        activity(rep=rep, kind="demo", at=paris(2026, 11, 6), status=status)
    activity(rep=rep, kind="demo", at=NOW + timedelta(days=2))

    assert figure("demos") == 1


def test_a_meeting_is_with_what_they_were_that_day(rep: User) -> None:
    customer = prospect(owner=rep, at=paris(2026, 10, 1))
    won_deal(owner=rep, prospect=customer, at=paris(2026, 11, 10))
    customer.refresh_from_db()
    for day, status in ((4, "held"), (5, "no_show"), (12, "held"), (13, "held")):
        activity(
            rep=rep,
            kind="meeting",
            prospect=customer,
            at=paris(2026, 11, day),
            status=status,
        )

    assert figure("meetings_prospect") == 1
    assert figure("meetings_customer") == 2


def test_a_lead_is_qualified_once_on_its_day(rep: User) -> None:
    leads = [prospect(owner=rep, at=paris(2026, 10, 5)) for _ in range(3)]
    for lead, day in zip(leads, (30, 2, 3), strict=True):
        month = 10 if day == 30 else 11
        prospects.take_step(
            prospect_id=lead.pk, step="sql", at=paris(2026, month, day), by=rep, now=NOW
        )

    assert figure("leads_qualified") == 2
    prospects.undo_step(prospect_id=leads[1].pk, step="sql", by=rep, now=NOW)
    assert figure("leads_qualified") == 1


@pytest.mark.parametrize(
    ("days", "share", "met"),
    [(1, Fraction(2), True), (4, Fraction(1, 2), False), (0, None, True)],
)
def test_14_a_delay_of_half_its_target_is_twice_met(
    rep: User, days: int, share: Fraction | None, met: bool
) -> None:
    """At most two days to the first contact: one is 200 %, target by result; none has no percentage."""
    delay = KPIS["time_to_first_contact"]
    set_target(
        by=None,
        now=NOW,
        kpi=delay.key,
        period="month",
        starts_on=NOVEMBER.first,
        value=2 * delay.unit.step,
        user=rep,
    )
    lead = prospect(owner=rep, at=paris(2026, 11, 2))
    activity(rep=rep, prospect=lead, at=paris(2026, 11, 2 + days, 15))

    held = book(NOVEMBER, NOW.date())
    aim = held.aim_of_person(delay, rep.pk)
    found = held.standing(delay, values(delay.key)[()], aim, [rep.pk])

    assert (found.target, found.share, found.met) == (2, share, met)
    assert found.pace is None
