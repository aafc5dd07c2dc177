"""What one request asks again and again is asked once, and forgotten when the request ends.

Nothing is remembered outside a request (tasks, commands, tests of services): there the answer is
read every time. A service that changes an answer within a request calls ``forget``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Around one request: ``config.middleware.reader`` opens it."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def remembered(key: Any, ask: Callable[[], Answer]) -> Answer:
    """The answer given earlier in this request, else what ``ask`` says now."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    found: Answer = answers[key]
    return found


def forget() -> None:
    answers = _answers.get()
    if answers is not None:
        answers.clear()
