"""What stands in the database, month by month, read from the rows and from nothing else."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db.models import Avg, Count, Q, Sum
from django.db.models.functions import TruncMonth

from crm.civil import starts_at
from crm.models import (
    Complaint,
    MrrMovement,
    Organisation,
    ProspectStep,
    Subscription,
    SurveyAnswer,
)


def ends_of(months: list[str]) -> dict[str, date]:
    """{2023-01: 2023-02-01}: the day before which a month ends."""
    firsts = {month: date.fromisoformat(f"{month}-01") for month in months}
    return {m: (day + timedelta(days=31)).replace(day=1) for m, day in firsts.items()}


def mrr(months: list[str]) -> dict[str, int]:
    """Minor units at the end of each month: the sum of the journal until then."""
    zone = Organisation.current().zone
    return {
        month: MrrMovement.objects.filter(at__lt=starts_at(end, zone)).aggregate(
            total=Sum("amount", default=0)
        )["total"]
        for month, end in ends_of(months).items()
    }


def paid(months: list[str]) -> dict[str, int]:
    """Subscriptions that are paid and run at the end of each month."""
    rows = Subscription.objects.filter(amount__gt=0)
    return {
        month: rows.filter(started_on__lt=end)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=end))
        .count()
        for month, end in ends_of(months).items()
    }


def by_month(rows: Any, at: str, what: Any = None) -> dict[str, Any]:
    """{month: how many rows, or ``what`` over them}; months without any are left out."""
    zone = None if at.endswith("_on") else Organisation.current().zone
    month = TruncMonth(at, tzinfo=zone)
    told = rows.annotate(month=month).values("month").order_by("month")
    found = told.annotate(value=what or Count("pk")).values_list("month", "value")
    return {f"{first:%Y-%m}": value for first, value in found}


def ended() -> dict[str, int]:
    """Trials among them."""
    return by_month(Subscription.objects.filter(ended_on__isnull=False), "ended_on")


def churn_rates(months: list[str]) -> dict[str, float | None]:
    """Paid subscriptions that ended in a month, of those that ran at the end of the one before."""
    rows = Subscription.objects.filter(amount__gt=0, ended_on__isnull=False)
    gone, before = by_month(rows, "ended_on"), paid(months)
    rates: dict[str, float | None] = {months[0]: None}
    for last, month in pairwise(months):
        rates[month] = gone.get(month, 0) / before[last]
    return rates


def tickets() -> dict[str, int]:
    return by_month(Complaint.objects.all(), "received_at")


def satisfaction() -> dict[str, float]:
    rows = SurveyAnswer.objects.filter(survey="csat")
    return by_month(rows, "at", Avg("score"))


def left() -> dict[str, int]:
    return by_month(ProspectStep.objects.of("churned"), "at")


def left_by_reason() -> dict[str, int]:
    rows = ProspectStep.objects.of("churned").values_list("churn_reason__name")
    return dict(rows.annotate(n=Count("pk")))


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Departures:
    """Which lines of the file a customer can have left by, worked out from the files alone.

    Nobody leaves before the first paid subscription, and nobody leaves twice: the first line counts.
    """

    def __init__(self, events: Path, subscriptions: Path) -> None:
        since: dict[str, str] = {}
        for row in lines(subscriptions):
            if float(row["mrr_amount"]) > 0:
                held = since.get(row["account_id"], row["start_date"])
                since[row["account_id"]] = min(held, row["start_date"])
        self.taken: dict[str, dict[str, str]] = {}
        self.too_early = self.again = 0
        for row in lines(events):
            account = row["account_id"]
            if row["churn_date"] < since[account]:
                self.too_early += 1
            elif account in self.taken:
                self.again += 1
            else:
                self.taken[account] = row

    def by_month(self) -> Counter[str]:
        return Counter(row["churn_date"][:7] for row in self.taken.values())

    def by_reason(self) -> Counter[str]:
        """As the lists call them."""
        names = {"unknown": "Not recorded"}
        reasons = (row["reason_code"] for row in self.taken.values())
        return Counter(names.get(reason, reason) for reason in reasons)
