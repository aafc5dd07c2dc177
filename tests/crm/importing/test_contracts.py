"""Contracts from a file: the rows the service would have written, once, and their end."""

from __future__ import annotations

from datetime import date
from typing import Any

from crm.models import Contract, Prospect, User
from tests.crm.importing.conftest import Importer
from tests.factories import paris, prospect

HEADER = "id;prospect;start;planned end;signed;ended;reason;amount\n"


def told() -> list[Any]:
    rows = Contract.objects.order_by("start_on")
    return list(
        rows.values_list("start_on", "end_on", "base_amount", "end_reason__name")
    )


def test_contracts_are_signed_and_ended(
    importing: Importer, acme: Prospect, rep: User
) -> None:
    lines = (
        "1;Acme SA;2025-01-01;2025-12-31;2024-12-15;2025-06-30;Price;12000\n"
        "2;Acme SA;2026-01-01;;;2026-03-31;;\n"
        "3;Acme SA;2026-05-01;2027-04-30;;;;6000\n"
    )
    report = importing("contracts", HEADER + lines)
    assert (report.created, report.rejected) == (3, 0)
    assert told() == [
        (date(2025, 1, 1), date(2025, 12, 31), 1_200_000, "Price"),
        (date(2026, 1, 1), None, None, "Not recorded"),
        (date(2026, 5, 1), date(2027, 4, 30), 600_000, None),
    ]
    first, second, _third = Contract.objects.order_by("start_on")
    assert first.signed_at == paris(2024, 12, 15, 12)
    assert (first.rep, first.ended_rep) == (rep, rep)
    # Nobody said when it was signed: its first day.
    assert second.signed_at == paris(2026, 1, 1, 12)
    assert report.as_json()["filled"] == {"end_reason": 1}

    again = importing("contracts", HEADER + lines)
    assert (again.created, again.updated, again.unchanged) == (0, 3, 3)
    assert Contract.objects.count() == 3


def test_a_known_contract_may_end_and_says_nothing_else_anew(
    importing: Importer, acme: Prospect
) -> None:
    importing("contracts", "prospect;start;amount\nAcme SA;2026-05-01;6000\n")
    changed = importing("contracts", "prospect;start;amount\nAcme SA;2026-05-01;7000\n")
    assert changed.rejected == 1
    assert changed.errors[0]["column"] == "amount"
    ended = importing(
        "contracts",
        "prospect;start;ended;reason\nAcme SA;2026-05-01;2026-10-01;Price\n",
    )
    assert (ended.updated, ended.unchanged) == (1, 0)
    assert Contract.objects.get().ended_at == paris(2026, 10, 1, 12)
    other = importing(
        "contracts",
        "prospect;start;ended;reason\nAcme SA;2026-05-01;2026-10-02;Price\n",
    )
    assert other.rejected == 1


def test_what_cannot_be_is_refused_with_its_line(
    importing: Importer, acme: Prospect
) -> None:
    lines = (
        "1;Acme SA;2026-05-01;2026-04-01;;;;\n"
        "2;Acme SA;2026-05-02;;2027-01-01;;;\n"
        "3;Acme SA;2026-05-03;;;;Price;\n"
        "4;Acme SA;;;;;;\n"
        "5;Nobody;2026-05-01;;;;;\n"
        "6;Acme SA;2026-05-01;;;;;\n"
    )
    report = importing("contracts", HEADER + lines)
    assert (report.created, report.rejected) == (1, 5)
    columns = [error["column"] for error in report.errors]
    assert columns == ["planned end", "signed", "reason", "start", "prospect"]


def test_nobody_signs_for_a_customer_they_may_not_change(
    importing: Importer, acme: Prospect, teammate: User
) -> None:
    prospect(owner=teammate, name="Zoe SA")
    report = importing(
        "contracts",
        "prospect;start\nZoe SA;2026-05-01\nAcme SA;2026-05-01\n",
        by=teammate,
    )
    assert (report.created, report.rejected) == (1, 1)
    assert Contract.objects.get().prospect.name == "Zoe SA"
