"""One stream: every kind of row, in order, page after page, with one query a page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from crm import timeline
from crm.models import (
    Attachment,
    Deal,
    Prospect,
    Quote,
    Review,
    SurveyAnswer,
    SurveyInvitation,
    User,
    Verbatim,
)
from crm.services import deals, prospects
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(rep: User) -> Prospect:
    return factories.prospect(owner=rep, at=NOW - timedelta(days=90), name="Durand")


def one_of_each(company: Prospect, rep: User) -> Deal:
    """Something in every branch; the deal is moved, repriced and won."""
    at = NOW - timedelta(days=5)
    deal = factories.deal(owner=rep, prospect=company, at=at, name="Racks")
    factories.activity(rep=rep, prospect=company, deal=deal, at=at)
    factories.activity(rep=rep, prospect=company, at=NOW + timedelta(days=1))
    factories.complaint(by=rep, prospect=company, at=at)
    said = {"prospect": company, "rep": rep, "owner": rep, "at": at}
    Verbatim.objects.create(kind="question", text="When?", **said)
    SurveyAnswer.objects.create(survey="nps", score=9, **said)
    Review.objects.create(site="Maps", rating=4, **said)
    SurveyInvitation.objects.create(
        survey="csat",
        prospect=company,
        email="a@durand.fr",
        digest="d",
        by=rep,
        created_at=at,
        expires_at=NOW,
    )
    Attachment.objects.create(
        prospect=company, name="plan.pdf", size=1, sha256="", by=rep, at=at
    )
    for number, ended in (("D-1", "signed_at"), ("D-2", "refused_at")):
        moments: dict[str, Any] = {"sent_at": at, ended: NOW}
        Quote.objects.create(
            deal=deal, number=number, rep=rep, created_at=at, amount=100, **moments
        )
    prospects.edit_prospect(prospect_id=company.pk, by=rep, now=NOW, city="Lyon")
    prospects.take_step(prospect_id=company.pk, step="sql", at=at, by=rep, now=NOW)
    deals.move_deal(deal_id=deal.pk, stage=factories.stage("Proposal"), by=rep, now=NOW)
    return deal


def names(of: timeline.Subject, **asked: str) -> list[str]:
    return [row.name for row in timeline.read(of, **asked).entries]


def test_every_kind_stands_in_one_stream_read_in_one_query(
    company: Prospect, rep: User, django_assert_num_queries: Any
) -> None:
    one_of_each(company, rep)
    with django_assert_num_queries(1):
        told = names(timeline.of_prospect(company.pk))
    assert set(told) == set(timeline.GROUPS[""])
    assert told[0] == "activity"


@pytest.mark.parametrize("show", [key for key in timeline.GROUPS if key])
def test_a_group_shows_its_kinds_only(company: Prospect, rep: User, show: str) -> None:
    one_of_each(company, rep)
    assert set(names(timeline.of_prospect(company.pk), show=show)) == set(
        timeline.GROUPS[show]
    )


def test_a_deal_tells_its_own_moves_with_where_it_was(
    company: Prospect, rep: User
) -> None:
    deal = one_of_each(company, rep)
    deals.price_deal(deal_id=deal.pk, amount=150_000, by=rep, now=NOW)
    moves = {
        row.kind: row
        for row in timeline.read(timeline.of_deal(deal.pk), show="deals").entries
        if row.name == "movement"
    }
    assert (moves["stage"].text, moves["stage"].state) == ("Qualification", "Proposal")
    assert (moves["amount"].other, moves["amount"].amount) == (100_000, 50_000)


def test_pages_follow_each_other_without_gap_or_repetition(
    company: Prospect, rep: User
) -> None:
    # Many at one instant, of several kinds: what would break a page that only knew the time.
    at = NOW - timedelta(days=2, microseconds=5)
    for number in range(40):
        factories.activity(rep=rep, prospect=company, at=at)
        if number % 2:
            factories.complaint(by=rep, prospect=company, at=at)
    factories.activity(rep=rep, prospect=company, at=NOW + timedelta(days=1))
    of, before, found = timeline.of_prospect(company.pk), "", []
    for _page in range(5):
        window = timeline.read(of, before=before)
        found += [(row.name, row.row) for row in window.entries]
        before = window.older
        if not before:
            break
    assert len(found) == len(set(found)) == 40 + 20 + 1 + 1
    assert found[-1][0] == "step"


@pytest.mark.parametrize(
    "before", ["x", "0-1-1", f"0-{'9' * 17}-1-1", "0-1-1-1\0", "9-1-1-1", "²-1-1-1"]
)
def test_a_place_that_is_none_is_the_first_page(company: Prospect, before: str) -> None:
    assert names(timeline.of_prospect(company.pk), before=before) == ["step"]
