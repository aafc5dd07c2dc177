"""Rules looked at while people work, move, leave and change roles: what holds after every look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import Phase
from hypothesis import strategies as st

from crm.civil import civil_day
from crm.models import Activity, AuditEntry, Notice, Organisation, Team, User
from crm.services import activities, office, people
from kpis import snapshots
from kpis.alerts import acts, settling, telling, watching
from kpis.alerts.counting import open_count
from kpis.alerts.crew import crew_of
from kpis.alerts.judging import State
from kpis.alerts.reading import alerts_of, open_alerts_for
from kpis.alerts.rules import Wanted, change_rule, make_rule
from kpis.alerts.settling import Settled
from kpis.models import Alert, AlertRule
from kpis.periods import Period
from kpis.working_days import calendar_for
from tests import factories
from tests.factories import NOW
from tests.kpis.alerts.test_settling import proved

#: Examples of a life in every test run, and under ``make fuzz``.
SIZES = [
    pytest.param(2, id="everyday"),
    pytest.param(60, id="many", marks=pytest.mark.fuzz),
]
ACTS = ("call", "call", "erase", "move", "leave", "demote", "change", "hand", "wait")
Drawn = list[tuple[str, int, int]]
lives = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 50), st.integers(0, 50)),
    min_size=4,
    max_size=9,
)


@dataclass
class Office:
    """Three sellers of two teams, their managers, an admin, and rules over all of them."""

    sellers: list[User]
    managers: list[User]
    teams: list[Team]
    admin: User
    now: datetime = NOW
    rules: list[AlertRule] = field(default_factory=list)

    def __post_init__(self) -> None:
        north = self.teams[0].pk
        for wanted in (
            Wanted("calls_made_all", "below", "each", "week", 3, margin=40),
            Wanted("calls_made_all", "below", "each", "day", 1, margin=0, team=north),
            Wanted("calls_made_all", "above", "team", "week", 2, team=north),
            Wanted("calls_made_all", "silent", "each", count=2, cooldown_days=0),
            Wanted("calls_made_all", "below", "company", "week", 9, cooldown_days=1),
            Wanted("attainment", "below", "each", "month", 5_000),
        ):
            self.rules.append(make_rule(wanted=wanted, by=None, now=self.now))

    def happens(self, act: str, one: int, other: int) -> None:
        seller = self.sellers[one % len(self.sellers)]
        getattr(self, f"_{act}")(seller, one, other)

    def _call(self, seller: User, _one: int, other: int) -> None:
        at = self.now - timedelta(days=other % 12, hours=1)
        factories.activity(rep=seller, at=at, now=self.now)

    def _erase(self, seller: User, _one: int, _other: int) -> None:
        if row := Activity.objects.filter(rep=seller).order_by("-pk").first():
            activities.delete_activity(activity_id=row.pk, by=seller, now=self.now)

    def _move(self, seller: User, _one: int, other: int) -> None:
        team = [*self.teams, None][other % 3]
        day = civil_day(self.now, Organisation.current().zone)
        people.join_team(user=seller, team=team, by=None, now=self.now, from_on=day)

    def _leave(self, seller: User, _one: int, _other: int) -> None:
        seller.refresh_from_db()
        if seller.is_active:
            people.deactivate(user=seller, by=self.admin, now=self.now)
        else:
            office.reactivate(person=seller, by=self.admin, now=self.now)

    def _demote(self, _seller: User, one: int, _other: int) -> None:
        """Named in the team for good, a manager or not any more."""
        person = self.managers[one % len(self.managers)]
        role = "rep" if person.is_manager else "manager"
        office.edit_person(person=person, by=self.admin, now=self.now, role=role)

    def _change(self, _seller: User, one: int, other: int) -> None:
        rule = AlertRule.objects.get(pk=self.rules[one % 3].pk)
        wanted = Wanted(
            rule.kpi,
            rule.kind,
            rule.who,
            rule.period,
            other % 6,
            margin=rule.margin,
            cooldown_days=other % 4,
            team=rule.team_id,
        )
        change_rule(rule=rule, wanted=wanted, by=self.admin, now=self.now)

    def _hand(self, _seller: User, _one: int, other: int) -> None:
        rows = list(Alert.objects.open().order_by("pk"))
        if rows:
            alert = rows[other % len(rows)]
            acts.close(alert=alert, reason="", by=self.admin, now=self.now)

    def _wait(self, _seller: User, one: int, _other: int) -> None:
        self.now += timedelta(hours=one * 4)


def written() -> tuple[Any, ...]:
    return (
        list(Alert.objects.order_by("pk").values()),
        list(Notice.objects.order_by("pk").values("user", "key", "label", "read_at")),
        AuditEntry.objects.count(),
    )


def looked_at(place: Office) -> None:
    """One look, and what must hold after it."""
    snapshots.drain(now=place.now)
    watching.watch(now=place.now)
    once = written()
    assert watching.watch(now=place.now) == Settled()
    assert written() == once
    _causes(place.now)
    _whom_it_concerns(place.now)


def _causes(now: datetime) -> None:
    """Open is what is raised, once, of who is watched; what is raised and not open was closed lately."""
    rules = list(AlertRule.objects.running())
    said = watching.verdicts(rules, now)
    day = civil_day(now, Organisation.current().zone)
    span = Period(day - watching.BACK, day + watching.AHEAD)
    crew = crew_of(day, calendar_for(span))
    for rule in rules:
        found = {
            subject.key: verdict.state for subject, verdict in said[rule.pk].items()
        }
        assert set(found) <= {subject.key for subject in crew.subjects(rule)}
        opened = list(rule.alerts.open().values_list("subject", flat=True))
        assert len(opened) == len(set(opened))
        assert State.GONE not in {found.get(key, State.GONE) for key in opened}
        since = now - timedelta(days=rule.cooldown_days)
        quiet = set(
            rule.alerts.closed()
            .filter(closed_at__gt=since)
            .values_list("subject", flat=True)
        )
        raised = {key for key, state in found.items() if state == State.RAISED}
        assert raised <= {*opened, *quiet}


def _whom_it_concerns(now: datetime) -> None:
    """Who is told may see it, and somebody is; the bell counts what the page lists."""
    day = civil_day(now, Organisation.current().zone)
    told = list(Alert.objects.filter(told_at=now).select_related("rule", "user"))
    concerned = telling.concerned(told, day)
    for person, alerts in concerned.items():
        seen = set(alerts_of(person).values_list("pk", flat=True))
        assert {alert.pk for alert in alerts} <= seen, person
    assert {a.pk for alerts in concerned.values() for a in alerts} == {
        a.pk for a in told
    }
    fresh = Notice.objects.filter(kind="figure", at=now)
    assert {notice.user_id for notice in fresh} <= {p.pk for p in concerned}
    for person in User.objects.filter(is_active=True).exclude(pk=0):
        counted = User.objects.filter(pk=person.pk).values_list(open_count(day)).get()
        assert counted[0] == open_alerts_for(person).count(), person


@pytest.fixture
def place(
    rep: User,
    teammate: User,
    other_rep: User,
    manager: User,
    other_manager: User,
    admin: User,
    north: Team,
    south: Team,
) -> Office:
    with time_machine.travel(NOW, tick=False):
        return Office(
            [rep, teammate, other_rep], [manager, other_manager], [north, south], admin
        )


def lived(place: Office, drawn: Drawn) -> None:
    place.now = NOW
    with time_machine.travel(NOW, tick=False):
        looked_at(place)
    for act, one, other in drawn:
        place.now += timedelta(minutes=1)
        with time_machine.travel(place.now, tick=False):
            for person in place.managers:
                person.refresh_from_db()
            place.happens(act, one, other)
        with time_machine.travel(place.now, tick=False):
            looked_at(place)


@pytest.mark.parametrize("examples", SIZES)
def test_after_every_look(place: Office, examples: int) -> None:
    drawn = (Phase.generate,) if examples < 10 else tuple(Phase)
    proved(lambda life: lived(place, life), lives, examples, drawn)


def _told_by_name_in_the_team(patch: pytest.MonkeyPatch) -> None:
    """Who was a manager and is none any more is told as before."""

    class Wrong(telling._Leaders):
        def __init__(self) -> None:
            super().__init__()
            links = Team.managers.through.objects.select_related("user")
            self.managers = {}
            for link in links.order_by("pk"):
                self.managers.setdefault(link.team_id, []).append(link.user)

    patch.setattr(telling, "_Leaders", Wrong)


def _leavers_are_watched(patch: pytest.MonkeyPatch) -> None:
    right = settling._renew

    def wrong(open_now: Any, verdicts: Any, now: Any) -> Any:
        known = {subject.key for subject in verdicts}
        return right({k: a for k, a in open_now.items() if k in known}, verdicts, now)

    patch.setattr(settling, "_renew", wrong)


LEFT = [("wait", 6, 0), ("leave", 0, 0), ("wait", 6, 0)]
DEMOTED = [("demote", 0, 0), ("wait", 18, 0), ("hand", 0, 0), ("wait", 50, 0)]


@pytest.mark.parametrize(
    ("bug", "drawn"),
    [
        (_told_by_name_in_the_team, DEMOTED),
        (_leavers_are_watched, LEFT),
    ],
)
def test_a_planted_bug_turns_it_red(
    place: Office,
    monkeypatch: pytest.MonkeyPatch,
    bug: Callable[[pytest.MonkeyPatch], None],
    drawn: Drawn,
) -> None:
    bug(monkeypatch)

    with pytest.raises(AssertionError):
        lived(place, drawn)
