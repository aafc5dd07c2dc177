"""What deals do."""

from __future__ import annotations

from collections.abc import Iterator

from crm.models import DealMovement
from kpis.recount.contribution import Contribution


def contributions() -> Iterator[Contribution]:
    for m in DealMovement.objects.iterator():
        amounts = {
            "pipeline_count": m.count,
            "pipeline_amount": m.amount or 0,
            "pipeline_weighted": m.weighted or 0,
        }
        if m.kind == "opened":
            amounts["opps_created"] = 1
        if m.kind in ("won", "lost") and m.withdrawn_at is None:
            amounts[f"deals_{m.kind}"] = 1
            amounts[f"{m.kind}_amount"] = m.outcome_amount or 0
            if m.kind == "won" and m.outcome_amount is not None:
                amounts["deals_priced"] = 1
                if m.outcome_cost is not None:
                    amounts["won_costed"] = m.outcome_amount
                    amounts["won_cost"] = m.outcome_cost
        yield m.at, m.rep_id, amounts
