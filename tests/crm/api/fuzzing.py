"""Requests made up from the OpenAPI document, right and wrong ones, through the whole application."""

import contextlib
from collections.abc import Iterator
from typing import Any

import hypothesis
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck
from hypothesis.errors import Unsatisfiable
from knox.models import AuthToken
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from crm.models import User

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
#: Tokens have tests of their own: made-up requests would withdraw the one in use.
LEFT_OUT = ("/api/v1/auth/", "/api/v1/schema/")


def operations() -> list[Any]:
    document = SchemaGenerator().get_schema(request=None, public=True)
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application
    return [
        found.ok()
        for found in schema.get_all_operations()
        if not found.ok().path.startswith(LEFT_OUT)
    ]


@contextlib.contextmanager
def inside_the_test() -> Iterator[None]:
    """Requests leave the connection of the test alone, as Django's own test client sees to."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def fuzz(person: User, *, examples: int, repeatable: bool) -> int:
    """Ask every operation as this person; returns how many requests were made."""
    _kept, token = AuthToken.objects.create(user=person)
    headers = {"Authorization": f"Token {token}"}
    made = 0
    for operation in operations():
        for mode in GenerationMode:

            @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
            @hypothesis.settings(
                max_examples=examples,
                deadline=None,
                database=None,
                derandomize=repeatable,
                suppress_health_check=list(HealthCheck),
            )
            def one(case: Any) -> None:
                nonlocal made
                made += 1
                answer = case.call(headers=headers)
                case.validate_response(answer, checks=CHECKS)

            # Without parameters nothing can be asked wrongly.
            with contextlib.suppress(Unsatisfiable), inside_the_test():
                one()
    return made
