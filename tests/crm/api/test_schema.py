"""The OpenAPI document says what the API does."""

import io

import pytest
from django.core.management import call_command

from kpis.api.asked import FigureThrottle
from tests import factories
from tests.crm.api.fuzzing import fuzz, operations


def test_it_is_valid_and_complete() -> None:
    document = io.StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", stdout=document)

    for address in ("activities/{id}/", "kpis/{key}/rows/", "auth/token/"):
        assert f"/api/v1/{address}:" in document.getvalue()


def test_every_operation_names_its_problems() -> None:
    for operation in operations():
        answers = operation.definition.raw["responses"]
        assert {"400", "401", "404", "429"} <= set(answers)
        assert "application/problem+json" in answers["404"]["content"]


def test_it_is_shown_to_who_is_signed_in(client_of, rep) -> None:
    client = client_of(rep)

    assert client.get("/api/v1/schema/").status_code == 200
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert "<script>" not in page.content.decode()


def test_made_up_requests_are_answered_as_it_says(rep, manager, monkeypatch) -> None:
    monkeypatch.setattr(FigureThrottle, "THROTTLE_RATES", {"figures": None})
    prospect = factories.prospect(owner=rep)
    factories.won_deal(owner=rep, prospect=prospect)
    factories.activity(rep=rep, prospect=prospect)

    assert fuzz(manager, examples=6, repeatable=True) > 50


@pytest.mark.parametrize("planted", ["duration_seconds", "at"])
def test_an_answer_that_breaks_it_is_found(rep, monkeypatch, planted) -> None:
    from crm.api.activities import ActivityShown

    factories.activity(rep=rep, prospect=factories.prospect(owner=rep))
    whole = ActivityShown.to_representation

    def broken(self, row):
        return whole(self, row) | {planted: "soon"}

    monkeypatch.setattr(ActivityShown, "to_representation", broken)

    with pytest.raises(BaseException, match=planted):
        fuzz(rep, examples=6, repeatable=True)
