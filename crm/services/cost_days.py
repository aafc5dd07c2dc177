"""What each working day bears of a cost: written with the cost, so that a day's figures never wait
for the end of its month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from crm.models import UNASSIGNED_ID, CostDay, CostEntry, Organisation
from crm.services.mornings import holidays_of


def spread(*costs: CostEntry) -> None:
    """Write the days of new or changed costs anew. Nothing is announced: no stored cell counts them."""
    if not costs:
        return
    CostDay.objects.filter(cost__in=[cost.pk for cost in costs]).delete()
    organisation = Organisation.current()
    rows = [row for cost in costs for row in days_of(cost, organisation)]
    CostDay.objects.bulk_create(rows, batch_size=2_000)


def spread_forgotten() -> None:
    """Costs without days: written before there were any, or by a hand that knows of none."""
    spread(*CostEntry.objects.filter(days__isnull=True))


def spread_all() -> None:
    """Every cost over the working days as the organisation has them now."""
    spread(*CostEntry.objects.all())


def days_of(cost: CostEntry, organisation: Organisation) -> list[CostDay]:
    """Its days, not saved. The parts differ by a cent at most and add up to the cost."""
    days = working_days(cost.month, organisation)
    parts = equal_parts(cost.base_amount, len(days))
    rep = UNASSIGNED_ID if cost.rep_id is None else cost.rep_id
    return [
        CostDay(cost=cost, day=day, rep_id=rep, amount=part)
        for day, part in zip(days, parts, strict=True)
    ]


def equal_parts(amount: int | None, count: int) -> Sequence[int | None]:
    """``count`` whole amounts that differ by one at most and add up; all null for no amount."""
    if amount is None:
        return [None] * count
    return [amount * (i + 1) // count - amount * i // count for i in range(count)]


def working_days(month: date, organisation: Organisation) -> list[date]:
    """The organisation's working days of the month of ``month``, without public holidays.

    A month that has none, in a country of holidays or a week of no day, has all its days.
    """
    first = month.replace(day=1)
    end = (first + timedelta(days=31)).replace(day=1)
    every = [first + timedelta(days=i) for i in range((end - first).days)]
    closed = holidays_of(organisation.country, first.year)
    found = [
        day
        for day in every
        if str(day.isoweekday()) in organisation.working_week and day not in closed
    ]
    return found or every
