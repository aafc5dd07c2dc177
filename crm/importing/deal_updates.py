"""A known deal takes the values of a line, each change through its service and into the journal.

An empty cell changes nothing. What happened in between is not in the file: a change of stage, owner,
amount or expected date is dated now; a closing has its own date.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.importing.kind import Job, Values, chosen, put_changes
from crm.importing.problems import Problem
from crm.models import Deal, LossReason
from crm.services import deal_ends, deals
from crm.services.deal_lines import LineInput

DESCRIBED = (
    "name",
    "kind",
    "source",
    "campaign",
    "winning_method",
    "forecast_category",
    "promised_on",
    "delivered_on",
    "next_step",
    "next_step_on",
    "lost_note",
    "recurring_amount",
    "recurring_interval",
)
#: A closed deal has no next step.
NEXT = {"next_step", "next_step_on"}


class DealUpdater:
    def __init__(self, job: Job, not_recorded: LossReason) -> None:
        self.job, self.not_recorded = job, not_recorded
        self.said: dict[str, Any] = {"by": job.by, "now": job.now}

    def update(self, deal: Deal, values: Values) -> bool:
        """Bring the deal to what the line says; True when anything changed."""
        changes = [
            self._opening(deal, values),
            self._prospect(deal, values),
            self._owner(deal, values),
            self._stage(deal, values),
            self._price(deal, values),
            self._expected(deal, values),
            self._describe(deal, values),
        ]
        return any(changes)

    def _opening(self, deal: Deal, values: Values) -> bool:
        """Correct the day it was opened: the journal's first row moves, both days are restated."""
        at = values.get("opened_at")
        if at is None or at == deal.opened_at:
            return False
        first = deal.movements.filter(kind="opened").order_by("at", "id").first()
        others = deal.movements.exclude(kind="opened")
        later = others.order_by("at").first()
        if first is None or (later is not None and at > later.at):
            raise Problem(_("The deal already moved before that day."), "opened_at")
        before = as_it_is(first)
        first.at = at
        first.save(update_fields=["at"])
        announce(before, first)
        if deal.stage_entered_at == deal.opened_at:
            deal.stage_entered_at = at
        deal.opened_at = at
        deal.version += 1
        deal.save(update_fields=["opened_at", "stage_entered_at", "version"])
        return True

    def _prospect(self, deal: Deal, values: Values) -> bool:
        prospect = values.get("prospect")
        if prospect is None or prospect.pk == deal.prospect_id:
            return False
        deals.link_prospect(deal_id=deal.pk, prospect=prospect, **self.said)
        return True

    def _owner(self, deal: Deal, values: Values) -> bool:
        owner = values.get("owner")
        if owner is None or owner.pk == deal.owner_id:
            return False
        # Whoever closed it had it by then: the win is theirs, not the former owner's.
        at = values.get("closed_at") if deal.is_open else None
        deals.assign_deal(deal_id=deal.pk, owner=owner, at=at, **self.said)
        return True

    def _price(self, deal: Deal, values: Values) -> bool:
        """A given amount is the truth; an estimate never replaces one.

        Priced after it closed: what the pipeline held stays, what was won is corrected.
        """
        product = values.get("product") or deal.main_product
        amount, currency = values["amount"], values["currency"]
        if amount is None:
            return False
        if values["estimate"]:
            if product == deal.main_product or not deal.amount_is_estimate:
                return False
        elif values["currency_given"] is None and currency != deal.currency:
            raise Problem(_("Say the currency: this deal has another."), "amount")
        same = (amount, currency, product) == (
            deal.amount,
            deal.currency,
            deal.main_product,
        )
        if same and values["estimate"] == deal.amount_is_estimate:
            return False
        if deal.lines.count() > 1:
            raise Problem(
                _("This deal has several lines: change them there."), "amount"
            )
        lines = [LineInput(product, amount)] if product else None
        deals.price_deal(
            deal_id=deal.pk, amount=amount, currency=currency, lines=lines, **self.said
        )
        if values["estimate"]:
            Deal.objects.filter(pk=deal.pk).update(amount_is_estimate=True)
        return True

    def _expected(self, deal: Deal, values: Values) -> bool:
        on = values.get("expected_close_on")
        if on is None or on == deal.expected_close_on or not deal.is_open:
            return False
        deals.expect_close(deal_id=deal.pk, on=on, **self.said)
        return True

    def _stage(self, deal: Deal, values: Values) -> bool:
        stage, closed = values["stage"], values.get("closed_at")
        if not values["stage_given"]:
            return False
        if stage.kind == "open":
            return self._reopen_or_move(deal, values)
        if deal.state == stage.kind:
            if closed != deal.ended_at:
                reason = _("This deal was closed on another day. Reopen it first.")
                raise Problem(reason, "closed_at")
            return False
        if not deal.is_open:
            raise Problem(_("This deal has ended. Reopen it first."), "stage")
        if stage.kind == "won":
            deal_ends.win_deal(deal_id=deal.pk, at=closed, **self.said)
        else:
            lost_reason = values.get("lost_reason") or self.not_recorded
            deal_ends.lose_deal(
                deal_id=deal.pk,
                at=closed,
                reason=lost_reason,
                competitor=values.get("competitor"),
                **self.said,
            )
        deal.refresh_from_db(fields=["state", "won_at", "lost_at", "stage"])
        return True

    def _reopen_or_move(self, deal: Deal, values: Values) -> bool:
        stage = values["stage"]
        if not deal.is_open:
            deal_ends.reopen_deal(deal_id=deal.pk, stage=stage, **self.said)
            deal.refresh_from_db(fields=["state", "won_at", "lost_at", "stage"])
            return True
        if stage.pk == deal.stage_id:
            return False
        deals.move_deal(deal_id=deal.pk, stage=stage, **self.said)
        return True

    def _describe(self, deal: Deal, values: Values) -> bool:
        given = chosen(values, *DESCRIBED)
        if values["stage"].kind != "open":
            given = {name: value for name, value in given.items() if name not in NEXT}
        held = as_it_is(deal)
        changed = {name: given[name] for name in put_changes(held, given)}
        if changed:
            deals.edit_deal(deal_id=deal.pk, **self.said, **changed)
        return bool(changed)
