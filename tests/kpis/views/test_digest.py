"""Each person chooses how often; the link in the mail stops it, signed out, for them alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import AuditEntry, User
from kpis.digests.choice import choose, rhythm_of, stop_token
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_a_person_chooses(rep: User, teammate: User, client_of: SignIn) -> None:
    client, url = client_of(rep), reverse("kpis:digest")
    assert client.get(url).status_code == 200
    assert client.post(url, {"rhythm": "day"}).status_code == 302
    assert client.post(url, {"rhythm": "day"}).status_code == 302
    assert client.post(url, {"rhythm": "hour"}).status_code == 422
    assert rhythm_of(rep) == "day"
    assert rhythm_of(teammate) == "none"


def test_the_link_stops_it_signed_out(rep: User, teammate: User) -> None:
    for user in (rep, teammate):
        choose(user=user, rhythm="week", by=user, now=NOW)
    client = Client(enforce_csrf_checks=True)
    url = reverse("kpis:digest-stop", args=[stop_token(rep)])
    assert client.get(url).status_code == 200
    assert rhythm_of(rep) == "week"
    assert client.post(url).status_code == 200
    assert (rhythm_of(rep), rhythm_of(teammate)) == ("none", "week")


def test_a_mail_program_stops_it_with_one_press(rep: User) -> None:
    """RFC 8058: the header's address, this body, no cookie, no redirect, any number of times."""
    choose(user=rep, rhythm="week", by=rep, now=NOW)
    User.objects.filter(pk=rep.pk).update(language="fr")
    program = Client(enforce_csrf_checks=True)
    url = reverse("kpis:digest-stop", args=[stop_token(rep)])
    for _again in range(2):
        answer = program.post(url, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert b'<html lang="fr"' in answer.content
    assert rhythm_of(rep) == "none"
    choices = AuditEntry.objects.filter(action="digest chosen")
    assert choices.count() == 2, "the choice, and its end once"


def test_who_tries_many_links_waits(rep: User, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "mail_stop": "3/m/ip"
    }
    bad = reverse("kpis:digest-stop", args=["MQ:abc:def"])
    assert [Client().post(bad).status_code for _n in range(4)] == [404, 404, 404, 429]
    good = reverse("kpis:digest-stop", args=[stop_token(rep)])
    assert Client().post(good).status_code == 429


def test_another_link_is_not_found() -> None:
    for token in ("no", "MQ:abc:def"):
        url = reverse("kpis:digest-stop", args=[token])
        assert Client().post(url).status_code == 404
