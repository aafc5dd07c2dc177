"""What is done."""

from __future__ import annotations

from collections.abc import Iterator

from crm.models import Activity
from kpis.recount.contribution import Contribution


def contributions() -> Iterator[Contribution]:
    for a in Activity.objects.iterator():
        held, out = a.status == "held", a.direction == "out"
        to_customer = a.target_kind == "customer"
        counted = {
            "calls": held and out and a.kind == "call",
            "calls_to_prospects": held and out and a.kind == "call" and not to_customer,
            "calls_reached": held
            and out
            and a.kind == "call"
            and a.outcome not in ("", "no_answer", "voicemail"),
            "emails": held and out and a.kind == "email",
            "meetings_prospect": held and a.kind == "meeting" and not to_customer,
            "meetings_customer": held and a.kind == "meeting" and to_customer,
            "demos": held and a.kind == "demo",
            "onboardings": held and a.kind == "onboarding",
            "demo_no_shows": a.status == "no_show" and a.kind == "demo",
            "contacts": held
            and out
            and a.kind in ("call", "email", "meeting", "demo")
            and a.prospect_id is not None,
        }
        yield a.at, a.rep_id, {key: 1 for key, counts in counted.items() if counts}
