"""Data quality: each share counted by hand, the mean of the shares, whose records."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.models import Deal, Prospect, Region, Sector, Source, Team, User
from kpis import quality
from kpis.quality import BY_KEY, Measured, Whom
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def shares(reader: User, people: list[int] | None = None) -> dict[str, tuple[int, int]]:
    """{part: (filled, n)}"""
    found = quality.measured(Whom(reader, people, NOW))
    return {each.part.key: (each.filled, each.n) for each in found}


def test_open_deals_are_counted_by_what_they_lack(rep: User) -> None:
    whole = factories.deal(owner=rep, amount=100, expected_close_on=date(2026, 12, 1))
    Deal.objects.filter(pk=whole.pk).update(next_step="Call back")
    factories.deal(owner=rep, amount=None)
    planned = factories.deal(owner=rep, amount=100)
    factories.activity(
        rep=rep, deal=planned, at=NOW + timedelta(days=1), kind="call", prospect=None
    )
    factories.won_deal(owner=rep)

    found = shares(rep)

    assert found["deal_next_step"] == (2, 3)
    assert found["deal_amount"] == (2, 3)
    assert found["deal_close"] == (1, 3)


def test_what_is_planned_on_the_prospect_is_a_next_step_of_its_deal(rep: User) -> None:
    prospect = factories.prospect(owner=rep)
    factories.deal(owner=rep, prospect=prospect)
    assert shares(rep)["deal_next_step"] == (0, 1)

    factories.activity(
        rep=rep, prospect=prospect, at=NOW + timedelta(days=1), kind="call"
    )

    assert shares(rep)["deal_next_step"] == (1, 1)


def test_prospects_are_counted_by_source_region_and_industry(rep: User) -> None:
    lists = {
        "source": Source.objects.create(name="Fair of Lyon"),
        "region": Region.objects.create(name="Far west"),
        "sector": Sector.objects.create(name="Forestry"),
    }
    factories.prospect(owner=rep, **lists)
    factories.prospect(owner=rep, source=lists["source"])
    gone = factories.prospect(owner=rep)
    Prospect.objects.filter(pk=gone.pk).update(archived_at=NOW)
    refused = factories.prospect(owner=rep)
    Prospect.objects.filter(pk=refused.pk).update(disqualified_at=NOW)

    found = shares(rep)

    assert found["prospect_source"] == (2, 2)
    assert found["prospect_region"] == (1, 2)
    assert found["prospect_sector"] == (1, 2)


def test_what_was_said_lately_has_an_outcome(rep: User) -> None:
    factories.activity(rep=rep, kind="call", at=NOW - timedelta(days=1))
    factories.activity(
        rep=rep, kind="call", outcome="reached", at=NOW - timedelta(days=89)
    )
    factories.activity(rep=rep, kind="call", at=NOW - timedelta(days=91))
    factories.activity(rep=rep, kind="email", at=NOW - timedelta(days=1))
    factories.activity(rep=rep, kind="call", at=NOW + timedelta(days=1))

    assert shares(rep)["activity_outcome"] == (1, 2)


def test_the_score_is_the_plain_mean_of_the_shares_there_are() -> None:
    part = BY_KEY["deal_amount"]
    parts = [Measured(part, 4, 3), Measured(part, 2, 1), Measured(part, 0, 0)]

    # (3/4 + 1/2) / 2: what has no row has no share.
    assert quality.score(parts) == Fraction(5, 8)
    assert quality.score([Measured(part, 0, 0)]) is None
    assert [each.missing for each in parts] == [1, 1, 0]


def test_the_list_holds_what_lacks_the_field_the_newest_first(rep: User) -> None:
    old = factories.deal(owner=rep, amount=None, at=NOW - timedelta(days=9))
    new = factories.deal(owner=rep, amount=None, at=NOW - timedelta(days=2))
    factories.deal(owner=rep, amount=100)

    found = quality.to_fill(BY_KEY["deal_amount"], Whom(rep, None, NOW))

    assert list(found) == [new, old]


def test_each_reader_measures_what_they_may_read(
    rep: User, teammate: User, other_rep: User, manager: User, admin: User, north: Team
) -> None:
    for who in (rep, teammate, other_rep):
        factories.deal(owner=who, amount=None)

    assert shares(rep)["deal_amount"] == (0, 1)
    assert shares(manager)["deal_amount"] == (0, 2)
    assert shares(manager, [rep.pk])["deal_amount"] == (0, 1)
    assert shares(rep, [teammate.pk])["deal_amount"] == (0, 0)
    assert shares(admin)["deal_amount"] == (0, 3)


def test_all_parts_take_one_question_a_kind_of_record(rep: User) -> None:
    factories.deal(owner=rep)
    with CaptureQueriesContext(connection) as queries:
        quality.measured(Whom(rep, [rep.pk], NOW))

    counted = [q for q in queries if "COUNT" in q["sql"]]
    assert len(counted) == 3
