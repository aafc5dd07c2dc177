"""One request sent eight times at once is one row and eight equal answers. PostgreSQL only."""

import threading

import pytest
from django.db import connection, connections
from django.test import Client

from crm.models import Activity, AuditEntry
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite has one writer at a time: its transactions are IMMEDIATE",
    ),
]
KEY = "7f4a1a52-2c0b-4a51-9c5e-0d6a2f1b3c4d"
SENDERS = 8


@pytest.mark.parametrize("in_body", [False, True])
def test_eight_at_once_write_one_row(client_of, rep, in_body) -> None:
    prospect = factories.prospect(owner=rep)
    cookies = client_of(rep).cookies
    body = {"kind": "call", "prospect": prospect.pk}
    body |= {"client_uuid": KEY} if in_body else {}
    headers = {} if in_body else {"Idempotency-Key": KEY}
    start = threading.Barrier(SENDERS)
    answers = []

    def send() -> None:
        client = Client()
        client.cookies = cookies
        start.wait()
        try:
            answers.append(
                client.post(
                    "/api/v1/activities/",
                    body,
                    content_type="application/json",
                    headers=headers,
                )
            )
        finally:
            connections.close_all()

    senders = [threading.Thread(target=send) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert sorted(a.status_code for a in answers) == [200] * (SENDERS - 1) + [201]
    assert len({answer.content for answer in answers}) == 1
    assert Activity.objects.count() == 1
    logged = AuditEntry.objects.filter(kind="activity", action="logged")
    assert logged.count() == 1
