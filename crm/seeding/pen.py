"""Writes one deal and its journal in memory, the way ``crm.services.deals`` does in the database.

Same rows, from the same pure functions (``deal_journal.row``, ``deal_lines.build_line``); a test
replays a deal through the services and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from crm.civil import civil_day
from crm.findable import deal_key
from crm.models import Competitor, Deal, DealLine, DealMovement, LossReason, Stage, User
from crm.pricing import at_rate
from crm.seeding.lists import Lists, Rates
from crm.seeding.sheets import Sheets
from crm.services import deal_journal as journal
from crm.services.deal_lines import LineInput, build_line, price_lines


class Desk:
    """What every deal is written with."""

    def __init__(
        self, sheets: Sheets, lists: Lists, rates: Rates, zone: ZoneInfo
    ) -> None:
        self.sheets, self.lists, self.rates, self.zone = sheets, lists, rates, zone
        self.stages = list(lists.stages.values())

    def stage(self, name: str) -> Stage:
        return self.lists.stages[name]


@dataclass(frozen=True)
class Priced:
    """What the deal was worth from ``at`` on, line by line."""

    at: datetime
    lines: list[DealLine]
    amount: int | None
    rate: Decimal | None
    base_amount: int | None


class DealPen:
    """One deal: call its verbs in the order of time."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.deal = Deal()
        self.lines: list[DealLine] = []
        self.movements: list[DealMovement] = []
        self.stage_days: list[tuple[str, datetime]] = []
        self.prices: list[Priced] = []
        self.last: datetime | None = None

    def open(
        self,
        *,
        at: datetime,
        name: str,
        owner: User,
        stage: str,
        currency: str,
        lines: Sequence[LineInput],
        **fields: Any,
    ) -> DealPen:
        first = self.desk.stage(stage)
        self.deal = Deal(
            name=name,
            name_key=deal_key(name),
            owner=owner,
            stage=first,
            opened_at=at,
            stage_entered_at=at,
            created_at=at,
            currency=currency,
            **fields,
        )
        self.desk.sheets.add(self.deal)
        self._price(lines, at)
        load = journal.load_of(self.deal, first)
        self._row("opened", at, journal.place_of(self.deal), load)
        self.stage_days.append((stage, at))
        return self

    def move(self, stage: str, *, at: datetime) -> None:
        deal, entered = self.deal, self.desk.stage(stage)
        was, load = journal.place_of(deal), self._load()
        deal.stage, deal.stage_entered_at = entered, at
        weighted = journal.weigh(load.amount, entered.probability)
        entering = journal.Load(load.count, load.amount, weighted)
        self._row("stage", at, was, -load)
        self._row("stage", at, journal.place_of(deal), entering)
        self.stage_days.append((stage, at))
        deal.version += 1

    def expect(self, on: date | None, *, at: datetime) -> None:
        was = journal.place_of(self.deal)
        self.deal.expected_close_on = on
        self._change_place("expected", was, at)

    def assign(self, owner: User, *, at: datetime) -> None:
        was = journal.place_of(self.deal)
        self.deal.owner = owner
        self._change_place("owner", was, at)

    def reprice(self, lines: Sequence[LineInput], *, at: datetime) -> None:
        old, amount = self._load(), self.deal.amount
        self._price(lines, at)
        new = journal.load_of(self.deal, self.deal.stage)
        # Another amount dates the price, also where no rate prices it.
        if new != old or amount != self.deal.amount:
            change = journal.Load(
                0, _delta(old.amount, new.amount), _delta(old.weighted, new.weighted)
            )
            self._row("amount", at, journal.place_of(self.deal), change)
        self.deal.version += 1

    def win(self, *, at: datetime) -> None:
        self._end("won", "Won", at)
        self.deal.won_at = at

    def lose(
        self, *, at: datetime, reason: LossReason, competitor: Competitor | None = None
    ) -> None:
        self._end("lost", "Lost", at)
        self.deal.lost_at, self.deal.lost_reason = at, reason
        self.deal.competitor = competitor

    def reopen(self, *, at: datetime) -> None:
        deal, outcome = self.deal, self.movements[-1]
        outcome.withdrawn_at = at
        deal.stage = next(s for s in self.desk.stages if s.pk == outcome.stage_id)
        deal.state, deal.stage_entered_at = "open", at
        deal.won_at = deal.lost_at = deal.lost_reason = deal.competitor = None
        load = journal.Load(
            -outcome.count, _minus(outcome.amount), _minus(outcome.weighted)
        )
        self._row("reopened", at, journal.place_of(deal), load)
        deal.version += 1

    @property
    def standing(self) -> DealMovement | None:
        """The outcome that still counts."""
        last = self.movements[-1]
        return last if last.kind in ("won", "lost") else None

    def _load(self) -> journal.Load:
        """What the rows have put in so far: ``deal_journal.stored_load``, without asking."""
        count = sum(row.count for row in self.movements)
        amounts = [row.amount for row in self.movements if row.amount is not None]
        weights = [row.weighted for row in self.movements if row.weighted is not None]
        if self.deal.base_amount is None and not sum(amounts):
            return journal.Load(count, None, None)
        return journal.Load(count, sum(amounts), sum(weights))

    def _price(self, lines: Sequence[LineInput], at: datetime) -> None:
        deal = self.deal
        self.lines = [build_line(deal, line, n) for n, line in enumerate(lines)]
        if self.lines:
            deal.amount = sum(line.amount for line in self.lines)
            largest = max(self.lines, key=lambda line: (line.amount, -line.position))
            deal.main_product = largest.product
        self._convert(at)
        self.prices.append(
            Priced(at, self.lines, deal.amount, deal.rate, deal.base_amount)
        )

    def _convert(self, at: datetime) -> None:
        """Price the deal and its lines at the rate of that day."""
        deal, rates = self.deal, self.desk.rates
        deal.rate = rates.on(deal.currency, civil_day(at, self.desk.zone))
        deal.base_amount = at_rate(
            deal.amount, currency=deal.currency, base=rates.base, rate=deal.rate
        )
        price_lines(deal, self.lines, rates.base)

    def _end(self, kind: str, stage: str, at: datetime) -> None:
        load, place = self._load(), journal.place_of(self.deal)
        deal = self.deal
        deal.stage, deal.state, deal.stage_entered_at = self.desk.stage(stage), kind, at
        deal.next_step, deal.next_step_on = "", None
        self._convert(at)
        outcome = (
            deal.base_amount,
            _total([line.base_list for line in self.lines]),
            _total([line.base_cost for line in self.lines]),
        )
        self._row(kind, at, place, -load, outcome)
        deal.version += 1

    def _change_place(self, kind: str, was: journal.Place, at: datetime) -> None:
        load = self._load()
        self._row(kind, at, was, -load)
        self._row(kind, at, journal.place_of(self.deal), load)
        self.deal.version += 1

    def _row(
        self,
        kind: str,
        at: datetime,
        place: journal.Place,
        load: journal.Load,
        outcome: tuple[int | None, int | None, int | None] = (None, None, None),
    ) -> None:
        if self.last is not None and at < self.last:
            raise ValueError(f"{self.deal}: {kind} at {at} comes before {self.last}")
        made = journal.row(
            self.deal,
            kind,
            at=at,
            place=place,
            load=load,
            by=self.deal.owner,
            outcome=outcome,
        )
        made.recorded_at = self.last = at
        self.movements.append(self.desk.sheets.add(made))

    def close(self) -> None:
        """The story is told: hand in the lines as they ended."""
        for line in self.lines:
            self.desk.sheets.add(line)


def _delta(old: int | None, new: int | None) -> int | None:
    if new is None:
        return -old if old else None
    return new - (old or 0)


def _minus(value: int | None) -> int | None:
    return None if value is None else -value


def _total(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
