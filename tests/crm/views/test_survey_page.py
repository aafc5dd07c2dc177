"""The page where a customer answers: no sign-in, no cookie, one answer a link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import SurveyAnswer, SurveyInvitation, User
from crm.services import surveys
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def asked(rep: User) -> SurveyInvitation:
    return surveys.send_survey(
        by=rep,
        now=NOW,
        prospect=factories.prospect(owner=rep),
        survey="nps",
        language="fr",
        address=str,
        by_mail=False,
    )


@pytest.fixture
def link(asked: SurveyInvitation) -> str:
    return reverse("crm:survey", args=[surveys.secret_of(asked)])


def test_asks_in_the_customers_language_and_keeps_no_cookie(link: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    for method in (browser.get, browser.head, browser.get):
        answer = method(link)
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
    assert b'<html lang="fr"' in browser.get(link).content
    assert not SurveyAnswer.objects.exists()


def test_answers_once(link: str, rep: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    first = browser.post(link, {"score": "3", "comment": "Slow."})
    assert (first.status_code, first["Location"]) == (303, f"{link}?thanks=1")
    again = browser.post(link, {"score": "10"}, follow=True)
    assert b"deux fois" not in again.content
    assert again.status_code == 200
    answer = SurveyAnswer.objects.get()
    assert (answer.score, answer.comment, answer.rep) == (3, "Slow.", rep)
    assert not browser.cookies


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"score": ""},
        {"score": "11"},
        {"score": "-1"},
        {"score": "٣"},
        {"score": "9" * 400},
        {"score": "5", "comment": "x" * 10_001},
        {"score": "5", "comment": "a\0b"},
    ],
)
def test_says_what_is_wrong_and_keeps_the_words(
    sent: dict[str, str], link: str
) -> None:
    answer = Client().post(link, sent | {"comment": sent.get("comment", "Kept.")})
    assert answer.status_code == 422
    assert not SurveyAnswer.objects.exists()
    if "comment" not in sent:
        assert b"Kept." in answer.content


def test_a_wrong_link_and_an_old_one_are_one_page(
    asked: SurveyInvitation, link: str
) -> None:
    SurveyInvitation.objects.update(expires_at=NOW - timedelta(seconds=1))
    browser = Client()
    tried = [link, reverse("crm:survey", args=["x" * 43])]
    tried.append(reverse("crm:survey", args=["é\0" + "y" * 500]))
    answers = [browser.get(url) for url in tried]
    answers += [browser.post(url, {"score": "9"}) for url in tried]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_who_tries_many_links_waits(link: str) -> None:
    from django.core.cache import caches

    browser = Client()
    url = reverse("crm:survey", args=["x" * 43])
    codes = [browser.post(url).status_code for _ in range(61)]
    for name in ("default", "shared"):
        caches[name].clear()
    assert (codes[0], codes[-1]) == (404, 429)
