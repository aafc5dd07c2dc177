"""The private calendar: read back as a calendar reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from crm.models import CalendarFeed, Prospect, User
from crm.services import calendar_feed, people
from crm.services.calendar_text import calendar_of
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def events(user: User) -> list[Any]:
    text = calendar_of(user, now=NOW, address_of=lambda row: f"https://x.test/{row.pk}")
    return list(Calendar.from_ical(text).walk("VEVENT"))


def read(token: str) -> Any:
    return Client().get(reverse("crm:calendar", args=[token]))


def test_planned_and_held_of_that_person_only(rep, teammate) -> None:
    prospect = factories.prospect(owner=rep, name="Durand", at=NOW - timedelta(days=90))
    for days in (-31, -29, 179, 181):
        at = NOW + timedelta(days=days)
        subject = f"{days}"
        factories.activity(rep=rep, prospect=prospect, at=at, subject=subject)
    cancelled = {"at": NOW + timedelta(days=1), "status": "cancelled"}
    factories.activity(rep=rep, prospect=prospect, **cancelled)
    factories.activity(rep=teammate, at=NOW, kind="task")
    found = events(rep)
    assert [str(one["description"]) for one in found] == ["-29", "179"]
    assert str(found[0]["summary"]) == "Call, Durand"


@pytest.mark.parametrize(
    ("at", "instant"),
    [
        # The clock goes back at three on 25 October, forward at two on 29 March.
        (paris(2026, 10, 25, 1, 30), "2026-10-24T23:30"),
        (paris(2026, 10, 25, 3, 30), "2026-10-25T02:30"),
        (paris(2026, 12, 1, 9), "2026-12-01T08:00"),
        (paris(2027, 3, 28, 3, 30), "2027-03-28T01:30"),
    ],
)
def test_an_hour_is_the_instant_it_means(rep, at, instant) -> None:
    factories.activity(rep=rep, kind="task", subject="Call", at=at, duration_s=1800)
    [event] = events(rep)
    assert event.start == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert event.duration == timedelta(minutes=30)


def test_what_has_no_hour_is_a_day(rep) -> None:
    at = paris(2026, 11, 23, 0)
    factories.activity(rep=rep, kind="task", subject="Call", at=at, all_day=True)
    [event] = events(rep)
    assert (event.start, event.end) == (date(2026, 11, 23), date(2026, 11, 24))


def test_names_stay_and_notes_go_with_the_prospect(rep, teammate) -> None:
    prospect = factories.prospect(owner=rep, name="Durand", phone="01 02 03 04 05")
    values = {"prospect": prospect, "note": "Secret", "subject": "Price"}
    call = factories.activity(rep=rep, at=NOW + timedelta(days=1), **values)
    [before] = events(rep)
    assert "Secret" in before["description"]
    Prospect.objects.update(owner=teammate)
    [after] = events(rep)
    assert (after["uid"], str(after["summary"])) == (before["uid"], "Call, Durand")
    assert "description" not in after
    assert str(call.pk) in after["uid"]


def test_the_address_is_kept_as_a_digest_and_renewed(rep) -> None:
    first = calendar_feed.make_feed(user=rep, now=NOW)
    assert read(first).status_code == 200
    second = calendar_feed.make_feed(user=rep, now=NOW)
    assert CalendarFeed.objects.get().digest not in (first, second)
    assert [read(token).status_code for token in (first, second)] == [404, 200]


def test_wrong_revoked_and_left_are_one_answer(rep, admin) -> None:
    token = calendar_feed.make_feed(user=rep, now=NOW)
    answers = [read("wrong"), read("9" * 3000)]
    people.deactivate(user=rep, by=admin, now=NOW)
    answers.append(read(token))
    calendar_feed.revoke_feed(user=rep, now=NOW)
    answers.append(read(token))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_nobody_keeps_it_and_no_session_is_opened(rep) -> None:
    answer = read(calendar_feed.make_feed(user=rep, now=NOW))
    assert answer["Content-Type"].startswith("text/calendar")
    assert "private" in answer["Cache-Control"]
    assert not answer.cookies
    assert CalendarFeed.objects.get().read_at == NOW


def test_the_address_is_shown_once(rep, client_of) -> None:
    client, url = client_of(rep), reverse("crm:calendar-feed")
    token = {"token": "9b0cf7de-5d6f-4c6e-8d39-000000000009"}
    shown = client.post(url, token).context["calendar_address"]
    assert Client().get(shown).status_code == 200
    assert client.post(url, token).context["calendar_address"] == ""
    assert Client().get(shown).status_code == 200
    assert shown.encode() not in client.get(reverse("crm:preferences")).content

    client.post(reverse("crm:calendar-feed-revoke"))
    assert Client().get(shown).status_code == 404


def test_two_queries_beside_whose_it_is(rep, django_assert_max_num_queries) -> None:
    for n in (1, 20):
        for _ in range(n):
            prospect = factories.prospect(owner=rep)
            factories.activity(rep=rep, prospect=prospect, at=NOW)
        token = calendar_feed.make_feed(user=rep, now=NOW)
        read(token)
        with django_assert_max_num_queries(8):
            read(token)
