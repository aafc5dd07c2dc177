"""Lives of deals and people that make figures lie elsewhere."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from crm.models import Team, User
from crm.services import deals, people
from kpis import snapshots
from kpis.models import DailySnapshot
from kpis.periods import between
from kpis.scope import ALL, narrowed, scope_of
from kpis.verify import verify
from tests.factories import NOW, activity, deal, paris, person, prospect, won_deal
from tests.kpis.figures import NOVEMBER, figure, split, values

OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
AUTUMN = between(date(2026, 10, 1), date(2026, 11, 30))


@pytest.fixture
def moved_deal(rep: User, other_rep: User) -> Any:
    """Opened by Camille in October, moved to Léa, won by Léa in November."""
    opened = deal(owner=rep, at=paris(2026, 10, 5), amount=50_000)
    deals.assign_deal(
        deal_id=opened.pk, owner=other_rep, by=rep, now=paris(2026, 10, 20)
    )
    deals.win_deal(deal_id=opened.pk, by=other_rep, now=paris(2026, 11, 10))
    return opened


@pytest.mark.parametrize(
    ("key", "whose"),
    [
        ("opps_created", "rep"),
        ("deals_won", "other"),
        ("revenue", "other"),
        ("avg_transaction", "other"),
        ("win_rate", "other"),
    ],
)
def test_opened_by_one_won_by_another(
    moved_deal: Any, rep: User, other_rep: User, key: str, whose: str
) -> None:
    person = rep if whose == "rep" else other_rep
    team = person.memberships.get().team
    total = figure(key, AUTUMN)

    assert split(key, "rep", AUTUMN) == {person.pk: total}
    assert split(key, "team", AUTUMN) == {team.pk: total}
    assert figure(key, AUTUMN, scope=narrowed(ALL, team=team.pk)) == total
    assert figure(key, AUTUMN, scope=scope_of(person)) == total
    assert set(values("sales_cycle", AUTUMN, "rep")) == {(other_rep.pk,)}


def test_the_command_says_the_same(
    moved_deal: Any, rep: User, other_rep: User, frozen: Any
) -> None:
    snapshots.drain(now=NOW)

    def rows(key: str, by: str) -> dict[str, Any]:
        out = StringIO()
        call_command(
            "kpi",
            key,
            "--from",
            "2026-10-01",
            "--to",
            "2026-11-30",
            "--by",
            by,
            stdout=out,
        )
        found = json.loads(out.getvalue())["rows"]
        return {
            row["keys"][by]: row["value"]
            for row in found
            if row["n"] != 0 and row["value"] not in (0, "0.00")
        }

    assert rows("opps_created", "rep") == {rep.email: 1}
    assert rows("deals_won", "rep") == {other_rep.email: 1}
    assert rows("revenue", "team") == {"South": "500.00"}


def test_the_load_went_along_with_the_deal(
    moved_deal: Any, rep: User, other_rep: User
) -> None:
    assert split("pipeline_value", "rep", OCTOBER) == {other_rep.pk: 50_000}
    middle = between(date(2026, 10, 1), date(2026, 10, 10))
    assert split("pipeline_value", "rep", middle) == {rep.pk: 50_000}
    assert split("pipeline_value", "rep") == {}


def test_won_reopened_won_again_counts_once(rep: User) -> None:
    customer = prospect(owner=rep, at=paris(2026, 9, 1))
    won = won_deal(owner=rep, at=paris(2026, 10, 5), amount=700, prospect=customer)
    snapshots.drain(now=NOW)
    deals.reopen_deal(deal_id=won.pk, by=rep, now=paris(2026, 11, 2))

    assert figure("deals_won", OCTOBER) == 0
    assert figure("new_customers", AUTUMN) == 0
    assert split(
        "open_deals", "day", between(date(2026, 10, 31), date(2026, 11, 2))
    ) == {date(2026, 11, 2): 1}

    deals.win_deal(deal_id=won.pk, by=rep, now=paris(2026, 11, 6))

    assert split("revenue", "month", AUTUMN) == {date(2026, 11, 1): 700}
    assert split("deals_won", "month", AUTUMN) == {date(2026, 11, 1): 1}
    assert split("new_customers", "month", AUTUMN) == {date(2026, 11, 1): 1}
    assert figure("open_deals") == 0


def test_reopened_by_another_who_wins_it(rep: User, teammate: User) -> None:
    won = won_deal(owner=rep, at=paris(2026, 10, 5))
    deals.assign_deal(deal_id=won.pk, owner=teammate, by=rep, now=paris(2026, 11, 1))
    deals.reopen_deal(deal_id=won.pk, by=teammate, now=paris(2026, 11, 2))
    assert split("open_deals", "rep") == {teammate.pk: 1}

    deals.win_deal(deal_id=won.pk, by=teammate, now=paris(2026, 11, 6))

    assert split("deals_won", "rep", AUTUMN) == {teammate.pk: 1}
    assert split("opps_created", "rep", AUTUMN) == {rep.pk: 1}
    assert split("open_deals", "rep") == {}


def test_a_team_changed_in_the_middle_of_the_month(
    rep: User, north: Team, south: Team
) -> None:
    for day in (9, 10, 11):
        activity(rep=rep, at=paris(2026, 11, day))
    deal(owner=rep, at=paris(2026, 11, 9), amount=300)
    snapshots.drain(now=NOW)
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 10))

    assert split("calls_made_all", "team") == {north.pk: 1, south.pk: 2}
    # The stock is where its owner is on the day, and no ghost stays behind.
    assert split("pipeline_value", "team") == {south.pk: 300}
    early = between(date(2026, 11, 1), date(2026, 11, 9))
    assert split("pipeline_value", "team", early) == {north.pk: 300}
    assert figure("open_deals", scope=narrowed(ALL, team=north.pk)) == 0
    assert verify().differences == []


def test_winning_after_the_move_leaves_no_ghost(
    rep: User, north: Team, south: Team
) -> None:
    opened = deal(owner=rep, at=paris(2026, 11, 9), amount=300)
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 10))
    deals.win_deal(deal_id=opened.pk, by=rep, now=paris(2026, 11, 12))

    for team in (north, south):
        assert figure("pipeline_value", scope=narrowed(ALL, team=team.pk)) == 0
    assert split("revenue", "team") == {south.pk: 300}


def test_a_membership_corrected_long_after(rep: User, south: Team) -> None:
    activity(rep=rep, at=paris(2026, 10, 9))
    snapshots.drain(now=NOW)
    people.join_team(user=rep, team=south, by=None, now=NOW)

    assert split("calls_made_all", "team", OCTOBER) == {south.pk: 1}


def test_one_person_who_is_admin_and_rep_with_no_team(db: None) -> None:
    alone = person("Alice Seule", role="admin")
    won_deal(owner=alone, amount=1_200)
    activity(rep=alone, prospect=prospect(owner=alone))
    activity(rep=alone, kind="email")

    for scope in (ALL, scope_of(alone), narrowed(ALL, rep=alone.pk)):
        assert figure("revenue", scope=scope) == 1_200
        assert figure("touches_per_rep", scope=scope) == 2
        assert figure("prospects_contacted", scope=scope) == 1
    assert split("revenue", "team") == {0: 1_200}
    assert split("revenue", "rep") == {alone.pk: 1_200}


def test_deleting_undoes_exactly_what_was_written(rep: User) -> None:
    activity(rep=rep)
    opened = deal(owner=rep, at=paris(2026, 11, 3), prospect=prospect(owner=rep))
    deals.win_deal(deal_id=opened.pk, by=rep, now=NOW)
    assert figure("new_customers") == 1
    deals.delete_deal(deal_id=opened.pk, by=rep, now=NOW)

    for key in ("revenue", "deals_won", "opps_created", "open_deals", "new_customers"):
        assert figure(key) == 0
    assert figure("calls_made_all") == 1


def test_a_late_fact_on_a_published_day_is_restated(rep: User, teammate: User) -> None:
    """Also for a person who had no cell that day: shown as nothing, it is now one."""
    from kpis.models import Restatement

    activity(rep=rep, at=NOW - timedelta(days=3))
    snapshots.drain(now=NOW)
    assert not Restatement.objects.exists()
    activity(rep=rep, at=NOW - timedelta(days=3))
    activity(rep=teammate, at=NOW - timedelta(days=3))
    snapshots.drain(now=NOW)

    found = {r.rep_id: r.changes["calls"] for r in Restatement.objects.all()}
    assert found == {rep.pk: [1, 2], teammate.pk: [0, 1]}


def test_planned_is_not_done(rep: User) -> None:
    activity(rep=rep, at=NOW + timedelta(days=2))

    assert figure("calls_made_all") == 0
    assert not DailySnapshot.objects.filter(calls__gt=0).exists()


def test_the_last_day_of_the_month_closes_it(rep: User) -> None:
    deal(owner=rep, at=paris(2026, 10, 31, 23, 59), amount=5)
    deal(owner=rep, at=paris(2026, 11, 1, 0, 0), amount=7)

    assert split("pipeline_value", "month", AUTUMN) == {
        date(2026, 10, 1): 5,
        date(2026, 11, 1): 12,
    }
    assert figure("opps_created", OCTOBER) == 1
    assert figure("opps_created", NOVEMBER) == 1
