"""Doors that stood open once, each tried by whoever should not come through."""

from __future__ import annotations

from django.urls import reverse

from crm.models import Organisation
from crm.services import people
from kpis.alerts.rules import Wanted, make_rule
from kpis.commenting import say
from kpis.models import Alert
from kpis.periods import between
from kpis.plans import writing
from kpis.subjects import Subject
from kpis.team import agreements
from kpis.views.parts.agenda import agreed_by
from tests.access.asking import send
from tests.factories import NOW

TODAY = NOW.date()
MONTH = between(TODAY.replace(day=1), TODAY.replace(day=30))
SECRET = "hidden-words-x"


def body(principal, url: str) -> str:
    return send(principal, "GET", url, {}).getvalue().decode()


def rule_about(world, who: str, by: str):
    wanted = Wanted(
        kpi="revenue", kind="below", who="person", level=9, user=world.people[who].pk
    )
    return make_rule(wanted=wanted, by=world.people[by], now=NOW)


def test_a_manager_does_not_end_the_rule_an_admin_keeps_over_them(
    world, entered
) -> None:
    """A manager who is somebody else's person leads their own team, not themself."""
    own, south = world.people["manager"], world.teams["south"]
    people.join_team(user=own, team=south, by=None, now=NOW, from_on=TODAY)
    rule = rule_about(world, "manager", "admin")
    principal = entered("manager")

    end = reverse("kpis:alert-rule-end", args=[rule.pk])
    assert send(principal, "POST", end, {}).status_code == 404
    rule.refresh_from_db()
    assert rule.ended_at is None
    page = reverse("kpis:alert-rule", args=[rule.pk])
    assert page not in body(principal, reverse("kpis:alert-rules"))
    assert send(principal, "GET", page, {}).status_code == 404


def test_a_plan_about_the_team_is_not_told_on_the_alert_of_one_person(
    world, entered
) -> None:
    rep, manager = world.people["rep"], world.people["manager"]
    alert = Alert.objects.create(
        rule=rule_about(world, "rep", "manager"),
        user=rep,
        subject=f"rep:{rep.pk}",
        opened_at=NOW,
        checked_at=NOW,
    )
    team = Subject(team=world.teams["north"].pk)
    wanted = writing.Wanted(SECRET, "revenue", team, manager.pk, TODAY, TODAY)
    plan = writing.open_plan(wanted=wanted, alert=alert.pk, by=manager, now=NOW)

    told = {
        reverse("kpis:alerts"): reverse("kpis:plan", args=[plan.pk]),
        reverse("kpis:export", args=["alerts"]): SECRET,
    }
    for page, said in told.items():
        assert said in body(entered("manager"), page), page
        assert said not in body(entered("rep"), page), page


def test_what_was_agreed_stays_with_who_leads_the_person_now(world, entered) -> None:
    """Who wrote it and leads them no more reads it nowhere, the review included."""
    rep, manager = world.people["rep"], world.people["manager"]
    agreements.agree(person=rep, by=manager, now=NOW, text=SECRET)
    principal, review = entered("manager"), reverse("kpis:review")
    assert SECRET in body(principal, review)
    people.join_team(
        user=rep, team=world.teams["south"], by=None, now=NOW, from_on=TODAY
    )

    assert agreed_by(manager, TODAY) == []
    assert SECRET not in body(principal, review)


def test_what_is_said_of_a_colleague_is_not_everybodys_where_figures_are(
    world, entered
) -> None:
    rep, manager = world.people["rep"], world.people["manager"]
    about = {"kpi": "revenue", "period": MONTH, "proposal": False, "now": NOW}
    say(**about, subject=Subject(rep=rep.pk), text=SECRET, by=manager)
    team = Subject(team=world.teams["north"].pk)
    say(**about, subject=team, text=f"team {SECRET}", by=manager)
    people.edit_organisation(
        by=None, now=NOW, figures_seen_by_reps=Organisation.FiguresSeen.ALL
    )
    figure = reverse("kpis:explain", args=["revenue"])
    of_rep, of_team = f"{figure}?rep={rep.pk}", f"{figure}?team={team.team}"

    for who in ("rep", "manager", "admin"):
        assert SECRET in body(entered(who), of_rep), who
    assert f"team {SECRET}" in body(entered("rep"), of_team)
    for who in ("teammate", "other_rep"):
        assert SECRET not in body(entered(who), of_rep), who
        sent = {"text": "I say something too"}
        url = f"{reverse('kpis:say', args=['revenue'])}?rep={rep.pk}"
        send(entered(who), "POST", url, sent)
        assert sent["text"] not in body(entered(who), of_rep)
    assert SECRET not in body(entered("other_rep"), of_team)
