"""Which methods a win is credited to: by rule, and again whenever what it follows from moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from crm.models import (
    ContactMethod,
    Deal,
    DealMovement,
    Job,
    MethodCredit,
    Prospect,
    User,
)
from crm.services import activities, crediting, deals, jobs, people
from tests.factories import NOW, activity, deal, paris, prospect


@pytest.fixture
def customer(rep: User) -> Prospect:
    return prospect(owner=rep, at=paris(2026, 10, 1))


@pytest.fixture
def opened(rep: User, customer: Prospect) -> Deal:
    """Opened on 5 October, still open."""
    return deal(owner=rep, prospect=customer, at=paris(2026, 10, 5))


def method(code: str) -> ContactMethod:
    return ContactMethod.objects.get(code=code)


@pytest.fixture
def did(rep: User, customer: Prospect) -> Callable[..., Any]:
    """A held activity of the customer, of no deal unless said."""

    def done(kind: str, at: datetime, **more: Any) -> Any:
        return activity(rep=rep, kind=kind, at=at, prospect=customer, **more)

    return done


def win(won: Deal, at: datetime = NOW) -> Deal:
    return deals.win_deal(deal_id=won.pk, by=won.owner, now=NOW, at=at)


def credited(won: Deal) -> list[str]:
    rows = MethodCredit.objects.filter(movement__deal=won).order_by("place")
    assert [row.place for row in rows] == list(range(len(rows)))
    assert {row.of for row in rows} <= {len(rows)}
    return [row.method.code for row in rows]


def choose(rule: str) -> None:
    people.edit_organisation(by=None, now=NOW, method_rule=rule)
    crediting.credit_forgotten(now=NOW)


def test_first_last_and_equal(did: Callable[..., Any], opened: Deal) -> None:
    did("call", paris(2026, 10, 1, 15))  # before the opening: nothing of this deal
    did("email", paris(2026, 10, 6))
    did("meeting", paris(2026, 10, 20))
    did("email", paris(2026, 11, 2))
    did("demo", paris(2026, 11, 3), status="no_show")
    win(opened, paris(2026, 11, 10))
    did("call", paris(2026, 11, 12))  # after the win

    assert credited(opened) == ["email"]
    choose("first")
    assert credited(opened) == ["email"]
    choose("equal")
    assert credited(opened) == ["email", "visit"]


def test_the_last_is_not_the_first(did: Callable[..., Any], opened: Deal) -> None:
    did("email", paris(2026, 10, 6))
    did("meeting", paris(2026, 10, 20))
    win(opened)

    assert credited(opened) == ["visit"]
    choose("first")
    assert credited(opened) == ["email"]


def test_activities_of_the_deal_count_whenever_they_were(
    did: Callable[..., Any], opened: Deal, rep: User, customer: Prospect
) -> None:
    other = deal(owner=rep, prospect=customer, at=paris(2026, 10, 5))
    did("call", paris(2026, 10, 2), deal=opened)
    did("email", paris(2026, 10, 8), deal=other)
    win(opened)

    assert credited(opened) == ["call"]


def test_what_was_typed_at_the_win_stands_before_what_follows(
    did: Callable[..., Any], opened: Deal, rep: User
) -> None:
    did("email", paris(2026, 10, 6))
    win(opened)
    visit = method("visit")
    deals.edit_deal(deal_id=opened.pk, by=rep, now=NOW, winning_method=visit)

    assert credited(opened) == ["visit"]
    choose("equal")
    assert credited(opened) == ["email", "visit"]
    choose("last")
    deals.edit_deal(deal_id=opened.pk, by=rep, now=NOW, winning_method=None)
    assert credited(opened) == ["email"]


def test_without_an_activity_nothing_is_credited(opened: Deal) -> None:
    win(opened)
    assert credited(opened) == []


def test_credits_follow_every_move_of_an_activity(
    did: Callable[..., Any], opened: Deal, rep: User
) -> None:
    win(opened, paris(2026, 11, 10))
    late = did("email", paris(2026, 11, 3))  # told after the win, held before it
    assert credited(opened) == ["email"]
    said: dict[str, Any] = {"activity_id": late.pk, "by": rep, "now": NOW}
    activities.edit_activity(**said, method=method("visit"))
    assert credited(opened) == ["visit"]
    activities.edit_activity(**said, at=paris(2026, 11, 11))
    assert credited(opened) == []
    activities.edit_activity(**said, at=paris(2026, 11, 10))
    assert credited(opened) == ["visit"]
    activities.delete_activity(**said)
    assert credited(opened) == []


def test_a_planned_activity_counts_once_it_was_held(
    did: Callable[..., Any], opened: Deal, rep: User
) -> None:
    planned = did("meeting", NOW + timedelta(hours=1))
    win(opened)
    assert credited(opened) == []
    activities.finish_activity(
        activity_id=planned.pk, by=rep, now=NOW, at=NOW - timedelta(hours=1)
    )
    assert credited(opened) == ["visit"]


def test_a_win_that_is_withdrawn_is_credited_to_nothing(
    did: Callable[..., Any], opened: Deal, rep: User
) -> None:
    did("email", paris(2026, 10, 6))
    win(opened, paris(2026, 11, 10))
    deals.reopen_deal(deal_id=opened.pk, by=rep, now=NOW)
    assert credited(opened) == []
    win(opened)
    assert credited(opened) == ["email"]
    assert DealMovement.objects.filter(kind="won").count() == 2


def test_another_rule_credits_all_wins_in_the_background(
    did: Callable[..., Any], opened: Deal, admin: User
) -> None:
    did("email", paris(2026, 10, 6))
    did("meeting", paris(2026, 10, 20))
    win(opened)
    people.edit_organisation(by=admin, now=NOW, method_rule="first")
    job = Job.objects.get(kind="credits")
    assert job.total == 1

    done = jobs.run(job_id=job.pk)

    assert (done.state, done.done, done.result) == ("done", 1, {"changed": 1})
    assert credited(opened) == ["email"]


def test_many_wins_cost_as_few_queries(
    rep: User, django_assert_max_num_queries: Any
) -> None:
    made = []
    for _each in range(8):
        lead = prospect(owner=rep, at=paris(2026, 10, 1))
        activity(rep=rep, kind="email", at=paris(2026, 10, 9), prospect=lead)
        made.append(win(deal(owner=rep, prospect=lead, at=paris(2026, 10, 5))).pk)
    MethodCredit.objects.all().delete()
    with django_assert_max_num_queries(10):
        assert crediting.settle(made) == 8
    assert MethodCredit.objects.count() == 8
