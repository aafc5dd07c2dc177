"""Every answer carries the policy, errors and redirects included."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config.settings import CONTENT_SECURITY_POLICY


def broken(request: object) -> HttpResponse:
    raise RuntimeError("bug")


urlpatterns = [path("broken", broken)]
PLANTED = override_settings(
    ROOT_URLCONF="tests.config.test_headers",
    MIDDLEWARE=[
        "csp.middleware.CSPMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)

ANSWERS: dict[str, tuple[Callable[[Client], HttpResponse], int]] = {
    "health": (lambda client: client.get("/healthz"), 200),
    "static file": (lambda client: client.get("/static/vendor/htmx.min.js"), 200),
    "sign-in wanted": (lambda client: client.get("/account/password/change/"), 302),
    "unknown under the API": (lambda client: client.get("/api/v1/nothing/"), 404),
    "wrong method": (lambda client: client.post("/healthz"), 405),
    "unknown host": (lambda client: client.get("/healthz", HTTP_HOST="evil.test"), 400),
}


def hold_the_policy(response: HttpResponse) -> None:
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ANSWERS)
def test_the_policy_stands_on(name: str, client: Client) -> None:
    ask, status = ANSWERS[name]

    response = ask(client)

    assert response.status_code == status
    hold_the_policy(response)
    response.close()


def test_the_policy_stands_on_a_bug(client: Client) -> None:
    client.raise_request_exception = False

    with PLANTED:
        response = client.get("/broken")

    assert response.status_code == 500
    hold_the_policy(response)


def test_the_policy_is_strict_in_every_kind_of_content() -> None:
    directives = CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    assert not re.search(r"https?:|\*", str(directives))


@pytest.mark.django_db
def test_production_cookies_and_transport(client: Client, settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]

    assert client.get("/account/login/").status_code == 301
    assert client.get("/healthz").status_code == 200
    secure = client.get("/healthz", secure=True)
    assert secure["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
