"""New subscriptions in bulk, with the journal of monthly recurring revenue they write.

A file says days; the journal wants instants. They are noon, as for every date without an hour, and
never before the prospect was detected or, on the day of a win, before the win.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from crm.civil import civil_day
from crm.importing.dates import NOON
from crm.importing.kind import Job, Values
from crm.models import UNASSIGNED_ID, MrrMovement, Prospect, Subscription
from crm.services.rates.book import Book

BATCH = 1_000


class SubscriptionWriter:
    def __init__(self, job: Job) -> None:
        self.job = job
        self.zone = job.organisation.zone
        self.books: dict[str, Book] = {}

    def write(self, rows: Sequence[Values]) -> list[MrrMovement]:
        """Subscriptions and their journal; returns the journal, to be announced."""
        built = [self._built(values) for values in rows]
        Subscription.objects.bulk_create([row for row, _steps in built], BATCH)
        steps = [step for _row, steps in built for step in steps]
        return MrrMovement.objects.bulk_create(steps, BATCH)

    def _built(self, values: Values) -> tuple[Subscription, list[MrrMovement]]:
        prospect, amount, currency = (
            values[name] for name in ("prospect", "amount", "currency")
        )
        product, reason = values.get("product"), values.get("churn_reason")
        rate = self._rate(currency, values["started_on"])
        row = Subscription(
            prospect_id=prospect.pk,
            product_id=product.pk if product else None,
            owner_id=prospect.owner_id,
            external_id=values.get("external_id") or "",
            amount=amount,
            currency=currency,
            rate=rate,
            base_amount=self._book(currency).worth(amount, rate),
            started_on=values["started_on"],
            ended_on=values.get("ended_on"),
            churn_reason_id=reason.pk if reason else None,
        )
        return row, self._journal(row, prospect)

    def _journal(self, row: Subscription, prospect: Prospect) -> list[MrrMovement]:
        """What it put in, and takes out again the day it ends; a trial puts nothing in."""
        if not row.amount:
            return []
        at, base = self._start(row.started_on, prospect), row.base_amount
        steps = [self._step(row, prospect, at, base, row.amount)]
        if row.ended_on:
            back = None if base is None else -base
            end = max(at, self._noon(row.ended_on))
            steps.append(self._step(row, prospect, end, back, -row.amount))
        return steps

    def _step(
        self,
        row: Subscription,
        prospect: Prospect,
        at: datetime,
        base: int | None,
        original: int,
    ) -> MrrMovement:
        """Credited to who is in charge of the customer, as ``services.mrr.move``."""
        return MrrMovement(
            prospect_id=prospect.pk,
            subscription=row,
            at=at,
            rep_id=prospect.owner_id or UNASSIGNED_ID,
            amount=base,
            original_amount=original,
        )

    def _start(self, day: date, prospect: Prospect) -> datetime:
        known = (prospect.detected_at, prospect.converted_at)
        same = [at for at in known if at and civil_day(at, self.zone) == day]
        return max([self._noon(day), *same])

    def _noon(self, day: date) -> datetime:
        """Noon of the day; today it is now, while noon is still to come."""
        return min(datetime.combine(day, NOON, self.zone), self.job.now)

    def _rate(self, currency: str, day: date) -> Decimal | None:
        base = self.job.organisation.base_currency
        return Decimal(1) if currency == base else self._book(currency).on(day)

    def _book(self, currency: str) -> Book:
        """The rates of a currency, read once a file."""
        if currency not in self.books:
            self.books[currency] = Book(currency)
        return self.books[currency]
