"""More of what happens to a small company: quotes, declared steps, what customers say."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm.models import (
    ChurnReason,
    Complaint,
    Deal,
    DisqualifyReason,
    Prospect,
    Quote,
    Region,
    Review,
    SurveyAnswer,
    User,
    Verbatim,
)
from crm.services import (
    complaint_acts,
    prospects,
    quote_answers,
    quotes,
    reviews,
    survey_answers,
    verbatims,
    voice,
)

KINDS = Verbatim.Kind.values


class Wider:
    """What ``World`` can live besides; it brings the clock, the people and the lists."""

    random: random.Random
    now: datetime
    zone: ZoneInfo
    reps: list[User]
    regions: Sequence[Region | None]
    products: Sequence[Any]

    def past(self, oldest: datetime | None = None, days: float = 25) -> datetime:
        raise NotImplementedError

    def pick(self, rows: Any) -> Any:
        raise NotImplementedError

    def _step(self, step: str, rows: Any, since: str, **detail: Any) -> None:
        prospect = self.pick(rows)
        prospects.take_step(
            prospect_id=prospect.pk,
            step=step,
            at=self.past(getattr(prospect, since), days=400),
            by=prospect.owner,
            now=self.now,
            **detail,
        )

    def _market(self) -> None:
        self._step("mql", Prospect.objects, "detected_at")

    def _try_out(self) -> None:
        product = self.random.choice([None, *self.products])
        self._step("trial", Prospect.objects, "detected_at", product=product)

    def _churn(self) -> None:
        customers = Prospect.objects.filter(converted_at__isnull=False)
        reason = self.random.choice([None, self.pick(ChurnReason.objects)])
        self._step("churned", customers, "converted_at", churn_reason=reason)

    def _give_up(self) -> None:
        reason = self.pick(DisqualifyReason.objects)
        self._step(
            "disqualified", Prospect.objects, "detected_at", disqualify_reason=reason
        )

    def _take_back(self) -> None:
        field = {
            "mql": "mql_at",
            "trial": "trial_started_at",
            "churned": "churned_at",
            "disqualified": "disqualified_at",
        }
        step = self.random.choice(list(field))
        found = Prospect.objects.filter(**{f"{field[step]}__isnull": False})
        prospect = self.pick(found)
        prospects.undo_step(
            prospect_id=prospect.pk, step=step, by=prospect.owner, now=self.now
        )

    def _quote(self) -> None:
        deal = self.pick(Deal.objects.filter(state="open"))
        draft = quotes.quote_deal(deal_id=deal.pk, by=deal.owner, now=self.now)
        if self.random.random() < 0.7:
            quote_answers.send_quote(quote_id=draft.pk, by=draft.rep, now=self.now)

    def _send(self) -> None:
        draft = self.pick(Quote.objects.filter(sent_at__isnull=True))
        quote_answers.send_quote(quote_id=draft.pk, by=draft.rep, now=self.now)

    def _requote(self) -> None:
        sent = self.pick(Quote.objects.sent())
        quotes.next_version(quote_id=sent.pk, by=sent.rep, now=self.now)

    def _answer_quote(self) -> None:
        sent = self.pick(Quote.objects.sent())
        act = self.random.choice(
            [
                quote_answers.sign_quote,
                quote_answers.sign_quote,
                quote_answers.refuse_quote,
            ]
        )
        on = self.now.astimezone(self.zone).date()
        act(quote_id=sent.pk, by=sent.rep, now=self.now, on=on)

    def _ask(self) -> None:
        survey = self.random.choice(["csat", "nps"])
        best = 5 if survey == "csat" else 10
        # Few enough that some answer twice.
        customer = self.random.choice(list(Prospect.objects.order_by("id")[:6]))
        people = [None, *customer.contacts.order_by("id")]
        survey_answers.record_answer(
            by=self.reps[0],
            now=self.now,
            survey=survey,
            score=self.random.randrange(1, best + 1),
            prospect=customer,
            contact=self.random.choice(people),
            at=self.past() + timedelta(microseconds=-self.random.randrange(999)),
        )

    def _know(self) -> None:
        customer = self.random.choice(list(Prospect.objects.order_by("id")[:6]))
        prospects.add_contact(
            prospect=customer, by=self.reps[0], now=self.now, name="Ada"
        )

    def _unask(self) -> None:
        row = self.pick(SurveyAnswer.objects)
        survey_answers.delete_answer(answer_id=row.pk, by=self.reps[0], now=self.now)

    def _review(self) -> None:
        reviews.add_review(
            by=self.random.choice(self.reps),
            now=self.now,
            site="Maps",
            rating=self.random.choice([1, 3, 4, 5, 5]),
            at=self.past(),
            prospect=self.random.choice([None, self.pick(Prospect.objects)]),
            region=self.random.choice(self.regions),
        )

    def _unreview(self) -> None:
        row = self.pick(Review.objects)
        reviews.delete_review(review_id=row.pk, by=self.reps[0], now=self.now)

    def _say(self) -> None:
        verbatims.record_verbatim(
            by=self.random.choice(self.reps),
            now=self.now,
            kind=self.random.choice(KINDS),
            text="As we said.",
            at=self.past(),
            prospect=self.random.choice([None, self.pick(Prospect.objects)]),
            product=self.random.choice([None, *self.products]),
        )

    def _resolve(self) -> None:
        row = self.pick(Complaint.objects.filter(resolved_at__isnull=True))
        complaint_acts.resolve_complaint(
            complaint_id=row.pk,
            by=row.rep,
            now=max(self.now, row.received_at + timedelta(minutes=1)),
            resolution="Sent again.",
        )

    def _redate(self) -> None:
        row = self.pick(Complaint.objects)
        voice.edit_complaint(
            complaint_id=row.pk, by=row.rep, now=self.now, received_at=self.past()
        )

    def _forget(self) -> None:
        row = self.pick(Complaint.objects)
        voice.delete_complaint(complaint_id=row.pk, by=row.rep, now=self.now)


WEIGHTS = {
    "market": 3,
    "try_out": 2,
    "churn": 3,
    "give_up": 2,
    "take_back": 1,
    "quote": 6,
    "send": 2,
    "requote": 2,
    "answer_quote": 4,
    "ask": 7,
    "know": 2,
    "unask": 1,
    "review": 3,
    "unreview": 1,
    "say": 2,
    "resolve": 2,
    "redate": 1,
    "forget": 1,
}
