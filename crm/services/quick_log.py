"""The quick log: what was done and its next step, one line or many, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from crm.models import Activity, SentOnce, User, WayBack
from crm.services.activities import delete_activity
from crm.services.families import take_families
from crm.services.log_entries import Entry, write_entry
from crm.services.way_back import way_back

__all__ = ["Entry", "LineRefused", "Logged", "logged_before", "quick_log", "undo_log"]

#: What the key of a log is kept under; nothing of what was sent is kept.
DIGEST = "quick-log"


class LineRefused(Exception):
    """A line that cannot be written. Nothing of the list was."""

    def __init__(self, line: int, refusal: ValidationError) -> None:
        super().__init__(line)
        self.line, self.refusal = line, refusal


@dataclass(frozen=True)
class Logged:
    """What a log wrote: each line's activity and its next step; ``again`` when it was sent twice."""

    way_back: WayBack
    written: Sequence[tuple[Activity, Activity | None]]
    again: bool = False


@transaction.atomic
def quick_log(
    *, by: User, now: datetime, entries: Sequence[Entry], key: UUID | None = None
) -> Logged:
    """Write all or none; sent twice with the same ``key`` it is written once.

    Raises ``LineRefused`` with the index of the line that was refused.
    """
    sent = _claim(by, key, now)
    before = _written(sent)
    if before is not None:
        return before
    _take(entries)
    with way_back(by=by, now=now, action="logged", savepoint=False) as kept:
        written = []
        for index, entry in enumerate(entries):
            try:
                row = write_entry(
                    entry, by=by, now=now, key=_key_of(key, index), kept=kept
                )
            except ValidationError as refusal:
                raise LineRefused(index, refusal) from refusal
            written.append(row)
    back = kept.way_back
    if sent is not None:
        sent.object_id = back.pk
        sent.save(update_fields=["object_id"])
    return Logged(back, written)


def _take(entries: Sequence[Entry]) -> None:
    """Lock everything that several writes will touch, in the order of everybody else.

    Line by line, one that names Acme and then Durand would wait in a circle for a bulk change that
    holds Durand and wants Acme. A single line locks its own rows in that order already.
    """
    if len(entries) > 1 or any(e.closes or e.amount is not None for e in entries):
        take_families(_prospects(entries))


def _prospects(entries: Sequence[Entry]) -> set[int]:
    """The prospects that the lines are about, also through a deal or a plan."""
    done = [entry.done for entry in entries]
    found = {row["prospect"].pk for row in done if row.get("prospect")}
    found |= {row["deal"].prospect_id for row in done if row.get("deal")}
    plans = [entry.closes for entry in entries if entry.closes]
    if plans:
        found |= set(
            Activity.objects.filter(pk__in=plans).values_list("prospect", flat=True)
        )
    return found - {None}


def logged_before(*, by: User, key: UUID | None) -> Logged | None:
    """What was written under this key and still stands, so that it may be sent again."""
    if key is None:
        return None
    return _written(SentOnce.objects.filter(by=by, key=key, digest=DIGEST).first())


def _claim(by: User, key: UUID | None, now: datetime) -> SentOnce | None:
    """The key's row: whoever sends it at the same time waits here for the first one's end."""
    if key is None:
        return None
    asked = SentOnce(by=by, key=key, digest=DIGEST, at=now)
    SentOnce.objects.bulk_create([asked], ignore_conflicts=True)
    row = SentOnce.objects.get(by=by, key=key)
    return row if row.digest == DIGEST else None


def _written(sent: SentOnce | None) -> Logged | None:
    if sent is None or sent.object_id is None:
        return None
    found = WayBack.objects.filter(pk=sent.object_id, undone_at__isnull=True).first()
    if found is None:
        return None
    ids = [e["pk"] for e in found.images if e["model"] == "crm.activity"]
    rows = Activity.objects.for_list().in_bulk(ids)
    return Logged(found, [(rows[pk], None) for pk in ids if pk in rows], again=True)


def _key_of(key: UUID | None, index: int) -> UUID | None:
    """The first line has the key itself: a phone that sent one call knows it by that."""
    return uuid5(key, str(index)) if key and index else key


@transaction.atomic
def undo_log(*, ids: list[int], by: User, now: datetime) -> None:
    """Delete what this person just logged; rows of others or already gone are left alone."""
    own = Activity.objects.filter(pk__in=ids, logged_by=by).values_list("pk", flat=True)
    for pk in sorted(own):
        delete_activity(activity_id=pk, by=by, now=now)
