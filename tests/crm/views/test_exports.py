"""CSV of every table: the rows of the page, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import User
from crm.views.exports import safe_cell
from tests import factories
from tests.factories import NOW

SignIn = Callable[[User], Client]


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_looks_like_a_formula_is_disarmed(lead: str) -> None:
    assert safe_cell(f"{lead}1+1") == f"'{lead}1+1"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-5, "-5"),
        (Decimal("-1.50"), "-1.50"),
        (None, ""),
        ("Durand", "Durand"),
        (True, "1"),
    ],
)
def test_numbers_stay_numbers(value: Any, cell: str) -> None:
    assert safe_cell(value) == cell


def _table(client: Client, name: str, **address: str) -> list[list[str]]:
    answer = client.get(reverse(f"crm:{name}"), address)
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen")
def test_the_tables_hold_own_rows_and_no_others(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    for owner, name in ((rep, "=HYPERLINK(1)"), (teammate, "Hidden")):
        prospect = factories.prospect(
            owner=owner, name=name, at=NOW - timedelta(days=2)
        )
        factories.deal(owner=owner, prospect=prospect, amount=123_456)
        factories.activity(rep=owner, prospect=prospect)
        factories.complaint(by=owner, prospect=prospect)
    client = client_of(rep)
    for name in ("prospects-csv", "deals-csv", "activities-csv", "voice-csv"):
        header, *rows = _table(client, name)
        assert len(rows) == 1, name
        assert len(header) == len(rows[0])
        assert "'=HYPERLINK(1)" in rows[0]
        assert "Hidden" not in rows[0]
    assert "1234.56" in _table(client, "deals-csv")[1]
    assert len(_table(client, "prospects-csv", step="converted")) == 1
