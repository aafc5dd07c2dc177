"""Alerts, rules, plans, remarks and priorities as people use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Team, User
from kpis import snapshots
from kpis.alerts import watching
from kpis.alerts.rules import Wanted, make_rule
from kpis.catalogue import KPIS
from kpis.models import ActionPlan, Alert, AlertRule, FigureComment, Priority
from kpis.spec import Better, Kpi, Ratio, Unit
from tests.factories import NOW, activity, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


@pytest.fixture
def alert(rep: User, teammate: User, north: Team) -> Alert:
    """Camille made two calls last week, Hugo nine; five are wanted of each."""
    for person, count in ((rep, 2), (teammate, 9)):
        for _ in range(count):
            activity(rep=person, at=paris(2026, 11, 10))
    wanted = Wanted("calls_made_all", "below", "each", "week", level=5, team=north.pk)
    make_rule(wanted=wanted, by=None, now=NOW)
    snapshots.drain(now=NOW)
    watching.watch(now=NOW)
    return Alert.objects.get()


def page(client: Client, address: str, **asked: Any) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def form(**said: Any) -> dict[str, Any]:
    usual = {
        "kpi": "calls_made_all",
        "kind": "below",
        "level": "5",
        "period": "week",
        "margin": "0",
        "cooldown_days": "7",
        "act": "save",
    }
    return usual | said


def test_what_the_page_shows_is_what_the_figure_says(
    alert: Alert, manager: User, rep: User, client_of: SignIn
) -> None:
    text = page(client_of(manager), "/alerts/")
    assert "Calls made, Camille Roux" in text
    assert '<strong class="num">2</strong>' in text
    assert "below 5 a week" in text.lower()
    explained = page(
        client_of(manager),
        "/figures/calls_made_all/",
        period="week",
        on="2026-11-09",
        rep=rep.pk,
    )
    assert '<span class="figure figure-page">2</span>' in explained


def test_a_person_sees_their_own_and_nothing_to_decide(
    alert: Alert, rep: User, teammate: User, other_manager: User, client_of: SignIn
) -> None:
    own = page(client_of(rep), "/alerts/")
    assert "Camille Roux" in own
    assert "acknowledge" not in own
    for stranger in (teammate, other_manager):
        assert f'id="alert-{alert.pk}"' not in page(client_of(stranger), "/alerts/")


def test_acknowledged_put_off_and_closed(
    alert: Alert, manager: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    for act in ("acknowledge", "snooze"):
        sent = {"reason": "A trade fair", "until": "2026-11-27"}
        address = reverse(f"kpis:alert-{act}", args=[alert.pk])
        assert client.post(address, sent).status_code == 303
    text = page(client, "/alerts/")
    assert "A trade fair" in text
    client.post(reverse("kpis:alert-close", args=[alert.pk]), {"reason": "Known"})
    assert f'id="alert-{alert.pk}"' not in page(client, "/alerts/")
    assert "Known" in page(client, "/alerts/history/")


def test_a_reason_and_a_day_to_come_are_asked_for(
    alert: Alert, manager: User, client_of: SignIn
) -> None:
    address = reverse("kpis:alert-snooze", args=[alert.pk])
    client = client_of(manager)
    assert client.post(address, {"until": "2026-11-27"}).status_code == 422
    past = {"reason": "x", "until": "2026-11-20"}
    assert client.post(address, past).status_code == 422


def test_a_manager_makes_a_rule_once_for_their_own(
    manager: User, rep: User, other_rep: User, client_of: SignIn
) -> None:
    client, address = client_of(manager), reverse("kpis:alert-rule-new")
    for _ in range(2):
        answer = client.post(address, form(whose=f"person:{rep.pk}"))
        assert answer.status_code == 302
    assert AlertRule.objects.count() == 1
    for whose in (f"person:{other_rep.pk}", "company", "each:"):
        assert client.post(address, form(whose=whose)).status_code == 422
    assert AlertRule.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"level": ""}, "level"),
        ({"level": "many"}, "level"),
        ({"kind": "run", "count": ""}, "count"),
        ({"kind": "pace", "kpi": "win_rate", "level": "5"}, "kind"),
        ({"kind": "silent", "kpi": "win_rate", "count": "3"}, "kind"),
        ({"cooldown_days": "9999"}, "cooldown_days"),
    ],
)
def test_what_cannot_be_watched_is_said_beside_its_field(
    said: dict[str, str], field: str, manager: User, rep: User, client_of: SignIn
) -> None:
    sent = form(whose=f"person:{rep.pk}", **said)
    answer = client_of(manager).post(reverse("kpis:alert-rule-new"), sent)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not AlertRule.objects.exists()


def test_the_preview_counts_as_the_judge_does(
    alert: Alert, manager: User, north: Team, client_of: SignIn
) -> None:
    """Nobody called in the five weeks before: both below; last week only Camille, still open."""
    sent = form(whose=f"each:{north.pk}", act="preview")
    text = client_of(manager).post(reverse("kpis:alert-rule-new"), sent)
    assert "in the last 6 periods: 2 alerts" in text.content.decode()
    assert AlertRule.objects.count() == 1


def test_a_figure_declared_at_run_time_can_be_watched(
    monkeypatch: pytest.MonkeyPatch, manager: User, rep: User, client_of: SignIn
) -> None:
    kpi = Kpi(
        "demos_per_call",
        "Demos per call",
        Ratio(("demos",), ("calls",)),
        Unit.RATE,
        Better.UP,
        "activity",
        what="How many demos come from a call.",
        why="A test.",
        how="Demos by calls.",
        do="Throw it away.",
    )
    monkeypatch.setitem(KPIS, kpi.key, kpi)
    client, address = client_of(manager), reverse("kpis:alert-rule-new")
    assert '<option value="demos_per_call">' in page(client, address)
    for kind in ("call", "call", "call", "demo"):
        activity(rep=rep, kind=kind, at=paris(2026, 11, 10))
    sent = form(kpi=kpi.key, whose=f"person:{rep.pk}", level="40 %")
    assert client.post(address, sent).status_code == 302
    snapshots.drain(now=NOW)
    watching.watch(now=NOW)

    assert Alert.objects.get().seen["value"] == [1, 3]


def test_an_alert_becomes_a_plan_once(
    alert: Alert, manager: User, rep: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    address = f"{reverse('kpis:plan-new')}?alert={alert.pk}"
    assert f'value="person:{rep.pk}" selected' in page(client, address)
    sent = {
        "title": "Call in the morning",
        "kpi": "calls_made_all",
        "whose": f"person:{rep.pk}",
        "owner": rep.pk,
        "starts_on": "2026-11-20",
        "due_on": "2026-12-18",
        "expected": "120",
        "expected_on": "2026-12-31",
        "step_1": "Block two hours",
        "step_due_1": "2026-11-23",
        "token": "6f1d6d5e-95cf-4d1a-8a94-5f5fb7a3f0aa",
    }
    for _ in range(2):
        assert client.post(address, sent).status_code == 303
    plan = ActionPlan.objects.get()
    assert (plan.alert, plan.expected, plan.steps.count()) == (alert, 120, 1)
    assert "Plan in progress" in page(client, "/alerts/")

    step = reverse("kpis:step-done", args=[plan.steps.get().pk])
    assert client_of(rep).post(step, {"done": "1"}).status_code == 303
    text = page(client_of(rep), reverse("kpis:plan", args=[plan.pk]))
    assert "Too early" in text
    assert "Not proof of cause" in text
    end = reverse("kpis:plan-end", args=[plan.pk])
    client.post(end, {"done": "done", "outcome": "More calls"})
    assert "Call in the morning" in page(client, "/plans/")


def test_a_proposal_becomes_a_plan_when_a_manager_accepts(
    rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    say = reverse("kpis:say", args=["calls_made_all"])
    client = client_of(rep)
    for _ in range(2):
        client.post(say, {"text": "Call on Friday mornings", "proposal": "on"})
    said = FigureComment.objects.get()
    assert "Call on Friday mornings" in page(client, "/figures/calls_made_all/")
    other = page(client_of(teammate), "/figures/calls_made_all/")
    assert "Call on Friday mornings" not in other

    leader = client_of(manager)
    seen = page(leader, "/figures/calls_made_all/", rep=rep.pk)
    assert f"?proposal={said.pk}" in seen
    sent = {
        "title": "Friday mornings",
        "kpi": "calls_made_all",
        "whose": f"person:{rep.pk}",
        "owner": rep.pk,
        "starts_on": "2026-11-20",
        "due_on": "2026-12-18",
    }
    leader.post(f"{reverse('kpis:plan-new')}?proposal={said.pk}", sent)
    said.refresh_from_db()
    assert said.plan == ActionPlan.objects.get()


def test_nobody_speaks_on_figures_they_may_not_open(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    say = f"{reverse('kpis:say', args=['calls_made_all'])}?rep={rep.pk}"
    assert client_of(teammate).post(say, {"text": "Hm"}).status_code == 404


def test_a_priority_stands_on_the_pages_of_its_team_until_its_day(
    manager: User, rep: User, other_rep: User, north: Team, client_of: SignIn
) -> None:
    client = client_of(manager)
    sent = {"team": north.pk, "text": "Finish open quotes", "until": "2026-11-20"}
    for _ in range(2):
        client.post(reverse("kpis:priority-new"), sent)
    pinned = Priority.objects.get()
    for address in ("/figures/", "/figures/today/"):
        assert "Finish open quotes" in page(client_of(rep), address)
        assert "Finish open quotes" not in page(client_of(other_rep), address)
    assert "Finish open quotes" in page(client, "/figures/team/")

    client.post(reverse("kpis:priority-unpin", args=[pinned.pk]))
    assert "Finish open quotes" not in page(client_of(rep), "/figures/")


@pytest.mark.parametrize(
    "address", ["/alerts/", "/alerts/history/", "/alerts/rules/", "/plans/"]
)
def test_each_page_asks_eight_times_at_most(
    address: str, alert: Alert, manager: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    page(client, address)
    with CaptureQueriesContext(connection) as captured:
        page(client, address)
    assert len(captured) <= 8
