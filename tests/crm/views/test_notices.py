"""The bell: counted, read one by one or all, nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from crm.models import Notice, User
from crm.services.letters import notify
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def tell(user: User, key: str = "one", **fields: object) -> Notice:
    values = {"kind": "reassigned", "label": "Durand", "address": "/today/"}
    notify(user=user, key=key, now=NOW, **values | fields)
    return Notice.objects.get(user=user, key=key)


def test_counted_in_the_bar_and_asked_again(rep, teammate, client_of) -> None:
    tell(rep)
    tell(teammate, "two")
    client = client_of(rep)
    assert (
        "1 notice not read" in client.get(reverse("crm:preferences")).content.decode()
    )
    fragment = client.get(reverse("crm:bell"), {"since": int(NOW.timestamp())})
    assert "1 notice not read" in fragment.content.decode()
    assert b"Given to you: Durand" not in fragment.content


@pytest.mark.parametrize("since", ["", "x", "9" * 400, "-1", "\0"])
def test_what_came_since_is_said(rep, client_of, since) -> None:
    tell(rep)
    client, url = client_of(rep), reverse("crm:bell")
    before = str(int(NOW.timestamp()) - 60)
    assert b"Given to you: Durand" in client.get(url, {"since": before}).content
    assert client.get(url, {"since": since}).status_code == 200


def test_pressing_one_reads_it_and_goes_there(rep, teammate, client_of) -> None:
    notice = tell(rep)
    url = reverse("crm:notice-read", args=[notice.pk])
    assert client_of(teammate).post(url).status_code == 404
    answer = client_of(rep).post(url)
    assert (answer.status_code, answer["Location"]) == (303, "/today/")
    assert not Notice.objects.unread().exists()


def test_an_address_elsewhere_is_not_followed(rep, client_of) -> None:
    notice = tell(rep, address="https://evil.test/")
    answer = client_of(rep).post(reverse("crm:notice-read", args=[notice.pk]))
    assert answer["Location"] == reverse("crm:notices")


def test_all_read_are_ones_own(rep, teammate, client_of) -> None:
    tell(rep), tell(rep, "two"), tell(teammate)
    client_of(rep).post(reverse("crm:notices-read"))
    assert [notice.user for notice in Notice.objects.unread()] == [teammate]


def test_a_reminder_says_its_hour_in_the_readers_language(rep, client_of) -> None:
    due = NOW + timedelta(minutes=10)
    tell(rep, kind="reminder", label="Call, Durand", due_at=due)
    page = client_of(rep).get(reverse("crm:notices"))
    assert "Call, Durand, 10:40" in page.content.decode()


def test_preferences_hold_the_reminders(rep, client_of) -> None:
    client, url = client_of(rep), reverse("crm:preferences")
    client.post(url, {"remind": "off", "by_mail": "on"})
    rep.refresh_from_db()
    assert (rep.remind_minutes, rep.reminded_by_mail) == (None, True)
    client.post(url, {"remind": "60"})
    rep.refresh_from_db()
    assert (rep.remind_minutes, rep.reminded_by_mail) == (60, True)
    assert client.post(url, {"remind": "-5"}).status_code == 422
