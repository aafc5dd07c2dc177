"""Giving a prospect to another person, with what is open on it: past credit stays where it was earned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm import access
from crm.announce import announce, as_it_is
from crm.models import Activity, Deal, DealMovement, Prospect, User
from crm.services import deals, prospects
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.way_back import Kept
from crm.services.writing import put, take

#: What may go along with a prospect.
DEALS, ACTIVITIES = "deals", "activities"


@transaction.atomic
def assign_activity(
    *, activity_id: int, rep: User, by: User | None, now: datetime
) -> Activity:
    """Give a planned activity to another person; what is done stays with who did it."""
    activity = take(Activity.objects.all(), activity_id)
    if not activity.is_planned:
        raise Refused(_("Only a planned activity can be given to another person."))
    if activity.rep_id == rep.pk:
        return activity
    before = as_it_is(activity)
    put(activity, rep=rep)
    announce(before, activity)
    changes = difference(before, activity, ["rep"])
    record(by=by, action="assigned", row=activity, at=now, changes=changes)
    return activity


@transaction.atomic
def hand_over(
    *,
    prospect_id: int,
    owner: User,
    by: User,
    now: datetime,
    along: Iterable[str] = (),
    kept: Kept | None = None,
) -> Prospect:
    """The prospect to ``owner``; with ``along``, the former owner's open deals and planned activities.

    Only what ``by`` may change goes along. ``kept`` remembers every row for the way back.
    """
    kept = kept or Kept()
    prospect = take(Prospect.objects.all(), prospect_id)
    former = prospect.owner_id
    kept.keep([prospect])
    if DEALS in along:
        open_deals = Deal.objects.open().filter(prospect=prospect_id, owner=former)
        for deal in access.changeable_rows(open_deals, by).order_by("pk"):
            give_deal(deal, owner, by=by, now=now, kept=kept)
    if ACTIVITIES in along:
        planned = Activity.objects.planned().filter(prospect=prospect_id, rep=former)
        for activity in access.changeable_rows(planned, by).order_by("pk"):
            kept.keep([activity])
            assign_activity(activity_id=activity.pk, rep=owner, by=by, now=now)
    return prospects.assign_prospect(
        prospect_id=prospect_id, owner=owner, by=by, now=now
    )


def give_deal(deal: Deal, owner: User, *, by: User, now: datetime, kept: Kept) -> None:
    """The deal and the rows of its journal that say so, remembered."""
    kept.keep([deal])
    known = set(deal.movements.values_list("pk", flat=True))
    deals.assign_deal(deal_id=deal.pk, owner=owner, by=by, now=now)
    kept.made(DealMovement.objects.filter(deal=deal).exclude(pk__in=known))
