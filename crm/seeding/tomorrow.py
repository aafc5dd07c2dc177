"""What is still to do: planned for today and the next days, and a few things that are late."""

from __future__ import annotations

import random
from datetime import date

from crm.seeding.activities import Logbook
from crm.seeding.board import CARDS, Board
from crm.seeding.dice import dice, pick
from crm.seeding.leads import Lead
from crm.seeding.lists import Clock
from crm.seeding.people import Rep
from crm.seeding.tongue import drawn, said

STEP_KIND = {
    "Call": "call",
    "Send the quote": "email",
    "Follow up": "call",
    "Demo": "demo",
    "Meeting": "meeting",
    "Visit": "meeting",
}
LATE = ("Call back about the quote", "Send the dates", "Ask for the plans")
#: What Camille has to do: prospect, kind, words, working days from today, hour, minute
TODAY = (
    ("Brasserie Delattre", "call", "Call again before the quote, €6,400", -1, 16, 0),
    ("Maison Vasseur", "email", "Send the dates of the demo", -2, 11, 0),
    ("Ateliers Rivière", "call", "Call Mr Rivière about the discount", 0, 10, 0),
    ("Garage Fontaine", "demo", "Demo: adjustable workbench", 0, 11, 30),
    ("Imprimerie Morel", "meeting", "Plan the delivery, €5,200", 0, 14, 0),
    ("Hôtel des Quais", "task", "Answer their complaint", 0, 17, 0),
    ("Ateliers Rivière", "meeting", "Terms of the order", 4, 16, 0),
)


class Tomorrow:
    def __init__(self, seed: int, logbook: Logbook, clock: Clock) -> None:
        self.seed, self.logbook, self.clock = seed, logbook, clock

    def plan(self, rep: Rep, leads: list[Lead]) -> None:
        """Next steps of open deals, calls of the week, and what was forgotten."""
        rng = dice(self.seed, "tomorrow", rep.profile.name)
        agenda = rep.diary.agenda
        kinds = {said(step): kind for step, kind in STEP_KIND.items()}
        for lead in leads:
            for pen in lead.pens:
                if pen.deal.pk in self.logbook.busy:
                    continue
                if pen.deal.state == "open" and pen.deal.next_step in kinds:
                    day = pen.deal.next_step_on or self.clock.today
                    kind = kinds[pen.deal.next_step]
                    self._add(
                        rng, rep, lead, kind, day, pen.deal.next_step, pen.deal.pk
                    )
        known = [
            lead
            for lead in leads
            if lead.first_contact is not None and lead.quiet_from is None
        ]
        for _ in range(rng.randint(2, 3)):
            day = agenda.shift(self.clock.today, -rng.randint(1, 3))
            self._add(rng, rep, pick(rng, known), "call", day, drawn(rng, LATE))
        for ahead in (0, 0, 0, 1, 1, 2, 3):
            day = agenda.shift(self.clock.today, ahead)
            lead = pick(rng, known)
            words = said("Call again", lead.prospect.pk)
            lead.prospect.next_step, lead.prospect.next_step_on = words, day
            self._add(rng, rep, lead, "call", day, words)

    def _add(
        self,
        rng: random.Random,
        rep: Rep,
        lead: Lead,
        kind: str,
        day: date,
        words: str,
        deal: int | None = None,
    ) -> None:
        at = rep.diary.agenda.at(day, rng.randint(9, 16), pick(rng, (0, 15, 30, 45)))
        fields = {"deal_id": deal} if deal else {}
        self.logbook.write(
            rng, rep, lead, kind, at, status="planned", subject=words, **fields
        )

    def plan_board(self, board: Board) -> None:
        """Camille's day, as in the pictures."""
        rng = dice(self.seed, "tomorrow", "board")
        agenda = board.rep.diary.agenda
        entries = [
            (card.prospect, *card.step) for card in CARDS if card.step is not None
        ]
        for name, kind, words, ahead, hour, minute in (*entries, *TODAY):
            lead = board.leads[name]
            pens = [pen for pen in lead.pens if pen.deal.state == "open"]
            at = agenda.at(agenda.shift(self.clock.today, ahead), hour, minute)
            self.logbook.write(
                rng,
                board.rep,
                lead,
                kind,
                at,
                status="planned",
                subject=said(words),
                deal_id=pens[0].deal.pk if pens else None,
            )
