"""All rules looked at together: opened once a cause, renewed, closed with the cause, quiet afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from crm.models import Absence, AuditEntry, Notice, Team, User
from crm.services import people
from kpis import snapshots
from kpis.alerts import acts, watching
from kpis.alerts.counting import open_count
from kpis.alerts.reading import first_open_of_each, open_alerts_for
from kpis.alerts.rules import Wanted, end_rule, make_rule
from kpis.models import Alert, AlertRule, Heartbeat
from kpis.targets.attainment import set_target
from tests import factories
from tests.factories import NOW, activity, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
#: Friday 20 November 2026; the week that ended is 9 to 15 November.
LAST_WEEK = paris(2026, 11, 10)


def rule(kind: str = "below", kpi: str = "calls_made_all", **said: Any) -> AlertRule:
    usual: dict[str, Any] = {"who": "each", "period": "week", "margin": 0}
    wanted = Wanted(kpi=kpi, kind=kind, **usual | said)
    return make_rule(wanted=wanted, by=None, now=NOW)


def look(now: datetime = NOW) -> list[str]:
    """Whose alerts are open after a look."""
    snapshots.drain(now=now)
    watching.watch(now=now)
    rows = Alert.objects.open().select_related("user", "team").order_by("pk")
    return [str(row.user or row.team or "company") for row in rows]


def calls(rep: User, count: int, at: datetime = LAST_WEEK) -> None:
    for _ in range(count):
        activity(rep=rep, at=at, now=max(at, NOW))


def test_each_person_below_a_value(rep: User, teammate: User, north: Team) -> None:
    calls(rep, 2)
    calls(teammate, 5)
    rule(level=3, team=north.pk)

    assert look() == ["Camille Roux"]
    alert = Alert.objects.get()
    assert alert.seen == {
        "value": [2, 1],
        "against": [3, 1],
        "share": None,
        "n": None,
        "days": ["2026-11-09", "2026-11-16"],
    }


def test_looking_again_opens_nothing_and_renews_what_is_seen(rep: User) -> None:
    calls(rep, 2)
    rule(level=9)
    look()
    entries = AuditEntry.objects.count()

    assert look(NOW + timedelta(minutes=1)) == ["Camille Roux"]
    assert AuditEntry.objects.count() == entries
    calls(rep, 1)
    look(NOW + timedelta(minutes=2))
    assert Alert.objects.get().seen["value"] == [3, 1]


def test_the_database_holds_one_open_alert_a_cause(rep: User) -> None:
    watched = rule(level=9)
    look()
    again = Alert(
        rule=watched,
        user=rep,
        subject=f"rep:{rep.pk}",
        opened_at=NOW,
        checked_at=NOW,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_it_closes_with_its_cause_and_is_quiet_for_its_days(rep: User) -> None:
    watched = rule("above", "complaints", level=0, cooldown_days=7, period="day")
    first = factories.complaint(by=rep, at=NOW)
    assert look() == ["Camille Roux"]

    later = NOW + timedelta(days=1)
    assert look(later) == []
    assert Alert.objects.get().why == "gone"

    # A new cause within seven days of the end opens nothing; after them it does.
    factories.complaint(by=rep, at=NOW + timedelta(days=3))
    assert look(NOW + timedelta(days=3)) == []
    factories.complaint(by=rep, at=NOW + timedelta(days=9))
    assert look(NOW + timedelta(days=9)) == ["Camille Roux"]
    assert watched.alerts.count() == 2
    assert first is not None


def test_hysteresis_keeps_it_open_on_the_edge(rep: User) -> None:
    calls(rep, 9)
    rule(level=10, margin=20)
    assert look() == ["Camille Roux"]
    calls(rep, 2)
    assert look(NOW + timedelta(minutes=1)) == ["Camille Roux"]
    calls(rep, 1)
    assert look(NOW + timedelta(minutes=2)) == []


def test_closed_by_hand_it_stays_quiet(rep: User, manager: User) -> None:
    calls(rep, 2)
    rule(level=9, cooldown_days=3)
    look()
    acts.close(alert=Alert.objects.get(), reason="Trade fair", by=manager, now=NOW)

    assert look(NOW + timedelta(days=2)) == []
    assert look(NOW + timedelta(days=3)) == ["Camille Roux"]


def test_behind_the_pace_of_a_running_month(rep: User, teammate: User) -> None:
    for person, target in ((rep, 100), (teammate, 2)):
        set_target(
            by=None,
            now=NOW,
            kpi="calls_made_all",
            period="month",
            starts_on=date(2026, 11, 1),
            value=target,
            user=person,
        )
        calls(person, 2)
    rule("pace", level=10, period="month")

    assert look() == ["Camille Roux"]


def test_below_a_share_of_the_target_of_the_month_that_ended(rep: User) -> None:
    set_target(
        by=None,
        now=NOW,
        kpi="calls_made_all",
        period="month",
        starts_on=date(2026, 10, 1),
        value=10,
        user=rep,
    )
    calls(rep, 7, paris(2026, 10, 14))
    rule("target", level=80, period="month")

    assert look() == ["Camille Roux"]
    assert Alert.objects.get().seen["share"] == [7, 10]


def test_a_team_and_the_company(rep: User, other_rep: User, north: Team) -> None:
    calls(rep, 2)
    calls(other_rep, 9)
    rule(who="team", team=north.pk, level=5)
    rule(who="company", level=5)
    rule(who="company", level=50, kind="above")

    assert look() == ["North"]


def test_worse_twice_in_a_row(rep: User, teammate: User) -> None:
    for week, count in ((26, 5), (2, 3), (9, 1)):
        month = 10 if week == 26 else 11
        calls(rep, count, paris(2026, month, week + 1))
        calls(teammate, 2, paris(2026, month, week + 1))
    rule("run", count=2)

    assert look() == ["Camille Roux"]


def test_nothing_for_two_working_days_absences_apart(
    rep: User, teammate: User, other_rep: User
) -> None:
    calls(rep, 1, paris(2026, 11, 17))
    calls(teammate, 1, paris(2026, 11, 19))
    calls(other_rep, 1, paris(2026, 11, 17))
    # Away on Wednesday and Thursday: Monday and Tuesday are what was worked.
    Absence.objects.create(
        user=other_rep, from_on=date(2026, 11, 18), to_on=date(2026, 11, 20)
    )
    rule("silent", count=2)

    assert look() == ["Camille Roux"]


def test_who_came_during_the_period_or_was_away_is_not_held_to_it(
    rep: User, north: Team
) -> None:
    new = factories.person("New Comer")
    people.join_team(user=new, team=north, from_on=date(2026, 11, 12), by=None, now=NOW)
    Absence.objects.create(
        user=rep, from_on=date(2026, 11, 9), to_on=date(2026, 11, 14)
    )
    rule(level=3)

    assert look() == []


def test_too_few_cases_raise_nothing(rep: User) -> None:
    for _ in range(3):
        factories.lost_deal(owner=rep, at=paris(2026, 10, 7))
    rule(kpi="win_rate", level=9000, period="month")

    assert look() == []


def test_figures_that_are_late(rep: User, admin: User) -> None:
    rule("late", who="company", kpi="")
    assert look() == []
    Heartbeat.objects.filter(name="figures").update(at=NOW - timedelta(minutes=16))
    activity(rep=rep)

    watching.watch(now=NOW)
    assert [alert.subject for alert in Alert.objects.open()] == ["company"]
    assert look() == []


def test_while_cells_are_to_be_computed_nothing_is_judged(rep: User) -> None:
    rule(level=9)
    snapshots.drain(now=NOW)
    activity(rep=rep)

    assert watching.watch(now=NOW).opened == 0


def test_somebody_who_left_the_team_is_no_cause_any_more(
    rep: User, north: Team
) -> None:
    rule(level=9, team=north.pk)
    assert look() == ["Camille Roux"]
    people.deactivate(user=rep, by=None, now=NOW)

    assert look() == []


def test_an_ended_rule_closes_what_it_opened(rep: User, manager: User) -> None:
    watched = rule(level=9)
    look()
    end_rule(rule=watched, by=manager, now=NOW)

    assert look() == []
    assert Alert.objects.get().why == "ended"


def test_one_notice_a_day_to_each_whom_it_concerns(
    rep: User, teammate: User, manager: User, other_manager: User
) -> None:
    rule(level=9)
    rule(kpi="emails_sent", level=9)
    look()

    told = Notice.objects.filter(kind="figure")
    assert sorted(str(n.user) for n in told) == [
        "Camille Roux",
        "Hugo Bernard",
        "Sophie Moreau",
    ]
    assert told.get(user=manager).label.endswith("and 3 more")
    rule(kpi="demos", level=9)
    look(NOW + timedelta(minutes=9))
    assert told.count() == 3
    assert told.get(user=manager).label.endswith("and 5 more")


def test_the_questions_do_not_grow_with_people_or_rules(
    rep: User, teammate: User
) -> None:
    snapshots.drain(now=NOW)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            watching.verdicts(list(AlertRule.objects.all()), NOW)
        return len(captured)

    rule(level=0)
    few = asked()
    for number in range(6):
        factories.person(f"Person {number}")
        rule(kpi="emails_sent", level=number)
    assert asked() == few


def test_what_is_due(rep: User) -> None:
    assert not watching.is_due(NOW)
    rule(level=9)
    assert watching.is_due(NOW)
    look()
    assert not watching.is_due(NOW + timedelta(minutes=6))
    activity(rep=rep)
    assert not watching.is_due(NOW + timedelta(minutes=4))
    snapshots.drain(now=NOW + timedelta(minutes=5))
    assert watching.is_due(NOW + timedelta(minutes=6))
    # A new civil day is looked at by itself.
    look(NOW + timedelta(minutes=7))
    assert watching.is_due(NOW + timedelta(days=1))


def test_the_bell_counts_what_the_page_lists(
    rep: User,
    teammate: User,
    other_rep: User,
    outsider: User,
    manager: User,
    other_manager: User,
    admin: User,
    north: Team,
    france: Team,
) -> None:
    rule(level=9)
    rule(who="team", team=north.pk, level=9)
    rule(who="team", team=france.pk, level=9)
    rule(who="company", level=9)
    look()
    put_off = Alert.objects.get(user=teammate)
    put_off.snoozed_until = date(2026, 11, 30)
    put_off.save()
    leader = factories.person("Top Leader", role=User.Role.MANAGER, sells=False)
    people.set_managers(team=france, managers=[leader], by=None, now=NOW)

    found = {}
    heard = first_open_of_each(User.objects.all(), 4)
    for person in User.objects.filter(is_active=True).exclude(pk=0):
        assert heard[person.pk] == list(open_alerts_for(person)[:4]), person
        rows = User.objects.filter(pk=person.pk).values_list(open_count(NOW.date()))
        found[str(person)] = rows.get()[0]
        assert found[str(person)] == open_alerts_for(person).count(), person
    assert found == {
        "Camille Roux": 1,
        "Hugo Bernard": 0,
        "Léa Garnier": 1,
        "Inès Petit": 1,
        "Sophie Moreau": 2,
        "Marc Dubois": 1,
        "Alice Martin": 6,
        "Top Leader": 4,
    }


def test_two_workers_at_once_open_one_alert(
    transactional_db: None, rep: User, make_at_once: Callable[..., list[BaseException]]
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: nothing to prove there")
    rule(level=9)
    snapshots.drain(now=NOW)

    assert make_at_once(*(lambda: watching.watch(now=NOW) for _ in range(4))) == []
    assert Alert.objects.count() == 1
    assert AuditEntry.objects.filter(action="alerts settled").count() == 1
    assert Notice.objects.filter(kind="figure", user=rep).count() == 1
