"""Somebody leaves: what is open goes to others, then the person is deactivated. Past credit stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Func, IntegerField, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.models import Activity, Complaint, Deal, Job, Prospect, User
from crm.models.people import UNASSIGNED_ID
from crm.services import people, prospects, voice
from crm.services.assigning import assign_activity, give_deal
from crm.services.errors import Refused
from crm.services.given import tell_taken_over
from crm.services.jobs import start_job, step_of
from crm.services.way_back import Kept, way_back

#: Rows of one transaction.
PORTION = 100
COUNTED = Func(template="COUNT(*)", output_field=IntegerField())


def open_of(person: User) -> dict[str, QuerySet[Any, Any]]:
    """{kind: rows} of what somebody must take over."""
    return {
        "prospects": Prospect.objects.owned_by(person),
        "deals": Deal.objects.open().owned_by(person),
        # Before the activities: the follow-up of a complaint goes where it goes.
        "complaints": Complaint.objects.filter(owner=person, resolved_at__isnull=True),
        "activities": Activity.objects.planned().done_by(person),
    }


def preview(person: User) -> dict[str, int]:
    """{kind: number} of the rows that would move, in one query."""
    kinds = open_of(person)
    counts = (_counted(rows) for rows in kinds.values())
    found = User.objects.filter(pk=person.pk).values_list(*counts).get()
    return dict(zip(kinds, found, strict=True))


def _counted(rows: QuerySet[Any, Any]) -> Subquery:
    number = rows.order_by().annotate(n=COUNTED)
    return Subquery(number.values("n"), output_field=IntegerField())


@transaction.atomic
def start_leaving(
    *, person: User, heirs: Sequence[User], by: User, now: datetime
) -> Job:
    """Share what is open among the heirs, then deactivate the person; in the background.

    What belongs to one prospect goes to one heir. Refuses what could not end.
    """
    if not person.is_active or person.pk == UNASSIGNED_ID:
        raise Refused(_("This person has left already."))
    if person.pk == by.pk:
        raise Refused(_("Ask another administrator to deactivate you."))
    if not heirs or any(not heir.is_active or heir.pk == person.pk for heir in heirs):
        raise Refused({"to": _("Choose somebody who stays.")})
    people.refuse_last_admin(person)
    args = {"person": person.pk, "heirs": [heir.pk for heir in heirs]}
    total = sum(preview(person).values())
    return start_job(kind="leave", by=by, now=now, args=args, total=total)


@step_of("leave")
def step(job: Job) -> int:
    """The next rows still with the person; when none is left, the door. One way back for all."""
    person = User.objects.get(pk=job.args["person"])
    heirs = list(User.objects.filter(pk__in=job.args["heirs"]).order_by("pk"))
    said: dict[str, Any] = {"by": job.by, "now": timezone.now()}
    opened: dict[str, Any] = {
        "action": "leave",
        "label": person.full_name,
        "to": job.way_back,
    }
    with way_back(**said, **opened) as kept:
        done = _next_rows(job, person, heirs, kept, said)
        if not done and person.is_active:
            people.deactivate(user=person, kept=kept, **said)
            for heir in heirs:
                tell_taken_over(to=heir, leaver=person, job=job, now=said["now"])
    job.way_back = kept.way_back
    return done


def _next_rows(
    job: Job, person: User, heirs: Sequence[User], kept: Kept, said: dict[str, Any]
) -> int:
    for kind, rows in open_of(person).items():
        portion = list(rows.order_by("pk")[:PORTION])
        if portion:
            for row in portion:
                _give(kind, row, _heir(row, heirs), kept, said)
            job.result[kind] = job.result.get(kind, 0) + len(portion)
            return len(portion)
    return 0


def _give(kind: str, row: Any, heir: User, kept: Kept, said: dict[str, Any]) -> None:
    kept.keep([row])
    if kind == "prospects":
        prospects.assign_prospect(prospect_id=row.pk, owner=heir, **said)
    elif kind == "deals":
        give_deal(row, heir, kept=kept, **said)
    elif kind == "activities":
        assign_activity(activity_id=row.pk, rep=heir, **said)
    else:
        voice.assign_complaint(
            complaint_id=row.pk, owner=heir, kept=kept, told=False, **said
        )


def _heir(row: Any, heirs: Sequence[User]) -> User:
    """The same heir for a prospect and for all that hangs on it."""
    pk = row.pk if isinstance(row, Prospect) else row.prospect_id or row.pk
    return heirs[pk % len(heirs)]
