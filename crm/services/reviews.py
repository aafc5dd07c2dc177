"""Public reviews: added by hand or from a file, taken out when they were a mistake."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.models import Prospect, Review, User, WayBack
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.way_back import way_back


@transaction.atomic
def add_review(
    *,
    by: User,
    now: datetime,
    site: str,
    rating: int,
    at: datetime,
    prospect: Prospect | None = None,
    **fields: Any,
) -> Review:
    """A review that anybody can read; credited to who is in charge, if the author is known."""
    if at > now:
        raise Refused({"at": _("A review cannot be published in the future.")})
    owner = prospect.owner if prospect else by
    row = Review.objects.create(
        site=site, rating=rating, at=at, prospect=prospect, owner=owner, rep=owner,
        **fields,
    )  # fmt: skip
    announce(None, row)
    record(by=by, action="added", row=row, at=now)
    return row


@transaction.atomic
def delete_review(*, review_id: int, by: User, now: datetime) -> WayBack:
    row = Review.objects.select_for_update().get(pk=review_id)
    with way_back(by=by, now=now, action="deleted", label=str(row)) as kept:
        kept.keep([row])
        before = as_it_is(row)
        record(by=by, action="deleted", row=row, at=now)
        row.delete()
        announce(before, None)
    return kept.way_back
