"""Values meant to break: refused or found to be nothing, never an error of ours."""

import json
from typing import Any

import pytest
from django.test import Client

from crm.api.parsing import LARGEST_BODY

NASTY: tuple[Any, ...] = (
    "\0",
    "\ud800",
    "a\0b",
    "x" * 200_000,
    2**31,
    2**63,
    -(2**63) - 1,
    10**400,
    1e30,
    True,
    None,
    [],
    {},
    [[[]]],
    "NaN",
    "infinity",
    "-infinity",
    "9999-12-31",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "' OR 1=1 --",
    "\u202egnp.exe",
    "\uff21\uff22\uff23",
    "٣",
    "",
)
FIELDS = {
    "activities": (
        "kind",
        "at",
        "status",
        "direction",
        "outcome",
        "all_day",
        "duration_seconds",
        "rep",
        "prospect",
        "contact",
        "deal",
        "product",
        "method",
        "subject",
        "note",
        "client_uuid",
        "\ud800",
    ),
    "prospects": (
        "name",
        "kind",
        "owner",
        "source",
        "parent",
        "email",
        "phone",
        "website",
        "country",
        "next_step_on",
        "consent",
        "detected_at",
        "campaign",
    ),
    "deals": (
        "name",
        "stage",
        "pipeline",
        "prospect",
        "owner",
        "kind",
        "amount",
        "currency",
        "recurring_amount",
        "recurring_interval",
        "source",
        "opened_at",
        "expected_close_on",
    ),
}
WHOLE = {
    "activities": {"kind": "note", "note": "x"},
    "prospects": {"name": "Acme"},
    "deals": {"name": "Seats", "stage": "Demo"},
}
QUERIES = {
    "activities": ("from", "to", "kind", "rep", "prospect", "cursor", "page_size"),
    "prospects": ("q", "source", "owner", "ordering", "step", "%00", "client_type"),
    "deals": ("stage", "pipeline", "q", "prospect", "state", "from"),
    "kpis/values": ("kpi", "by", "where", "team", "rep", "compare"),
    "kpis/revenue/rows": ("where", "measure", "page", "rep", "team", "by"),
}


def sent(client: Client, kind: str, text: str) -> Any:
    return client.post(f"/api/v1/{kind}/", text, content_type="application/json")


@pytest.mark.parametrize("kind", FIELDS)
def test_no_field_breaks_it(client_of, rep, kind) -> None:
    client = client_of(rep)

    for field in FIELDS[kind]:
        for value in NASTY:
            answer = sent(client, kind, json.dumps(WHOLE[kind] | {field: value}))
            assert answer.status_code in (200, 201, 400, 422), (field, value)
            assert len(answer.content) < 20_000


@pytest.mark.parametrize("what", QUERIES)
def test_no_parameter_breaks_it(client_of, admin, what) -> None:
    client = client_of(admin)
    dates = {"from": "2026-11-01", "to": "2026-11-30"}
    whole = {"kpi": "revenue"} if what == "kpis/values" else {}
    whole |= dates if "kpis" in what else {}

    for name in QUERIES[what]:
        for value in NASTY:
            text = str(value).encode("utf-8", "replace")[:4000]
            answer = client.get(f"/api/v1/{what}/", whole | {name: text})
            assert answer.status_code in (200, 400, 404), (name, value)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", 400),
        ("{", 400),
        ("null", 400),
        ("[]", 400),
        ('"x"', 400),
        ('{"name": NaN}', 400),
        ('{"name": ' + "9" * 5000 + "}", 400),
        ("[" * 100_000, 400),
        ('{"name": "' + "x" * LARGEST_BODY + '"}', 413),
        (b'{"name": "\xff"}', 400),
    ],
)
def test_no_body_breaks_it(client_of, rep, text, status) -> None:
    answer = sent(client_of(rep), "prospects", text)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_only_json_is_read_and_written(client_of, rep) -> None:
    client = client_of(rep)

    assert client.post("/api/v1/prospects/", {"name": "Acme"}).status_code == 415
    asked = client.get("/api/v1/prospects/", headers={"Accept": "text/html"})
    assert asked.status_code == 406


@pytest.mark.parametrize(
    "header", ["Token", "Token x", "Token \xff\xfe", "Token a b", "Token " + "f" * 9000]
)
def test_no_token_breaks_it(db, header) -> None:
    answer = Client().get("/api/v1/kpis/", headers={"Authorization": header})

    assert answer.status_code == 401


@pytest.mark.parametrize("key", ["x", "\xff", "1" * 300, "00000000"])
def test_a_key_is_a_uuid(client_of, rep, key) -> None:
    answer = client_of(rep).post(
        "/api/v1/prospects/",
        {"name": "Acme"},
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )

    assert answer.status_code == 400


def test_ids_beyond_the_database_are_missing(client_of, rep) -> None:
    for pk in (2**63, 10**30, 0):
        assert client_of(rep).get(f"/api/v1/deals/{pk}/").status_code == 404


def test_a_busy_database_says_try_again(client_of, rep, monkeypatch) -> None:
    from django.db import OperationalError

    from crm.api import paging

    def locked(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked: /secret/path")

    monkeypatch.setattr(paging, "_after", locked)
    answer = client_of(rep).get("/api/v1/deals/?cursor=x")

    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert b"secret" not in answer.content
