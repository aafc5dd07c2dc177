"""What the API answers, as tests read it."""

from typing import Any


def refused(answer: Any) -> dict[str, str]:
    """{field: message} of a refusal."""
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return {error["field"]: error["message"] for error in answer.json()["errors"]}
