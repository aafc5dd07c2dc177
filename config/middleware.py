"""What every request goes through that is ours. Order: `settings.MIDDLEWARE`."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from config import problems

Answer = Callable[[HttpRequest], HttpResponse]

SEEN = "_seen_at"
STARTED = "_started_at"
# The session is a row: it is not written again for every click.
SEEN_EVERY_SECONDS = 300
KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


def problems_under_api(get_response: Answer) -> Answer:
    """Errors raised outside the API's own framework become problem documents too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path_info.startswith("/api/"):
            return response
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            response = _as_problem(response)
        # Whoever asks with a token is as private as whoever has a session.
        if "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def _as_problem(response: HttpResponse) -> HttpResponse:
    if response.headers.get("Content-Type", "") == problems.CONTENT_TYPE:
        return response
    if settings.DEBUG and response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return response
    problem = problems.response(response.status_code)
    problem.cookies = response.cookies
    for name in KEPT_HEADERS:
        if name in response.headers:
            problem.headers[name] = response.headers[name]
    return problem


def session_limits(get_response: Answer) -> Answer:
    """Sign out after too long a silence, and after too long a session in any case."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now()
            started = _instant(request, STARTED, now)
            seen = _instant(request, SEEN, now)
            if (
                now - seen > settings.SESSION_IDLE_LIMIT
                or now - started > settings.SESSION_ABSOLUTE_LIMIT
            ):
                logout(request)
            elif (now - seen).total_seconds() > SEEN_EVERY_SECONDS:
                request.session[SEEN] = now.isoformat()
        return get_response(request)

    return middleware


def reader(get_response: Answer) -> Answer:
    """The signed-in person's language, the organisation's clock, and no shared copies."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        # Imported here: middleware is loaded before the models are.
        from crm.models import Organisation
        from crm.remember import remembering

        language = request.user.language or translation.get_language()
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
        with remembering(), timezone.override(Organisation.current().time_zone):
            response = get_response(request)
        if "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def _instant(request: HttpRequest, key: str, now: datetime) -> datetime:
    """The instant kept in the session, which starts now if there is none."""
    if key not in request.session:
        request.session[key] = now.isoformat()
    return datetime.fromisoformat(request.session[key])
