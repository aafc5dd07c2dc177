"""Errors of the API as problem documents (RFC 9457).

Shape: ``{"type": "about:blank", "title", "status", "detail"}`` and, for refused input,
the extension ``errors: [{"field": "lines.0.price", "message": ..., "code": ...}]``.
There is no ``instance``: a row outside one's scope must answer byte for byte like a row
that does not exist.
"""

import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler, set_rollback

CONTENT_TYPE = "application/problem+json"
LONGEST = 500

logger = logging.getLogger(__name__)


class Busy(exceptions.APIException):
    """The database is locked, or took too long. Nothing was written."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    wait = 5


def document(
    status: int, detail: str = "", errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": writable(detail) or plain_detail(status),
    }
    if errors:
        problem["errors"] = errors
    return problem


def writable(text: str) -> str:
    """What was typed may be quoted: shortened, and without what UTF-8 cannot carry."""
    return text[:LONGEST].encode(errors="replace").decode()


def response(status: int, detail: str = "") -> JsonResponse:
    """A problem document for what is answered outside the framework of the API."""
    return JsonResponse(
        document(status, detail), status=status, content_type=CONTENT_TYPE
    )


def handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The API's EXCEPTION_HANDLER; None lets an unexpected error become a 500."""
    if isinstance(exc, ValidationError):
        # A service refused: same shape as a refusal by a serializer.
        exc = exceptions.ValidationError(_details(exc))
    elif isinstance(exc, Http404 | PermissionDenied):
        # Their texts may name a row or a rule that the caller must not learn of.
        exc = _neutral(exc)
    elif isinstance(exc, OperationalError):
        logger.error("the database did not answer in time", exc_info=exc)
        exc = Busy(plain_detail(HTTPStatus.SERVICE_UNAVAILABLE))
    answer = exception_handler(exc, context)
    if answer is None or not isinstance(exc, exceptions.APIException):
        return answer
    refused = isinstance(exc, exceptions.ValidationError)
    set_rollback()
    answer.data = document(
        answer.status_code,
        _("Some values were refused.") if refused else str(exc.detail),
        list(field_errors(exc.detail)) if refused else None,
    )
    answer.content_type = CONTENT_TYPE
    return answer


def field_errors(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Flatten the tree of a ValidationError; what concerns no field has field ``""``."""
    if isinstance(detail, dict):
        for key, below in detail.items():
            whole = key == api_settings.NON_FIELD_ERRORS_KEY
            yield from field_errors(below, path if whole else _join(path, key))
    elif isinstance(detail, list):
        for index, below in enumerate(detail):
            nested = isinstance(below, dict | list)
            yield from field_errors(below, _join(path, index) if nested else path)
    else:
        yield {
            "field": writable(path),
            "message": writable(str(detail)),
            "code": getattr(detail, "code", "invalid"),
        }


def plain_detail(status: int) -> str:
    details = {
        HTTPStatus.BAD_REQUEST: _("The request could not be read."),
        HTTPStatus.UNAUTHORIZED: _("Sign in first."),
        HTTPStatus.FORBIDDEN: _("You may not do this."),
        HTTPStatus.NOT_FOUND: _("There is nothing here."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This method is not allowed here."),
        HTTPStatus.CONFLICT: _("Somebody else changed this meanwhile."),
        HTTPStatus.TOO_MANY_REQUESTS: _("Too many requests: try again later."),
        HTTPStatus.SERVICE_UNAVAILABLE: _("Try again in a moment."),
    }
    return details.get(HTTPStatus(status), _("Something went wrong on our side."))


def _neutral(exc: Exception) -> exceptions.APIException:
    if isinstance(exc, Http404):
        return exceptions.NotFound(plain_detail(HTTPStatus.NOT_FOUND))
    return exceptions.PermissionDenied(plain_detail(HTTPStatus.FORBIDDEN))


def _details(exc: ValidationError) -> Any:
    if hasattr(exc, "error_dict"):
        return exc.message_dict
    return {api_settings.NON_FIELD_ERRORS_KEY: exc.messages}


def _join(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)
