"""/healthz, /readyz and /metrics."""

from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.test import Client

from config import health
from kpis.models import Heartbeat


def test_healthz_answers_without_asking_the_database(client: Client) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_names_every_part(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "parts": {
            "database": {"status": "ok"},
            "broker": {"status": "ok"},
            "figures": {"status": "ok", "as_of": None, "minutes": 0},
        },
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "status"), [(14, 200), (16, 503)])
def test_readyz_turns_red_when_nobody_computes(
    client: Client, frozen: datetime, age: int, status: int
) -> None:
    Heartbeat.objects.create(name="figures", at=frozen - timedelta(minutes=age))

    assert client.get("/readyz").status_code == status


@pytest.mark.django_db
def test_readyz_is_503_when_a_part_fails_and_keeps_the_reason_to_itself(
    client: Client,
) -> None:
    def broken() -> dict[str, object]:
        raise OSError("password of the broker")

    with mock.patch.dict(health.PROBES, {"broker": broken}):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["parts"]["broker"] == {"status": "failing"}
    assert b"password" not in response.content


def test_metrics_are_for_this_machine_when_embedded(client: Client) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404


def test_metrics_in_production_want_the_token(client: Client, settings) -> None:
    settings.EMBEDDED = False
    settings.METRICS_TOKEN = "long enough"

    assert client.get("/metrics").status_code == 404
    assert (
        client.get("/metrics", headers={"Authorization": "Bearer no"}).status_code
        == 404
    )
    given = {"Authorization": "Bearer long enough"}
    assert client.get("/metrics", headers=given).status_code == 200
