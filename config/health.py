"""Is it alive, is it ready, and how is it doing: for probes and for Prometheus."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from config.celery import app
from kpis.freshness import LATE, freshness

logger = logging.getLogger(__name__)
LOOPBACK = ("127.0.0.1", "::1")


class Late(Exception):
    """Nobody has kept the figures up to date for too long."""


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """Every part that a request needs, each with "ok" or what fails; 503 if one does."""
    parts = {name: _tried(name, probe) for name, probe in PROBES.items()}
    ready = all(part["status"] == "ok" for part in parts.values())
    return JsonResponse(
        {"status": "ok" if ready else "failing", "parts": parts},
        status=HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE,
    )


@require_safe
@never_cache
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures: with the token, or on this machine when embedded; else 404."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    known = token and constant_time_compare(given, token)
    # In production the address may be a proxy's, so it proves nothing there.
    local = settings.EMBEDDED and request.META.get("REMOTE_ADDR") in LOOPBACK
    if not known and not local:
        raise Http404
    answer: HttpResponse = ExportToDjangoView(request)
    return answer


def database() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {}


def broker() -> dict[str, Any]:
    with app.connection_for_write(connect_timeout=0.5) as link:
        link.ensure_connection(max_retries=1, timeout=1)
    return {}


def figures() -> dict[str, Any]:
    """The instant the figures are right as of; null while nothing was ever computed."""
    fresh = freshness(timezone.now())
    if fresh.state == LATE:
        raise Late(f"figures are {fresh.minutes} minutes old: is a worker running?")
    return {"as_of": fresh.at, "minutes": fresh.minutes}


PROBES: dict[str, Callable[[], dict[str, Any]]] = {
    "database": database,
    "broker": broker,
    "figures": figures,
}


def _tried(name: str, probe: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return {"status": "ok", **probe()}
    except Exception:
        # Whatever breaks is the answer; the details are for the log, not for callers.
        logger.exception("%s is not ready", name)
        return {"status": "failing"}
