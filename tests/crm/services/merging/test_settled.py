"""What follows from the orders and activities of both is settled in the merge, and undone with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from crm.models import MethodCredit, Prospect, ProspectStep, User
from crm.services import deals, departures, way_back
from crm.services.merging import merge_prospects
from tests.factories import NOW, activity, deal, paris, prospect, won_deal

pytestmark = pytest.mark.django_db


def rows(model: Any) -> list[dict[str, Any]]:
    told = list(model.objects.order_by("pk").values())
    # Undoing is a change of its own: versions go on.
    return [{k: v for k, v in row.items() if k != "version"} for row in told]


def everything() -> list[Any]:
    return [rows(model) for model in (Prospect, ProspectStep, MethodCredit)]


@pytest.fixture
def pair(rep: User) -> tuple[Prospect, Prospect]:
    """One ordered on 5 March 2025 and is lost since 5 March 2026; the other on 1 February 2026."""
    home, other = (prospect(owner=rep, at=paris(2025, 1, 1)) for _n in range(2))
    won_deal(owner=rep, prospect=home, at=paris(2025, 3, 5))
    won_deal(owner=rep, prospect=other, at=paris(2026, 2, 1))
    departures.settle_day(now=NOW)
    home.refresh_from_db()
    assert home.churned_at == paris(2026, 3, 5, 0)
    return home, other


def merge(home: Prospect, other: Prospect) -> Any:
    back = merge_prospects(into=home.pk, other=other.pk, by=home.owner, now=NOW)
    home.refresh_from_db()
    return back


def test_a_customer_is_lost_by_the_orders_of_both(
    pair: tuple[Prospect, Prospect],
) -> None:
    home, other = pair
    was = everything()
    back = merge(home, other)
    # The last order of both is of February 2026: twelve months are not over.
    assert home.churned_at is None
    assert home.churn_reason is None
    told = ProspectStep.objects.standing().filter(prospect=home)
    assert [row.step for row in told.order_by("at")] == ["detected", "converted"]

    # The next tick finds nothing to do, so that the merge can still be undone.
    left = everything()
    departures.forget_day()
    departures.settle_day(now=NOW + timedelta(minutes=5))
    assert everything() == left
    way_back.undo(way_back_id=back.pk, by=home.owner, now=NOW + timedelta(minutes=6))
    assert everything() == was


def test_a_silence_between_the_orders_of_both_is_told(rep: User) -> None:
    home, other = (prospect(owner=rep, at=paris(2024, 1, 1)) for _n in range(2))
    won_deal(owner=rep, prospect=home, at=paris(2026, 6, 1))
    won_deal(owner=rep, prospect=other, at=paris(2024, 3, 5))
    departures.settle_day(now=NOW)
    was = everything()
    back = merge(home, other)
    told = ProspectStep.objects.standing().filter(prospect=home, automatic=True)
    assert [(row.step, row.at) for row in told.order_by("at")] == [
        ("churned", paris(2025, 3, 5, 0)),
        ("returned", paris(2026, 6, 1)),
    ]
    assert home.churned_at is None
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW + timedelta(minutes=6))
    assert everything() == was


def test_a_win_is_credited_to_the_activities_of_both(rep: User) -> None:
    home, other = (prospect(owner=rep, at=paris(2026, 9, 1)) for _n in range(2))
    opened = deal(owner=rep, prospect=home, at=paris(2026, 10, 1))
    activity(rep=rep, kind="call", prospect=other, at=paris(2026, 10, 5))

    deals.win_deal(deal_id=opened.pk, by=rep, now=NOW, at=paris(2026, 10, 20))
    assert not MethodCredit.objects.exists()
    was = everything()
    back = merge(home, other)
    [credit] = MethodCredit.objects.all()
    assert credit.method.code == "call"
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW + timedelta(minutes=6))
    assert everything() == was
