"""Exchange rates by currency and day; what waited for one is priced once the file is read."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from crm.importing import numbers, reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Job, Values
from crm.importing.kinds.kept import Kept
from crm.importing.parse import Cell
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import ExchangeRate
from crm.services.rates.coming import price_what_waits

#: What the column keeps; a rate is compared as it is kept, so that reading it again changes nothing.
KEPT = Decimal("0.00000001")
TOO_LARGE = Decimal(10) ** 9


def rate(cell: Cell, read: reading.Reading, wanted: Field) -> Decimal:
    """A positive rate of eight decimals.

    1.068 is a rate as often as an amount: unlike an amount it is refused, not taken for thousands,
    when no other value shows the decimal sign.
    """
    unproven = isinstance(cell, str) and not read.decimal
    if unproven and numbers.TWO_WAYS.fullmatch(numbers.bare(str(cell))):
        raise Problem(
            _("This can be read two ways. Say the decimal sign in the mapping.")
        )
    value = reading.number(cell, read, wanted).quantize(KEPT, ROUND_HALF_UP)
    if value <= 0:
        raise Problem(_("A rate is more than zero."))
    if value >= TOO_LARGE:
        raise Problem(_("This number is too large."))
    return value


@register
class Rates(Kept):
    name = "rates"
    matched_by = "currency and day"
    model = ExchangeRate
    fields = (
        Field(
            "currency",
            "currency",
            reading.currency,
            required=True,
            also=("devise", "code", "monnaie"),
            note="any but the organisation's",
        ),
        Field(
            "day",
            "from",
            reading.day,
            shape="date",
            required=True,
            also=("date", "jour", "depuis"),
            note="it holds until the next one",
        ),
        Field(
            "rate",
            "rate",
            rate,
            shape="number",
            required=True,
            also=("taux", "cours", "exchange rate", "taux de change"),
            note="how much of the organisation's currency one unit is worth",
        ),
    )
    written = ("currency", "day", "rate")

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.came: set[str] = set()

    def complete(self, values: Values) -> None:
        if values["currency"] == self.job.organisation.base_currency:
            raise Problem(_("The base currency has no rate of its own."), "currency")

    def key(self, values: Values) -> Hashable:
        return (values["currency"], values["day"])

    def load(self, rows: Sequence[Checked]) -> None:
        days = {row.values["day"] for row in rows}
        held = ExchangeRate.objects.filter(day__in=days)
        self.held = {(row.currency, row.day): row for row in held}

    def existing(self, values: Values) -> Any:
        return self.held.get((values["currency"], values["day"]))

    def write(self, row: Any, values: Values) -> None:
        super().write(row, values)
        self.came.add(row.currency)

    def finish(self) -> None:
        """As ``save_rate``, but after the last line: priced rate by rate, an amount would keep the
        first one that covers its day, which is the oldest or the newest as the file is sorted."""
        for currency in sorted(self.came):
            price_what_waits(currency=currency, by=self.job.by, now=self.job.now)
