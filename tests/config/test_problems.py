"""Errors under /api/ are problem documents, wherever they were raised."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from rest_framework import exceptions, serializers

from config import problems


class Line(serializers.Serializer):
    price = serializers.IntegerField(min_value=0)


class Order(serializers.Serializer):
    name = serializers.CharField(max_length=3)
    lines = Line(many=True)

    def validate(self, attrs):
        raise serializers.ValidationError("Nothing to sell.", code="empty")


def errors_of(data: dict[str, object]) -> list[dict[str, str]]:
    order = Order(data=data)
    order.is_valid()
    refused = exceptions.ValidationError(order.errors)
    answer = problems.handler(refused, {})
    assert answer is not None
    assert answer.content_type == "application/problem+json"
    return answer.data["errors"]


def test_each_refused_field_has_its_path_message_and_code() -> None:
    errors = errors_of({"name": "Durand", "lines": [{"price": 1}, {"price": -1}]})

    assert [(error["field"], error["code"]) for error in errors] == [
        ("name", "max_length"),
        ("lines.1.price", "min_value"),
    ]
    assert all(error["message"] for error in errors)


def test_a_refusal_of_the_whole_has_no_field() -> None:
    errors = errors_of({"name": "Ab", "lines": []})

    assert errors == [{"field": "", "message": "Nothing to sell.", "code": "empty"}]


def test_a_refusal_by_a_service_has_the_same_shape() -> None:
    answer = problems.handler(ValidationError({"amount": ["Not a number."]}), {})

    assert answer is not None
    assert answer.status_code == 400
    assert answer.data["errors"] == [
        {"field": "amount", "message": "Not a number.", "code": "invalid"}
    ]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Http404("No Deal matches the given query."), 404),
        (PermissionDenied("deal of Ada"), 403),
        (exceptions.NotFound(), 404),
        (exceptions.PermissionDenied(), 403),
    ],
)
def test_what_one_may_not_see_leaves_no_trace(error: Exception, status: int) -> None:
    answer = problems.handler(error, {})

    assert answer is not None
    assert answer.data.keys() == {"type", "title", "status", "detail"}
    assert answer.data["status"] == answer.status_code == status
    assert not any(word in str(answer.data) for word in ("Deal", "Ada"))


def test_an_unexpected_error_is_left_to_become_a_500() -> None:
    assert problems.handler(RuntimeError("bug"), {}) is None


def test_an_unknown_address_under_api_is_a_problem_document(client: Client) -> None:
    response = client.get("/api/v1/nothing-here/")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "Not Found"


def test_without_a_session_or_token_the_api_answers_401_or_403(client: Client) -> None:
    response = client.get("/api/v1/schema/")

    assert response.status_code in {401, 403}
    assert response["Content-Type"] == "application/problem+json"


def test_a_wrong_method_keeps_the_list_of_right_ones(client: Client) -> None:
    response = client.post("/api/v1/schema/")

    assert response.status_code in {401, 403, 405}
    assert response["Content-Type"] == "application/problem+json"


def test_a_bug_under_api_is_a_problem_document_without_its_text(
    client: Client, monkeypatch
) -> None:
    from drf_spectacular.views import SpectacularAPIView

    def broken(self, request, *args, **kwargs):
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr(SpectacularAPIView, "permission_classes", [])
    monkeypatch.setattr(SpectacularAPIView, "get", broken)
    client.raise_request_exception = False

    response = client.get("/api/v1/schema/")

    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert b"hunter2" not in response.content
