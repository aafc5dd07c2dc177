"""New deals in bulk: exactly the rows that ``services.deals`` writes one at a time.

A closed deal entered its pipeline by the first stage and left it on its closing day; an open one was
opened in the stage it is in, because the file does not say what came before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from crm.civil import civil_day
from crm.findable import deal_key
from crm.importing.kind import Job, Values, chosen
from crm.importing.stages import StageBook
from crm.models import Deal, DealLine, DealMovement, ExchangeRate
from crm.pricing import at_rate
from crm.services import deal_journal as journal
from crm.services.deal_lines import (
    LineInput,
    build_line,
    outcome_with,
    price_lines,
    total_up,
)
from crm.services.forecast_calls import note_calls

BATCH = 1_000
DESCRIBED = (
    "name",
    "prospect",
    "owner",
    "external_id",
    "kind",
    "source",
    "campaign",
    "expected_close_on",
    "winning_method",
    "forecast_category",
    "recurring_amount",
    "recurring_interval",
    "promised_on",
    "delivered_on",
)
NEXT = ("next_step", "next_step_on")
LOSS = ("lost_reason", "competitor", "lost_note")


def _columns(values: Values, *paths: str) -> dict[str, Any]:
    """``chosen``, with keys instead of rows: setting a related row costs ten times as much."""
    return {
        f"{path}_id" if isinstance(value, Model) else path: getattr(value, "pk", value)
        for path, value in chosen(values, *paths).items()
    }


class DealWriter:
    def __init__(self, job: Job, stages: StageBook) -> None:
        self.job, self.stages = job, stages
        self.base = job.organisation.base_currency
        self.rates: dict[str, list[tuple[date, Decimal]]] = {}

    def write(self, rows: Sequence[Values]) -> list[Model]:
        """Deals, lines and journal; returns the journal, to be announced."""
        built = [self._build(values) for values in rows]
        Deal.objects.bulk_create([deal for deal, _lines, _moves in built], BATCH)
        DealLine.objects.bulk_create(
            [line for _deal, lines, _moves in built for line in lines], BATCH
        )
        note_calls((deal for deal, _lines, _moves in built), by=self.job.by)
        moves = [move for _deal, _lines, moves in built for move in moves]
        return list(DealMovement.objects.bulk_create(moves, BATCH))

    def _build(self, values: Values) -> tuple[Deal, list[DealLine], list[DealMovement]]:
        end = values["stage"] if values["stage"].kind != "open" else None
        stage = (
            self.stages.first_open(values["stage"].pipeline_id)
            if end
            else values["stage"]
        )
        deal = self._opened(values)
        deal.stage = stage
        lines = self._lines(deal, values)
        load, place = journal.load_of(deal, stage), journal.place_of(deal)
        by, at = self.job.by, deal.opened_at
        moves = [journal.row(deal, "opened", at=at, place=place, load=load, by=by)]
        if end:
            self._end(deal, lines, values, end.kind)
            outcome = outcome_with(deal, lines)
            moves.append(
                journal.row(
                    deal,
                    end.kind,
                    at=values["closed_at"],
                    place=place,
                    load=-load,
                    by=by,
                    outcome=outcome,
                )
            )
        return deal, lines, moves

    def _opened(self, values: Values) -> Deal:
        at = values["opened_at"]
        deal = Deal(
            name_key=deal_key(values["name"]),
            stage_entered_at=at,
            created_at=self.job.now,
            opened_at=at,
            amount=values["amount"],
            currency=values["currency"],
            amount_is_estimate=values["estimate"],
            **_columns(values, *DESCRIBED, *NEXT),
        )
        deal.main_product = values.get("product")
        prospect = values.get("prospect")
        if values.get("source") is None and prospect is not None:
            deal.source_id = prospect.source_id
        self._price(deal, at)
        return deal

    def _lines(self, deal: Deal, values: Values) -> list[DealLine]:
        product, amount = values.get("product"), values["amount"]
        if product is None or amount is None:
            return []
        lines = [build_line(deal, LineInput(product, amount), 0)]
        total_up(deal, lines, self.base)
        return lines

    def _end(
        self, deal: Deal, lines: list[DealLine], values: Values, kind: str
    ) -> None:
        """As ``services.deal_ends`` leaves it: at the rate of the closing day."""
        at = values["closed_at"]
        self._price(deal, at)
        price_lines(deal, lines, self.base)
        deal.stage = self.stages.closing(values["stage"].pipeline_id, kind)
        deal.state, deal.stage_entered_at = kind, at
        deal.next_step, deal.next_step_on = "", None
        if kind == "won":
            deal.won_at = at
        else:
            deal.lost_at = at
            for name, value in chosen(values, *LOSS).items():
                setattr(deal, name, value)
        deal.version += 1

    def _price(self, deal: Deal, at: datetime) -> None:
        day = civil_day(at, self.job.organisation.zone)
        if deal.currency == self.base:
            deal.rate, deal.base_amount = Decimal(1), deal.amount
            return
        deal.rate = self._rate(deal.currency, day)
        deal.base_amount = at_rate(
            deal.amount, currency=deal.currency, base=self.base, rate=deal.rate
        )

    def _rate(self, currency: str, day: date) -> Decimal | None:
        """As ``pricing.rate_on``: the last rate on or before the day, all of them read once."""
        if currency not in self.rates:
            known = ExchangeRate.objects.filter(currency=currency).order_by("day")
            self.rates[currency] = list(known.values_list("day", "rate"))
        rates = self.rates[currency]
        place = bisect_right(rates, day, key=lambda pair: pair[0])
        return rates[place - 1][1] if place else None
