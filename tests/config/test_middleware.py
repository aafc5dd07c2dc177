"""Session limits, the reader's language and the organisation's clock."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from config.middleware import reader, session_limits

pytestmark = pytest.mark.django_db
PAGE = "/account/password/change/"


def is_signed_in(client: Client) -> bool:
    response = client.get("/language/")
    return "_auth_user_id" in client.session and response.status_code < 500


@pytest.fixture
def client(rep) -> Client:
    client = Client()
    client.force_login(rep)
    return client


def test_silence_ends_a_session(client: Client, now: datetime) -> None:
    with time_machine.travel(now, tick=False) as clock:
        assert is_signed_in(client)
        clock.shift(settings.SESSION_IDLE_LIMIT)
        assert is_signed_in(client)
        clock.shift(settings.SESSION_IDLE_LIMIT + timedelta(seconds=1))
        assert not is_signed_in(client)


def test_activity_does_not_keep_a_session_for_ever(
    client: Client, now: datetime
) -> None:
    with time_machine.travel(now, tick=False) as clock:
        days = settings.SESSION_ABSOLUTE_LIMIT.days
        for _ in range(days):
            assert is_signed_in(client)
            clock.shift(timedelta(days=1))
        clock.shift(timedelta(seconds=1))
        assert not is_signed_in(client)


def test_clicks_close_to_each_other_write_no_session(
    client: Client, now: datetime, django_assert_num_queries
) -> None:
    with time_machine.travel(now, tick=False) as clock:
        is_signed_in(client)
        before = client.session["_seen_at"]
        clock.shift(timedelta(seconds=60))
        is_signed_in(client)
        assert client.session["_seen_at"] == before
        clock.shift(timedelta(seconds=300))
        is_signed_in(client)
        assert client.session["_seen_at"] != before


def read_by(person, **headers: str) -> tuple[dict[str, str], HttpResponse]:
    """What a view sees, and what leaves, when `person` asks."""
    seen = {}

    def view(request: HttpRequest) -> HttpResponse:
        seen["language"] = translation.get_language()
        seen["zone"] = timezone.get_current_timezone_name()
        return HttpResponse(headers=headers)

    request = RequestFactory().get("/")
    request.user = person
    with translation.override("en"):
        response = reader(view)(request)
    return seen, response


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_speaks_the_language_of_its_reader(rep, language: str) -> None:
    rep.language = language

    seen, _response = read_by(rep)

    assert seen["language"] == language


def test_a_page_shows_the_clock_of_the_organisation(rep, organisation) -> None:
    organisation.time_zone = "America/Montreal"
    organisation.save()

    seen, _response = read_by(rep)

    assert seen["zone"] == "America/Montreal"
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_personal_page_is_kept_by_nobody(rep) -> None:
    _seen, response = read_by(rep)

    assert response["Cache-Control"] == "private, no-store"


def test_a_view_may_choose_its_own_cache_rule(rep) -> None:
    _seen, response = read_by(rep, **{"Cache-Control": "private, max-age=60"})

    assert response["Cache-Control"] == "private, max-age=60"


def test_anonymous_requests_ask_the_database_nothing(
    django_assert_num_queries,
) -> None:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.session = {}
    with django_assert_num_queries(0):
        response = session_limits(reader(lambda request: HttpResponse()))(request)

    assert "Cache-Control" not in response.headers
