"""A small company that lives at random: every fact goes through the services.

``World(seed)`` is made of the same facts each time. Moments crowd around midnight, where days are
mistaken for each other, and everything that rewrites the past happens: backdating, reassigning,
reopening, deleting, repricing, changing teams.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from crm import models
from crm.models import Activity, Deal, Prospect, Team, User
from crm.services import activities, deals, people, prospects, voice
from crm.services.deal_lines import LineInput
from tests.kpis import earnings, happenings

KINDS = ("call", "call", "email", "meeting", "demo", "onboarding")
#: Minor units; of some people nobody knows.
HOURLY = {"camille": 4_567, "hugo": 3_999, "lea": 6_001}
OUTCOMES = ["", "reached", "no_answer", "voicemail", "meeting_booked"]


class World(earnings.Richer):
    """People, lists and a clock. ``live(n)`` lets n things happen."""

    def __init__(
        self,
        seed: int,
        *,
        zone: str = "Europe/Paris",
        start: datetime = datetime(2026, 9, 20, tzinfo=UTC),
        days: int = 75,
        **organisation: Any,
    ) -> None:
        self.random = random.Random(seed)
        self.zone = ZoneInfo(zone)
        self.start = self.now = start
        self.end = start + timedelta(days=days)
        self.happened: Counter[str] = Counter()
        people.edit_organisation(by=None, now=start, time_zone=zone, **organisation)
        self._people(seed)
        self._lists(seed)

    def _people(self, seed: int) -> None:
        def team(name: str, parent: Team | None = None) -> Team:
            return people.add_team(
                by=None, now=self.now, name=f"{name} {seed}", parent=parent
            )

        def person(name: str, joins: Team | None, **fields: Any) -> User:
            user = people.add_person(
                by=None,
                now=self.now,
                email=f"{name}{seed}@boussole.test",
                full_name=name.title(),
                hourly_cost=HOURLY.get(name),
                **fields,
            )
            if joins:
                people.join_team(user=user, team=joins, by=None, now=self.now)
            return user

        self.top = team("France")
        self.north, self.south = team("North", self.top), team("South", self.top)
        self.teams = [self.north, self.south, self.top]
        self.reps = [
            person("camille", self.north),
            person("hugo", self.north),
            person("lea", self.south),
            person("ines", None),
            person("alice", None, role="admin"),
        ]
        self.manager = person("sophie", self.north, role="manager", sells=False)
        people.set_managers(
            team=self.north, managers=[self.manager], by=None, now=self.now
        )
        self.area_manager = person("marc", self.top, role="manager")
        people.set_managers(
            team=self.top, managers=[self.area_manager], by=None, now=self.now
        )
        self.reps.append(self.area_manager)

    def _lists(self, seed: int) -> None:
        def some(model: Any, *names: str, **fields: Any) -> list[Any]:
            return [
                model.objects.get_or_create(name=f"{n} {seed}", defaults=fields)[0]
                for n in names
            ]

        self.sources = [*some(models.Source, "Web", "Fair"), None]
        self.regions = [*some(models.Region, "Nord", "Sud"), None]
        self.sectors = [*some(models.Sector, "Retail", "Health"), None]
        self.products = some(
            models.Product, "Compass", "Map", "Sextant", list_price=5_000
        )
        self.reasons = some(models.LossReason, "Price", "Silence")
        self.complaint_reasons = some(models.ComplaintReason, "Late", "Broken")
        self.earning_lists(some)
        self.stages = list(models.Stage.objects.open().order_by("id"))
        for back in (90, 20, 5):
            models.ExchangeRate.objects.get_or_create(
                currency="USD",
                day=(self.start - timedelta(days=back)).date(),
                defaults={"rate": Decimal("0.9") + Decimal(back) / 1000},
            )

    def past(self, oldest: datetime | None = None, days: float = 25) -> datetime:
        """An instant up to now, often close to a midnight of the wall."""
        low = max(oldest or self.start, self.now - timedelta(days=days))
        span = max(0.0, (self.now - low).total_seconds())
        at = low + timedelta(seconds=self.random.random() * span)
        if self.random.random() < 0.4:
            wall = at.astimezone(self.zone).replace(
                hour=0, minute=0, second=0, microsecond=0
            )
            near = wall.astimezone(UTC) + timedelta(
                seconds=self.random.choice([-3601, -61, -0.0001, 0, 61, 3599, 3661])
            )
            at = near if low <= near <= self.now else at
        return min(max(at, low), self.now)

    def live(self, count: int) -> World:
        """``count`` things happen between the start and the end, in turn."""
        step = (self.end - self.now) / max(count, 1)
        names, weights = list(WEIGHTS), list(WEIGHTS.values())
        for _ in range(count):
            self.now += step * self.random.uniform(0.2, 1.8)
            name = self.random.choices(names, weights)[0]
            self.do(name)
        return self

    def do(self, name: str) -> None:
        happens: Callable[[], Any] = getattr(self, f"_{name}")
        try:
            happens()
        except (ValidationError, IndexError):
            name = f"{name} refused"  # nothing to act on, or out of order
        self.happened[name] += 1

    def pick(self, rows: Any) -> Any:
        return self.random.choice(list(rows.order_by("id")))

    def anyone(self) -> User:
        return self.random.choice(self.reps)

    def _detect(self) -> None:
        prospects.add_prospect(
            by=None,
            now=self.now,
            owner=self.anyone(),
            name=f"Prospect {self.random.random()}",
            detected_at=self.past(),
            source=self.random.choice(self.sources),
            region=self.random.choice(self.regions),
            sector=self.random.choice(self.sectors),
            **self.about_a_lead(),
        )

    def _log(self) -> None:
        prospect = self.random.choice([None, self.pick(Prospect.objects)])
        at = self.past() if self.random.random() < 0.85 else self.now + timedelta(2)
        activities.log_activity(
            by=self.anyone(),
            now=self.now,
            kind=self.random.choice([*KINDS]),
            at=at,
            direction=self.random.choice(["out", "out", "in"]),
            outcome=self.random.choice(OUTCOMES),
            status=self.random.choice([None, None, "no_show"])
            if at <= self.now
            else None,
            prospect=prospect,
            product=self.random.choice([None, *self.products]),
        )

    def _finish(self) -> None:
        activities.finish_activity(
            activity_id=self.pick(Activity.objects.planned()).pk,
            by=self.reps[0],
            now=self.now,
            status=self.random.choice(["held", "no_show", "cancelled"]),
        )

    def _correct(self) -> None:
        row = self.pick(Activity.objects.held())
        values = self.random.choice(
            [{"at": self.past()}, {"kind": "email"}, {"direction": "in"}]
        )
        activities.edit_activity(activity_id=row.pk, by=row.rep, now=self.now, **values)

    def _erase(self) -> None:
        row = self.pick(Activity.objects)
        activities.delete_activity(activity_id=row.pk, by=row.rep, now=self.now)

    def _qualify(self) -> None:
        prospect = self.pick(Prospect.objects)
        prospects.take_step(
            prospect_id=prospect.pk,
            step="sql",
            at=self.past(prospect.detected_at),
            by=prospect.owner,
            now=self.now,
        )

    def _unqualify(self) -> None:
        prospect = self.pick(Prospect.objects.filter(sql_at__isnull=False))
        prospects.undo_step(
            prospect_id=prospect.pk, step="sql", by=prospect.owner, now=self.now
        )

    def _hand_over(self) -> None:
        prospects.assign_prospect(
            prospect_id=self.pick(Prospect.objects).pk,
            owner=self.anyone(),
            by=self.reps[0],
            now=self.now,
        )

    def _lines(self) -> list[LineInput]:
        count = self.random.choice([0, 0, 1, 3])
        return [
            LineInput(
                product=self.random.choice([*self.products, None]),
                unit_price=self.random.randrange(1, 90_000),
                quantity=Decimal(self.random.randrange(1, 4)),
                discount_bp=self.random.choice([0, 333]),
                unit_cost=self.random.choice([None, 1_000, 9_999, 40_000]),
            )
            for _ in range(count)
        ]

    def _open(self) -> None:
        prospect = self.random.choice([None, self.pick(Prospect.objects)])
        deals.open_deal(
            by=None,
            now=self.now,
            name=f"Deal {self.random.random()}",
            owner=self.anyone(),
            stage=self.random.choice(self.stages),
            prospect=prospect,
            amount=self.random.choice([None, self.random.randrange(1, 200_000)]),
            currency=self.random.choice(["EUR", "EUR", "USD", "GBP"]),
            opened_at=self.past(),
            lines=self._lines(),
            **self.about_a_deal(),
            source=self.random.choice([*self.sources, prospect and prospect.source]),
        )

    def _open_deal(self) -> Deal:
        deal: Deal = self.pick(Deal.objects.filter(state="open"))
        return deal

    def _since_last(self, deal: Deal) -> datetime:
        last = deal.movements.order_by("-at").values_list("at", flat=True).first()
        return self.past(last, days=400)

    def _move(self) -> None:
        deal = self._open_deal()
        deals.move_deal(
            deal_id=deal.pk,
            stage=self.random.choice(self.stages),
            by=deal.owner,
            now=self.now,
            at=self._since_last(deal),
        )

    def _price(self) -> None:
        deal = self.pick(Deal.objects)
        deals.price_deal(
            deal_id=deal.pk,
            by=deal.owner,
            now=self.now,
            amount=self.random.randrange(1, 200_000),
            currency=self.random.choice([None, "EUR", "USD", "GBP"]),
            lines=self.random.choice([None, self._lines()]),
        )

    def _assign(self) -> None:
        deal = self.pick(Deal.objects)
        deals.assign_deal(
            deal_id=deal.pk, owner=self.anyone(), by=deal.owner, now=self.now
        )

    def _expect(self) -> None:
        deal = self._open_deal()
        on = self.now.date() + timedelta(days=self.random.randrange(-20, 60))
        deals.expect_close(deal_id=deal.pk, on=on, by=deal.owner, now=self.now)

    def _win(self) -> None:
        deal = self._open_deal()
        deals.win_deal(
            deal_id=deal.pk, by=deal.owner, now=self.now, at=self._since_last(deal)
        )

    def _lose(self) -> None:
        deal = self._open_deal()
        deals.lose_deal(
            deal_id=deal.pk,
            reason=self.random.choice(self.reasons),
            by=deal.owner,
            now=self.now,
            at=self._since_last(deal),
        )

    def _reopen(self) -> None:
        deal = self.pick(Deal.objects.exclude(state="open"))
        deals.reopen_deal(deal_id=deal.pk, by=deal.owner, now=self.now)

    def _delete(self) -> None:
        deal = self.pick(Deal.objects)
        deals.delete_deal(deal_id=deal.pk, by=deal.owner, now=self.now)

    def _link(self) -> None:
        deal = self.pick(Deal.objects)
        deals.link_prospect(
            deal_id=deal.pk,
            prospect=self.pick(Prospect.objects),
            by=deal.owner,
            now=self.now,
        )

    def _confirm(self) -> None:
        deal = self.pick(Deal.objects.filter(state="lost"))
        deals.edit_deal(
            deal_id=deal.pk,
            by=deal.owner,
            now=self.now,
            lost_reason_confirmed=self.random.choice(self.reasons),
        )

    def _revalue(self) -> None:
        deals.set_probability(
            stage=self.random.choice(self.stages),
            probability=self.random.randrange(5, 95),
            by=self.reps[0],
            now=self.now,
        )

    def _complain(self) -> None:
        prospect = self.random.choice([None, self.pick(Prospect.objects)])
        voice.receive_complaint(
            by=self.anyone(),
            now=self.now,
            reason=self.random.choice(self.complaint_reasons),
            prospect=prospect,
            received_at=self.past(),
            product=self.random.choice([None, *self.products]),
        )

    def _change_team(self) -> None:
        on = self.past().astimezone(self.zone).date()
        people.join_team(
            user=self.anyone(),
            team=self.random.choice([*self.teams, None]),
            by=None,
            now=self.now,
            from_on=on,
        )


WEIGHTS = (
    {
        "detect": 8,
        "log": 26,
        "finish": 3,
        "correct": 4,
        "erase": 2,
        "qualify": 3,
        "unqualify": 1,
        "hand_over": 2,
        "open": 14,
        "move": 7,
        "price": 5,
        "assign": 6,
        "expect": 2,
        "win": 10,
        "lose": 5,
        "reopen": 4,
        "delete": 1,
        "link": 2,
        "confirm": 1,
        "revalue": 1,
        "complain": 4,
        "change_team": 4,
    }
    | happenings.WEIGHTS
    | earnings.WEIGHTS
)
