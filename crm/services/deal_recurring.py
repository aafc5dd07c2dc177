"""A deal that is won with a recurring amount starts a subscription; reopened, it never was."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from crm.announce import announce_many
from crm.models import Deal, MrrMovement, Subscription, User
from crm.pricing import price
from crm.services.deal_taking import day_of
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.mrr import move
from crm.services.recurring import a_month
from crm.services.subscriptions import stop


def settle_recurring(deal: Deal, *, by: User | None, now: datetime) -> None:
    """Bring subscription and journal to what the deal says now: won with a recurring amount, or not.

    Part of the transaction that wins, reopens or corrects the deal. A renewal takes the place of the
    subscription it renews; every other kind adds to what the customer has.
    """
    _withdraw(deal, by=by, now=now)
    if deal.state != Deal.State.WON or deal.prospect is None or deal.won_at is None:
        return
    if not deal.recurring_amount:
        return
    at, monthly = deal.won_at, a_month(deal.recurring_amount, deal.recurring_interval)
    rows: list[Model] = _renewed(deal, at) if deal.kind == Deal.Kind.RENEWAL else []
    found = price(monthly, currency=deal.currency, day=day_of(at))
    started = Subscription.objects.create(
        prospect=deal.prospect,
        deal=deal,
        product=deal.main_product,
        owner=deal.owner,
        amount=monthly,
        currency=deal.currency,
        rate=found.rate,
        base_amount=found.base,
        started_on=day_of(at),
    )
    first = move(started, at, found.base, monthly)
    # The win is its owner's, whoever has the customer.
    first.rep = deal.owner
    first.save(update_fields=["rep"])
    announce_many([*rows, first])
    record(by=by, action="created", row=started, at=now)


def refuse_if_changed(deal: Deal) -> None:
    """A correction of the deal would wipe out what happened to its subscription since."""
    for started in Subscription.objects.of_deal(deal):
        if started.movements.count() > 1:
            raise Refused(
                {
                    "recurring_amount": _(
                        "Its subscription changed since: change it there."
                    )
                }
            )


def _renewed(deal: Deal, at: datetime) -> list[Model]:
    """End what the renewal renews: the running subscription of its product, else the only one."""
    running = Subscription.objects.running_of(deal.prospect).filter(
        started_on__lte=day_of(at)
    )
    same = [row for row in running if row.product_id == deal.main_product_id]
    found = same or list(running)
    if len(found) != 1:
        return []
    row = stop(found[0], at)
    found[0].ended_on = day_of(at)
    found[0].save(update_fields=["ended_on"])
    return [row]


def _withdraw(deal: Deal, *, by: User | None, now: datetime) -> None:
    """Take back what winning this deal wrote: its subscription, and the end of the one it renewed."""
    gone: list[Model] = []
    for started in Subscription.objects.of_deal(deal).select_for_update():
        first = started.movements.order_by("at", "pk").first()
        gone += started.movements.all()
        if first is not None:
            gone += _taken_up_again(started, first)
        record(by=by, action="withdrawn", row=started, at=now)
        started.delete()
    announce_many(gone)


def _taken_up_again(started: Subscription, first: MrrMovement) -> list[Model]:
    """The renewed subscription runs on: its last row stands at the very instant of the win."""
    rows = MrrMovement.objects.filter(
        prospect_id=started.prospect_id,
        at=first.at,
        original_amount__lt=0,
        subscription__ended_on=started.started_on,
        subscription__churn_reason__isnull=True,
    ).exclude(subscription=started)
    gone = list(rows.select_related("subscription"))
    rows.delete()
    for row in gone:
        row.subscription.ended_on = None
        row.subscription.save(update_fields=["ended_on"])
    return list(gone)
