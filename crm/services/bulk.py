"""Many prospects changed at once: previewed, done in steps in the background, undone as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm import access
from crm.models import Job, Prospect, Tag, User
from crm.services import prospects
from crm.services.assigning import hand_over
from crm.services.errors import Refused
from crm.services.families import take_families
from crm.services.given import tell_given
from crm.services.jobs import start_job, step_of
from crm.services.tags import change_tags
from crm.services.way_back import Kept, way_back

#: Nobody means to change more in one go.
MOST = 10_000
#: Rows of one transaction.
PORTION = 100
#: Rows left out that the result names.
NAMED = 50
#: Descriptions that are rows of lists.
LISTS = ("source", "region", "sector", "client_type")
#: {name of a change: plain JSON value}; what is absent stays as it is.
Changes = dict[str, Any]


def preview(ids: Sequence[int], changes: Changes, by: User) -> dict[str, int]:
    """{change, same, read_only, gone}: what would happen to the rows, nothing written."""
    readable = Prospect.objects.visible_to(by).filter(pk__in=ids)
    mine = access.changeable_rows(readable, by)
    seen, allowed = readable.count(), mine.count()
    moving = sum(_moves(row, changes) for row in mine.prefetch_related("tags"))
    return {
        "change": moving,
        "same": allowed - moving,
        "read_only": seen - allowed,
        "gone": len(set(ids)) - seen,
    }


def _moves(row: Prospect, changes: Changes) -> bool:
    """Whether the row differs from what is asked."""
    columns = [name for name in (*LISTS, "owner") if name in changes]
    if any(getattr(row, f"{name}_id") != changes[name] for name in columns):
        return True
    if "next_step_on" in changes and row.next_step_on != _day(changes):
        return True
    if "archived" in changes and changes["archived"] != bool(row.archived_at):
        return True
    carried = {tag.pk for tag in row.tags.all()}
    added, removed = changes.get("add_tag"), changes.get("remove_tag")
    return bool((added and added not in carried) or (removed and removed in carried))


def _day(changes: Changes) -> date | None:
    said = changes["next_step_on"]
    return date.fromisoformat(said) if said else None


def start_bulk(*, ids: Sequence[int], changes: Changes, by: User, now: datetime) -> Job:
    """Change the rows in the background. Access is asked again for each row when its turn comes."""
    wanted = list(dict.fromkeys(ids))
    if not wanted or not changes:
        raise Refused(_("There is nothing to change."))
    if len(wanted) > MOST:
        raise Refused(_("This is too many rows at once. Narrow the list first."))
    args = {"ids": wanted, "changes": changes}
    return start_job(kind="bulk", by=by, now=now, args=args, total=len(wanted))


@step_of("bulk")
def step(job: Job) -> int:
    ids = job.args["ids"][job.done : job.done + PORTION]
    now = timezone.now()
    if not ids:
        _tell(job, now)
        return 0
    label = _("Bulk change")
    with way_back(
        by=job.by, now=now, action="bulk", label=label, to=job.way_back
    ) as kept:
        take_families(ids)
        mine = access.changeable_rows(Prospect.objects.filter(pk__in=ids), job.by)
        allowed = {row.pk: row for row in mine.prefetch_related("tags")}
        for pk in ids:
            _one(job, allowed.get(pk), kept, now)
    job.way_back = kept.way_back
    return len(ids)


def _tell(job: Job, now: datetime) -> None:
    """Who was given prospects hears of it once, however many they are."""
    to = User.objects.filter(pk=job.args["changes"].get("owner")).first()
    if to is not None and (number := job.result.get("given")):
        tell_given(to=to, number=number, job=job, now=now)


def _one(job: Job, row: Prospect | None, kept: Kept, now: datetime) -> None:
    if row is None:
        _count(job, "left")
    elif not _moves(row, job.args["changes"]):
        _count(job, "same")
    else:
        try:
            with transaction.atomic():
                _change(row, job.args["changes"], job.by, kept, now)
        except ValidationError as refusal:
            _count(job, "left")
            named = job.result.setdefault("refused", [])
            named += [[str(row), " ".join(refusal.messages)]][: NAMED - len(named)]
        else:
            _count(job, "changed")
            if job.args["changes"].get("owner", row.owner_id) != row.owner_id:
                _count(job, "given")


def _count(job: Job, what: str) -> None:
    job.result[what] = job.result.get(what, 0) + 1


def _change(
    row: Prospect, changes: Changes, by: User, kept: Kept, now: datetime
) -> None:
    said: dict[str, Any] = {"by": by, "now": now}
    kept.keep([row])
    values: dict[str, Any] = {}
    for name in LISTS:
        if name in changes:
            values[name] = _listed(name, changes[name])
    if "next_step_on" in changes:
        values["next_step_on"] = _day(changes)
    if values:
        prospects.edit_prospect(prospect_id=row.pk, **said, **values)
    add, remove = _tags(changes.get("add_tag")), _tags(changes.get("remove_tag"))
    change_tags(prospect=row, **said, add=add, remove=remove, kept=kept)
    if "archived" in changes and changes["archived"] != bool(row.archived_at):
        archived = bool(changes["archived"])
        prospects.archive_prospect(prospect_id=row.pk, **said, archived=archived)
    if "owner" in changes and changes["owner"] != row.owner_id:
        owner = access.assignable_people(by).filter(pk=changes["owner"]).first()
        if owner is None:
            raise Refused(_("You may not give records to this person."))
        along = changes.get("along", ())
        hand_over(prospect_id=row.pk, owner=owner, along=along, kept=kept, **said)


def _tags(pk: int | None) -> list[Any]:
    return [] if pk is None else list(Tag.objects.filter(pk=pk))


def _listed(name: str, pk: int | None) -> Any:
    """The row of a list; null empties the description."""
    if pk is None:
        return None
    model: Any = Prospect._meta.get_field(name).related_model
    return model.objects.get(pk=pk)
