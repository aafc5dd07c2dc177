"""Writes on prospects and on the journal of their life."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from crm import findable
from crm.announce import announce, announce_many, as_it_is
from crm.models import Activity, Contact, DealMovement, Prospect, ProspectStep, User
from crm.services.departures import settle_one
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.mrr import purchases
from crm.services.writing import lock, put, take
from crm.text import domain_of, name_key

DESCRIPTION = [
    "name",
    "kind",
    "source",
    "region",
    "sector",
    "client_type",
    "campaign",
    "parent",
    "email",
    "phone",
    "website",
    "address",
    "postcode",
    "city",
    "country",
    "next_step",
    "next_step_on",
    "consent",
    "data_origin",
]

#: Steps a person declares; the others follow from activities and deals.
DECLARED = ("mql", "sql", "trial", "churned", "disqualified")

#: Where the current state of each step stands on the prospect.
STATE_OF_STEP = {
    "contacted": "contacted_at",
    "mql": "mql_at",
    "sql": "sql_at",
    "trial": "trial_started_at",
    "converted": "converted_at",
    "churned": "churned_at",
    "disqualified": "disqualified_at",
}


def derived(name: str, email: str) -> dict[str, str]:
    """The columns that search and the duplicate warning compare."""
    return {"name_key": name_key(name), "email_domain": domain_of(email)}


@transaction.atomic
def add_prospect(
    *,
    by: User | None,
    now: datetime,
    owner: User,
    detected_at: datetime | None = None,
    **fields: Any,
) -> Prospect:
    """A new prospect, detected now unless said otherwise, credited to its owner."""
    if detected_at is not None and detected_at > now:
        raise Refused(
            {"detected_at": _("A prospect cannot be detected in the future.")}
        )
    prospect = Prospect(
        owner=owner,
        detected_at=detected_at or now,
        created_at=now,
        **fields,
        **derived(fields["name"], fields.get("email", "")),
    )
    findable.settle_prospect(prospect).save()
    step = ProspectStep.objects.create(
        prospect=prospect, step="detected", at=prospect.detected_at, rep=owner
    )
    announce(None, step)
    record(by=by, action="created", row=prospect, at=now)
    return prospect


@transaction.atomic
def edit_prospect(
    *,
    prospect_id: int,
    by: User | None,
    now: datetime,
    seen: int | None = None,
    **values: Any,
) -> Prospect:
    """Change what describes a prospect. Descriptions are current: past figures follow them."""
    if unknown := set(values) - set(DESCRIPTION):
        raise ValueError(f"not a description: {unknown}")
    prospect = take(Prospect.objects.all(), prospect_id, seen=seen)
    before = as_it_is(prospect)
    name, email = values.get("name", prospect.name), values.get("email", prospect.email)
    put(prospect, **values, **derived(name, email))
    if set(values) & set(findable.READ):
        findable.refresh([prospect.pk])
    changes = difference(before, prospect, values)
    if changes:
        record(by=by, action="edited", row=prospect, at=now, changes=changes)
    return prospect


@transaction.atomic
def assign_prospect(
    *, prospect_id: int, owner: User, by: User | None, now: datetime
) -> Prospect:
    """Give the prospect to another person. Past credit stays with who earned it."""
    prospect = take(Prospect.objects.all(), prospect_id)
    if owner.pk == prospect.owner_id:
        return prospect
    before = as_it_is(prospect)
    put(prospect, owner=owner)
    record(
        by=by,
        action="assigned",
        row=prospect,
        at=now,
        changes=difference(before, prospect, ["owner"]),
    )
    return prospect


@transaction.atomic
def take_step(
    *,
    prospect_id: int,
    step: str,
    at: datetime,
    by: User | None,
    now: datetime,
    **detail: Any,
) -> ProspectStep:
    """Record a step a person declares: mql, sql, trial, churned, disqualified."""
    prospect = take(Prospect.objects.all(), prospect_id)
    _refuse_step(prospect, step, at, now)
    taken = ProspectStep.objects.create(
        prospect=prospect, step=step, at=at, rep=prospect.owner, **detail
    )
    state: dict[str, Any] = {STATE_OF_STEP[step]: at}
    for reason in ("churn_reason", "disqualify_reason"):
        if reason in detail:
            state[reason] = detail[reason]
    put(prospect, **state)
    announce(None, taken)
    record(
        by=by,
        action=step,
        row=prospect,
        at=now,
        changes={STATE_OF_STEP[step]: [None, at.isoformat()]},
    )
    if step == "churned":
        settle_one(prospect, now=now)
    return taken


def _refuse_step(prospect: Prospect, step: str, at: datetime, now: datetime) -> None:
    if step not in DECLARED:
        raise Refused(_("This step follows from an activity or a won deal."))
    if at > now:
        raise Refused({"at": _("This cannot happen in the future.")})
    if at < prospect.detected_at:
        raise Refused(_("This step cannot come before the prospect was detected."))
    if step == "churned" and (
        prospect.converted_at is None or at < prospect.converted_at
    ):
        raise Refused(_("Only a customer can stop being one."))
    recorded = getattr(prospect, STATE_OF_STEP[step]) is not None
    if recorded and ProspectStep.objects.of(step).filter(_told(prospect)).exists():
        raise Refused(_("This step is already recorded."))


@transaction.atomic
def undo_step(
    *, prospect_id: int, step: str, by: User, now: datetime, why: str = ""
) -> None:
    """Withdraw a declared step, saying why: the day it was counted on is restated."""
    if step not in DECLARED:
        raise Refused(_("This step follows from an activity or a won deal."))
    prospect = take(Prospect.objects.all(), prospect_id)
    if getattr(prospect, STATE_OF_STEP[step]) is None:
        raise Refused(_("This step is not recorded."))
    if not ProspectStep.objects.of(step).filter(_told(prospect)).exists():
        raise Refused(
            _(
                "Nobody recorded this: no order came for too long. The next one takes it back."
            )
        )
    _settle(prospect, step, None, None, now)
    changes = {"why": ["", why]} if why else {}
    record(by=by, action=f"{step} withdrawn", row=prospect, at=now, changes=changes)


def _told(prospect: Prospect) -> Q:
    """Steps of a prospect that no rule wrote."""
    return Q(prospect=prospect, automatic=False)


def settle_contact(prospect: Prospect, *, now: datetime) -> None:
    """*Contacted* is the first outbound contact held by a person; it follows the activities."""
    lock(prospect)
    first = (
        Activity.objects.filter(prospect=prospect)
        .outbound_contacts()
        .order_by("at", "id")
        .first()
    )
    if first is None:
        _settle(prospect, "contacted", None, None, now)
    else:
        _settle(prospect, "contacted", first.at, first.rep, now)


def settle_conversion(prospect: Prospect, *, now: datetime) -> None:
    """*Converted* is the first win that still stands, or the first payment of what no deal sold.

    A customer who buys again is not lost. Who never became a customer cannot have stopped being one:
    with the last win goes the churn.
    """
    lock(prospect)  # two deals won together would each make it a customer
    wins = DealMovement.objects.of("won").filter(deal__prospect=prospect)
    won = wins.order_by("at", "id").first()
    paid = purchases().filter(prospect=prospect).first()
    if won is not None and (paid is None or won.at <= paid.at):
        _settle(prospect, "converted", won.at, won.rep, now, deal=won.deal)
    elif paid is not None:
        _settle(prospect, "converted", paid.at, paid.rep, now)
    else:
        _settle(prospect, "converted", None, None, now)
        _settle(prospect, "churned", None, None, now)
    left = prospect.churned_at
    if left is not None and wins.filter(at__gt=left).exists():
        _settle(prospect, "churned", None, None, now)
    settle_one(prospect, now=now)


def _settle(
    prospect: Prospect,
    step: str,
    at: datetime | None,
    rep: User | None,
    now: datetime,
    **detail: Any,
) -> None:
    """Make the standing step say ``at`` and ``rep``; withdraw what said otherwise."""
    standing = ProspectStep.objects.of(step).filter(_told(prospect)).first()
    if standing and (standing.at, standing.rep) == (at, rep):
        return
    if standing:
        before = as_it_is(standing)
        standing.withdrawn_at = now
        standing.save(update_fields=["withdrawn_at"])
        announce(before, standing)
    if at is not None and rep is not None:
        taken = ProspectStep.objects.create(
            prospect=prospect, step=step, at=at, rep=rep, **detail
        )
        announce(None, taken)
    if standing or at is not None:
        _follow_step(prospect, **{STATE_OF_STEP[step]: at}, **_without_reason(step, at))


def _follow_step(prospect: Prospect, **state: Any) -> None:
    """Write what follows from the facts. The version stays: nobody edited what a form shows."""
    for name, value in state.items():
        setattr(prospect, name, value)
    prospect.save(update_fields=list(state))


def _without_reason(step: str, at: datetime | None) -> dict[str, Any]:
    """A step that is withdrawn takes its reason along."""
    if at is not None:
        return {}
    return {
        "churned": {"churn_reason": None},
        "disqualified": {"disqualify_reason": None},
    }.get(step, {})


@transaction.atomic
def delete_prospect(*, prospect_id: int, by: User, now: datetime) -> None:
    """Really delete a prospect that nothing hangs on; archive the others."""
    prospect = take(Prospect.objects.all(), prospect_id)
    if (
        prospect.deals.exists()
        or prospect.activities.exists()
        or prospect.complaints.exists()
    ):
        raise Refused(_("This prospect has a history. Archive it instead."))
    steps = list(prospect.steps.all())
    record(by=by, action="deleted", row=prospect, at=now)
    try:
        prospect.delete()
    except ProtectedError as held:
        raise Refused(_("This prospect has a history. Archive it instead.")) from held
    announce_many(steps)


@transaction.atomic
def archive_prospect(
    *, prospect_id: int, by: User, now: datetime, archived: bool = True
) -> Prospect:
    prospect = take(Prospect.objects.all(), prospect_id)
    put(prospect, archived_at=now if archived else None)
    record(by=by, action="archived" if archived else "restored", row=prospect, at=now)
    return prospect


@transaction.atomic
def add_contact(
    *, prospect: Prospect, by: User, now: datetime, **fields: Any
) -> Contact:
    """A person inside the prospect; the first one is the main contact."""
    fields.setdefault("is_main", not prospect.contacts.exists())
    if fields["is_main"]:
        prospect.contacts.filter(is_main=True).update(is_main=False)
    contact = Contact.objects.create(prospect=prospect, **fields)
    findable.refresh([prospect.pk])
    record(by=by, action="created", row=contact, at=now)
    return contact
