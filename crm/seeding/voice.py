"""What customers say: complaints, survey answers, reviews, words kept as they came."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta

from crm.models import Complaint, ComplaintReason, Deal, Review, SurveyAnswer, Verbatim
from crm.seeding.agenda import Diary
from crm.seeding.board import Board
from crm.seeding.dice import dice, draw
from crm.seeding.leads import Lead
from crm.seeding.lists import Clock, Lists
from crm.seeding.people import Cast
from crm.seeding.sheets import Sheets
from crm.seeding.tongue import drawn, said

REASONS = {
    "Delay": 36,
    "Quality": 24,
    "Billing": 16,
    "Order error": 15,
    "Relationship": 9,
}
SEVERITIES = {"low": 45, "medium": 38, "high": 17}
WORDS = {
    "Delay": "The delivery is a week late and nobody called us.",
    "Quality": "Two panels arrived damaged.",
    "Billing": "The invoice does not follow the quote.",
    "Order error": "We received the wrong colour.",
    "Relationship": "Nobody answers our messages.",
}
RESOLVED = "Replaced and delivered again."
GOOD = ("Team that listens, quick fitting.", "Solid, well advised.", "As planned.", "")
FAIR = ("Good product, delivery a bit long.", "All right.", "")
POOR = (
    "Fitting postponed twice.",
    "Hard to reach after the order.",
    "Too dear for what it is.",
)
SITES = {"Google": 6, "Trustpilot": 3, "Avis Vérifiés": 2}
SAID = {
    "compliment": (
        "Thank you for the fitter's patience.",
        "The plan helped us decide.",
    ),
    "question": (
        "Does the warranty cover the casters?",
        "Can we add two shelves later?",
    ),
    "dissatisfaction": ("The noise is still high in the open space.",),
    "refund": ("We ask for a refund of the damaged panels.",),
}


class Voice:
    def __init__(
        self, seed: int, sheets: Sheets, lists: Lists, clock: Clock, cast: Cast
    ) -> None:
        self.rng: random.Random = dice(seed, "voice")
        self.sheets, self.lists, self.clock = sheets, lists, clock
        self.charm: dict[int | None, float] = {
            rep.user.pk: rep.profile.charm for rep in cast.reps
        }

    def listen(self, leads: list[Lead]) -> None:
        """Some wins make a customer write; the others are silent."""
        for lead in leads:
            for pen in lead.pens:
                deal = pen.deal
                if deal.won_at is None or deal.won_at.date() < self.clock.first:
                    continue
                self._complaint(lead, deal)
                self._survey(lead, deal)
                if self.rng.random() < 0.05:
                    self._review(lead, deal)
                if self.rng.random() < 0.05:
                    self._words(lead, deal)

    def unanswered(self, board: Board) -> None:
        """Two complaints of the pictures wait for an answer."""
        agenda = board.rep.diary.agenda
        for name, reason, ago, hour in (
            ("Hôtel des Quais", "Delay", 1, 17),
            ("Cabinet Aubry", "Order error", 1, 15),
        ):
            lead = board.leads[name]
            at = agenda.at(agenda.shift(self.clock.today, -ago), hour)
            self.receive(lead, lead.pens[0].deal, reason, at)

    def _after(self, deal: Deal, diary: Diary, low: int, high: int) -> datetime | None:
        """A moment some days after the win, if it is behind us."""
        won = deal.won_at or self.clock.now
        at = diary.moment(
            self.rng, won.date() + timedelta(days=self.rng.randint(low, high))
        )
        return at if at < self.clock.now else None

    def _about(self, lead: Lead, deal: Deal) -> dict[str, object]:
        return {
            "prospect_id": lead.prospect.pk,
            "contact_id": lead.contacts[0].pk,
            "deal_id": deal.pk,
            "product_id": deal.main_product_id,
            "owner_id": lead.prospect.owner_id,
            "rep_id": deal.owner_id,
        }

    def _complaint(self, lead: Lead, deal: Deal) -> None:
        charm = self.charm.get(deal.owner_id, 8.5)
        if self.rng.random() > 0.045 + (8.6 - charm) * 0.03:
            return
        at = self._after(deal, lead.rep.diary, 6, 40)
        if at is not None:
            self.receive(lead, deal, draw(self.rng, REASONS), at)

    def receive(self, lead: Lead, deal: Deal, reason: str, at: datetime) -> None:
        rng, now = self.rng, self.clock.now
        answered = lead.rep.diary.soon(
            rng, at + timedelta(hours=rng.lognormvariate(math.log(7), 0.9))
        )
        resolved = lead.rep.diary.moment(
            rng, answered.date() + timedelta(days=rng.randint(1, 11))
        )
        forgotten = rng.random() < 0.03
        done = resolved < now and not forgotten
        complaint = self.sheets.add(
            Complaint(
                reason_id=self.lists.id(ComplaintReason, reason),
                severity=draw(rng, SEVERITIES),
                received_at=at,
                verbatim=said(WORDS[reason], deal.pk),
                answered_at=answered if answered < now and not forgotten else None,
                resolved_at=resolved if done else None,
                resolution=said(RESOLVED, deal.pk) if done else "",
                **self._about(lead, deal),
            )
        )
        self.sheets.add(
            Verbatim(
                kind="complaint",
                text=complaint.verbatim,
                at=at,
                complaint=complaint,
                origin=said("Email"),
                **self._about(lead, deal),
            )
        )

    def _survey(self, lead: Lead, deal: Deal) -> None:
        rng = self.rng
        charm = self.charm.get(deal.owner_id, 8.5)
        if rng.random() < 0.33:
            at = self._after(deal, lead.rep.diary, 15, 35)
            if at is not None:
                score = min(10, max(0, round(rng.gauss(charm, 1.7))))
                self._answer(lead, deal, "nps", score, score / 10, at)
        if rng.random() < 0.15:
            at = self._after(deal, lead.rep.diary, 20, 50)
            if at is not None:
                score = min(5, max(1, round(rng.gauss(charm / 2, 0.9))))
                self._answer(lead, deal, "csat", score, score / 5, at)

    def _answer(
        self, lead: Lead, deal: Deal, survey: str, score: int, ease: float, at: datetime
    ) -> None:
        words = GOOD if ease >= 0.85 else FAIR if ease >= 0.65 else POOR
        self.sheets.add(
            SurveyAnswer(
                survey=survey,
                score=score,
                comment=drawn(self.rng, words),
                at=at,
                respondent=lead.contacts[0].email,
                **self._about(lead, deal),
            )
        )

    def _review(self, lead: Lead, deal: Deal) -> None:
        at = self._after(deal, lead.rep.diary, 20, 70)
        if at is None:
            return
        charm = self.charm.get(deal.owner_id, 8.5)
        stars = min(5, max(1, round(self.rng.gauss(charm / 2, 0.8))))
        words = GOOD if stars > 3 else FAIR if stars == 3 else POOR
        self.sheets.add(
            Review(
                site=draw(self.rng, SITES),
                rating=stars,
                text=drawn(self.rng, words),
                at=at,
                region_id=lead.prospect.region_id,
                **self._about(lead, deal),
            )
        )

    def _words(self, lead: Lead, deal: Deal) -> None:
        at = self._after(deal, lead.rep.diary, 5, 60)
        kind = draw(
            self.rng,
            {"compliment": 4, "question": 4, "dissatisfaction": 2, "refund": 1},
        )
        if at is not None:
            self.sheets.add(
                Verbatim(
                    kind=kind,
                    text=drawn(self.rng, SAID[kind]),
                    at=at,
                    origin=drawn(self.rng, ("Phone", "Email", "Visit")),
                    **self._about(lead, deal),
                )
            )
