"""What customers commit to."""

from __future__ import annotations

from collections.abc import Iterator

from crm.models import Contract
from kpis.recount.contribution import Contribution


def contributions() -> Iterator[Contribution]:
    """Each contract on the day it was signed, and once more on the day it ended."""
    for contract in Contract.objects.iterator():
        yield contract.signed_at, contract.rep_id, {"contracts_signed": 1}
        if contract.ended_at is not None and contract.ended_rep_id is not None:
            yield contract.ended_at, contract.ended_rep_id, {"contracts_lost": 1}
