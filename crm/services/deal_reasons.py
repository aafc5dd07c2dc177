"""Why a deal was lost: declared the day it was lost, confirmed later by who asked again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.models import Competitor, Deal, LossReason, User
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.writing import put, take


@transaction.atomic
def confirm_reason(
    *,
    deal_id: int,
    reason: LossReason,
    by: User,
    now: datetime,
    competitor: Competitor | None = None,
    seen: int | None = None,
) -> Deal:
    """Confirm the lost reason, or say the true one; what was declared stays beside it.

    Figures by reason take the confirmed one from now on. Confirming the same again changes nothing.
    """
    deal = take(Deal.objects.all(), deal_id, seen=seen)
    if deal.state != Deal.State.LOST:
        raise Refused(_("Only a lost deal has a lost reason."))
    if reason.needs_competitor and (competitor or deal.competitor) is None:
        raise Refused({"competitor": _("Say which competitor won it.")})
    before = as_it_is(deal)
    put(
        deal,
        lost_reason_confirmed=reason,
        competitor=competitor or deal.competitor,
    )
    changes = difference(before, deal, ["lost_reason_confirmed", "competitor"])
    if not changes:
        return deal
    # The rows that count it: the outcome, which figures split by reason.
    outcomes = deal.movements.standing().filter(kind="lost")
    for outcome in outcomes:
        announce(outcome, outcome)
    record(by=by, action="reason confirmed", row=deal, at=now, changes=changes)
    return deal
