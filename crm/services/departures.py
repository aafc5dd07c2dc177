"""Customers lost without a word: no order for as many months as the organisation says.

Who has no running contract or subscription and ordered nothing for N months is lost at the end of
the Nth month, and a customer again with the next order: two steps written by the rule, which the
rule writes anew when orders or N change. What a person recorded (``take_step``) stands before it.
Of a customer without any order on record nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from crm.announce import announce_many, as_it_is
from crm.civil import civil_day, starts_at
from crm.models import (
    ChurnReason,
    Contract,
    DayDone,
    Organisation,
    Prospect,
    ProspectStep,
    Subscription,
)

#: The code of the reason that the rule gives.
REASON = "no_order"
NAME, NAMED = "No order for %d months", re.compile(r"No order for \d+ months")
#: Customers settled in one transaction.
PORTION = 500
WORK = "departures"

#: Orders: deals won, and the first payments of what no deal sold. Each with the one after it.
ORDERS = """
SELECT prospect_id, at, following FROM (
  SELECT prospect_id, at, LEAD(at) OVER (PARTITION BY prospect_id ORDER BY at) AS following FROM (
    SELECT d.prospect_id, m.at FROM crm_dealmovement m JOIN crm_deal d ON d.id = m.deal_id
     WHERE m.kind = 'won' AND m.withdrawn_at IS NULL AND d.prospect_id BETWEEN %s AND %s
    UNION ALL
    SELECT m.prospect_id, MIN(m.at) FROM crm_mrrmovement m
      JOIN crm_subscription s ON s.id = m.subscription_id
     WHERE s.deal_id IS NULL AND m.prospect_id BETWEEN %s AND %s
     GROUP BY m.prospect_id, m.subscription_id) AS bought) AS followed
 WHERE at < %s AND (following IS NULL OR following > {later})
"""
#: ``at`` and a number of days later; months are counted exactly afterwards, of few rows.
LATER = {
    "postgresql": "at + %s * INTERVAL '1 day'",
    "sqlite": "datetime(at, '+' || %s || ' days')",
}


@dataclass(frozen=True)
class Gap:
    """A time without orders that was too long: lost, and perhaps back."""

    prospect_id: int
    lost_at: datetime
    back_at: datetime | None = None


def settle(*, now: datetime, low: int, high: int) -> int:
    """Make the steps of the rule say what the orders of these customers (ids, both included) say.

    Returns how many steps were written or withdrawn. Safe to repeat; part of one transaction.
    """
    with transaction.atomic():
        prospects = {
            row.pk: row
            for row in Prospect.objects.select_for_update(of=("self",))
            .select_related("owner")
            .filter(_ruled(), pk__range=(low, high))
            .order_by("pk")
        }
        found = _not_said_otherwise(gaps(now=now, low=low, high=high), prospects)
        return _write(prospects, found, now)


def _ruled() -> Any:
    """Customers, and whoever the rule spoke of while they were."""
    spoken = ProspectStep.objects.standing().filter(prospect=OuterRef("pk"))
    return Q(converted_at__isnull=False) | Exists(spoken.filter(automatic=True))


def settle_one(prospect: Prospect, *, now: datetime) -> None:
    """The same for one customer whose orders changed; ``prospect`` says afterwards where it stands."""
    if settle(now=now, low=prospect.pk, high=prospect.pk):
        prospect.refresh_from_db(fields=["churned_at", "churn_reason"])


def settle_day(*, now: datetime) -> None:
    """Once a civil day, for all customers; days that were missed are dated each on its own."""
    today = civil_day(now, Organisation.current().zone)
    done, _new = DayDone.objects.get_or_create(
        name=WORK, defaults={"day": today - timedelta(days=1)}
    )
    if done.day >= today:
        return
    for low, high in portions():
        settle(now=now, low=low, high=high)
    DayDone.objects.filter(name=WORK).update(day=today)


def forget_day() -> None:
    """The rule changed: the next tick settles every customer anew."""
    DayDone.objects.filter(name=WORK).delete()


def portions() -> Iterator[tuple[int, int]]:
    """[(first id, last id)] of all customers, so many at a time."""
    ids = list(_customers())
    for start in range(0, len(ids), PORTION):
        part = ids[start : start + PORTION]
        yield part[0], part[-1]


def _customers() -> QuerySet[Prospect, int]:
    rows = Prospect.objects.filter(converted_at__isnull=False).order_by("pk")
    return rows.values_list("pk", flat=True)


# -- what the orders say ----------------------------------------------------------------------


def gaps(*, now: datetime, low: int, high: int) -> Iterator[Gap]:
    """Every time without orders that was too long, of customers in order of their ids."""
    organisation = Organisation.current()
    months, zone = organisation.churn_after_months, organisation.zone
    if not months:
        return
    rows = _long_silences(months, now, low, high)
    covers = _covers({pk for pk, _at, _next in rows}, zone)
    for pk, at, back_at in rows:
        lost_on = add_months(civil_day(at, zone), months)
        for first, end in covers.get(pk, ()):
            if first <= lost_on < end:
                lost_on = end
        if lost_on == date.max:
            continue
        lost_at = starts_at(lost_on, zone)
        if lost_at <= now and (back_at is None or lost_at < back_at):
            yield Gap(pk, lost_at, back_at)


def _long_silences(
    months: int, now: datetime, low: int, high: int
) -> list[tuple[int, datetime, datetime | None]]:
    """[(customer, order, next order)] with at least about so many months between, or since."""
    days = months * 28
    adapt = connection.ops.adapt_datetimefield_value
    since = adapt(now - timedelta(days=days))
    sql = ORDERS.format(later=LATER[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(sql, [low, high, low, high, since, days])
        found = cursor.fetchall()
    told = [(pk, _instant(at), _instant(after)) for pk, at, after in found]
    return sorted((pk, at, after) for pk, at, after in told if at is not None)


def _instant(value: Any) -> datetime | None:
    """As the database keeps it: SQLite as text without its zone."""
    if value is None or isinstance(value, datetime):
        found: datetime | None = value
        return found
    return datetime.fromisoformat(f"{value}+00:00")


def _covers(prospects: set[int], zone: Any) -> dict[int, list[tuple[date, date]]]:
    """{customer: [(from, until before)]} of contracts and subscriptions, in order; open: for ever."""
    found: dict[int, list[tuple[date, date]]] = {}
    paid = Subscription.objects.filter(prospect__in=prospects)
    for pk, first, end in paid.values_list("prospect", "started_on", "ended_on"):
        found.setdefault(pk, []).append((first, end or date.max))
    signed = Contract.objects.filter(prospect__in=prospects)
    for pk, first, last, ended in signed.values_list(
        "prospect", "start_on", "end_on", "ended_at"
    ):
        end = date.max if last is None else last + timedelta(days=1)
        if ended is not None:
            end = min(end, civil_day(ended, zone))
        found.setdefault(pk, []).append((first, end))
    return {pk: sorted(each) for pk, each in found.items()}


def add_months(day: date, months: int) -> date:
    """The same day so many months later, the last of the month where it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(
        date(year, month + 1, 1) + timedelta(days=day.day - 1),
        following - timedelta(days=1),
    )


