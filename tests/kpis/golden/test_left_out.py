"""What a figure leaves out is named, with its reason."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from crm.models import CostEntry, User
from crm.services.reference import save_row
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.explain import change as explain_change
from kpis.question import Question
from kpis.scope import ALL
from tests.factories import NOW, activity, paris, prospect
from tests.kpis.figures import NOVEMBER, TODAY


def left_out(key: str) -> dict[str, tuple[int, list[str]]]:
    """{reason: (how many, their names)}."""
    snapshots.drain(now=NOW)
    with translation.override("en"):
        found = explain_change.left_out(KPIS[key], Question(ALL, NOVEMBER, TODAY))
    return {one.reason: (one.count, [s[1] for s in one.subjects]) for one in found}


def test_a_cost_without_rate_is_named_once(admin: User) -> None:
    """Twenty days bear it; it is one cost."""
    for label, currency in (("Fair", "CHF"), ("Ads", "EUR")):
        row = CostEntry(label=label)
        values = {"kind": "marketing", "month": date(2026, 11, 1)}
        values |= {"amount": 100_000, "currency": currency}
        save_row(row=row, values=values, by=admin, now=NOW)

    said = left_out("campaign_cost") | left_out("cost_per_lead")
    assert said == {
        "Counted, not priced: no exchange rate that day": (1, ["2026-11 · Fair"])
    }


def test_leads_nobody_called_are_named_beside_the_time_it_took(rep: User) -> None:
    called = prospect(owner=rep, at=paris(2026, 11, 2), name="Called")
    prospect(owner=rep, at=paris(2026, 11, 3), name="Waiting")
    activity(rep=rep, at=paris(2026, 11, 4), kind="call", prospect=called)

    assert left_out("time_to_first_contact") == {"Not contacted yet": (1, ["Waiting"])}
