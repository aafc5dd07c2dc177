"""A small company that also says what it expects, for the frozen forecast."""

from __future__ import annotations

from datetime import timedelta

from crm.civil import civil_day
from crm.models import Stage
from crm.services import deals, people, stages
from crm.services.forecast_calls import call_deal
from tests.kpis.generate import World


class Chatty(World):
    """People who also call their forecasts; nothing here erases or comes before midnight of its day
    unless ``late``: what a night froze was known that night."""

    def _call_forecast(self) -> None:
        row = self._open_deal()
        category = self.random.choice(["", "commit", "best", "pipeline", "omitted"])
        leads = self.random.random() < 0.4
        call_deal(
            deal_id=row.pk,
            category=category,
            by=row.owner,
            now=self.now,
            as_manager=leads,
        )

    def _recategorise(self) -> None:
        row = self.pick(Stage.objects.open())
        category = self.random.choice(["commit", "best", "pipeline", "omitted"])
        stages.edit_stage(
            stage=row, by=self.reps[0], now=self.now, forecast_category=category
        )

    def _slip(self) -> None:
        row = self._open_deal()
        day = (self.now + timedelta(days=self.random.randrange(-20, 120))).date()
        on = self.random.choice([day, day, None])
        deals.expect_close(deal_id=row.pk, on=on, by=row.owner, now=self.now)

    def _price(self) -> None:
        """Of an open deal: what was won and is corrected later is told as it is now."""
        row = self._open_deal()
        amount = self.random.randrange(1, 200_000)
        deals.price_deal(deal_id=row.pk, by=row.owner, now=self.now, amount=amount)

    def _move_team(self) -> None:
        person, team = self.random.choice(self.reps[:3]), self.random.choice(self.teams)
        day = civil_day(self.now, self.zone)
        people.join_team(user=person, team=team, by=None, now=self.now, from_on=day)


HAPPENS = {
    "detect": 2,
    "open": 6,
    "slip": 5,
    "move": 5,
    "price": 3,
    "call_forecast": 7,
    "recategorise": 1,
    "move_team": 1,
    "win": 3,
    "lose": 2,
    "reopen": 2,
    "assign": 2,
    "revalue": 1,
}
