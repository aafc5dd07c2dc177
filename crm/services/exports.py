"""Long tables written in the background: read a portion at a time, handed out for a day.

A portion is kept as a file of its own until the last one is read; a step that is done again writes
the same portion again. What is written follows the rights of whoever asked; once those change, what
was begun is given up and what was written is handed out no more (decision 29).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import QueryDict
from django.urls import get_resolver
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from crm import access
from crm.models import Job, Organisation, User
from crm.services.errors import Refused
from crm.services.jobs import start_job, step_of
from crm.writers.cells import packed, unpacked
from crm.writers.formats import write
from crm.writers.table import Table

KIND = "export"
#: Rows read in one step; a table of no more is written while its reader waits.
PORTION = 1_000
#: Files that are written for one person at a time.
MOST = 3
#: How long a file may be fetched.
KEPT_FOR = timedelta(hours=24)
SALT = "crm.exports"


@dataclass(frozen=True)
class Portioned:
    """A table without its rows, how many it has, and how to read some: (first, how many) -> rows.

    ``others`` are short tables that follow it in the same file.
    """

    table: Table
    total: int
    read: Callable[[int, int], Sequence[Sequence[Any]]]
    others: Sequence[Table] = ()

    def whole(self) -> list[Table]:
        """Every table with all its rows."""
        return [replace(self.table, rows=self.read(0, self.total)), *self.others]


#: (who asks, the address's query, when) -> the table. Pages declare theirs as they are loaded.
Maker = Callable[[User, QueryDict, datetime], Portioned]
MAKERS: dict[str, Maker] = {}


def portioned(*, source: str, query: QueryDict, by: User, now: datetime) -> Portioned:
    """The table of this source. Raises KeyError for one that no page declared."""
    get_resolver().url_patterns  # noqa: B018  # a worker has loaded no page yet
    return MAKERS[source](by, query, now)


@transaction.atomic
def start_export(
    *, source: str, query: str, form: str, total: int, by: User, now: datetime
) -> Job:
    """Begin to write; the same table asked for again while it is being written is one work.

    Refused while this person has ``MOST`` others under way.
    """
    args = {
        "reach": access.reach_of(by),
        "source": source,
        "query": query,
        "form": form,
        "language": translation.get_language() or "en",
    }
    running = Job.objects.filter(by=by, kind=KIND, finished_at__isnull=True)
    under_way = list(running.select_for_update())
    for job in under_way:
        if {key: job.args.get(key) for key in args} == args:
            return job
    if len(under_way) >= MOST:
        raise Refused(
            _("%(n)s files are being written for you: wait for one of them.")
            % {"n": MOST}
        )
    args["token"] = uuid4().hex
    return start_job(kind=KIND, by=by, now=now, args=args, total=total)


@step_of(KIND)
def step(job: Job) -> int:
    """The next rows; without any left, the file itself. Refused once the rights have changed."""
    if not within_rights(job, job.by):
        _forget(job)
        raise Refused(_("Your rights have changed meanwhile. Export it again."))
    zone = Organisation.current().zone
    with translation.override(job.args["language"]), timezone.override(zone):
        found = portioned(
            source=job.args["source"],
            query=QueryDict(job.args["query"]),
            by=job.by,
            now=job.created_at,
        )
        rows = found.read(job.done, PORTION) if job.done < job.total else []
        if rows:
            _keep(_portion(job, job.done), packed(rows))
            return len(rows)
        _finish(job, found)
    return 0


def _finish(job: Job, found: Portioned) -> None:
    places = range(0, job.done, PORTION)
    rows = [row for place in places for row in _read(_portion(job, place))]
    file = write([replace(found.table, rows=rows), *found.others], job.args["form"])
    _keep(_file(job), file.content)
    job.result = {"file": _file(job), "name": file.name, "media": file.media}
    for place in places:
        default_storage.delete(_portion(job, place))


def _forget(job: Job) -> None:
    """What was written of it so far."""
    for place in range(0, job.done, PORTION):
        default_storage.delete(_portion(job, place))


def _portion(job: Job, place: int) -> str:
    return f"exports/{job.args['token']}.{place}"


def _file(job: Job) -> str:
    return f"exports/{job.args['token']}"


def _keep(name: str, content: bytes) -> None:
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


def _read(name: str) -> list[list[Any]]:
    with default_storage.open(name) as file:
        return unpacked(file.read())


# -- handing out ------------------------------------------------------------------------------


def token_of(job: Job) -> str:
    """The signature in the address of the file, its owner's; empty when there is no file."""
    if job.kind != KIND or not job.result.get("file"):
        return ""
    return signing.Signer(salt=SALT).signature(f"{job.pk} {job.by_id}")


def job_of(pk: int, token: str, user: User) -> Job | None:
    """The work whose file the address names, for the person it was made for alone."""
    job = Job.objects.visible_to(user).filter(pk=pk, kind=KIND).first()
    expected = signing.Signer(salt=SALT).signature(f"{pk} {user.pk}")
    return job if constant_time_compare(token, expected) else None


def within_rights(job: Job, user: User) -> bool:
    """Whether this person's rights are those within which the file is written."""
    return bool(job.args.get("reach") == access.reach_of(user))


def expired(job: Job, now: datetime) -> bool:
    return job.finished_at is None or now >= job.finished_at + KEPT_FOR


def content_of(job: Job) -> bytes | None:
    name = job.result.get("file", "")
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


@transaction.atomic
def sweep(*, now: datetime) -> int:
    """Delete files that may not be fetched any more; how many."""
    old = Job.objects.filter(
        kind=KIND, finished_at__lte=now - KEPT_FOR, result__has_key="file"
    )
    jobs = list(old.select_for_update(skip_locked=True)[:100])
    for job in jobs:
        name = job.result.pop("file")
        job.save(update_fields=["result"])
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
    return len(jobs)
