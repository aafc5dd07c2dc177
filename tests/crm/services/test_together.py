"""Two people at once: the second waits for the first, and sees what it did. PostgreSQL only."""

from crm.models import Activity, Deal, ProspectStep, User
from crm.services import activities, deals
from tests import factories
from tests.crm.services.together import TWO_WRITERS, both
from tests.factories import NOW, paris, stage

pytestmark = TWO_WRITERS


def test_two_deals_won_together_make_one_customer(rep: User) -> None:
    company = factories.prospect(owner=rep, at=paris(2026, 1, 5))
    one, two = (factories.deal(owner=rep, prospect=company) for _ in range(2))
    other = both(
        lambda: deals.win_deal(deal_id=one.pk, by=rep, now=NOW),
        lambda: deals.win_deal(deal_id=two.pk, by=rep, now=NOW),
    )
    assert other.error is None
    assert ProspectStep.objects.of("converted").count() == 1


def test_two_calls_logged_together_are_one_first_contact(rep: User) -> None:
    company = factories.prospect(owner=rep, at=paris(2026, 1, 5))

    def call() -> None:
        factories.activity(rep=rep, prospect=company)

    assert both(call, call).error is None
    assert Activity.objects.count() == 2
    assert ProspectStep.objects.of("contacted").count() == 1


def test_the_same_call_sent_together_is_written_once(rep: User) -> None:
    from uuid import uuid4

    key = uuid4()

    def call() -> None:
        factories.activity(rep=rep, client_uuid=key)

    assert both(call, call).error is None
    assert Activity.objects.count() == 1


def test_a_deal_that_moves_while_its_stage_is_revalued_takes_all_of_it_along(
    rep: User, admin: User
) -> None:
    deal = factories.deal(owner=rep, at=paris(2026, 11, 9))
    first = stage("Qualification")
    both(
        lambda: deals.move_deal(deal_id=deal.pk, stage=stage("Demo"), by=rep, now=NOW),
        lambda: deals.set_probability(stage=first, probability=50, by=admin, now=NOW),
    )
    rows = deal.movements.filter(stage=first)
    assert sum(row.weighted for row in rows) == 0


def test_a_deal_ends_once_when_it_is_won_and_lost_together(rep: User) -> None:
    deal = factories.deal(owner=rep)
    reason = factories.lost_reason()
    other = both(
        lambda: deals.win_deal(deal_id=deal.pk, by=rep, now=NOW),
        lambda: deals.lose_deal(deal_id=deal.pk, reason=reason, by=rep, now=NOW),
    )
    assert other.error is not None
    assert "Reopen it first" in str(other.error)
    assert Deal.objects.get().state == "won"


def test_a_planned_call_is_held_once(rep: User) -> None:
    call = factories.activity(rep=rep, at=paris(2026, 11, 21))

    def hold() -> None:
        activities.finish_activity(activity_id=call.pk, by=rep, now=NOW)

    other = both(hold, hold)
    assert "already done" in str(other.error)