def _not_said_otherwise(
    found: Iterable[Gap], prospects: dict[int, Prospect]
) -> list[Gap]:
    """Without the silence that a person recorded as a departure, and what comes after it."""
    told = ProspectStep.objects.of("churned").filter(
        automatic=False, prospect__in=prospects
    )
    left = dict(told.values_list("prospect", "at"))
    return [
        gap
        for gap in found
        if gap.prospect_id in prospects
        and (
            gap.prospect_id not in left
            or (gap.back_at is not None and gap.lost_at < left[gap.prospect_id])
        )
    ]


# -- the steps --------------------------------------------------------------------------------


def _write(prospects: dict[int, Prospect], found: Sequence[Gap], now: datetime) -> int:
    rows = ProspectStep.objects.standing().filter(prospect__in=prospects)
    standing = {
        (row.prospect_id, row.step, row.at): row for row in rows.filter(automatic=True)
    }
    wanted = dict.fromkeys(_keys(found))
    gone = [row for key, row in standing.items() if key not in wanted]
    before = [as_it_is(row) for row in gone]
    for row in gone:
        row.withdrawn_at = now
    ProspectStep.objects.bulk_update(gone, ["withdrawn_at"], batch_size=PORTION)
    reason = _reason() if found else None
    made = ProspectStep.objects.bulk_create(
        ProspectStep(
            prospect=prospects[pk],
            step=kind,
            at=at,
            rep=prospects[pk].owner,
            automatic=True,
            churn_reason=reason if kind == "churned" else None,
        )
        for pk, kind, at in wanted
        if (pk, kind, at) not in standing
    )
    touched = {row.prospect_id for row in (*gone, *made)}
    if touched:
        _follow([prospects[pk] for pk in touched], found, reason)
        announce_many([*before, *gone, *made])
    return len(gone) + len(made)


def _keys(found: Iterable[Gap]) -> Iterator[tuple[int, str, datetime]]:
    for gap in found:
        yield gap.prospect_id, "churned", gap.lost_at
        if gap.back_at is not None:
            yield gap.prospect_id, "returned", gap.back_at


def _follow(
    touched: Sequence[Prospect], found: Iterable[Gap], reason: ChurnReason | None
) -> None:
    """What each customer is now, and when each of its times as one was over."""
    told = ProspectStep.objects.of("churned").filter(
        automatic=False, prospect__in=touched
    )
    left = set(told.values_list("prospect", flat=True))
    over: dict[int, list[Gap]] = {}
    for gap in found:
        over.setdefault(gap.prospect_id, []).append(gap)
    for prospect in touched:
        if prospect.pk in left:
            continue
        silences = over.get(prospect.pk, [])
        lost = bool(silences) and silences[-1].back_at is None
        prospect.churned_at = silences[-1].lost_at if lost else None
        prospect.churn_reason = reason if lost else None
    Prospect.objects.bulk_update(touched, ["churned_at", "churn_reason"])
    begun = ProspectStep.objects.standing().filter(
        step__in=["converted", "returned"], prospect__in=touched
    )
    rows = list(begun.order_by("prospect", "at", "id"))
    for row in rows:
        after = (g for g in over.get(row.prospect_id, ()) if g.lost_at > row.at)
        over_at = [gap.lost_at for gap in after if gap.back_at is not None]
        row.ended_at = over_at[0] if over_at else None
    ProspectStep.objects.bulk_update(rows, ["ended_at"], batch_size=PORTION)


def _reason() -> ChurnReason:
    """The reason that the rule gives, made on first use; one that an admin named keeps its name."""
    months = Organisation.current().churn_after_months
    name = NAME % months
    found: ChurnReason | None = ChurnReason.objects.filter(code=REASON).first()  # type: ignore[assignment]
    if found is None:
        found = ChurnReason(name=name, code=REASON)
        found.save()
    elif found.name != name and NAMED.fullmatch(found.name):
        found.name = name
        found.save(update_fields=["name"])
    return found
