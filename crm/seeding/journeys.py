"""The journal of each prospect's life, read from what its deals and activities did."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from crm.models import (
    UNASSIGNED_ID,
    Activity,
    ChurnReason,
    DealMovement,
    DisqualifyReason,
    ProspectStep,
)
from crm.models.activities import CONTACT_KINDS
from crm.seeding.dice import dice, draw
from crm.seeding.leads import Lead
from crm.seeding.lists import Clock, Lists
from crm.seeding.sheets import Sheets

#: Leads that marketing brought are qualified by marketing first.
MARKETED = ("Website", "LinkedIn", "Trade show", "Partner")
CHURN = {
    "Price": 34,
    "Quality of service": 26,
    "Competition": 28,
    "Closed down": 12,
}


class Journeys:
    def __init__(self, seed: int, sheets: Sheets, lists: Lists, clock: Clock) -> None:
        self.seed, self.sheets, self.lists, self.clock = seed, sheets, lists, clock

    def sell(self, leads: list[Lead]) -> None:
        """Steps that follow from deals, and those people declare. Before the activities."""
        rng = dice(self.seed, "journeys")
        for lead in leads:
            self._step(lead, "detected", lead.prospect.detected_at, lead.rep.user.pk)
            self._qualify(rng, lead)
            self._convert(lead)
            self._leave(rng, lead)

    def touch(self, leads: list[Lead], activities: list[Activity]) -> None:
        """*Contacted* is the first outbound contact held: read from the activities."""
        first: dict[int, Activity] = {}
        for activity in activities:
            if _reaches(activity) and activity.prospect_id is not None:
                known = first.get(activity.prospect_id)
                if known is None or (activity.at, activity.pk) < (known.at, known.pk):
                    first[activity.prospect_id] = activity
        for lead in leads:
            touched = first.get(lead.prospect.pk)
            if touched is not None:
                lead.prospect.contacted_at = touched.at
                self._step(lead, "contacted", touched.at, touched.rep_id)

    def _step(
        self, lead: Lead, step: str, at: datetime, rep_id: int | None, **detail: object
    ) -> ProspectStep:
        return self.sheets.add(
            ProspectStep(
                prospect=lead.prospect,
                step=step,
                at=at,
                rep_id=rep_id or UNASSIGNED_ID,
                recorded_at=at,
                **detail,
            )
        )

    def _qualify(self, rng: random.Random, lead: Lead) -> None:
        prospect, first = lead.prospect, lead.first_contact
        if first is None:
            return
        opened = min((pen.deal.opened_at for pen in lead.pens), default=None)
        if lead.source in MARKETED and (opened is not None or rng.random() < 0.35):
            at = first + timedelta(hours=rng.randint(1, 40))
            at = min(at, opened) if opened is not None else at
            if at < self.clock.now:
                prospect.mql_at = at
                self._step(lead, "mql", at, lead.rep.user.pk)
        if opened is not None:
            prospect.sql_at = opened
            self._step(lead, "sql", opened, lead.rep.user.pk)
        if opened is not None and rng.random() < 0.08:
            at = opened + timedelta(days=rng.randint(1, 6))
            if at < self.clock.now:
                prospect.trial_started_at = at
                self._step(lead, "trial", at, lead.rep.user.pk)

    def _convert(self, lead: Lead) -> None:
        """*Converted* is the first standing win, as it stood at each moment: reopening withdraws it."""
        ends = [row for pen in lead.pens for row in pen.movements if row.kind == "won"]
        moments = [(row.at, 1, row) for row in ends]
        moments += [(row.withdrawn_at, 0, row) for row in ends if row.withdrawn_at]
        standing: list[DealMovement] = []
        step: ProspectStep | None = None
        by: DealMovement | None = None
        for at, won, row in sorted(moments, key=lambda m: (m[0], m[1], m[2].pk)):
            standing = (
                [*standing, row] if won else [r for r in standing if r is not row]
            )
            first = min(standing, key=lambda r: (r.at, r.pk), default=None)
            if first is by:
                continue
            if step is not None:
                step.withdrawn_at = at
            step = None
            if first is not None:
                deal_id = first.deal_id
                step = self._step(
                    lead, "converted", first.at, first.rep_id, deal_id=deal_id
                )
            by = first
        lead.prospect.converted_at = by.at if by is not None else None

    def _leave(self, rng: random.Random, lead: Lead) -> None:
        """Leads that proved no leads; customers that stopped being ones."""
        prospect, clock = lead.prospect, self.clock
        if lead.fate == "disqualified" and lead.first_contact is not None:
            at = lead.rep.diary.moment(
                rng, lead.first_contact.date() + timedelta(days=rng.randint(2, 25))
            )
            if at < clock.now:
                reason = draw(
                    rng, dict.fromkeys(self.lists.values[DisqualifyReason], 1)
                )
                reason_id = self.lists.id(DisqualifyReason, reason)
                prospect.disqualified_at, lead.quiet_from = at, at
                prospect.disqualify_reason_id = reason_id
                self._step(
                    lead,
                    "disqualified",
                    at,
                    prospect.owner_id,
                    disqualify_reason_id=reason_id,
                )
                if rng.random() < 0.08:
                    prospect.objected_at, prospect.consent = at, "withdrawn"
        elif prospect.converted_at is not None and lead.leaves is not None:
            self._churn(rng, lead, lead.leaves)

    def _churn(self, rng: random.Random, lead: Lead, day: date) -> None:
        rows = [row.at for pen in lead.pens for row in pen.movements]
        if any(pen.deal.state == "open" for pen in lead.pens):
            return
        at = lead.rep.diary.moment(rng, day)
        if at >= self.clock.now or at <= max(rows):
            return
        prospect, reason_id = (
            lead.prospect,
            self.lists.id(ChurnReason, draw(rng, CHURN)),
        )
        prospect.churned_at, lead.quiet_from = at, at
        prospect.churn_reason_id = reason_id
        self._step(lead, "churned", at, prospect.owner_id, churn_reason_id=reason_id)


def _reaches(activity: Activity) -> bool:
    return (
        activity.status == "held"
        and activity.direction == "out"
        and activity.kind in CONTACT_KINDS
    )
