"""Who does not want to be prospected: said once, dated, seen everywhere."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import as_it_is
from crm.models import Prospect, User, WayBack
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.way_back import way_back
from crm.services.writing import put, take


@transaction.atomic
def record_objection(
    *, prospect_id: int, by: User, now: datetime, at: datetime | None = None
) -> WayBack:
    """They said not to be prospected, now or at ``at``; consent goes with it."""
    moment = at or now
    if moment > now:
        raise Refused({"at": _("This cannot happen in the future.")})
    prospect = take(Prospect.objects.all(), prospect_id)
    if prospect.objected_at is not None:
        raise Refused(_("This objection is already recorded."))
    withdrawn = Prospect.Consent.WITHDRAWN
    return _write(prospect, "objected", by, now, objected_at=moment, consent=withdrawn)


@transaction.atomic
def withdraw_objection(*, prospect_id: int, by: User, now: datetime) -> WayBack:
    """It was recorded by mistake, or they changed their mind: consent must be asked again."""
    prospect = take(Prospect.objects.all(), prospect_id)
    if prospect.objected_at is None:
        raise Refused(_("No objection is recorded."))
    unknown = Prospect.Consent.UNKNOWN
    return _write(
        prospect, "objection withdrawn", by, now, objected_at=None, consent=unknown
    )


def _write(
    prospect: Prospect, action: str, by: User, now: datetime, **values: object
) -> WayBack:
    before = as_it_is(prospect)
    with way_back(by=by, now=now, action=action, label=prospect.name) as kept:
        kept.keep([prospect])
        put(prospect, **values)
    changes = difference(before, prospect, values)
    record(by=by, action=action, row=prospect, at=now, changes=changes)
    return kept.way_back
