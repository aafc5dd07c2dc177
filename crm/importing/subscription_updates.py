"""A known subscription takes the values of a line, each change through its service.

An empty cell changes nothing. Since when an amount holds is not in the file: its change is dated
today; an end has its own day.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from crm.importing.kind import Job, Values
from crm.importing.problems import Problem
from crm.models import ChurnReason, Subscription
from crm.services import subscriptions
from crm.services.errors import Refused
from crm.services.history import record


class SubscriptionUpdater:
    """``today`` is the day a change of the amount is dated."""

    def __init__(self, job: Job, today: date) -> None:
        self.job, self.today = job, today

    def update(self, row: Subscription, values: Values, amount: int) -> bool:
        """Bring it to what the line says; ``amount`` a month, in minor units of its currency."""
        self._same(row, values)
        changes = [
            self._product(row, values),
            self._amount(row, values, amount),
            self._end(row, values),
        ]
        return any(changes)

    def _same(self, row: Subscription, values: Values) -> None:
        """Whose it is, since when and in which currency are what it is: they do not change."""
        said = (
            ("prospect", values["prospect"].pk, row.prospect_id),
            ("started_on", values["started_on"], row.started_on),
            ("currency", values["currency_given"] or row.currency, row.currency),
        )
        for path, told, held in said:
            if told != held:
                reason = _("The subscription that is there says otherwise.")
                raise Problem(reason, path)

    def _product(self, row: Subscription, values: Values) -> bool:
        product = values.get("product")
        if product is None or product.pk == row.product_id:
            return False
        changes = {"product": [row.product_id, product.pk]}
        row.product = product
        row.save(update_fields=["product"])
        self._record("edited", row, changes)
        return True

    def _amount(self, row: Subscription, values: Values, amount: int) -> bool:
        if amount == row.amount:
            return False
        if row.ended_on is None and values.get("ended_on"):
            reason = _("The amount changed before it ended: enter that change first.")
            raise Problem(reason, "amount")
        subscriptions.change_subscription(
            subscription_id=row.pk,
            by=self.job.by,
            now=self.job.now,
            amount=amount,
            on=self.today,
        )
        return True

    def _end(self, row: Subscription, values: Values) -> bool:
        on, reason = values.get("ended_on"), values.get("churn_reason")
        if on is None:
            return False
        if row.ended_on is None:
            self._stop(row, on, reason)
            return True
        if on != row.ended_on:
            raise Problem(_("This subscription ended on another day."), "ended_on")
        return values["reason_given"] and self._reason(row, reason)

    def _stop(self, row: Subscription, on: date, reason: ChurnReason | None) -> None:
        said: dict[str, Any] = {"by": self.job.by, "now": self.job.now}
        try:
            subscriptions.end_subscription(
                subscription_id=row.pk, on=on, reason=reason, **said
            )
        except Refused as refused:
            raise Problem(" ".join(refused.messages), "ended_on") from refused

    def _reason(self, row: Subscription, reason: Any) -> bool:
        if reason.pk == row.churn_reason_id:
            return False
        changes = {"churn_reason": [row.churn_reason_id, reason.pk]}
        row.churn_reason = reason
        row.save(update_fields=["churn_reason"])
        self._record("edited", row, changes)
        return True

    def _record(
        self, action: str, row: Subscription, changes: dict[str, list[Any]]
    ) -> None:
        record(by=self.job.by, action=action, row=row, at=self.job.now, changes=changes)
