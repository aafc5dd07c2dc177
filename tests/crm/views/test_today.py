"""Today: one queue in sections, each line done, moved or put to sleep, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Activity, Prospect, Snooze, User, WayBack
from crm.services.way_back import image
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(rep: User, client_of: SignIn) -> Client:
    return client_of(rep)


def queue(browser: Client) -> dict[str, Any]:
    """{section: its group} as the page shows it."""
    context = browser.get(reverse("crm:today")).context
    return {group["key"]: group for group in [*context["groups"], *context["sides"]]}


def names(group: dict[str, Any]) -> list[str]:
    return [row["who"] for row in group["rows"]]


def plan(rep: User, name: str, **when: float) -> Activity:
    prospect = factories.prospect(owner=rep, name=name, contacted_at=NOW)
    at = NOW + timedelta(**when)
    return factories.activity(rep=rep, prospect=prospect, at=at, status="planned")


def undo(browser: Client) -> int:
    back = WayBack.objects.latest("pk")
    return browser.post(reverse("crm:undo", args=[back.pk])).status_code


def test_a_queue_of_what_waits(rep: User, teammate: User, browser: Client) -> None:
    plan(rep, "Two days late", days=-2)
    plan(rep, "An hour late", hours=-1)
    plan(rep, "This afternoon", hours=3)
    plan(rep, "Next week", days=7)
    plan(rep, "Beyond", days=8)
    plan(teammate, "Hugo's", hours=1)
    factories.deal(owner=rep, name="Still", at=NOW - timedelta(days=40))
    found = queue(browser)
    assert names(found["late"]) == ["Two days late", "An hour late"]
    assert names(found["today"]) == ["This afternoon"]
    assert names(found["next"]) == ["Next week"]
    assert names(found["stale"]) == ["Still"]


@pytest.mark.parametrize(
    ("at", "section"),
    [
        (paris(2026, 11, 19, 23, 59), "late"),
        (paris(2026, 11, 20, 0), "today"),
        (paris(2026, 11, 20, 23, 59), "today"),
        (paris(2026, 11, 21, 0), "next"),
    ],
)
def test_what_has_no_hour_belongs_to_its_day(rep, browser, at, section) -> None:
    factories.activity(
        rep=rep, kind="task", subject="Call", at=at, status="planned", all_day=True
    )
    assert names(queue(browser)[section]) == ["Call"]


def test_a_complaint_is_late_once_its_promise_is_broken(rep, browser) -> None:
    prospect = factories.prospect(owner=rep, name="Durand")
    for hours in (23, 25):
        factories.complaint(by=rep, prospect=prospect, at=NOW - timedelta(hours=hours))
    found = queue(browser)
    assert [found[key]["count"] for key in ("late", "today")] == [1, 1]
    assert found["late"]["rows"][0]["tone"] == "bad"


def test_first_contact_is_promised_in_plain_hours(rep, browser) -> None:
    for hours in (23, 25):
        at = NOW - timedelta(hours=hours)
        factories.prospect(owner=rep, name=f"{hours} h ago", at=at)
    rows = queue(browser)["never"]["rows"]
    assert [(row["who"], row["tone"]) for row in rows] == [
        ("23 h ago", "caution"),
        ("25 h ago", "bad"),
    ]


@pytest.mark.parametrize("ahead", ["activity", "step"])
def test_a_deal_with_something_ahead_is_not_stale(rep, browser, ahead) -> None:
    deal = factories.deal(owner=rep, at=NOW - timedelta(days=40))
    assert queue(browser)["stale"]["count"] == 1
    if ahead == "activity":
        at = NOW + timedelta(days=1)
        factories.activity(rep=rep, deal=deal, at=at, kind="task")
    else:
        type(deal).objects.update(next_step_on=NOW.date())
    assert queue(browser)["stale"]["count"] == 0


def test_a_next_step_gone_by_is_not_ahead(rep, browser) -> None:
    deal = factories.deal(owner=rep, at=NOW - timedelta(days=40))
    type(deal).objects.update(next_step_on=NOW.date() - timedelta(days=1))
    assert queue(browser)["stale"]["count"] == 1


def test_a_call_takes_its_outcome_and_offers_the_next_try(rep, browser) -> None:
    call = plan(rep, "Durand", hours=-1)
    url = reverse("crm:activity-done", args=[call.pk])
    answer = browser.post(url, {"outcome": "no_answer"}, headers=HTMX)
    call.refresh_from_db()
    assert (call.status, call.outcome) == ("held", "no_answer")
    assert "Try again Mon 14:00" in answer.content.decode()

    for _ in range(2):
        browser.post(reverse("crm:activity-again", args=[call.pk]))
    again = Activity.objects.planned().get()
    assert again.at == paris(2026, 11, 23, 14)
    assert again.prospect == call.prospect


def test_an_unknown_outcome_is_refused(rep, browser) -> None:
    call = plan(rep, "Durand", hours=-1)
    url = reverse("crm:activity-done", args=[call.pk])
    browser.post(url, {"outcome": "\0"}, headers=HTMX)
    call.refresh_from_db()
    assert call.is_planned


def test_done_is_undone_row_by_row(rep, browser) -> None:
    prospect = factories.prospect(owner=rep, at=NOW - timedelta(days=9))
    call = factories.activity(
        rep=rep, prospect=prospect, at=NOW - timedelta(hours=1), status="planned"
    )
    before = [
        image(row.objects.get()) | {"version": None} for row in (Prospect, Activity)
    ]

    browser.post(reverse("crm:activity-done", args=[call.pk]), {"outcome": "reached"})
    prospect.refresh_from_db()
    assert prospect.contacted_at == NOW
    assert undo(browser) == 303

    after = [
        image(row.objects.get()) | {"version": None} for row in (Prospect, Activity)
    ]
    assert after == before
    assert not prospect.steps.standing().filter(step="contacted").exists()


@pytest.mark.parametrize(
    ("kind", "section"),
    [("prospect", "never"), ("deal", "stale"), ("complaint", "today")],
)
def test_a_row_sleeps_and_comes_back(rep, browser, kind, section) -> None:
    ago = NOW - timedelta(hours=2)
    prospect = factories.prospect(owner=rep, at=NOW, contacted_at=None)
    rows = {
        "prospect": lambda: prospect,
        "deal": lambda: factories.deal(owner=rep, at=NOW - timedelta(days=40)),
        "complaint": lambda: factories.complaint(by=rep, prospect=prospect, at=ago),
    }
    row = rows[kind]()
    url = reverse(f"crm:{kind}-snooze", args=[row.pk])
    assert queue(browser)[section]["count"] == 1

    browser.post(url, {"to": "tomorrow"})
    assert queue(browser)[section]["count"] == 0
    assert undo(browser) == 303
    assert queue(browser)[section]["count"] == 1

    Snooze.objects.create(user=rep, until_on=NOW.date(), **{kind: row})
    assert queue(browser)[section]["count"] == 1


@pytest.mark.parametrize("until", ["2026-11-20", "2027-12-31", "nonsense", "9" * 40])
def test_a_snooze_needs_a_day_to_come(rep, browser, until) -> None:
    prospect = factories.prospect(owner=rep)
    url = reverse("crm:prospect-snooze", args=[prospect.pk])
    answer = browser.post(url, {"until": until})
    assert answer.status_code == 422
    assert b"error" in answer.content
    assert not Snooze.objects.exists()


def test_moved_by_one_key_and_by_its_sheet(rep, browser) -> None:
    call = plan(rep, "Durand", hours=-1)
    url = reverse("crm:activity-move", args=[call.pk])
    browser.post(url, {"to": "tomorrow"})
    call.refresh_from_db()
    assert call.at == paris(2026, 11, 21, 9, 30)
    assert b'type="datetime-local"' in browser.get(url).content

    browser.post(url, {"at": "2026-12-01T15:00", "all_day": "on"})
    call.refresh_from_db()
    assert (call.at, call.all_day) == (paris(2026, 12, 1, 0), True)
    # An hour that the clock skips cannot be meant.
    assert browser.post(url, {"at": "2027-03-28T02:30"}).status_code == 422
    assert undo(browser) == 303


def test_sections_are_capped_and_say_how_many_more(rep, browser) -> None:
    prospect = factories.prospect(owner=rep, contacted_at=NOW)
    for n in range(53):
        at = NOW - timedelta(hours=n + 1)
        factories.activity(rep=rep, prospect=prospect, at=at, status="planned")
    late = queue(browser)["late"]
    assert (late["count"], len(late["rows"]), late["more"]) == (53, 50, 3)
    listed = browser.get(late["more_url"])
    assert len(listed.context["rows"]) == 50


def test_the_page_asks_as_little_however_much_waits(
    rep, browser, django_assert_max_num_queries
) -> None:
    browser.get(reverse("crm:today"))  # a session's first page writes when it began
    for n in (1, 12):
        for each in range(n):
            prospect = factories.prospect(owner=rep, at=NOW - timedelta(days=each))
            factories.complaint(by=rep, prospect=prospect)
            factories.deal(
                owner=rep, prospect=prospect, at=NOW - timedelta(days=50 + each)
            )
            factories.activity(rep=rep, at=NOW, kind="task", status="planned")
        with django_assert_max_num_queries(8):
            browser.get(reverse("crm:today"))
