"""Taking an open deal for a change: the journal of a deal is written in order."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import formats
from django.utils.translation import gettext as _

from crm.civil import civil_day
from crm.models import Deal, Organisation
from crm.services.errors import Refused
from crm.services.writing import take


def day_of(at: datetime) -> date:
    """The civil day of the organisation, whose exchange rate counts."""
    return civil_day(at, Organisation.current().zone)


def take_open(deal_id: int, seen: int | None, at: datetime, now: datetime) -> Deal:
    """Lock the open deal for something that happens at ``at``; refuse what is out of order."""
    deal = take(Deal.objects.all(), deal_id, seen=seen)
    if not deal.is_open:
        raise Refused(_("This deal has ended. Reopen it first."))
    _not_before_last(deal, at, now)
    return deal


def _not_before_last(deal: Deal, at: datetime, now: datetime) -> None:
    """The journal is written in order: a move cannot come before the last one."""
    if at > now:
        raise Refused({"at": _("This cannot happen in the future.")})
    last = deal.movements.order_by("-at").values_list("at", flat=True).first()
    if last is not None and at < last:
        day = formats.date_format(
            last.astimezone(Organisation.current().zone), "DATE_FORMAT"
        )
        raise Refused(
            {
                "at": _("The deal already moved on %(day)s. Choose that day or later.")
                % {"day": day}
            }
        )
