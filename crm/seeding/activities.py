"""What reps do all day: first contacts, demos and meetings of deals, and the calls in between."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crm.models import Activity, Prospect
from crm.seeding.dice import around, dice, draw, pick
from crm.seeding.leads import Lead
from crm.seeding.lists import Clock, Lists
from crm.seeding.pen import DealPen
from crm.seeding.people import Rep
from crm.seeding.plans import Plan
from crm.seeding.sheets import Sheets
from crm.seeding.tongue import drawn, said
from crm.services.activities import METHOD_OF_KIND, target_on

CALL_ENDS = {
    "reached": 30,
    "no_answer": 33,
    "voicemail": 20,
    "call_back": 7,
    "meeting_booked": 4,
    "not_interested": 4,
    "positive": 2,
}
TALKED = ("reached", "call_back", "meeting_booked", "not_interested", "positive")
CALL_ABOUT = (
    "Follow-up on the quote",
    "Needs and timing",
    "Delivery date",
    "Reorder",
    "New site",
    "Budget of next year",
    "",
    "",
    "",
)
EMAIL_ABOUT = (
    "Catalogue",
    "Summary of our call",
    "Dates for a demo",
    "References in your sector",
    "Fitting plan",
    "Reminder",
)
#: How calls are shared out: new leads, open deals, customers, the rest.
TARGETS = {"new": 40, "deal": 27, "customer": 23, "old": 10}
FRIDAY = 4
#: One person in so many logs several calls at once.
ONE_IN = 4


@dataclass
class Span:
    """When a prospect may be called, as what."""

    lead: Lead
    first: date
    last: date


class Day:
    """Whom a rep may call on a day, by reason; rebuilt as days go by."""

    def __init__(self, pools: dict[str, list[Span]]) -> None:
        self.pools = {
            name: sorted(spans, key=lambda s: s.first) for name, spans in pools.items()
        }
        self._place = dict.fromkeys(pools, 0)
        self._open: dict[str, list[Span]] = {name: [] for name in pools}

    def on(self, day: date) -> dict[str, list[Span]]:
        """The people who may be called; days must come in order."""
        for name, spans in self.pools.items():
            held, place = self._open[name], self._place[name]
            while place < len(spans) and spans[place].first <= day:
                held.append(spans[place])
                place += 1
            self._place[name] = place
            self._open[name] = [span for span in held if span.last > day]
        return self._open


class Logbook:
    """Writes the activities of a rep."""

    def __init__(self, seed: int, sheets: Sheets, lists: Lists, clock: Clock) -> None:
        self.seed, self.sheets, self.clock = seed, sheets, clock
        self.method = {
            kind: lists.methods[code].pk for kind, code in METHOD_OF_KIND.items()
        }
        #: deals that have something planned already
        self.busy: set[int] = set()

    def live(
        self, rep: Rep, leads: list[Lead], told: list[tuple[Plan, DealPen]]
    ) -> None:
        rng = dice(self.seed, "activities", rep.profile.name)
        for lead in leads:
            if lead.first_contact is not None:
                self._first(rng, rep, lead, lead.first_contact)
        for plan, pen in told:
            self._of_deal(rng, rep, plan, pen)
        self._days(rng, rep, leads, told)

    def coming(
        self,
        rng: random.Random,
        rep: Rep,
        plan: Plan,
        pen: DealPen,
        kind: str,
        at: datetime,
        **fields: object,
    ) -> None:
        """Plan what is ahead for a deal, and say so on the deal; not for those told by hand."""
        if plan.by_hand:
            return
        quarter = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
        self.write(rng, rep, plan.lead, kind, quarter, **fields)
        if pen.deal.state == "open":
            pen.deal.next_step, pen.deal.next_step_on = said("Demo"), at.date()
        self.busy.add(pen.deal.pk)

    def write(
        self,
        rng: random.Random,
        rep: Rep,
        lead: Lead,
        kind: str,
        at: datetime,
        **fields: object,
    ) -> Activity:
        """One activity: held when its moment is behind, planned when it is ahead."""
        held = at < self.clock.now
        fields.setdefault("status", "held" if held else "planned")
        planned = fields["status"] != "held" or kind in (
            "demo",
            "meeting",
            "onboarding",
        )
        logged = at + timedelta(minutes=rng.randint(0, 9)) if held else self.clock.now
        prospect: Prospect = lead.prospect
        values: dict[str, object] = {
            # Some write a whole Friday down at once: boards say so beside their calls.
            "in_bulk": held
            and kind == "call"
            and at.weekday() == FRIDAY
            and rep.user.pk % ONE_IN == 0,
            "method_id": self.method.get(kind),
            "contact_id": pick(rng, lead.contacts).pk,
            "planned_at": at if planned else None,
        }
        return self.sheets.add(
            Activity(
                kind=kind,
                at=at,
                rep_id=rep.user.pk,
                prospect_id=prospect.pk,
                target_kind=target_on(prospect, at),
                logged_by_id=rep.user.pk,
                logged_at=min(logged, self.clock.now),
                **(values | fields),
            )
        )

    def call(
        self, rng: random.Random, rep: Rep, lead: Lead, at: datetime, **fields: object
    ) -> None:
        outcome = draw(rng, CALL_ENDS)
        talked = outcome in TALKED
        self.write(
            rng,
            rep,
            lead,
            "call",
            at,
            outcome=outcome,
            duration_s=rng.randint(90, 1500) if talked else rng.randint(15, 60),
            direction="in" if talked and rng.random() < 0.12 else "out",
            subject=drawn(rng, CALL_ABOUT),
            **fields,
        )

    def _first(self, rng: random.Random, rep: Rep, lead: Lead, at: datetime) -> None:
        """The first contact is ours; what the deal needed before it is not told."""
        by_call = rng.random() < 0.8
        outcome = draw(rng, CALL_ENDS) if by_call else ""
        self.write(
            rng,
            rep,
            lead,
            "call" if by_call else "email",
            at,
            outcome=outcome,
            duration_s=rng.randint(30, 900) if by_call else None,
            subject=said("First contact", lead.prospect.pk),
        )

    def _of_deal(self, rng: random.Random, rep: Rep, plan: Plan, pen: DealPen) -> None:
        lead, deal, stages = plan.lead, pen.deal, pen.stage_days
        for place, (stage, at) in enumerate(stages):
            until = stages[place + 1][1] if place + 1 < len(stages) else None
            until = until or deal.won_at or deal.lost_at
            if stage == "Demo":
                self._demo(rng, rep, plan, pen, at, until)
            elif stage == "Proposal":
                sent = rep.diary.soon(rng, at + timedelta(minutes=rng.randint(20, 90)))
                if sent < self.clock.now:
                    about = {"deal_id": deal.pk, "subject": said("Quote", deal.pk)}
                    self.write(rng, rep, lead, "email", sent, **about)
            elif stage == "Negotiation" and rng.random() < 0.55:
                met = self._within(rng, rep, at, until)
                if met is not None and met < self.clock.now:
                    self._meet(rng, rep, lead, "meeting", met, deal.pk)
        if deal.won_at is not None and deal.kind == "new":
            self._hand_over(rng, rep, plan, pen, deal.won_at)

    def _hand_over(
        self, rng: random.Random, rep: Rep, plan: Plan, pen: DealPen, won: datetime
    ) -> None:
        """A new customer is shown how to use what they bought."""
        day = won.date() + timedelta(days=rng.randint(7, 20))
        at = rep.diary.moment(rng, day)
        if at < self.clock.now:
            self._meet(rng, rep, plan.lead, "onboarding", at, pen.deal.pk)
        else:
            words = said(MEET_ABOUT["onboarding"], pen.deal.pk)
            about = {"deal_id": pen.deal.pk, "subject": words}
            self.coming(rng, rep, plan, pen, "onboarding", at, **about)

    def _within(
        self, rng: random.Random, rep: Rep, at: datetime, until: datetime | None
    ) -> datetime | None:
        """A working moment some days after ``at``, before ``until``."""
        met = rep.diary.moment(rng, at.date() + timedelta(days=rng.randint(1, 7)))
        return met if until is None or met < until else None

    def _demo(
        self,
        rng: random.Random,
        rep: Rep,
        plan: Plan,
        pen: DealPen,
        at: datetime,
        until: datetime | None,
    ) -> None:
        """Most demos take place; some customers do not come, or call it off."""
        met = self._within(rng, rep, at, until)
        if met is None:
            met = at + timedelta(minutes=45) if until is None or until > at else None
        if met is None or met.date() > self.clock.today + timedelta(days=12):
            return
        what = pen.lines[0].product
        fields = {
            "deal_id": pen.deal.pk,
            "subject": said("Demo: {}").format(what.name if what else ""),
            "product_id": what.pk if what else None,
        }
        status = draw(rng, {"held": 83, "no_show": 11, "cancelled": 6})
        lead = plan.lead
        if met >= self.clock.now:
            self.coming(rng, rep, plan, pen, "demo", met, **fields)
            return
        if status != "held":
            self.write(rng, rep, lead, "demo", met, status=status, **fields)
            again = rep.diary.moment(
                rng, met.date() + timedelta(days=rng.randint(2, 6))
            )
            if again >= self.clock.now or (until is not None and again >= until):
                return
            met = again
        self.write(
            rng,
            rep,
            lead,
            "demo",
            met,
            outcome=draw(rng, {"positive": 7, "reached": 2, "not_interested": 1}),
            duration_s=rng.randint(25, 75) * 60,
            **fields,
        )

    def _meet(
        self,
        rng: random.Random,
        rep: Rep,
        lead: Lead,
        kind: str,
        at: datetime,
        deal: int | None,
    ) -> None:
        fields: dict[str, object] = {"deal_id": deal}
        if at < self.clock.now:
            missed = rng.random() < 0.06
            fields["status"] = "no_show" if missed else "held"
            if not missed:
                fields["outcome"] = "positive" if rng.random() < 0.6 else "reached"
                fields["duration_s"] = rng.randint(20, 100) * 60
        words = said(MEET_ABOUT[kind], at.toordinal())
        self.write(rng, rep, lead, kind, at, subject=words, **fields)

    def _days(
        self,
        rng: random.Random,
        rep: Rep,
        leads: list[Lead],
        told: list[tuple[Plan, DealPen]],
    ) -> None:
        people = Day(self._pools(leads, told))
        for day in rep.diary.between(
            max(self.clock.first, rep.since), self.clock.today
        ):
            called = people.on(day)
            weights = {name: TARGETS[name] for name, spans in called.items() if spans}
            if not weights:
                continue
            for _ in range(
                around(rng, rep.profile.calls * QUIET.get(day.month, 1.0), 2.4)
            ):
                lead = pick(rng, called[draw(rng, weights)]).lead
                self.call(rng, rep, lead, rep.diary.moment(rng, day))
            for _ in range(around(rng, 2.6, 1.1)):
                lead = pick(rng, called[draw(rng, weights)]).lead
                self._mail(rng, rep, lead, rep.diary.moment(rng, day))
            if called["customer"] and rng.random() < 0.22:
                lead = pick(rng, called["customer"]).lead
                self._meet(rng, rep, lead, "meeting", rep.diary.moment(rng, day), None)
            if rng.random() < 0.1:
                lead = pick(rng, called[draw(rng, weights)]).lead
                at = rep.diary.moment(rng, day)
                self.write(rng, rep, lead, "note", at, note=drawn(rng, NOTES))

    def _mail(self, rng: random.Random, rep: Rep, lead: Lead, at: datetime) -> None:
        coming = rng.random() < 0.18
        self.write(
            rng,
            rep,
            lead,
            "email",
            at,
            direction="in" if coming else "out",
            outcome="reached" if coming else "",
            subject=drawn(rng, EMAIL_ABOUT),
        )

    def _pools(
        self, leads: list[Lead], told: list[tuple[Plan, DealPen]]
    ) -> dict[str, list[Span]]:
        pools: dict[str, list[Span]] = {name: [] for name in TARGETS}
        never = self.clock.today + timedelta(days=400)
        for lead in leads:
            if lead.first_contact is None:
                continue
            start = lead.first_contact.date() + timedelta(days=1)
            quiet = lead.quiet_from.date() if lead.quiet_from else never
            pools["new"].append(
                Span(lead, start, min(quiet, start + timedelta(days=50)))
            )
            pools["old"].append(Span(lead, start + timedelta(days=50), quiet))
            customer = lead.prospect.converted_at
            if customer is not None:
                since = customer.date() + timedelta(days=3)
                pools["customer"].append(Span(lead, since, quiet))
        for plan, pen in told:
            ended = pen.deal.won_at or pen.deal.lost_at
            start = max(
                pen.deal.opened_at.date() + timedelta(days=1),
                (plan.lead.first_contact or pen.deal.opened_at).date()
                + timedelta(days=1),
            )
            last = ended.date() if ended else never
            if plan.lead.first_contact is not None:
                pools["deal"].append(Span(plan.lead, start, last))
        return pools


MEET_ABOUT = {"meeting": "Visit on site", "onboarding": "Hand-over and first use"}
QUIET = {8: 0.85, 12: 0.95}
NOTES = (
    "Budget voted in January.",
    "Wants two quotes before deciding.",
    "Moves to a new site next year.",
    "The buyer changes at the end of the month.",
    "Happy with the last delivery.",
    "Compares with Agencement Pro.",
)
