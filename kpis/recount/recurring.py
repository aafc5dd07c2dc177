"""What comes back every month."""

from __future__ import annotations

from collections.abc import Iterator

from crm.models import MrrMovement
from kpis.recount.contribution import Contribution


def contributions() -> Iterator[Contribution]:
    for at, rep, amount in MrrMovement.objects.values_list("at", "rep_id", "amount"):
        yield at, rep, {"mrr": amount or 0}
