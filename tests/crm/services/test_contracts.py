"""Contracts: signed, ended, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from crm.models import AuditEntry, ChurnReason, Contract, Prospect, User
from crm.services.contracts import end_contract, sign_contract
from crm.services.errors import Refused
from tests.factories import NOW, deal, prospect


@pytest.fixture
def customer(rep: User) -> Prospect:
    return prospect(owner=rep, at=NOW - timedelta(days=60))


def signed(customer: Prospect, **told: Any) -> Contract:
    told = {"start_on": date(2026, 11, 1), "by": customer.owner, "now": NOW} | told
    return sign_contract(prospect=customer, **told)


def test_a_contract_is_priced_and_credited(customer: Prospect) -> None:
    contract = signed(customer, amount=120_000)

    assert (contract.base_amount, contract.rep) == (120_000, customer.owner)
    assert AuditEntry.objects.filter(kind="contract", action="signed").count() == 1


def test_it_ends_once_for_a_reason(customer: Prospect) -> None:
    contract = signed(customer, at=NOW - timedelta(days=9))
    why = ChurnReason.objects.create(name="Closed down")
    said: dict[str, Any] = {
        "contract_id": contract.pk,
        "by": customer.owner,
        "now": NOW,
    }
    for wrong in (
        {"reason": None},
        {"reason": why, "at": NOW + timedelta(days=1)},
        {"reason": why, "at": NOW - timedelta(days=10)},
    ):
        with pytest.raises(Refused):
            end_contract(**said, **wrong)

    ended = end_contract(**said, reason=why)

    assert (ended.ended_at, ended.ended_rep) == (NOW, customer.owner)
    assert list(Contract.objects.ended()) == [ended]
    with pytest.raises(Refused):
        end_contract(**said, reason=why)


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": NOW + timedelta(days=1)},
        {"end_on": date(2026, 10, 1)},
    ],
)
def test_what_cannot_be_signed(customer: Prospect, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        signed(customer, **wrong)


def test_not_for_a_deal_of_somebody_else(customer: Prospect, rep: User) -> None:
    with pytest.raises(Refused):
        signed(customer, deal=deal(owner=rep))


def test_a_contract_runs_until_its_planned_end(customer: Prospect) -> None:
    for end_on in (None, date(2026, 11, 20), date(2026, 11, 19)):
        signed(customer, end_on=end_on)

    running = Contract.objects.running_on(date(2026, 11, 20))
    assert running.count() == 2
