"""Every write of a sales day, in one line each, on a desk that has a past."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm.models import ChurnReason, Deal, Job, LossReason, Prospect, Subscription, User
from crm.services import (
    bulk,
    deals,
    imports,
    jobs,
    leavers,
    list_merging,
    merging,
    subscriptions,
    way_back,
)
from crm.services.deal_reasons import confirm_reason
from crm.services.quick_log import Entry, quick_log
from crm.services.stage_archive import archive_stage
from crm.services.stages import edit_stage
from tests import factories
from tests.factories import NOW, paris, stage

JANUARY, MARCH, MAY = (paris(2026, month, 5) for month in (1, 3, 5))
DEALS = """Deal;Customer;Amount;Stage;Won on;Opened on;Owner
Rack A;Martin SA;1234.56;Won;2026-11-03;2026-10-01;Camille Roux
Rack B;Martin SA;2000;Demo;;2026-09-01;Camille Roux
"""
COLUMNS = {
    "Deal": "name",
    "Customer": "prospect",
    "Amount": "amount",
    "Stage": "stage",
    "Won on": "won_at",
    "Opened on": "opened_at",
    "Owner": "owner",
}
#: Takes a write back.
Undo = Callable[[], object]


@dataclass
class Desk:
    """Two records of one customer, each with wins and calls; a deal that is open, one that is lost."""

    rep: User
    teammate: User
    manager: User
    admin: User
    home: Prospect
    twin: Prospect
    deal: Deal
    lost: Deal
    price: LossReason
    paid: Subscription

    @property
    def ids(self) -> list[int]:
        return [self.home.pk, self.twin.pk]


def lay(rep: User, teammate: User, manager: User, admin: User) -> Desk:
    home = factories.prospect(owner=rep, at=MARCH, name="Durand SARL")
    twin = factories.prospect(owner=rep, at=JANUARY, name="Durand")
    for prospect, at in ((home, MAY), (twin, MARCH)):
        factories.won_deal(owner=rep, prospect=prospect, at=at)
        factories.activity(rep=rep, prospect=prospect, at=at - timedelta(days=1))
        factories.activity(rep=rep, prospect=prospect, at=NOW + timedelta(days=1))
    open_one = factories.deal(owner=rep, prospect=home, at=MAY)
    yearly: dict[str, Any] = {"recurring_amount": 120_000, "recurring_interval": "year"}
    sold = factories.won_deal(owner=rep, prospect=home, at=MAY, **yearly)
    lost = factories.lost_deal(owner=rep, prospect=home, at=MAY)
    return Desk(
        rep, teammate, manager, admin, home, twin, open_one, lost,
        factories.lost_reason(), Subscription.objects.get(deal=sold),
    )  # fmt: skip


def _back(kept: Any, by: User) -> Undo:
    assert kept is not None
    return lambda: way_back.undo(way_back_id=kept.pk, by=by, now=NOW)


def merge(desk: Desk) -> Undo:
    kept = merging.merge_prospects(
        into=desk.home.pk, other=desk.twin.pk, by=desk.manager, now=NOW
    )
    return _back(kept, desk.manager)


def give_away(desk: Desk) -> Undo:
    changes = {"owner": desk.teammate.pk, "along": ["deals", "activities"]}
    job = bulk.start_bulk(ids=desk.ids, changes=changes, by=desk.manager, now=NOW)
    done = _run(job)
    assert done.result["changed"] == 2
    return _back(done.way_back, desk.manager)


def log(desk: Desk) -> Undo:
    """A call to somebody new, with a demo to follow, and a new amount on a deal."""
    call: dict[str, Any] = {"kind": "call", "at": NOW}
    demo = {"kind": "demo", "at": NOW + timedelta(days=3), "status": "planned"}
    priced = call | {"prospect": desk.home, "deal": desk.deal}
    entries = [
        Entry(call, new_prospect="Globex", planned=demo),
        Entry(priced, amount=300_000),
    ]
    logged = quick_log(by=desk.rep, now=NOW, entries=entries)
    return _back(logged.way_back, desk.rep)


def confirm(desk: Desk) -> None:
    other = factories.lost_reason("No budget")
    confirm_reason(deal_id=desk.lost.pk, reason=other, by=desk.manager, now=NOW)


def archive(desk: Desk) -> None:
    gone = stage("Qualification")
    assert archive_stage(stage=gone, to=stage("Demo"), by=desk.admin, now=NOW) == 1


def revalue(desk: Desk) -> None:
    edit_stage(stage=stage("Qualification"), by=desk.admin, now=NOW, probability=45)


def change_subscription(desk: Desk) -> None:
    subscriptions.change_subscription(
        subscription_id=desk.paid.pk,
        by=desk.rep,
        now=NOW,
        amount=20_000,
        on=NOW.date(),
    )


def end_subscription(desk: Desk) -> None:
    subscriptions.end_subscription(
        subscription_id=desk.paid.pk,
        by=desk.rep,
        now=NOW,
        on=NOW.date(),
        reason=ChurnReason.objects.create(name="Closed"),
    )


def win(desk: Desk) -> Undo:
    """Won on an earlier day with something a month, and reopened."""
    said: dict[str, Any] = {"deal_id": desk.deal.pk, "by": desk.rep, "now": NOW}
    deals.edit_deal(**said, recurring_amount=9_000, recurring_interval="month")
    deals.win_deal(**said, at=NOW - timedelta(days=3))
    return lambda: deals.reopen_deal(**said)


def merge_list(desk: Desk) -> Undo:
    into = factories.lost_reason("Too expensive")
    back = list_merging.merge_values(
        model=LossReason,
        value_id=desk.price.pk,
        into_id=into.pk,
        by=desk.admin,
        now=NOW,
    )
    assert back is not None
    return _back(back, desk.admin)


def leave(desk: Desk) -> None:
    job = leavers.start_leaving(
        person=desk.rep, heirs=[desk.teammate], by=desk.admin, now=NOW
    )
    assert _run(job).result == {"prospects": 2, "deals": 1, "activities": 2}


def import_deals(desk: Desk) -> None:
    """A file of deals whose customer nobody knows: made, and dated by its first deal."""
    run = imports.receive(
        kind="deals", file_name="a.csv", data=DEALS.encode(), by=desk.admin, now=NOW
    )
    job = imports.start(
        run=run,
        mapping={"columns": COLUMNS, "delimiter": ";"},
        on_match="skip",
        write=True,
        by=desk.admin,
        now=NOW,
        make_prospects=True,
    )
    _run(job)
    run.refresh_from_db()
    assert run.report["prospects_made"] == 1, run.report
    assert Deal.objects.filter(prospect__name="Martin SA").count() == 2, run.report


def _run(job: Job) -> Job:
    done = jobs.run(job_id=job.pk)
    assert done.state == Job.State.DONE, done.error
    return done


#: Writes that change stored cells.
COUNTED: tuple[Callable[[Desk], Undo | None], ...] = (
    merge, give_away, log, archive, revalue, win, leave, import_deals,
    change_subscription, end_subscription,
)  # fmt: skip
#: Writes whose figures are read from the rows themselves; a cell that moved would be wrong.
UNCOUNTED: tuple[Callable[[Desk], Undo | None], ...] = (
    confirm, merge_list,
)  # fmt: skip
